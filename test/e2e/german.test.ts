import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { weeksUpTo } from '../../src/domain/calendar';
import { repositoryRoot } from '../support/repositoryRoot';
import { TemporaryRepository } from '../support/temporaryRepository';
import { InstalledVsCode } from './support/installedVsCode';
import { monthsOfWork } from './support/monthsOfWork';
import type { VsCodeWindow } from './support/vsCodeWindow';

const settingsCommand = 'Preferences: Open Settings (UI)';
const HOUR_MS = 3_600_000;

/** What one reads in the panel's page, and what a screen reader says of it besides. */
const readTexts = `(() => {
  const attributes = ['aria-label', 'title', 'placeholder', 'aria-roledescription', 'aria-valuetext'];
  const elements = [...document.body.querySelectorAll('*')].filter(each => !each.matches('script, style, bdi'));
  return elements.flatMap(each => [
    ...[...each.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
    ...attributes.map(name => each.getAttribute(name) ?? ''),
    ...(each.matches('p, dd, dt, li, summary, caption, figcaption, label, h1, h2, h3, h4') ? [each.textContent] : []),
  ]).map(text => text.trim()).filter(text => /\\p{L}{2}/u.test(text));
})()`;

const openEverything = `(() => {
  for (const summary of document.querySelectorAll('details:not([open]) > summary')) summary.click();
})()`;

describe('Eddy in a German VS Code', () => {
  let repository: TemporaryRepository;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;

  before(async () => {
    repository = await TemporaryRepository.create({ folderName: 'wehr' });
    await monthsOfWork(repository);
    const [last] = weeksUpTo(Date.now(), 2, { timeZone: 'UTC', dayStartMinutes: 240 });
    assert.ok(last);
    await repository.branch('schleuse');
    repository.write('schleuse.ts', Array.from({ length: 60 }, (_, line) => `open(${line});\n`).join(''));
    await repository.commit('open it', { date: last.from + 80 * HOUR_MS });
    await repository.switchTo('main');
    const message = 'Merge pull request #71 from ada/schleuse\n\nSchleuse';
    await repository.merge('schleuse', { date: last.from + 100 * HOUR_MS, message });
    vscode = await InstalledVsCode.start({ language: 'de', environment: { TZ: 'UTC' } });
    window = await vscode.openWindow(repository.path);
    await window.waitForStatus('');
  });
  after(async () => {
    await vscode?.dispose();
    repository?.dispose();
  });

  it('is told from English by what this test looks for', () => {
    const { english, german } = code;
    const written = Object.keys(english).filter(key => german[key] !== key && isWorded(key));
    assert.deepEqual(englishIn(written.map(filled)), [...new Set(written.map(filled))]);
    assert.deepEqual(englishIn(Object.values(german).map(filled)), []);
  });

  it('names its commands in German', async () => {
    const commands = Object.entries(manifest.english).filter(([key]) => key.startsWith('command.'));
    const found = (await window.searchCommands('Eddy: ')).filter(title => title.startsWith('Eddy: '));
    const german = commands.map(([key]) => `Eddy: ${manifest.german[key]}`);
    assert.ok(found.includes(`Eddy: ${manifest.german['command.showWeek']}`), found.join());
    assert.deepEqual(
      found.filter(title => !german.includes(title)),
      [],
    );
  });

  it('speaks German in the status bar', async () => {
    const item = window.statusBarItem('eddy.status');
    await item.hover();
    const tooltip = window.page.locator('.monaco-hover:visible');
    await tooltip.getByText(code.german['Show this week'] ?? '').waitFor();
    const texts = [(await item.getAttribute('aria-label')) ?? '', ...(await tooltip.innerText()).split('\n')];
    assert.deepEqual(englishIn(texts), []);
    await window.page.mouse.move(0, 0);
  });

  it('fills its panel with German, from top to bottom', async () => {
    await window.runCommand(`Eddy: ${manifest.german['command.showWeek']}`);
    await window.durability.locator('[role=option]').first().waitFor();
    await window.panel.locator('#requests').waitFor();
    await window.panel.getByRole('button', { name: code.german['Previous Week'] ?? '' }).click();
    await window.panel.getByText('Schleuse').first().waitFor();
    const page = window.panel.locator('html');
    assert.equal(await page.getAttribute('lang'), 'de');
    await page.evaluate(openEverything);
    const texts = (await page.evaluate(readTexts)) as string[];
    await window.takePicture('german');
    assert.ok(texts.length > 150, `${texts.length} texts`);
    assert.deepEqual(englishIn(texts), []);
  });

  it('asks in German before it erases', async () => {
    await window.runCommand(`Eddy: ${manifest.german['command.eraseEverything']}`);
    await window.dialog
      .getByText(/\p{L}{4}/u)
      .first()
      .waitFor();
    // The button to cancel is VS Code's own, which has no German here.
    const texts = (await window.dialog.innerText()).split('\n').filter(text => text !== 'Cancel');
    await window.takePicture('german-question');
    assert.ok(
      texts.some(text => text.length > 20),
      texts.join(),
    );
    assert.deepEqual(englishIn(texts), []);
    await window.page.keyboard.press('Escape');
    await window.dialog.waitFor({ state: 'hidden' });
  });

  it('explains sharing in German', async () => {
    await window.runCommand(`Eddy: ${manifest.german['command.shareWithTeam']}`);
    await window.panel.getByRole('heading', { name: 'wehr' }).first().waitFor();
    const page = window.panel.locator('html');
    await page.evaluate(openEverything);
    const texts = (await page.evaluate(readTexts)) as string[];
    await window.takePicture('german-sharing');
    assert.ok(texts.length > 40, `${texts.length} texts`);
    assert.deepEqual(englishIn(texts), []);
  });

  it('leads through the first steps in German', async () => {
    await window.page.setViewportSize({ width: 1600, height: 900 });
    await window.runCommand(`Eddy: ${manifest.german['command.getStarted']}`);
    const steps = window.page.locator('.gettingStartedContainer .getting-started-step');
    await steps.first().waitFor();
    const read: string[] = [];
    for (const step of await steps.all()) {
      await step.click();
      await step.locator('.step-description-container').first().waitFor();
      read.push(await step.innerText());
      await window.takePicture(`german-steps-${read.length}`);
    }
    const told = read.join('\n');
    assert.deepEqual(phrasesIn(told, 'english', 'walkthrough.'), []);
    assert.ok(phrasesIn(told, 'german', 'walkthrough.').length > 20, told);
  });

  it('has its settings in German', async () => {
    await window.runCommand(settingsCommand);
    const editor = window.page.locator('.settings-editor');
    await editor.waitFor();
    await window.page.keyboard.type('@ext:eddy-devex.eddy');
    const description = manifest.german['setting.statusBar.visible'] ?? '';
    await editor.getByText(description).first().waitFor();
    await window.takePicture('german-settings');
    const told = await editor.innerText();
    assert.deepEqual(phrasesIn(told, 'english', 'setting'), []);
    assert.ok(phrasesIn(told, 'german', 'setting').length > 4, told);
  });
});

