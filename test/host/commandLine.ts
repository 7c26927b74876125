/** What `@vscode/test-electron` asks of VS Code, as far as the npm-shipped one can do it. */
export interface TestRequest {
  readonly extensionDevelopmentPaths: readonly string[];
  readonly extensionTestsPath: string;
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  readonly disabledExtensions: readonly string[];
  readonly disableExtensions: boolean;
  /** Folder or `.code-workspace` file to open. */
  readonly target?: string;
}

/** Reads `code`'s command line, whose options have the form `--name=value` or `--name`; throws where one is missing. */
export function parseCommandLine(args: readonly string[]): TestRequest {
  const options = new Map<string, string[]>();
  const rest: string[] = [];
  for (const argument of args) {
    const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined) {
      rest.push(argument);
    } else {
      options.set(name, [...(options.get(name) ?? []), value]);
    }
  }
  const required = (name: string): string => {
    const value = options.get(name)?.at(-1);
    if (!value) {
      throw new Error(`--${name}=… is missing: this stands in for VS Code where tests run, and does nothing else`);
    }
    return value;
  };
  const target = rest.at(-1);
  return {
    extensionDevelopmentPaths: options.get('extensionDevelopmentPath') ?? [],
    extensionTestsPath: required('extensionTestsPath'),
    dataFolder: required('user-data-dir'),
    extensionsFolder: required('extensions-dir'),
    disabledExtensions: options.get('disable-extension') ?? [],
    disableExtensions: options.has('disable-extensions'),
    ...(target !== undefined && { target }),
  };
}
