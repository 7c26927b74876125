import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Span } from '../../src/domain/span';
import { FolderReflections } from '../../src/store/reflections';
import { sampleReflection } from '../support/sampleReflection';
import { sampleSpan } from '../support/sampleSpan';
import { TemporaryFolder } from '../support/temporaryFolder';
import { TemporaryRepository } from '../support/temporaryRepository';
import { unlessGone } from './support/fileState';
import { FocusJournal } from './support/focusJournal';
import { InstalledVsCode } from './support/installedVsCode';
import { until } from './support/until';
import type { VsCodeWindow } from './support/vsCodeWindow';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Everything that comes after an erasure has come by then. */
const ERASED_MS = 2000;
/** Sooner than the next beat would tell. */
const AT_ONCE_MS = 10_000;
/** What goes on is stored with a beat by then. */
const BEAT_MS = 90_000;
const SHOW = 'Eddy: Show Stored Data';
const CORRECT = 'Eddy: Correct or Remove a Block…';
const EXPORT = 'Eddy: Export…';
const IMPORT = 'Eddy: Import…';
const FORGET = 'Eddy: Forget This Repository…';
const ERASE = 'Eddy: Erase Everything…';
const PAUSE = 'Eddy: Pause Recording';
const RESUME = 'Eddy: Resume Recording';

/** A repository that was closed long ago. */
const LEFT = 'f'.repeat(32);
/** What must not be stored: names, text and commands that nobody would make up. */
const TELLING = {
  folder: 'zanzibar-folder',
  file: 'quetzal-report.txt',
  branch: 'narwhal-merger',
  text: 'walrusbudget',
  command: 'axolotlcommand',
} as const;

/** What the person said of a week, in their own words. */
const WORDS = 'capybara-thoughts';
const ANSWER = sampleReflection('2026-W02', { note: WORDS });
const WORDS_FILE = path.join('reflections', 'reflections.jsonl');

/** Two days ago at an hour of UTC, in a VS Code whose clock runs in UTC. */
const early = Math.floor(Date.now() / DAY_MS - 2) * DAY_MS;
const at = (hours: number, minutes = 0): number => early + (hours * 60 + minutes) * MINUTE_MS;

/** An unbroken stretch of work, and the loss of focus after it. */
function work(from: number, to: number, repository = LEFT) {
  return sampleSpan(from, {
    last: to,
    end: to,
    ended: 'unfocused',
    unfocusedAt: to,
    context: { repository, branch: 5, language: 'typescript', category: 'logic' },
  });
}

/** A journal of one day two days ago, and two windows: one of a repository with a telling name, and one of a folder. */
class Place {
  private constructor(
    readonly vscode: InstalledVsCode,
    readonly repository: TemporaryRepository,
    readonly stored: FocusJournal,
    readonly one: VsCodeWindow,
    readonly other: VsCodeWindow,
  ) {}

  static async open(folder: string): Promise<Place> {
    const repository = await TemporaryRepository.create({ folderName: TELLING.folder, branch: TELLING.branch });
    repository.write(TELLING.file, 'first\n');
    await repository.commit('begin', { date: Date.now() - DAY_MS });
    const vscode = await InstalledVsCode.start({ environment: { TZ: 'UTC' } });
    const stored = new FocusJournal(vscode);
    await stored.journal.resume(at(0));
    await stored.journal.append([work(at(9), at(9, 40)), work(at(11), at(11, 30)), work(at(23, 30), at(24, 30))]);
    await new FolderReflections(stored.storage).answer(ANSWER);
    const one = await vscode.openWindow(repository.path);
    const other = await vscode.openWindow(folder);
    for (const window of [one, other]) await window.waitForStatus('Resting.');
    return new Place(vscode, repository, stored, one, other);
  }

