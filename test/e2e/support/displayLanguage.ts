import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Picks a display language, as a person does whose language pack is installed: one that translates none of VS Code's
 * own texts, which stay English. For a profile that has no argv.json and no language pack yet.
 * @param language as language packs name it, such as `de`.
 */
export function pickDisplayLanguage(dataFolder: string, language: string): void {
  const texts = path.join(dataFolder, `${language}.json`);
  const extension = { extensionIdentifier: { id: `eddy-devex.language-pack-${language}` }, version: '0.0.0' };
  const pack = { hash: language, label: language, extensions: [extension], translations: { vscode: texts } };
  mkdirSync(path.join(dataFolder, 'User'), { recursive: true });
  writeFileSync(texts, JSON.stringify({ contents: {} }));
  writeFileSync(path.join(dataFolder, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
  writeFileSync(path.join(dataFolder, 'User', 'argv.json'), JSON.stringify({ locale: language }));
}
