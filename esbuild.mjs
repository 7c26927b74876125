// Builds what ships: the extension host's bundle, the command line's, the panel's, and that of the page about sharing.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const outputs = Object.assign({}, ...built.map(b => b.metafile.outputs));
writeFileSync('dist/meta.json', JSON.stringify(outputs));
writeFileSync('dist/ThirdPartyNotices.txt', notices(outputs));

/** The licences, in full, of all libraries that a bundle holds a part of: each asks to go along with copies. */
function notices(outputs) {
  const folders = new Set(
    Object.values(outputs)
      .flatMap(output => Object.keys(output.inputs))
      .map(input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
      .filter(folder => folder !== undefined),
  );
  const libraries = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const texts = readdirSync(folder)
      .filter(file => /^(?:licen[cs]e|notices?|copying)(?:\.|$)/i.test(file))
      .sort()
      .map(file => readFileSync(`${folder}/${file}`, 'utf8').trim());
    libraries.set(`${name} ${version} (${license})`, { name, texts });
  }
  // Some libraries come without their licence; the one that brings them along tells it then.
  const told = [...libraries.values()].flatMap(({ texts }) => texts).join('\n');
  for (const { name, texts } of libraries.values())
    if (texts.length === 0 && !told.includes(`\n${name} `))
      throw new Error(`${name} is bundled, and its licence not found.`);
  const sections = [...libraries].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    'Eddy holds parts of these libraries, under these licences.',
    ...sections.map(([title, { texts }]) =>
      [title, ...(texts.length > 0 ? texts : ['As told below by the library that brings it along.'])].join('\n\n'),
    ),
  ].join(`\n\n${'='.repeat(80)}\n\n`);
}
