import type { PathAttributes } from '../domain/category';
import type { Git } from './git';

/** Ours by git's. `-diff`, which `binary` is short for, says that a file is no text. */
const names = {
  diff: 'binary',
  'linguist-generated': 'generated',
  'linguist-vendored': 'vendored',
  'linguist-documentation': 'documentation',
} as const;

/**
 * What `.gitattributes` say of paths, with git's bytes as one character each; paths of which they say nothing are left
 * out. A bare repository has no attributes to read.
 */
export async function readAttributes(
  git: Git,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, PathAttributes>> {
  const found = new Map<string, { -readonly [name in keyof PathAttributes]: PathAttributes[name] }>();
  if (paths.length === 0) return found;
  const chunks: Buffer[] = [];
  const input = Buffer.from(paths.map(path => `${path}\0`).join(''), 'latin1');
  // All that are given, not ours by name: git would answer for each path and name, mostly that nothing is.
  const words = ['check-attr', '--all', '--stdin', '-z'];
  await git.stream(words, input, chunk => chunks.push(chunk), signal);
  const fields = Buffer.concat(chunks).toString('latin1').split('\0');
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const value = fields[at + 2] ?? '';
    const path = fields[at] ?? '';
    const attribute = fields[at + 1] ?? '';
    if (!Object.hasOwn(names, attribute)) continue;
    const known = found.get(path) ?? {};
    const given = value !== 'unset' && value !== 'false';
    // `diff` is set to the name of a driver too, which is the person's affair: only the lack of it tells something.
    if (attribute === 'diff' && given) continue;
    known[names[attribute as keyof typeof names]] = attribute === 'diff' ? true : given;
    found.set(path, known);
  }
  return found;
}
