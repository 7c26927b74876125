import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/repositoryRoot';

/**
 * Puts an extension of the tests' own into the extensions folder of a profile, as if it were installed.
 * @param folder the one in `test` that its manifest lies in; the build puts its bundle beside that in `out/test`.
 */
export function installUnpacked(extensionsFolder: string, folder: string): void {
  const manifest = path.join(repositoryRoot, 'test', folder, 'package.json');
  const { name, publisher, version, main } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>;
  const id = `${publisher}.${name}`;
  const relativeLocation = `${id}-${version}`;
  const installed = path.join(extensionsFolder, relativeLocation);
  const bundle = main ?? '';
  mkdirSync(installed, { recursive: true });
  copyFileSync(manifest, path.join(installed, 'package.json'));
  copyFileSync(path.join(repositoryRoot, 'out', 'test', folder, bundle), path.join(installed, bundle));
  const location = { $mid: 1, path: installed, scheme: 'file' };
  const list = path.join(extensionsFolder, 'extensions.json');
  const others: unknown[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  const listed = [...others, { identifier: { id }, version, location, relativeLocation, metadata: {} }];
  writeFileSync(list, JSON.stringify(listed));
}
