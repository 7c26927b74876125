// An extension that is there for tests only. VS Code activates it with `*`, which it waits for before it activates what
// asks for `onStartupFinished`, as Eddy does: so nothing that Eddy does in this host comes before the watching.
import childProcess from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import * as vscode from 'vscode';
import { MEASURED_VARIABLE } from './measuredVariable';

/** Something that code in the extension host did, whoever's code it was. */
export interface Deed {
  readonly kind: 'process' | 'file' | 'socket';
  /** The program with its arguments, the function with the path, or the function with the address. */
  readonly what: string;
  /** The code that was running, innermost first: files of scripts and names of functions, by no source map. */
  readonly stack: readonly string[];
}

/** How Eddy was activated. */
export interface Activation {
  /** How long its bundle took to load, in milliseconds. */
  readonly loadMs: number;
  /** How long `activate()` took, in milliseconds. */
  readonly activateMs: number;
  readonly globalStorage: string;
  /** What had been done since its code was loaded, and what lay in its storage, a second after `activate()` returned. */
  calm?: { readonly deeds: readonly Deed[]; readonly stored: readonly string[] };
}

/** What tests get from the witness. */
export interface Witness {
  /** In the order they were done; grows. */
  readonly deeds: readonly Deed[];
  /** Nothing before Eddy's code was loaded and its `activate()` returned. */
  readonly activation: Activation | undefined;
  /** Whether Eddy's code was running when it was done. */
  isEddys(deed: Deed): boolean;
}

/** Shorter than Eddy waits after its activation, and long enough to tell. */
const CALM_MS = 1000;
const STACK_DEPTH = 200;
const deeds: Deed[] = [];
let activation: Activation | undefined;

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type Patchable = Record<string, unknown>;

/** Begins to watch; the result is what `exports` of this extension gives to tests. */
export function activate(): Witness {
  const eddy = vscode.extensions.getExtension('eddy-devex.eddy');
  if (!eddy) {
    throw new Error('Eddy is not there to be watched');
  }
  const bundle = path.join(eddy.extensionPath, 'dist', 'extension.js');
  watchProcesses();
  watchSockets(createRequire(bundle));
  watchFiles();
  watchActivation(bundle);
  return {
    deeds,
    get activation() {
      return activation;
    },
    isEddys: ({ stack }) => stack.some(frame => frame.startsWith(path.dirname(bundle) + path.sep)),
  };
}

function watchProcesses(): void {
  const note = (file: unknown, args: unknown) =>
    noteDeed('process', [file, ...(Array.isArray(args) ? args : [])].map(String).join(' '));
  // All that runs beside this process comes through here, by whatever name it was called.
  replace(childProcess.ChildProcess.prototype, ['spawn'], (_, [options]) => {
    const { file, args } = options as { file: unknown; args: unknown };
    // The first argument is the program's own name.
    note(file, Array.isArray(args) ? args.slice(1) : []);
  });
  replace(childProcess, ['spawnSync', 'execFileSync', 'execSync'], (_, [file, args]) => note(file, args));
}

function watchSockets(requireOfEddy: NodeJS.Require): void {
  const note = (name: string, args: readonly unknown[]) =>
    noteDeed(
      'socket',
      `${name} ${args
        .filter(arg => typeof arg !== 'function')
        .map(addressOf)
        .join(' ')}`,
    );
  const watch = (holder: unknown, names: readonly string[], prefix: string) =>
    replace(holder, names, (name, args) => note(`${prefix}.${name}`, args));
  const net = process.getBuiltinModule('node:net');
  const dns = process.getBuiltinModule('node:dns');
  const dgram = process.getBuiltinModule('node:dgram');
  watch(net.Socket.prototype, ['connect'], 'net.Socket');
  watch(net.Server.prototype, ['listen'], 'net.Server');
  watch(dgram.Socket.prototype, ['bind', 'connect', 'send'], 'dgram.Socket');
  for (const holder of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    const names = Object.getOwnPropertyNames(holder).filter(name => /^(lookup|resolve|reverse)/.test(name));
    watch(holder, names, 'dns');
  }
  const functions = {
    net: ['connect', 'createConnection'],
    tls: ['connect'],
    http: ['request', 'get'],
    https: ['request', 'get'],
    http2: ['connect'],
    dgram: ['createSocket'],
  };
  for (const [module, names] of Object.entries(functions)) {
    // VS Code hands copies of some of these to extensions.
    const views = [process.getBuiltinModule(module), requireOfEddy(module), requireOfEddy(`node:${module}`)];
    for (const view of new Set(views)) {
      watch(view, names, module);
    }
  }
  watch(globalThis, ['fetch'], 'globalThis');
  for (const name of ['WebSocket', 'EventSource'] as const) {
    watchConstructor(globalThis as unknown as Patchable, name, args => note(name, args));
  }
}

function addressOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && !(value instanceof URL)) {
    const { host, hostname, port, path: pipe } = value as Record<string, unknown>;
    return [host ?? hostname, port ?? pipe].filter(part => part !== undefined).join(':');
  }
  return String(value);
}

/** Only what lies in Eddy's own storage is noted: the host itself reads files all the time. */
function watchFiles(): void {
  const fs = process.getBuiltinModule('node:fs');
  for (const holder of [fs, fs.promises]) {
    const names = Object.getOwnPropertyNames(holder).filter(
      name => /^[a-z]/.test(name) && typeof (holder as unknown as Patchable)[name] === 'function',
    );
    replace(holder, names, (name, args) => {
      const touched = args
        .slice(0, 2)
        .filter(arg => typeof arg === 'string' || arg instanceof URL || Buffer.isBuffer(arg));
      const stored = touched.map(String).find(file => file.includes(path.join('globalStorage', 'eddy-devex.eddy')));
      if (stored !== undefined) {
        noteDeed('file', `${name} ${stored}`);
      }
    });
  }
}

/** Takes the time of loading and activating, and looks around a second later. */
function watchActivation(bundle: string): void {
  const loader = process.getBuiltinModule('node:module') as unknown as { _load: AnyFunction };
  const load = loader._load;
  loader._load = function (...args) {
    if (args[0] !== bundle) {
      return load.apply(this, args);
    }
    loader._load = load;
    const deedsBefore = deeds.length;
    const startedAt = performance.now();
    const loaded = load.apply(this, args) as Eddy;
    const loadMs = performance.now() - startedAt;
    return { ...loaded, activate: (context: ExtensionContext) => activateEddy(loaded, context, loadMs, deedsBefore) };
  };
}

interface Eddy {
  activate(context: ExtensionContext): unknown;
}

function activateEddy(eddy: Eddy, context: ExtensionContext, loadMs: number, deedsBefore: number): unknown {
  const startedAt = performance.now();
  const result = eddy.activate(context);
  const activateMs = performance.now() - startedAt;
  const globalStorage = context.globalStorageUri.fsPath;
  const made: Activation = { loadMs, activateMs, globalStorage };
  activation = made;
  setTimeout(() => {
    const stored = existsSync(globalStorage) ? readdirSync(globalStorage) : [];
    made.calm = { deeds: deeds.slice(deedsBefore), stored };
  }, CALM_MS);
  const measured = process.env[MEASURED_VARIABLE];
  if (measured !== undefined) {
    writeFileSync(measured, JSON.stringify({ loadMs, activateMs }));
  }
  return result;
}

function noteDeed(kind: Deed['kind'], what: string): void {
  deeds.push({ kind, what, stack: stackNow() });
}

/** The files of the code that is running, by their own names: source maps would give Eddy's sources for its bundle. */
function stackNow(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_DEPTH;
  Error.prepareStackTrace = (_, sites) =>
    sites.map(site => `${site.getFileName() ?? ''}:${site.getLineNumber() ?? 0} ${site.getFunctionName() ?? ''}`);
  const stack = new Error().stack as unknown as string[];
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
}

/** Puts functions in the place of others that note each call and then do what those did. */
function replace(holder: unknown, names: readonly string[], note: (name: string, args: unknown[]) => void): void {
  const patchable = holder as Patchable;
  for (const name of names) {
    const original = patchable[name];
    if (typeof original !== 'function') {
      continue;
    }
    const watched: AnyFunction = function (...args) {
      note(name, args);
      return original.apply(this, args);
    };
    // Some carry further functions, such as `realpath.native`.
    Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
    Object.defineProperty(patchable, name, { value: watched, writable: true, configurable: true, enumerable: true });
  }
}

function watchConstructor(holder: Patchable, name: string, note: (args: unknown[]) => void): void {
  const original = holder[name];
  if (typeof original !== 'function') {
    return;
  }
  const watched = new Proxy(original as new (...args: unknown[]) => object, {
    construct(target, args, newTarget) {
      note(args);
      return Reflect.construct(target, args, newTarget);
    },
  });
  Object.defineProperty(holder, name, { value: watched, writable: true, configurable: true, enumerable: false });
}
