// Builds what ships: the extension host's bundle, the command line's, the panel's, and that of the page about sharing.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const production = process.argv.includes('--production');
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  define: { EDDY_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
};
const node = { ...shared, platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'] };

rmSync('dist', { recursive: true, force: true });
const built = await Promise.all([
  build({ ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] }),
  build({ ...node, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } }),
  build({
    ...shared,
    entryPoints: ['webview/panel.tsx', 'webview/share.tsx'],
    outdir: 'dist',
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  }),
]);
// What went into which bundle: the boundary test reads it.
writeFileSync('dist/meta.json', JSON.stringify(Object.assign({}, ...built.map(b => b.metafile.outputs))));