  /** Of the seeded day, as they are stored: `09:00–09:40`. */
  async blocks(): Promise<string[]> {
    return (await new FocusJournal(this.vscode).blocks())
      .filter(({ start }) => start < early + 2 * DAY_MS)
      .map(({ start, end }) => `${clockOf(start)}–${clockOf(end)}`);
  }

  /** Waits until these are the blocks of the seeded day. */
  async has(...blocks: readonly string[]): Promise<void> {
    await until(`there are ${blocks}`, async () => String(await this.blocks()) === String(blocks));
  }

  async dispose(): Promise<void> {
    await this.vscode.dispose();
    this.repository.dispose();
  }
}

describe('what is stored', () => {
  const folder = new TemporaryFolder('stored');
  let place: Place;
  let stored: FocusJournal;
  let one: VsCodeWindow;
  let other: VsCodeWindow;

  before(async () => {
    place = await Place.open(folder.path);
    ({ stored, one, other } = place);
  });
  after(async () => {
    await place?.dispose();
    folder.dispose();
  });

  it('is shown as a document that can only be read', async () => {
    await one.runCommand(SHOW);
    await one.activeTab.getByText('Eddy: Stored Data').waitFor();
    await one.page.locator('.view-line').filter({ hasText: 'What Eddy has stored on this machine' }).waitFor();
    await one.takePicture('stored-data');
    await one.page.locator('.view-line').filter({ hasText: `2026-W02: answered` }).waitFor();
    await one.page.locator('.monaco-editor.focused').waitFor();
    await one.page.keyboard.press('Control+End');
    await one.page.locator('.view-line').filter({ hasText: '9:00:00' }).waitFor();
    await one.page.keyboard.type('x');
    await one.page.getByText('Cannot edit in read-only editor').first().waitFor();
    await one.page.locator('.view-line').filter({ hasText: '9:00:00' }).waitFor();
    assert.equal(await one.page.locator('.tab.active.dirty').count(), 0);
    await one.page.keyboard.press('Control+F4');
  });

  it('loses a block that the person removes, in every window', async () => {
    await one.runCommand(CORRECT);
    await one.page.locator('.quick-input-list-separator').first().waitFor();
    await one.takePicture('stored-data-blocks');
    await one.pickRow('11:00', /11:00.*11:30/);
    await one.pickRow('Remove it');
    await one.takePicture('stored-data-remove');
    await answer(one, 'Remove');
    await place.has('09:00–09:40', '23:30–00:30');
  });

  it('keeps a part of a block, also past midnight', async () => {
    await one.runCommand(CORRECT);
    await one.pickRow('11:30', /11:30.*12:30/);
    await one.pickRow('Keep only a part…');
    await one.enterText('Which part stays?', '23:50–09:00');
    await one.question('Two times of day within').waitFor();
    await one.enterText('Two times of day within', '23:50–00:10');
    await answer(one, 'Remove');
    await place.has('09:00–09:40', '23:50–00:10');
  });

  it('is left as it is by a person who goes away from a question', async () => {
    await one.runCommand(CORRECT);
    await one.pickRow('9:00', /9:00.*9:40/);
    await one.pickRow('Remove it');
    await one.dialog.waitFor();
    await one.page.keyboard.press('Escape');
    await one.dialog.waitFor({ state: 'hidden' });
    assert.deepEqual(await place.blocks(), ['09:00–09:40', '23:50–00:10']);
  });

  it('holds nothing of what the person reads, types, names and runs', async () => {
    await one.openFile(TELLING.file);
    await one.page.keyboard.type(TELLING.text);
    await one.page.keyboard.press('Control+s');
    await one.runCommand('Terminal: Create New Terminal');
    await one.page.locator('.xterm-helper-textarea').first().waitFor({ state: 'attached' });
    await delay(3000);
    await one.page.keyboard.type(`echo ${TELLING.command}`);
    await one.page.keyboard.press('Enter');
    await delay(1000);
    await one.runCommand('View: Focus Active Editor Group');
    await one.page.keyboard.type(TELLING.text);
    const ownSpans = async () => (await stored.activity()).filter(({ start }) => start > early + 2 * DAY_MS);
    await until('all of it is stored', async () => typed(await ownSpans()) >= 2 * TELLING.text.length, BEAT_MS);
    const own = await ownSpans();
    assert.ok(own.some(({ context }) => context.repository !== null && context.branch !== null));
    const kept = contents(stored.storage);
    const isCache = (file: string) => file.startsWith('cache');
    assert.ok([...kept.keys()].some(isCache));
    for (const [file, text] of kept) {
      const bytes = text + file;
      // A ledger names branches, and a cache files.
      const named = isCache(file) ? TELLING.file : file.startsWith('ledger') ? TELLING.branch : '';
      for (const secret of [
        ...Object.values(TELLING),
        'quetzal',
        'ada@example.com',
        folder.path,
        place.repository.path,
      ]) {
        if (!named.includes(secret)) assert.ok(!bytes.includes(secret), `${secret} in ${file}`);
      }
      const { mode } = statSync(path.join(stored.storage, file), { throwIfNoEntry: false }) ?? { mode: 0 };
      assert.equal(mode & 0o077, 0, file);
      assert.equal(bytes.includes(WORDS), file === WORDS_FILE, file);
    }
  });

  it('loses the block that goes on, and does not get it back', async () => {
    const before = Date.now();
    await one.page.keyboard.type('more');
    await one.waitForStatus('Settling');
    await one.runCommand(CORRECT);
    await one.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'may still go on' }).waitFor();
    await one.pickRow('may still go on');
    await one.pickRow('Remove it');
    await answer(one, 'Remove');
    for (const window of [one, other]) await window.waitForStatus('Resting.');
    const removedBy = Date.now();
    await one.runCommand('View: Focus Active Editor Group');
    await one.page.keyboard.type('again');
    await one.waitForStatus('Settling');
    await until(
      'it is stored',
      async () => (await stored.activity()).some(({ start }) => start >= removedBy - 1000),
      BEAT_MS,
    );
    const own = (await stored.activity()).filter(({ start }) => start > early + 2 * DAY_MS);
    assert.deepEqual(
      own.filter(({ start }) => start < removedBy - 1000),
      [],
      `began ${before}`,
    );
  });

  it('is forgotten of a repository, but for the time', async () => {
    await one.page.keyboard.type('x');
    const open = async () =>
      (await stored.activity()).map(({ context }) => context.repository).find(each => each && each !== LEFT);
    await until('it is stored', async () => !!(await open()), BEAT_MS);
    const id = (await open()) ?? '';
    const before = await place.blocks();
    for (const [row, gone] of [
      ['not open in this window', LEFT],
      [TELLING.folder, id],
    ] as const) {
      await one.runCommand(FORGET);
      await one.pickRow(row);
      await one.takePicture(`stored-data-forget-${gone === LEFT ? 'closed' : 'open'}`);
      await answer(one, 'Forget');
      await until(`${row} is forgotten`, () => !holds(stored.storage, gone));
    }
    assert.deepEqual(await place.blocks(), before);
  });
});