interface Texts {
  readonly english: Readonly<Record<string, string>>;
  readonly german: Readonly<Record<string, string>>;
}

const code = readBoth('l10n/bundle.l10n');
const manifest = readBoth('package.nls');

function readBoth(name: string): Texts {
  const read = (file: string) => JSON.parse(readFileSync(path.join(repositoryRoot, file), 'utf8'));
  return { english: read(`${name}.json`), german: read(`${name}.de.json`) };
}

/** The parts, of three words and more, of the manifest's texts that a text holds; marks of Markdown and links part them. */
function phrasesIn(text: string, language: keyof Texts, prefix: string): string[] {
  const read = text.replace(/\s+/g, ' ');
  const keys = Object.keys(manifest.english).filter(key => key.startsWith(prefix));
  return keys
    .filter(key => manifest.english[key] !== manifest.german[key])
    .flatMap(key => (manifest[language][key] ?? '').replace(/\]\([^)]*\)/g, ']').split(/[`*[\]\n]+/))
    .map(part => part.trim())
    .filter(part => part.split(' ').length >= 3 && read.includes(part));
}

/** Whether any word is left of a text without its gaps. */
function isWorded(text: string): boolean {
  return /\p{L}{2}/u.test(text.replace(/\{\d+\}/g, ' '));
}

/** A text as it is read, with a number in each gap. */
function filled(text: string): string {
  return text.replace(/\{\d+\}/g, '7');
}

/** The English of each text that German says otherwise, whatever its gaps are filled with: as a whole, or from two words on as a part. */
const patterns = Object.keys(code.english)
  .filter(key => code.german[key] !== key && isWorded(key))
  .map(key => {
    const parts = key.split(/\{\d+\}/);
    const words = parts.map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.+?');
    const isPart = (parts.join(' ').match(/\p{L}{2,}/gu) ?? []).length >= 2;
    return { parts, pattern: new RegExp(isPart ? `(?<!\\p{L})${words}(?!\\p{L})` : `^${words}$`, 'u') };
  });

const englishIn = (texts: readonly string[]): string[] =>
  [...new Set(texts)].filter(text =>
    patterns.some(({ parts, pattern }) => parts.every(part => text.includes(part)) && pattern.test(text)),
  );
