import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { interruptionOf } from '../../src/domain/focusBlock';
import { type FocusThresholds, type Span, usualThresholds } from '../../src/domain/span';
import { sampleSpan } from '../support/sampleSpan';
import { TemporaryFolder } from '../support/temporaryFolder';
import { TemporaryRepository } from '../support/temporaryRepository';
import { TIMERS_VARIABLE } from './neighbour/timersVariable';
import { Desk } from './support/desk';
import { changedFiles } from './support/fileState';
import { FocusJournal } from './support/focusJournal';
import { InstalledVsCode } from './support/installedVsCode';
import { until } from './support/until';
import type { VsCodeWindow } from './support/vsCodeWindow';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** Longer than the time between two beats. */
const BEAT_MS = 36_000;
/** How soon the first key shows, sooner than the next beat would tell. */
const PROMPT_MS = 10_000;
/** How long after the last key the end of the span is stored: with the first beat a minute after it. */
const SETTLED_MS = 95_000;
const POEM = Array.from({ length: 40 }, (_, line) => `here is line ${line}\n`).join('');
const PAUSE = 'Eddy: Pause Recording';
const RESUME = 'Eddy: Resume Recording';
const PAUSED = 'Recording is paused.';

describe('focus in a window of a workspace that is not trusted', () => {
  const folder = new TemporaryFolder('untrusted');
  const timers = path.join(folder.path, 'timers');
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;
  let journal: FocusJournal;
  let lastKeyAt = 0;

  before(async () => {
    writeFileSync(path.join(folder.path, 'poem.txt'), POEM);
    vscode = await InstalledVsCode.start({
      withNeighbour: true,
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      environment: { [TIMERS_VARIABLE]: timers },
    });
    journal = new FocusJournal(vscode);
    window = await vscode.openWindow(folder.path);
    await window.waitForStatus('');
    await window.openFile('poem.txt');
    await started(journal);
    await rest(journal, window);
  });
  after(async () => {
    await vscode?.dispose();
    folder.dispose();
  });

  it('begins with the first key', async () => {
    await settlesWithFirstKey(window);
    lastKeyAt = Date.now();
  });

  describe('and of others that are', () => {
    const plain = new TemporaryFolder('plain');
    let repository: TemporaryRepository;
    let trusted: InstalledVsCode;
    let stored: FocusJournal;
    let one: VsCodeWindow;
    let other: VsCodeWindow;
    let desk: Desk;

    before(async () => {
      repository = await TemporaryRepository.create();
      repository.write('poem.txt', POEM);
      await repository.commit('a poem');
      await repository.branch('other');
      repository.write('poem.txt', POEM.replaceAll('line', 'verse'));
      await repository.commit('another poem');
      await repository.switchTo('main');
      writeFileSync(path.join(plain.path, 'prose.txt'), POEM);
      trusted = await InstalledVsCode.start({
        withNeighbour: true,
        settings: {
          // In a browser VS Code saves by itself, which is no save that formats.
          'files.autoSave': 'off',
          'editor.formatOnSave': true,
          '[plaintext]': { 'editor.defaultFormatter': 'eddy-devex.eddy-test-neighbour' },
        },
      });
      stored = new FocusJournal(trusted);
      one = await trusted.openWindow(repository.path);
      other = await trusted.openWindow(plain.path);
      for (const each of [one, other]) await each.waitForStatus('');
      await one.openFile('poem.txt');
      await other.openFile('prose.txt');
      desk = await Desk.with(one, other);
      await started(stored);
    });
    after(async () => {
      await trusted?.dispose();
      repository?.dispose();
      plain.dispose();
    });

    /** Ends the block that goes on, as a person does who pauses for a moment. */
    const rested = async (window: VsCodeWindow) => {
      await desk.lookAt(window);
      await rest(stored, one, other);
    };

    /** Goes away from VS Code, and resolves when what was left to store is stored. */
    const leave = async () => {
      const losses = async () => (await stored.read()).spans.filter(({ unfocusedAt }) => unfocusedAt !== null).length;
      const before = await losses();
      await desk.lookAway();
      await until('the loss of the focus is stored', async () => (await losses()) > before);
    };

    const activitySince = async (from: number) => (await stored.activity()).filter(({ start }) => start >= from);

    for (const [where, windowOf] of [
      ['a repository', () => one],
      ['a folder without one', () => other],
    ] as const) {
      it(`begins with the first key in ${where}`, async () => {
        await rested(windowOf());
        await settlesWithFirstKey(windowOf());
        await leave();
        assert.equal((await stored.activity()).at(-1)?.counts.edit, 1);
      });
    }

    it('knows the repository and the branch, and names neither', async () => {
      const [inRepository, inFolder] = (await stored.activity()).slice(-2).map(({ context }) => context);
      assert.match(inRepository?.repository ?? '', /^[\da-f]{32}$/);
      assert.equal(typeof inRepository?.branch, 'number');
      assert.deepEqual(inFolder, { repository: null, branch: null, language: 'plaintext', category: 'docs' });
    });

    it('is interrupted once by who goes away for longer than the grace, and not by who comes back within it', async () => {
      await rested(one);
      await tenMinutesUpToNow(stored, one);
      await one.page.keyboard.type('before');
      await leave();
      await delay(3000);
      await desk.lookAt(one);
      await one.page.keyboard.type('after');
      await leave();
      assert.deepEqual(await interruptions(stored, usualThresholds), []);
      assert.deepEqual(await interruptions(stored, { ...usualThresholds, awayGraceMs: 0 }), ['away']);
      await desk.lookAt(other);
      await other.runCommand('Eddy: Show This Week');
      await figure(other, 'Interruptions', '0');
      await other.runCommand('Neighbour: Switch Grace');
      await figure(other, 'Interruptions', '1');
      await other.runCommand('Neighbour: Switch Grace');
      await figure(other, 'Interruptions', '0');
      await other.openFile('prose.txt');
    });

    it('goes on in another window, and both tell the same of it', async () => {
      await rested(one);
      await tenMinutesUpToNow(stored, one);
      await one.page.keyboard.type('here', { delay: 500 });
      await desk.lookAt(other);
      await other.page.keyboard.type('there', { delay: 500 });
      await leave();
      const block = (await stored.blocks()).at(-1);
      assert.equal(block?.endedBy, null);
      assert.deepEqual(
        block?.parts.slice(-2).map(({ context }) => context.repository !== null),
        [true, false],
      );
      await until('both say the same', async () => (await said(one)) === (await said(other)), PROMPT_MS);
      assert.match(await said(one), /^Eddy: Settling: 1[01]\smin of focus\./);
    });

    it('is not what others do: the palette, an agent, a checkout, a formatter', async () => {
      await rested(one);
      await desk.lookAway();
      const from = Date.now();
      const text = one.page.locator('.monaco-editor .view-lines');
      const save = async () => {
        await one.page.locator('.tab.active.dirty').waitFor();
        await one.page.keyboard.press('Control+s');
        await one.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
      };
      const deeds: readonly [name: string, deed: () => Promise<unknown>][] = [
        ['the palette', () => one.searchCommands('neighbour')],
        ['an edit far from the caret', () => one.runCommand('Neighbour: Edit Far Away')],
        ['an edit at the caret', () => one.runCommand('Neighbour: Edit at Caret')],
        [
          'a formatter on save',
          async () => {
            await save();
            await text.filter({ hasText: '>' }).waitFor();
          },
        ],
        ['an edit of the whole', () => one.runCommand('Neighbour: Edit Everything')],
        [
          'a checkout',
          async () => {
            await save();
            await repository.git('switch', '--quiet', '--force', 'other');
            await text.filter({ hasText: 'verse' }).waitFor();
          },
        ],
      ];
      for (const [name, deed] of deeds) {
        await desk.lookAt(one);
        await deed();
        await delay(500);
        await desk.lookAway();
        assert.match(await said(one), /^Eddy: Resting\./, name);
      }
      await desk.lookAt(one);
      await delay(1000);
      await leave();
      assert.deepEqual(await activitySince(from), []);
    });

    it('is stored as far as it went when its window is loaded anew', async () => {
      await rested(one);
      const before = await stored.activity();
      await one.page.keyboard.type('nearly lost', { delay: 200 });
      await one.reload();
      await one.waitForStatus('Settling');
      await until('it is stored', async () => typed(await stored.activity()) - typed(before) >= 'nearly lost'.length);
      const after = await stored.activity();
      const seen = JSON.stringify({ before: before.slice(-3), after: after.slice(-5) });
      assert.equal(typed(after) - typed(before), 'nearly lost'.length, seen);
      await one.openFile('poem.txt');
    });

    it('stops being recorded in all windows at a word, and begins again at another', async () => {
      await desk.lookAt(one);
      await one.page.keyboard.type('recorded');
      await one.runCommand(PAUSE);
      await one.waitForStatus(PAUSED);
      await other.waitForStatus(PAUSED, PROMPT_MS);
      const before = stored.files();
      await other.reload();
      await other.waitForStatus(PAUSED);
      await other.openFile('prose.txt');
      for (const endsAt = Date.now() + BEAT_MS; Date.now() < endsAt; ) {
        for (const window of [one, other]) {
          await desk.lookAt(window);
          await window.page.keyboard.type('unrecorded', { delay: 100 });
        }
      }
      assert.deepEqual(changedFiles(before, stored.files()), []);
      await other.runCommand(RESUME);
      for (const window of [one, other]) await window.waitForStatus('Resting.', PROMPT_MS);
      await settlesWithFirstKey(other);
    });

    it('goes on in the same block when the extension hosts are killed', async () => {
      await rested(one);
      const from = Date.now();
      await typeFor(one, BEAT_MS);
      const before = await activitySince(from - SECOND_MS);
      const killedAt = Date.now();
      trusted.killExtensionHosts();
      assert.ok(killedAt - Math.max(...before.map(({ end }) => end)) < MINUTE_MS, JSON.stringify(before));
      await until('a window without Eddy', async () => (await one.statusBarItem('eddy.status').count()) === 0);
      await one.waitForStatus('Settling');
      await typeFor(one, 3000);
      await leave();
      const after = await stored.activity();
      for (const span of before) assert.ok(after.some(({ start, end }) => start === span.start && end >= span.end));
      const block = (await stored.blocks()).at(-1);
      assert.ok(block && block.start - from < 2000 && block.end > killedAt, JSON.stringify({ from, killedAt, block }));
    });
  });

  describe('when nothing more happens', () => {
    it('leaves the disk alone, and sets no timer faster than 30 seconds', async () => {
      await delay(lastKeyAt + SETTLED_MS - Date.now());
      const before = journal.files();
      const timersBefore = delaysIn(timers).length;
      await delay(BEAT_MS);
      assert.deepEqual(changedFiles(before, journal.files()), []);
      const delays = delaysIn(timers).slice(timersBefore);
      assert.ok(delays.length > 0, 'not even a beat');
      assert.ok(Math.min(...delays) >= 30_000, `timers of ${delays} ms`);
    });
  });
});

