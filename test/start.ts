// `npm start [-- FOLDER] [--no-window]`: builds Eddy, prints the report of a folder's repository (this one by default),
// and opens VS Code on it with Eddy inside: the desktop's where it is installed, else the one from npm, whose address
// is printed for a browser and which runs until Ctrl-C.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findDesktopVsCode } from './host/desktop';
import { installVsCode } from './host/installation';
import { MissingError, requireGit } from './host/missing';
import { packExtension } from './host/packedExtension';
import { installExtension, VsCodeServer } from './host/vscodeServer';
import { runChild } from './support/childProcess';
import { exitOnSignals } from './support/leftovers';
import { repositoryRoot } from './support/repositoryRoot';
import { TemporaryFolder } from './support/temporaryFolder';

/** Long enough for a laptop that sleeps over lunch. */
const RECONNECTION_GRACE_SECONDS = 3 * 60 * 60;

interface Wish {
  readonly folder: string;
  readonly window: boolean;
}

function parse(args: readonly string[]): Wish {
  const [named = repositoryRoot] = args.filter(argument => !argument.startsWith('-'));
  const folder = path.resolve(process.env.INIT_CWD ?? '.', named);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new MissingError(`the folder ${folder}`, 'Name a folder with a git repository: npm start -- FOLDER');
  }
  return { folder, window: !args.includes('--no-window') };
}

async function start({ folder, window }: Wish): Promise<number> {
  requireGit();
  if ((await runChild(process.execPath, ['esbuild.mjs'])) !== 0) {
    return 1;
  }
  const reported = await runChild(process.execPath, ['dist/cli.js', 'report', '--repo', folder]);
  if (!window) {
    return reported;
  }
  const desktop = findDesktopVsCode();
  if (desktop === undefined) {
    return serve(folder);
  }
  console.log(`\nOpening ${folder} in ${desktop} with Eddy.`);
  const args = [`--extensionDevelopmentPath=${repositoryRoot}`, '--new-window', folder];
  spawn(desktop, args, { detached: true, stdio: 'ignore' }).unref();
  return 0;
}

/** Serves VS Code with the packed Eddy on 127.0.0.1 until the server ends or this process is interrupted. */
async function serve(folder: string): Promise<number> {
  console.log('\nNo desktop VS Code here: Eddy opens in the one from npm.');
  const installation = await installVsCode('1.139');
  const home = new TemporaryFolder('start');
  try {
    const profile = {
      dataFolder: path.join(home.path, 'data'),
      extensionsFolder: path.join(home.path, 'extensions'),
    };
    await installExtension(installation, await packExtension(home.path), profile);
    const connectionToken = randomBytes(16).toString('hex');
    const connectionTokenFile = path.join(home.path, 'token');
    writeFileSync(connectionTokenFile, connectionToken, { mode: 0o600 });
    const server = await VsCodeServer.start({
      installation,
      ...profile,
      connectionTokenFile,
      reconnectionGraceSeconds: RECONNECTION_GRACE_SECONDS,
    });
    const address = server.windowAddress({ target: folder, connectionToken });
    console.log(`\nOpen this address in a browser on this machine. Ctrl-C ends it.\n\n  ${address}\n`);
    await server.ended;
    console.error('VS Code ended.');
    return 1;
  } finally {
    home.dispose();
  }
}

exitOnSignals();
Promise.resolve()
  .then(() => start(parse(process.argv.slice(2))))
  .then(
    code => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error instanceof MissingError ? error.message : error);
      process.exitCode = 1;
    },
  );
