import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot';

const source = path.join(repositoryRoot, 'src');

/** What each part of src may import of the others, of Node and of VS Code; libraries are its own affair. */
const rules: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  git: ['domain', 'git', 'node'],
  store: ['domain', 'store', 'node'],
  team: ['domain', 'team', 'node'],
  forge: ['domain', 'forge', 'node'],
  text: ['domain', 'text'],
  terminal: ['domain', 'text', 'terminal', 'node'],
  vscode: ['domain', 'text', 'protocol.ts', 'shareProtocol.ts', 'vscode', 'vscode module'],
  'protocol.ts': [],
  'shareProtocol.ts': ['protocol.ts'],
  'adapters.ts': ['domain', 'git', 'store', 'team', 'node'],
};
const network = /^(?:node:)?(?:net|http|https|http2|dns|dns\/promises|tls|dgram)$/;
const withNetwork = ['forge', 'team'];
/** The test host offers these to every extension, users' VS Code to none. */
const proposed = ['detailedReason', 'TabInputTextMerge', 'env.power', 'onDidChangeTestResults', 'tooltip2'];

/** A file of src: which part it belongs to, its code without comments, and what it imports. */
interface SourceFile {
  readonly name: string;
  readonly part: string;
  readonly code: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => {
    const code = readFileSync(path.join(source, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!['":/])\/\/.*$/gm, '');
    return { name, part: name.split(path.sep)[0] ?? '', code, imports: importsOf(code) };
  });

function importsOf(code: string): string[] {
  const found = code.matchAll(
    /\b(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map(([, from, bare]) => from ?? bare ?? '');
}

/** What an import is of: a part of src, `node`, `vscode module`, or `null` for a library. */
function targetOf(file: SourceFile, specifier: string): string | null {
  if (specifier === 'vscode') return 'vscode module';
  if (isBuiltin(specifier)) return 'node';
  if (!specifier.startsWith('.')) return null;
  const target = path.relative(source, path.resolve(source, path.dirname(file.name), specifier));
  const [part = ''] = target.split(path.sep);
  return target.includes(path.sep) ? part : `${part}.ts`;
}

describe('the boundaries of the code', () => {
  it('are told for every part of it', () => {
    const entries = ['extension.ts', 'cli.ts'];
    for (const { part, name } of files) assert.ok(entries.includes(part) || Object.hasOwn(rules, part), name);
  });

  for (const [part, allowed] of Object.entries(rules)) {
    it(`let ${part} import ${allowed.join(', ') || 'nothing'}`, () => {
      for (const file of files.filter(each => each.part === part)) {
        for (const specifier of file.imports) {
          const target = targetOf(file, specifier);
          assert.ok(target === null || allowed.includes(target), `${file.name} imports ${specifier}`);
        }
      }
    });
  }

  it('let the terminal be used by the command line only', () => {
    for (const file of files.filter(({ part }) => part !== 'terminal' && part !== 'cli.ts')) {
      for (const specifier of file.imports) assert.notEqual(targetOf(file, specifier), 'terminal', file.name);
    }
  });

  it('keep VS Code out of the command line', () => {
    const commandLine = files.find(({ name }) => name === 'cli.ts');
    assert.ok(commandLine);
    for (const specifier of commandLine.imports) {
      assert.ok(!['vscode', 'vscode module'].includes(targetOf(commandLine, specifier) ?? ''), specifier);
    }
  });

  it('let nothing import an entry point', () => {
    for (const file of files) {
      for (const specifier of file.imports) {
        assert.ok(!['extension.ts', 'cli.ts'].includes(targetOf(file, specifier) ?? ''), `${file.name}: ${specifier}`);
      }
    }
  });

  it('let the panel take types of the protocols, and nothing else of src', () => {
    const webview = path.join(repositoryRoot, 'webview');
    for (const name of readdirSync(webview)) {
      const code = readFileSync(path.join(webview, name), 'utf8');
      for (const [statement] of code.matchAll(/\b(?:import|export)\s[^'";]*?['"][^'"]*\/src\/[^'"]*['"]/g)) {
        assert.match(statement, /^import type [^'"]*'\.\.\/src\/(?:protocol|shareProtocol)'$/, name);
      }
    }
  });

  it('keep clocks, chance, the console and time zones of the machine out of the domain', () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bMath\.random\b|\bconsole\b|\bprocess\.|\bTemporal\.Now\b/;
    for (const { name, code } of files.filter(({ part }) => part === 'domain')) assert.doesNotMatch(code, impure, name);
  });

  it('let only forge and team reach the network', () => {
    for (const { name, code, imports } of files.filter(({ part }) => !withNetwork.includes(part))) {
      for (const specifier of imports) assert.doesNotMatch(specifier, network, name);
      assert.doesNotMatch(code, /\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b/, name);
    }
  });

  it('keep proposed API out', () => {
    for (const { name, code } of files) for (const api of proposed) assert.ok(!code.includes(api), `${name}: ${api}`);
  });
});

describe('the bundles', () => {
  const outputs: Record<string, { readonly inputs: Record<string, unknown> }> = JSON.parse(
    readFileSync(path.join(repositoryRoot, 'dist', 'meta.json'), 'utf8'),
  );
  const inputsOf = (output: string) => Object.keys(outputs[output]?.inputs ?? {});

  it('make the panel of the webview folder and libraries only', () => {
    const inputs = inputsOf('dist/panel.js');
    assert.ok(inputs.includes('webview/panel.tsx'));
    for (const input of inputs) assert.match(input, /^(?:webview|node_modules)\//);
  });

  it('keep the panel and the extension out of the command line', () => {
    const inputs = inputsOf('dist/cli.js');
    assert.ok(inputs.includes('src/cli.ts'));
    for (const input of inputs) assert.doesNotMatch(input, /^(?:webview|src\/vscode)\//);
  });

  it('come with the licence of each library, all of which let them be bundled', () => {
    const titles = readFileSync(path.join(repositoryRoot, 'dist', 'ThirdPartyNotices.txt'), 'utf8')
      .split(/\n={80}\n/)
      .slice(1)
      .map(section => section.trim().split('\n', 1)[0] ?? '');
    for (const title of titles) assert.match(title, /^\S+ \d[\w.-]* \((?:MIT|ISC|0BSD)\)$/);
    const libraries = Object.keys(outputs)
      .flatMap(inputsOf)
      .flatMap(input => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
    assert.ok(libraries.includes('preact') && libraries.includes('simple-git'));
    for (const name of new Set(libraries))
      assert.ok(
        titles.some(title => title.startsWith(`${name} `)),
        name,
      );
  });
});
