import { config, docs, generated, type PathPatterns, tests, vendored } from './categoryPatterns';
import type { Category } from './report';

/** What git's attributes say of a path: true and false settle it, undefined leaves it to the patterns. */
export interface PathAttributes {
  /** `linguist-generated`. */
  readonly generated?: boolean | undefined;
  /** `linguist-vendored`. */
  readonly vendored?: boolean | undefined;
  /** `linguist-documentation`. */
  readonly documentation?: boolean | undefined;
  /** `-diff`: whatever it holds, its lines do not count. */
  readonly binary?: boolean | undefined;
}

/** `vendored` files have the category `generated`, and are told apart only where lines left out are counted. */
export interface FileKind {
  readonly category: Category;
  readonly vendored: boolean;
}

/**
 * The kind of a file by its path in the repository (with `/`, any characters) and its attributes; the first match of
 * generated, tests, docs, config, logic. Not cached.
 */
export function classify(path: string, attributes: PathAttributes = {}): FileKind {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  const parts: PathParts = {
    path: path.toLowerCase(),
    folders,
    lowerFolders: folders.map(folder => folder.toLowerCase()),
    name,
    lowerName: name.toLowerCase(),
  };
  if (attributes.vendored ?? matches(parts, vendored)) return { category: 'generated', vendored: true };
  return { category: categoryOf(parts, attributes), vendored: false };
}

function categoryOf(parts: PathParts, attributes: PathAttributes): Category {
  if (attributes.generated ?? matches(parts, generated)) return 'generated';
  if (matches(parts, tests)) return 'tests';
  if (attributes.documentation ?? matches(parts, docs)) return 'docs';
  return matches(parts, config) ? 'config' : 'logic';
}

interface PathParts {
  readonly path: string;
  readonly folders: readonly string[];
  readonly lowerFolders: readonly string[];
  readonly name: string;
  readonly lowerName: string;
}

function matches({ path, folders, lowerFolders, name, lowerName }: PathParts, patterns: PathPatterns): boolean {
  const dot = lowerName.lastIndexOf('.');
  return (
    patterns.names?.has(lowerName) ||
    (dot > 0 && patterns.extensions?.has(lowerName.slice(dot + 1))) ||
    lowerFolders.some(folder => patterns.folders?.has(folder)) ||
    patterns.topFolders?.has(lowerFolders[0] ?? '') ||
    folders.some(folder => patterns.folderForm?.test(folder)) ||
    patterns.nameForms?.some(form => form.test(name)) ||
    patterns.pathForm?.test(path) ||
    false
  );
}
