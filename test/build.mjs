// Bundles the tests, and the programs that run them and `npm start`, from test/ into out/test/. With --tests, what goes
// wrong is told as a failed test in the last line too.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const stop = message => {
  if (message) {
    console.error(message);
  }
  if (process.argv.includes('--tests')) {
    console.log('0 passed, 1 failed');
  }
  process.exit(1);
};
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Missing: Node 20.19 or newer (this is ${process.version}). Get it from https://nodejs.org`);
}
const { build } = await import('esbuild').catch(() => stop("Missing: Eddy's dependencies. Run: npm ci"));

const PROGRAMS = [
  'run.ts',
  'start.ts',
  'support/mochaProcess.ts',
  'support/journalWriter.ts',
  'support/ledgerWriter.ts',
  'support/reflectionsWriter.ts',
  'support/teamMember.ts',
  'support/weekWriter.ts',
  'support/panelGallery/gallery.ts',
  'support/panelGallery/pictures.ts',
  'host/launcher.ts',
  'host/entry.ts',
  'host/witness/witness.ts',
  'e2e/neighbour/neighbour.ts',
  'e2e/signIn/signIn.ts',
  'bench/activation.ts',
];
const root = path.resolve(import.meta.dirname, '..');
const tests = readdirSync(import.meta.dirname, { recursive: true }).filter(
  file => /\.test\.tsx?$/.test(file) && !file.includes('node_modules'),
);
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: [...PROGRAMS, ...tests].map(file => path.join('test', file)),
  outbase: 'test',
  outdir: 'out/test',
  outExtension: { '.js': '.cjs' },
  write: false,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'inline',
  logLevel: 'warning',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.css': 'empty' },
  define: { EDDY_VERSION: JSON.stringify(version) },
  // Provided by the extension host, or read files beside their own code.
  external: [
    'vscode',
    'mocha',
    'playwright-core',
    '@vscode/test-electron',
    '@sparticuz/chromium',
    'axe-core',
    'esbuild',
  ],
}).catch(() => stop()); // esbuild has said what is wrong, and where

// Each file is replaced whole and only when it changed, for other runs may be reading.
for (const { path: file, contents } of outputFiles) {
  if (!existsSync(file) || !readFileSync(file).equals(contents)) {
    mkdirSync(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    // test-electron starts the launcher as a program.
    writeFileSync(draft, contents, { mode: file.endsWith('launcher.cjs') ? 0o755 : 0o644 });
    renameSync(draft, file);
  }
}
