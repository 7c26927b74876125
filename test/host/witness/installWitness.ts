import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../../support/repositoryRoot';

/**
 * Puts the witness into the extensions folder of a fresh profile. It is installed rather than under development, for a
 * window in a browser takes one extension under development only, and that is Eddy.
 */
export function installWitness(extensionsFolder: string): void {
  const manifest = path.join(repositoryRoot, 'test', 'host', 'witness', 'package.json');
  const { name, publisher, version, main } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>;
  const id = `${publisher}.${name}`;
  const relativeLocation = `${id}-${version}`;
  const folder = path.join(extensionsFolder, relativeLocation);
  mkdirSync(folder, { recursive: true });
  copyFileSync(manifest, path.join(folder, 'package.json'));
  copyFileSync(
    path.join(repositoryRoot, 'out', 'test', 'host', 'witness', 'witness.cjs'),
    path.join(folder, main ?? ''),
  );
  const location = { $mid: 1, path: folder, scheme: 'file' };
  writeFileSync(
    path.join(extensionsFolder, 'extensions.json'),
    JSON.stringify([{ identifier: { id }, version, location, relativeLocation, metadata: {} }]),
  );
}
