import { languageEndings, languageFiles } from './languageNames';

/** The language of a file by its name, as people write it (`TypeScript`), or `null` where that tells none. */
export function languageOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? byEnding.get(name.slice(dot + 1)) : undefined;
  const [, stem = ''] = /^(\w+file)\./.exec(name) ?? [];
  return byFile.get(name) ?? ending ?? byFile.get(stem) ?? null;
}

/** Whether it is one of those names. */
export const isLanguageName = (name: string): boolean =>
  Object.hasOwn(languageEndings, name) || Object.hasOwn(languageFiles, name);

const byWord = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(table).flatMap(([language, words]) => words.split(' ').map(word => [word, language] as const)),
  );

const byEnding = byWord(languageEndings);
const byFile = byWord(languageFiles);
