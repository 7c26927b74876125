import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Installation } from './installation';
import { ProcessGroup } from './processGroup';

const START_LIMIT_MS = 60_000;

/** A calm first window: no welcome, no tips, no assistant, nothing looked up. Nothing in here is migrated by VS Code. */
const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'chat.commandCenter.enabled': false,
  'security.workspace.trust.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  // On some weekdays it would ask, and fold numbers away.
  'eddy.reflection.prompt': false,
} as const;

/** Where a server keeps its profile and finds its extensions. */
export interface Profile {
  /** Holds `User/settings.json`, logs and storage. */
  readonly dataFolder: string;
  readonly extensionsFolder: string;
}

/** What may differ from one server to the next. */
export interface ServerOptions extends Profile {
  readonly installation: Installation;
  /**
   * The window then honours `extensionDevelopmentPath` and `extensionTestsPath`, and reports an exit code; but it
   * shows no toasts, ignores the theme setting at start and does not restart a killed extension host.
   */
  readonly driver?: boolean;
  /** A file with the secret that the window's address must name; without it every process of this machine is let in. */
  readonly connectionTokenFile?: string;
  /** Ask whether the folder is trusted, as VS Code does for everybody; tests leave it out by default. */
  readonly workspaceTrust?: boolean;
  /** How long an extension host waits for a closed window to come back; one second by default. */
  readonly reconnectionGraceSeconds?: number;
  /** Laid over the quiet settings and over what the profile has already. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the server, and so of its extension hosts. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly onOutput?: (text: string) => void;
  /** A free one by default. What windows keep in the browser belongs to the port. */
  readonly port?: number;
}

/** What a window opens, and what it is told besides. */
export interface WindowOptions {
  /** Absolute path of a folder or of a `.code-workspace` file; an empty window without it. */
  readonly target?: string | undefined;
  readonly connectionToken?: string;
  readonly payload?: readonly (readonly [string, string])[];
}

/** VS Code's server on 127.0.0.1, with all its extension hosts and terminals in one process group. */
export class VsCodeServer {
  /** Settles when the server has ended, by itself or not. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly port: number;
  readonly #authority: string;
  readonly #group: ProcessGroup;

  private constructor(port: number, group: ProcessGroup) {
    this.port = port;
    this.#authority = `127.0.0.1:${port}`;
    this.#group = group;
    this.ended = group.ended;
  }

  /** Starts a server and resolves when windows can be opened on it. */
  static async start(options: ServerOptions): Promise<VsCodeServer> {
    writeSettings(options);
    const port = options.port ?? (await freePort());
    let output = '';
    let onStarted = () => {};
    const started = new Promise<void>(resolve => {
      onStarted = resolve;
    });
    const group = new ProcessGroup(options.installation.node, serverArguments(options, port), {
      environment: serverEnvironment(options.environment ?? {}),
      onOutput: text => {
        output += text;
        options.onOutput?.(text);
        if (output.includes('Extension host agent started')) {
          onStarted();
        }
      },
    });
    let limit: NodeJS.Timeout | undefined;
    try {
      await Promise.race([
        started,
        group.ended.then(how => Promise.reject(new Error(`VS Code's server ended at once (${how}):\n${output}`))),
        new Promise((_, reject) => {
          limit = setTimeout(
            () => reject(new Error(`VS Code's server did not start in a minute:\n${output}`)),
            START_LIMIT_MS,
          );
        }),
      ]);
    } catch (error) {
      await group.end();
      throw error;
    } finally {
      clearTimeout(limit);
    }
    return new VsCodeServer(port, group);
  }

  /** The address of a window, for a browser. */
  windowAddress(options: WindowOptions = {}): string {
    const query = new URLSearchParams();
    if (options.connectionToken !== undefined) {
      query.set('tkn', options.connectionToken);
    }
    if (options.target === undefined) {
      query.set('ew', 'true');
    } else {
      query.set(options.target.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(options.target));
    }
    if (options.payload) {
      query.set('payload', JSON.stringify([...options.payload, ['skipWelcome', 'true'], ['skipReleaseNotes', 'true']]));
    }
    return `http://${this.#authority}/?${query}`;
  }

  /** The name by which windows of this server know a file of this machine. */
  remoteAddress(file: string): string {
    const encoded = path.resolve(file).split('/').map(encodeURIComponent).join('/');
    return `vscode-remote://${this.#authority}${encoded}`;
  }

  /** Ends the server and everything it started. */
  stop(): Promise<void> {
    return this.#group.end();
  }
}

/** Installs a packed extension into a profile, as `code --install-extension` does. */
export async function installExtension(installation: Installation, vsix: string, profile: Profile): Promise<void> {
  const args = [
    serverProgram(installation),
    '--install-extension',
    vsix,
    '--accept-server-license-terms',
    '--server-data-dir',
    profile.dataFolder,
    '--extensions-dir',
    profile.extensionsFolder,
  ];
  const { stdout } = await promisify(execFile)(installation.node, args, { env: serverEnvironment({}) });
  if (!stdout.includes('was successfully installed')) {
    throw new Error(`VS Code did not install ${vsix}: ${stdout}`);
  }
}

function serverProgram(installation: Installation): string {
  return path.join(installation.root, 'out', 'server-main.js');
}

function serverArguments(options: ServerOptions, port: number): string[] {
  return [
    serverProgram(options.installation),
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...(options.connectionTokenFile
      ? ['--connection-token-file', options.connectionTokenFile]
      : ['--without-connection-token']),
    '--accept-server-license-terms',
    ...['--server-data-dir', options.dataFolder, '--user-data-dir', options.dataFolder],
    ...['--extensions-dir', options.extensionsFolder],
    ...['--telemetry-level', 'off'],
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(options.driver ? ['--enable-smoke-test-driver'] : []),
    ...['--reconnection-grace-time', String(options.reconnectionGraceSeconds ?? 1)],
  ];
}

/** Without what another VS Code, Electron or npm around us has set; with no gallery, so that nothing is looked up. */
function serverEnvironment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_)/.test(name));
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{}', ...added };
}

function writeSettings({ dataFolder, settings, workspaceTrust }: ServerOptions): void {
  const file = path.join(dataFolder, 'User', 'settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  const trust = workspaceTrust ? { 'security.workspace.trust.enabled': true } : {};
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...trust, ...kept, ...settings }, null, 2));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}
