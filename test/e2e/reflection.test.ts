import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { type Calendar, type WeekSpan, weekOf, weeksUpTo } from '../../src/domain/calendar';
import type { Reflection } from '../../src/domain/reflection';
import { type AskFrom, weekToAsk } from '../../src/domain/reflectionPrompt';
import { FolderReflections } from '../../src/store/reflections';
import { sampleReflection } from '../support/sampleReflections';
import { sampleSpan } from '../support/sampleSpan';
import { TemporaryRepository } from '../support/temporaryRepository';
import { FocusJournal } from './support/focusJournal';
import { InstalledVsCode } from './support/installedVsCode';
import { until } from './support/until';
import { THEMES, type VsCodeWindow } from './support/vsCodeWindow';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Sooner than a beat would tell. */
const UPDATE_LIMIT_MS = 10_000;
/** By then a window would have asked. */
const QUIET_MS = 6000;
const QUESTION = /How was your (last )?week\?/;
const REFLECT = 'Eddy: Reflect on This Week';
const WEEKS = 11;
const FLOW = ['rarely', 'sometimes', 'often', 'sometimes', 'never', 'mostDays'] as const;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A calendar in which a week is asked about now, and since when: on Tuesdays none is asked about all day, so where it is one, another zone is taken. */
function dueNow(now: number): { calendar: Calendar; from: string; week: WeekSpan } {
  const zones = ['UTC', 'Etc/GMT+12', 'Pacific/Kiritimati'];
  for (const timeZone of zones) {
    const name = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone }).format(now);
    if (name === 'Tuesday') continue;
    const calendar = { timeZone, dayStartMinutes: 0 };
    const weekday = (weekdays.indexOf(name) || 7) as AskFrom['weekday'];
    const week = weekToAsk(now, { weekday, minutes: 0 }, calendar);
    if (week) return { calendar, from: `${name} 00:00`, week };
  }
  throw new Error('it is Tuesday everywhere');
}

/** A VS Code on a machine on which focus was recorded for weeks, and a week is asked about. */
class Place {
  readonly reflections: FolderReflections;
  readonly calendar: Calendar;
  readonly week: WeekSpan;

  private constructor(
    readonly vscode: InstalledVsCode,
    readonly repository: TemporaryRepository,
    due: ReturnType<typeof dueNow>,
  ) {
    this.reflections = new FolderReflections(this.storage);
    this.calendar = due.calendar;
    this.week = due.week;
  }

  static async start(): Promise<Place> {
    const due = dueNow(Date.now());
    const repository = await TemporaryRepository.create({ folderName: 'stream' });
    repository.write('read.ts', Array.from({ length: 200 }, (_, line) => `flow(${line});\n`).join(''));
    await repository.commit('begin', { date: due.week.from + HOUR_MS });
    const settings = { 'eddy.reflection.prompt': true, 'eddy.reflection.from': due.from, 'eddy.dayStart': '00:00' };
    const vscode = await InstalledVsCode.start({ settings, environment: { TZ: due.calendar.timeZone } });
    const place = new Place(vscode, repository, due);
    await place.live();
    return place;
  }

  get storage(): string {
    return path.join(this.vscode.dataFolder, 'User', 'globalStorage', 'eddy-devex.eddy');
  }

  /** Weeks before the one that is asked about, oldest first. */
  get before(): WeekSpan[] {
    return weeksUpTo(this.week.from - 1, WEEKS, this.calendar);
  }

  async answer(): Promise<Reflection | undefined> {
    return (await this.reflections.read()).answers.find(({ week }) => week === this.week.week);
  }

  async open(): Promise<VsCodeWindow> {
    const window = await this.vscode.openWindow(this.repository.path);
    await window.waitForStatus('');
    return window;
  }

  async dispose(): Promise<void> {
    await this.vscode.dispose();
    this.repository.dispose();
  }

  /** Focus in each of the weeks before, and answers to all but the first. */
  private async live(): Promise<void> {
    const { journal } = new FocusJournal(this.vscode);
    const [first] = this.before;
    await journal.resume((first?.from ?? 0) - DAY_MS);
    const spans = [...this.before, this.week].flatMap(({ from }, week) =>
      [0, 1, 2].map(day => {
        const start = from + day * DAY_MS + 9 * HOUR_MS;
        const end = start + (1 + ((week * 5 + day) % 4)) * HOUR_MS;
        return sampleSpan(start, { last: end, end, unfocusedAt: end, ended: 'unfocused' });
      }),
    );
    await journal.append(spans.filter(({ end }) => end < Date.now() - HOUR_MS));
    for (const [at, { week, to }] of this.before.entries()) {
      const flow = FLOW[at % FLOW.length] ?? null;
      const said = { flow, load: 1 + (at % 5), at: to - 2 * DAY_MS };
      if (at > 0) await this.reflections.answer(sampleReflection(week, said));
    }
  }
}

