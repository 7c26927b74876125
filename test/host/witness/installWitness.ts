import { installUnpacked } from '../unpackedExtension';

/**
 * Puts the witness into the extensions folder of a fresh profile. It is installed rather than under development, for a
 * window in a browser takes one extension under development only, and that is Eddy.
 */
export function installWitness(extensionsFolder: string): void {
  installUnpacked(extensionsFolder, 'host/witness');
}