/** One key, and the item tells within two seconds. */
async function settlesWithFirstKey(window: VsCodeWindow): Promise<void> {
  const item = window.statusBarItem('eddy.status');
  await item.locator('.codicon-eddy-resting').waitFor();
  await window.page.keyboard.press('a');
  await window.waitForStatus('Settling', PROMPT_MS);
  await item.locator('.codicon-eddy-icon').waitFor();
}

/** Waits until the windows that were just opened store what happens, and see what others store. */
async function started(journal: FocusJournal): Promise<void> {
  await until('Eddy stores what happens', async () => (await journal.read()).recording.since !== null);
  await delay(2 * SECOND_MS);
}

/** Pauses and resumes from outside, as another window would: nothing goes on after that. Instants are whole seconds. */
async function rest({ journal }: FocusJournal, ...windows: readonly VsCodeWindow[]): Promise<void> {
  await journal.pause(Date.now());
  for (const window of windows) await window.waitForStatus(PAUSED);
  await delay(SECOND_MS);
  await journal.resume(Date.now());
  for (const window of windows) await window.waitForStatus('Resting.');
  await delay(SECOND_MS);
}

/** Puts ten minutes of work into the journal, which end now, and resolves when a window has seen them. */
async function tenMinutesUpToNow({ journal }: FocusJournal, window: VsCodeWindow): Promise<void> {
  // The window that goes on with it has had the focus since before its end.
  await delay(2000);
  const now = Math.floor(Date.now() / 1000) * 1000;
  const start = now - 10 * MINUTE_MS;
  await journal.append([sampleSpan(start, { last: now, end: now, ended: 'open' })]);
  await window.waitForStatus('Settling: 10');
}

async function interruptions(journal: FocusJournal, thresholds: FocusThresholds): Promise<unknown[]> {
  return (await journal.blocks(thresholds)).map(interruptionOf).filter(cause => cause !== null);
}

/** Waits until the panel gives a number by its name. */
async function figure({ page, panel }: VsCodeWindow, name: string, value: string): Promise<void> {
  const term = page.locator('dt').getByText(name, { exact: true });
  await panel.locator('.figure').filter({ has: term }).locator('dd.value').getByText(value, { exact: true }).waitFor();
}

const said = async (window: VsCodeWindow): Promise<string> =>
  (await window.statusBarItem('eddy.status').getAttribute('aria-label')) ?? '';

const typed = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + span.typed, 0);

async function typeFor({ page }: VsCodeWindow, ms: number): Promise<void> {
  for (const endsAt = Date.now() + ms; Date.now() < endsAt; await delay(300)) await page.keyboard.press('a');
}

function delaysIn(file: string): number[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split('\n').map(Number);
}
