import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import vm from 'node:vm';
import * as vscode from 'vscode';
import { eventually, witness } from './support/witness';

/** A name that there can't be may never be answered for. */
const ANSWER_MS = 2000;

describe('Eddy and the network', () => {
  it('opens no socket while it reads a repository and shows it', async () => {
    const eddy = vscode.extensions.getExtension('eddy-devex.eddy');
    assert.ok(eddy);
    const { deeds, isEddys } = witness();
    await eddy.activate();
    await vscode.commands.executeCommand('eddy.showWeek');
    await eventually('the panel', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === 'Eddy: This Week')),
    );
    await commitToday();
    const eddys = () => deeds.filter(isEddys);
    await eventually('the reading of a commit', () => eddys().some(({ what }) => / diff-tree /.test(what)));

    const processes = eddys().filter(({ kind }) => kind === 'process');
    assert.deepEqual(
      processes.map(({ what }) => what).filter(what => !isLocalGit(what)),
      [],
      'a program that may open sockets',
    );
    assert.deepEqual(
      eddys().filter(({ kind }) => kind === 'socket'),
      [],
    );
  });

  it('would be noticed if it opened one', async () => {
    const port = await closedPort();
    const { deeds, isEddys } = witness();
    for (const [door, code] of Object.entries(DOORS)) {
      const before = deeds.length;
      const open = asEddy(code);
      // Whatever comes of it, and it may take long: nobody listens there.
      await Promise.race([Promise.resolve().then(() => open(port)), delay(ANSWER_MS)]).catch(() => {});
      const noticed = deeds.slice(before).filter(deed => deed.kind === 'socket' && isEddys(deed));
      assert.ok(noticed.length > 0, `nobody noticed ${door}`);
    }
  });
});

/** Ways out of a process; each ends at a port of this machine where nobody listens, or in a name that there can't be. */
const DOORS = {
  'net.connect': `quiet(require('node:net').connect(port, '127.0.0.1'))`,
  'net.Socket': `quiet(new (require('net').Socket)().connect(port, '127.0.0.1'))`,
  'net.Server': `require('node:net').createServer().listen(0, '127.0.0.1', function () { this.close(); })`,
  'tls.connect': `quiet(require('node:tls').connect(port, '127.0.0.1'))`,
  'http.get': `quiet(require('http').get({ host: '127.0.0.1', port }))`,
  'http.request': `quiet(require('node:http').request({ host: '127.0.0.1', port })).end()`,
  'https.get': `quiet(require('node:https').get({ host: '127.0.0.1', port }))`,
  'http2.connect': `quiet(require('node:http2').connect('http://127.0.0.1:' + port))`,
  'dns.lookup': `require('node:dns').lookup('eddy.invalid', () => {})`,
  'dns.resolve4': `require('node:dns').resolve4('eddy.invalid', () => {})`,
  'dns.promises.lookup': `require('node:dns/promises').lookup('eddy.invalid')`,
  'dns.promises.resolveTxt': `require('node:dns/promises').resolveTxt('eddy.invalid')`,
  dgram: `(socket => socket.send('', port, '127.0.0.1', () => socket.close()))(require('node:dgram').createSocket('udp4'))`,
  fetch: `fetch('http://127.0.0.1:' + port)`,
  ...('WebSocket' in globalThis && { WebSocket: `quiet(new WebSocket('ws://127.0.0.1:' + port))` }),
};

/** Code that runs as if it were in Eddy's bundle. */
function asEddy(code: string): (port: number) => unknown {
  const { extensionPath = '' } = vscode.extensions.getExtension('eddy-devex.eddy') ?? {};
  const filename = path.join(extensionPath, 'dist', 'control.js');
  const script = new vm.Script(`(require, quiet) => port => ${code}`, { filename });
  const quiet = (emitter: { on?: (event: string, listener: () => void) => unknown }) => {
    emitter.on?.('error', () => {});
    return emitter;
  };
  return script.runInThisContext()(require, quiet);
}

/** Git with a command that never speaks to a remote; whether it may is up to the environment Eddy gives it besides. */
function isLocalGit(commandLine: string): boolean {
  const [program, ...words] = commandLine.split(' ');
  const command = words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '-c');
  return program === 'git' && command !== undefined && !REMOTE_COMMANDS.has(command);
}

const REMOTE_COMMANDS = new Set([
  'archive',
  'clone',
  'credential',
  'daemon',
  'fetch',
  'fetch-pack',
  'ls-remote',
  'maintenance',
  'pull',
  'push',
  'remote',
  'send-pack',
  'submodule',
]);

async function commitToday(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(folder);
  appendFileSync(path.join(folder, 'readme.md'), 'one more line\n');
  await promisify(execFile)('git', ['commit', '--quiet', '--all', '--message', 'today'], { cwd: folder });
}

/** A port of this machine that was free a moment ago. */
function closedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 1));
    });
  });
}