describe('how the week was', () => {
  let place: Place;
  let one: VsCodeWindow;
  let other: VsCodeWindow;

  before(async () => {
    place = await Place.start();
  });
  after(() => place?.dispose());

  it('is asked once at a quiet moment, in one window', async () => {
    one = await place.open();
    await question(one).waitFor();
    await one.takePicture('reflection-asked');
    await question(one).getByText('Answer', { exact: true }).click();
    await question(one).waitFor({ state: 'hidden' });
    other = await place.open();
    await delay(QUIET_MS);
    assert.equal(await question(other).count(), 0);
    await one.page.bringToFront();
  });

  it('leads to the form, with the keyboard in it and the numbers folded', async () => {
    await section(one).locator('form').waitFor();
    await isFocused(one, 'Never');
    assert.equal(await numbers(one).count(), 0);
    await one.page.setViewportSize({ width: 1280, height: 1000 });
    await one.takePicture('reflection-form');
  });

  it('keeps what is filled in when the window is loaded anew', async () => {
    const { keyboard } = one.page;
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await keyboard.press(key);
    await choose(one, 'Tests');
    await choose(one, 'Waiting for review');
    await choose(one, 'Waiting for review', 'radio');
    await tabTo(one, section(one).locator('textarea'));
    await keyboard.type('Flaky.');
    await section(one).getByText('Characters left: 494').waitFor();
    await reload(one);
    await one.panel.getByRole('radio', { name: 'Often' }).waitFor();
    assert.equal(await one.panel.getByRole('radio', { name: 'Often' }).isChecked(), true);
    assert.equal(await one.panel.locator('textarea').inputValue(), 'Flaky.');
    assert.equal(await place.answer(), undefined);
  });

  it('is answered with the keyboard alone, and told to every window', async () => {
    await other.page.bringToFront();
    await other.runCommand('Eddy: Show This Week');
    await other.panel.locator('.foldedNumbers').waitFor();
    assert.equal(await numbers(other).count(), 0);
    await one.page.bringToFront();
    const startedAt = Date.now();
    await one.runCommand(REFLECT);
    await isFocused(one, 'Often');
    await choose(one, 'Yes, with AI’s help', 'radio');
    await choose(one, '4', 'radio');
    await tabTo(one, section(one).locator('vscode-button', { hasText: 'Save' }));
    await one.page.keyboard.press('Enter');
    await numbers(one).first().waitFor();
    await numbers(other).first().waitFor({ timeout: UPDATE_LIMIT_MS });
    assert.equal(await isActive(section(one).locator('.summary')), true, 'the keyboard is lost');
    await one.takePicture('reflection-saved');
    await one.page.keyboard.press('Tab');
    await one.page.keyboard.press('Enter');
    assert.equal(await isActive(one.panel.locator('section').first()), true, 'the numbers are not gone to');
    const answer = await place.answer();
    assert.ok(answer);
    const { week, at, ...said } = answer;
    assert.equal(week, place.week.week);
    assert.ok(at >= startedAt);
    assert.deepEqual(said, {
      flow: 'often',
      slogs: ['tests', 'waitingForReview'],
      biggest: 'waitingForReview',
      note: 'Flaky.',
      ventured: 'withAi',
      load: 4,
    });
  });

  it('is there after a reload, beside what was felt and measured', async () => {
    await reload(one);
    await section(one)
      .getByText(/^You answered on /)
      .waitFor();
    await section(one).getByText('Flaky.').waitFor();
    assert.equal(await section(one).locator('form').count(), 0);
    // As many weeks as a drawing takes.
    await section(one).locator('.felt circle').nth(5).waitFor();
    await section(one).getByRole('group', { name: 'Try one thing' }).getByRole('radio').first().check();
    await section(one).locator('.experiment input:checked').waitFor();
    for (const theme of THEMES) {
      await one.pickTheme(theme);
      await one.panel.locator(`body[data-vscode-theme-name="${theme}"] #reflection`).scrollIntoViewIfNeeded();
      await delay(300);
      await one.takePicture(`reflection-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
  });

  it('leads to one thing to try in the week after', async () => {
    const [pick, ...more] = (await place.reflections.read()).picks;
    assert.deepEqual([pick?.week, typeof pick?.id, more], [weekOf(place.week.to, place.calendar).week, 'string', []]);
  });

  it('can be changed and removed', async () => {
    await section(one).getByText('Change Your Answers').first().click();
    await isFocused(one, 'Often');
    await section(one).getByRole('checkbox', { name: 'Tests' }).uncheck();
    await section(one).locator('vscode-button', { hasText: 'Save' }).click();
    await section(one).locator('form').waitFor({ state: 'detached' });
    assert.deepEqual((await place.answer())?.slogs, ['waitingForReview']);
    await section(one).getByText('Remove…').first().click();
    await one.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Remove' }).click();
    await section(one).getByText('You skipped this week.').waitFor();
    assert.equal(await place.answer(), undefined);
    await numbers(one).first().waitFor();
  });
});

describe('a person who has the questions before them', () => {
  let place: Place;

  before(async () => {
    place = await Place.start();
  });
  after(() => place?.dispose());

  it('is not asked', async () => {
    const window = await place.open();
    await question(window).waitFor();
    await window.runCommand('Eddy: Show This Week');
    await section(window).locator('form').waitFor();
    // As if no window had asked about this week yet.
    const folder = path.join(place.storage, 'reflections');
    const asked = () => readdirSync(folder).filter(name => name.startsWith('asked-'));
    for (const name of asked()) rmSync(path.join(folder, name));
    await reload(window);
    await section(window).locator('form').waitFor();
    await delay(QUIET_MS);
    assert.equal(await question(window).count(), 0);
    assert.deepEqual(asked(), []);
  });
});

describe('a person who does not want to be asked', () => {
  let place: Place;

  before(async () => {
    place = await Place.start();
  });
  after(() => place?.dispose());

  it('says so once, and is left alone by every window after a restart', async () => {
    const window = await place.open();
    await question(window).getByText('Never', { exact: true }).click();
    await window.runCommand('Eddy: Show This Week');
    await section(window).getByText('Eddy does not ask').waitFor();
    await numbers(window).first().waitFor();
    await place.vscode.restart();
    // As if no window had asked about this week yet.
    const folder = path.join(place.storage, 'reflections');
    const asked = readdirSync(folder).filter(name => name.startsWith('asked-'));
    assert.equal(asked.length, 1);
    for (const name of asked) rmSync(path.join(folder, name));
    const later = await place.open();
    await delay(QUIET_MS);
    assert.equal(await question(later).count(), 0);
    assert.deepEqual(
      readdirSync(folder).filter(name => name.startsWith('asked-')),
      [],
    );
  });

  it('can let Eddy ask again', async () => {
    const window = await place.open();
    await window.runCommand('Eddy: Show This Week');
    await section(window).getByText('Let Eddy Ask Again').click();
    await window.panel.locator('.foldedNumbers').waitFor();
    await window.panel.getByText('Show the Numbers Without Answering').click();
    await numbers(window).first().waitFor();
    assert.equal(await isActive(window.panel.locator('section').first()), true, 'the keyboard is lost');
    await section(window).getByText('You skipped this week.').waitFor();
    assert.deepEqual(
      (await place.reflections.read()).skips.map(({ week }) => week),
      [place.week.week],
    );
  });
});

const question = ({ toasts }: VsCodeWindow): Locator => toasts.filter({ hasText: QUESTION });

const section = ({ panel }: VsCodeWindow): Locator => panel.locator('section[aria-labelledby=reflection]');

/** What is folded away. */
const numbers = ({ panel }: VsCodeWindow): Locator => panel.locator('section[aria-labelledby=flow]');

const isActive = (element: Locator): Promise<boolean> =>
  element.evaluate(node => node === node.ownerDocument.activeElement && node.ownerDocument.hasFocus());

/** By the command, for a reload of the page may come before VS Code has stored what the panel keeps. */
async function reload(window: VsCodeWindow): Promise<void> {
  const reloaded = window.page.waitForEvent('load');
  await window.runCommand('Developer: Reload Window');
  await reloaded;
}

/** Waits until a radio button has the keyboard. */
async function isFocused({ panel }: VsCodeWindow, name: string): Promise<void> {
  const radio = panel.getByRole('radio', { name, exact: true });
  await radio.waitFor();
  await until(`${name} has the keyboard`, () => isActive(radio));
}

/** Goes to an element by the Tab key. */
async function tabTo({ page }: VsCodeWindow, element: Locator): Promise<void> {
  for (let step = 0; step < 30; step++) {
    if (await isActive(element)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail('the Tab key does not lead there');
}

/** Ticks a box, or goes to a group of radio buttons and on to one of them. */
async function choose(window: VsCodeWindow, name: string, role: 'checkbox' | 'radio' = 'checkbox'): Promise<void> {
  const { keyboard } = window.page;
  const control = section(window).getByRole(role, { name, exact: role === 'checkbox' });
  if (role === 'checkbox') {
    await tabTo(window, control);
    await keyboard.press('Space');
    assert.equal(await control.isChecked(), true);
    return;
  }
  const group = section(window)
    .locator('fieldset')
    .filter({ has: window.page.getByRole('radio', { name }) });
  await tabTo(window, group.getByRole('radio').first());
  await keyboard.press('Space');
  for (let step = 0; step < 6 && !(await control.isChecked()); step++) await keyboard.press('ArrowRight');
  assert.equal(await control.isChecked(), true);
}