describe('everything that is stored', () => {
  const folder = new TemporaryFolder('stored');
  const exportedJson = path.join(folder.path, 'out.json');
  const exportedCsv = path.join(folder.path, 'out.csv');
  const exportedWeeks = path.join(folder.path, 'weeks.csv');
  let place: Place;
  let stored: FocusJournal;
  let one: VsCodeWindow;
  let other: VsCodeWindow;

  before(async () => {
    place = await Place.open(folder.path);
    ({ stored, one, other } = place);
    await one.openFile(TELLING.file);
    await one.page.keyboard.type('x');
    await one.waitForStatus('Settling');
    // Else it may be stored between one export and the next.
    const isStored = async () => (await stored.activity()).some(({ start }) => start > early + 2 * DAY_MS);
    await until('it is stored', isStored, BEAT_MS);
  });
  after(async () => {
    await place?.dispose();
    folder.dispose();
  });

  it('says where an export may not be written', async function () {
    // Nobody may write there, not even the superuser of a container.
    if (process.platform !== 'linux') return this.skip();
    await one.runCommand(EXPORT);
    await one.enterPath('Export what Eddy has recorded', '/sys/out.json');
    await one.toast('The file is not saved: VS Code may not write there. Choose another place.').waitFor();
    await one.runCommand('Notifications: Clear All Notifications');
  });

  it('is exported as JSON and as CSV', async () => {
    for (const file of [exportedJson, exportedCsv]) {
      await one.runCommand(EXPORT);
      await one.enterPath('Export what Eddy has recorded', file);
      await one.toast('Spans exported').waitFor();
      await until('the file is there', () => existsSync(file));
      if (file === exportedCsv) {
        await one.enterPath('Export what you said of your weeks', exportedWeeks);
        await until('the weeks are there', () => existsSync(exportedWeeks));
      }
      await one.runCommand('Notifications: Clear All Notifications');
    }
    const { schema, spans, reflections } = JSON.parse(readFileSync(exportedJson, 'utf8'));
    assert.equal(schema, 'eddy-journal/1');
    assert.deepEqual(
      reflections.map(({ note }: { note: string }) => note),
      [WORDS],
    );
    assert.match(readFileSync(exportedWeeks, 'utf8'), /^week,.*\r\n2026-W02,.*,capybara-thoughts\r\n$/);
    assert.equal(readFileSync(exportedCsv, 'utf8').trim().split('\r\n').length, spans.length + 1);
    for (const secret of Object.values(TELLING)) assert.ok(!readFileSync(exportedJson, 'utf8').includes(secret));
  });

  it('is erased in every window at once, and begins anew', async () => {
    await one.page.keyboard.type('focus');
    await one.waitForStatus('Settling');
    // It is told with the next beat.
    await other.waitForStatus('Settling', MINUTE_MS);
    await one.runCommand(SHOW);
    await one.activeTab.getByText('Eddy: Stored Data').waitFor();
    const before = contents(stored.storage);
    const key = before.get('installation-key');
    assert.ok(key);
    await one.runCommand(ERASE);
    await one.takePicture('stored-data-erase');
    const erasedFrom = Math.floor(Date.now() / 1000) * 1000;
    await answer(one, 'Erase Everything');
    await delay(ERASED_MS);
    await one.takePicture('stored-data-erased');
    for (const window of [one, other]) await window.waitForStatus('Resting.', AT_ONCE_MS);
    const readAnew = () => new FocusJournal(place.vscode).read();
    await until('recording begins anew', async () => ((await readAnew()).recording.since ?? 0) >= erasedFrom);
    assert.deepEqual((await readAnew()).spans, []);
    const after = contents(stored.storage);
    for (const [file, bytes] of before) {
      if (bytes.length > 0) assert.notEqual(after.get(file), bytes, file);
    }
    assert.ok(!holds(stored.storage, key.trim()));
    // A repository that is open is read again, under its new number.
    const isNewCache = (file: string) => file.startsWith('cache') && !before.has(file);
    const others = [...after.keys()].filter(file => !file.startsWith('journal') && !isNewCache(file));
    assert.deepEqual(
      others.filter(file => file !== 'installation-key'),
      [],
    );
    assert.ok([...before.keys()].some(file => file.startsWith('cache')));
    await one.page.locator('.view-line').filter({ hasText: 'no spans' }).waitFor();
    assert.equal(await one.page.locator('.view-line').filter({ hasText: '9:00:00' }).count(), 0);
  });

  it('is recorded under other numbers after that', async () => {
    await one.openFile(TELLING.file);
    // Until it is read anew a repository has no number.
    await until('it is read anew', () => [...contents(stored.storage).keys()].some(file => file.startsWith('cache')));
    await delay(1000);
    const old = JSON.parse(readFileSync(exportedJson, 'utf8')).spans.map(
      (span: { repository: string }) => span.repository,
    );
    await one.page.keyboard.type('anew');
    await one.waitForStatus('Settling');
    const fresh = new FocusJournal(place.vscode);
    const edited = async () => (await fresh.activity()).find(({ counts }) => counts.edit > 0);
    await until('it is stored', async () => !!(await edited()), BEAT_MS);
    const span = await edited();
    assert.match(span?.context.repository ?? '', /^[\da-f]{32}$/);
    assert.ok(!old.includes(span?.context.repository));
  });

  it('stays paused over an erasure', async () => {
    await one.runCommand(PAUSE);
    for (const window of [one, other]) await window.waitForStatus('Recording is paused.');
    await one.runCommand(ERASE);
    await answer(one, 'Erase Everything');
    await one.toast('Recording stays paused').waitFor();
    await delay(ERASED_MS);
    for (const window of [one, other]) await window.waitForStatus('Recording is paused.', AT_ONCE_MS);
    await one.openFile(TELLING.file);
    await one.page.keyboard.type('unseen');
    await one.page.locator('.view-line').filter({ hasText: 'unseen' }).waitFor();
    await delay(35_000);
    const fresh = new FocusJournal(place.vscode);
    assert.deepEqual((await fresh.read()).spans, []);
    await one.runCommand(RESUME);
    for (const window of [one, other]) await window.waitForStatus('Resting.');
  });

  it('is imported again, once', async () => {
    const { spans } = JSON.parse(readFileSync(exportedJson, 'utf8'));
    for (const [added, known, weeks] of [
      [spans.length, 0, 1],
      [0, spans.length, 0],
    ]) {
      await one.runCommand(IMPORT);
      await one.enterPath('Import what Eddy has exported', exportedJson);
      await one.toast(`Spans added: ${added}. Known already, or removed before: ${known}.`).waitFor();
      await one.toast(`Answered weeks added: ${weeks}.`).waitFor();
      await one.runCommand('Notifications: Clear All Notifications');
    }
    assert.deepEqual(await place.blocks(), ['09:00–09:40', '11:00–11:30', '23:30–00:30']);
    assert.deepEqual((await new FolderReflections(stored.storage).read()).answers, [ANSWER]);
  });

  it('is left as it is by a file that is no export', async () => {
    const file = path.join(folder.path, 'other.json');
    writeFileSync(file, '{"schema":"eddy-journal/9"}');
    await one.runCommand(IMPORT);
    await one.enterPath('Import what Eddy has exported', file);
    await one.toast('Update Eddy, and import it again.').waitFor();
    assert.deepEqual(await place.blocks(), ['09:00–09:40', '11:00–11:30', '23:30–00:30']);
  });
});

const clockOf = (instant: number): string => new Date(instant).toISOString().slice(11, 16);

const typed = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + span.typed, 0);

/** Presses a button of the modal, with the keyboard only. */
async function answer(window: VsCodeWindow, button: string): Promise<void> {
  await window.dialog.getByRole('button', { name: button, exact: true }).press('Enter');
  await window.dialog.waitFor({ state: 'hidden' });
}

/** What stands in all files of a folder, a character a byte, by their paths in it. */
function contents(folder: string): ReadonlyMap<string, string> {
  const isFile = (file: string) => statSync(path.join(folder, file), { throwIfNoEntry: false })?.isFile();
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isFile);
  return new Map(found.flatMap(file => unlessGone(() => [[file, readFileSync(path.join(folder, file), 'latin1')]])));
}

function holds(folder: string, text: string): boolean {
  return [...contents(folder)].some(([file, content]) => file.includes(text) || content.includes(text));
}
