import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { KnownWindow, SessionRecord } from '../../src/domain/focusSession';
import { TemporaryFolder } from '../support/temporaryFolder';
import { unlessGone } from './support/fileState';
import { InstalledVsCode } from './support/installedVsCode';
import { until, WAIT_MS } from './support/until';
import type { VsCodeWindow } from './support/vsCodeWindow';

/** Only what is loaded so long after a toggle is certain to have come after it. */
const CLEARLY_MS = 16_000;
/** VS Code stores with a delay, and a page that is closed does not wait for it. */
const STORED_MS = 4000;
const MINUTE_MS = 60_000;
const START = 'Eddy: Start Focus Session…';
const END = 'Eddy: End Focus Session';
const TOGGLE = 'Notifications: Toggle Do Not Disturb Mode';
const TURN_ON = 'Turn on Do Not Disturb';
const LEAVE = 'Leave it as it is';

type ToldWindow = Omit<KnownWindow, 'alive'>;

/** A VS Code with a folder for each window, and what Eddy has written of sessions. */
class Place {
  readonly vscode: InstalledVsCode;
  readonly #folders: TemporaryFolder[] = [];

  private constructor(vscode: InstalledVsCode) {
    this.vscode = vscode;
  }

  static async start(): Promise<Place> {
    return new Place(await InstalledVsCode.start());
  }

  newFolder(): string {
    const folder = new TemporaryFolder('session');
    this.#folders.push(folder);
    return folder.path;
  }

  /** Resolves when Eddy knows the window. */
  async open(folder = this.newFolder()): Promise<VsCodeWindow> {
    const before = this.running().map(({ id }) => id);
    const window = await this.vscode.openWindow(folder);
    await this.#newcomer(before);
    return window;
  }

  /** Loads a window anew. */
  async reload(window: VsCodeWindow): Promise<void> {
    const before = this.told().map(({ id }) => id);
    await window.reload();
    await this.#newcomer(before);
  }

  /** Kills the extension host that opened last, or the one given, and waits for the one that takes its place. */
  async killHost(host = this.latest()): Promise<void> {
    const before = this.told().map(({ id }) => id);
    process.kill(host.pid, 'SIGKILL');
    await this.#newcomer(before);
  }

  latest(): ToldWindow {
    const [latest] = this.running().sort((one, other) => other.startedAt - one.startedAt);
    return latest ?? assert.fail('no window told of itself');
  }

  get #storage(): string {
    return path.join(this.vscode.dataFolder, 'User', 'globalStorage', 'eddy-devex.eddy');
  }

  get recordFile(): string {
    return path.join(this.#storage, 'session.json');
  }

  get record(): SessionRecord {
    return JSON.parse(readFileSync(this.recordFile, 'utf8'));
  }

  /** Writes the record anew; only while no window is there to write it too. */
  change(changed: Partial<SessionRecord>): void {
    writeFileSync(this.recordFile, JSON.stringify({ ...this.record, ...changed }));
  }

  told(): ToldWindow[] {
    const folder = path.join(this.#storage, 'windows');
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder).filter(name => name.endsWith('.json'));
    return files.flatMap(name => unlessGone(() => [JSON.parse(readFileSync(path.join(folder, name), 'utf8'))]));
  }

  running(): ToldWindow[] {
    return this.told().filter(({ endedAt, pid }) => endedAt === null && isRunning(pid));
  }

  async noneRuns(): Promise<void> {
    await until('the extension hosts end', () => this.running().length === 0);
  }

  /** The bytes that are kept of sessions and windows. */
  kept(): string {
    return readFileSync(this.recordFile, 'utf8') + JSON.stringify(this.told());
  }

  async dispose(): Promise<void> {
    await this.vscode.dispose();
    for (const folder of this.#folders) folder.dispose();
  }

  async #newcomer(before: readonly string[]): Promise<void> {
    await until('Eddy knows the window', () => this.running().some(({ id }) => !before.includes(id)));
    // Its own step after having told of itself: to look whether there is something to do.
    await delay(500);
  }
}

describe('a focus session in one window', () => {
  let place: Place;
  let window: VsCodeWindow;

  before(async () => {
    place = await Place.start();
    window = await place.open();
  });
  after(() => place?.dispose());

  it('is not started by a person who goes away from one of its questions', async () => {
    await window.runCommand(START);
    await window.question('Start a focus session').waitFor();
    await window.page.keyboard.press('Escape');
    await window.runCommand(START);
    await window.pickRow('Another length…');
    await window.question('How many minutes?').waitFor();
    await window.page.keyboard.press('Escape');
    await window.runCommand(START);
    await window.pickRow('50 minutes');
    await window.question(TURN_ON).waitFor();
    await window.page.keyboard.press('Escape');
    await window.question(TURN_ON).waitFor({ state: 'hidden' });
    await window.waitForDoNotDisturb(false);
    assert.equal(existsSync(place.recordFile), false);
  });

  it('takes whole minutes up to eight hours', async () => {
    await window.runCommand(START);
    await window.pickRow('Another length…');
    await window.enterText('How many minutes?', '481');
    await window.question('A whole number of minutes, 1 to 480.').waitFor();
    await window.page.keyboard.press('Escape');
    assert.equal(existsSync(place.recordFile), false);
  });

  it('leaves Do Not Disturb on where it was on', async () => {
    await window.runCommand(TOGGLE);
    await window.waitForDoNotDisturb(true);
    await window.runCommand(START);
    await window.pickRow('25 minutes');
    await window.pickRow(LEAVE);
    await until('the session runs', () => existsSync(place.recordFile) && place.record.endedAt === null);
    assert.equal(place.record.endsAt - place.record.startedAt, 25 * MINUTE_MS);
    await window.waitForDoNotDisturb(true);
    await window.runCommand(END);
    await until('the session is ended', () => place.record.endedAt !== null);
    await delay(1000);
    await window.waitForDoNotDisturb(true);
    await window.runCommand(TOGGLE);
    await window.waitForDoNotDisturb(false);
  });

  it('turns it on, off again at its end, and says so', async () => {
    await window.runCommand(START);
    await window.pickRow('Another length…');
    await window.enterText('How many minutes?', '1');
    await window.pickRow(TURN_ON);
    await window.waitForDoNotDisturb(true);
    await until('it is known to be on', () => place.record.dnd === 'on');
    await window.toast('Focus session over: 1 minute.').waitFor({ timeout: MINUTE_MS + WAIT_MS });
    await window.waitForDoNotDisturb(false);
    await window.takePicture('focus-session-over');
    assert.ok(Date.now() >= place.record.endsAt);
    assert.equal(place.record.dnd, 'off');
  });

  it('offers the length and the choice of the last time first', async () => {
    await window.runCommand(START);
    const first = window.question('Start a focus session').locator('.monaco-list-row').first();
    await first.filter({ hasText: '1 minute' }).waitFor();
    await window.page.keyboard.press('Escape');
  });

  it('keeps what it writes for the person alone, and names nothing', () => {
    assert.equal(statSync(place.recordFile).mode & 0o777, 0o600);
    assert.equal(place.kept().includes('eddy-session'), false);
  });
});

describe('a focus session with several windows', () => {
  let place: Place;
  let older: VsCodeWindow;
  let own: VsCodeWindow;
  let younger: VsCodeWindow;

  before(async () => {
    place = await Place.start();
    older = await place.open();
    own = await place.open();
    await startQuiet(place, own);
  });
  after(() => place?.dispose());

  it('does nothing in a window that was open before', async () => {
    await older.waitForDoNotDisturb(false);
  });

  it('goes on when its extension host is killed', async () => {
    const { startedAt } = place.record;
    await place.killHost();
    await own.waitForDoNotDisturb(true);
    assert.equal(place.record.startedAt, startedAt);
    assert.equal(place.latest().memory, 'on');
  });

  it('goes on when its window is loaded anew', async () => {
    await place.reload(own);
    await own.waitForDoNotDisturb(true);
    assert.equal(place.latest().memory, 'on');
  });

  it('is quiet in a window that is opened meanwhile', async () => {
    younger = await place.open();
    await younger.waitForDoNotDisturb(true);
    assert.equal(place.latest().memory, 'on');
  });

  it('is replaced from any window, without a word about Do Not Disturb', async () => {
    const { startedAt } = place.record;
    await older.runCommand(START);
    await older.pickRow('90 minutes');
    await until('another session runs', () => place.record.startedAt !== startedAt);
    assert.equal(place.record.dnd, 'on');
    await own.waitForDoNotDisturb(true);
    await older.waitForDoNotDisturb(false);
  });

  it('ends in all of them', async () => {
    await older.runCommand(END);
    for (const window of [own, younger, older]) await window.waitForDoNotDisturb(false);
    await until('it is noted', () => place.record.dnd === 'off');
    await delay(1000);
    for (const window of [own, younger, older]) await window.waitForDoNotDisturb(false);
  });
});

describe('a focus session when VS Code is started again', () => {
  let place: Place;
  let folder: string;
  let window: VsCodeWindow;

  before(async () => {
    place = await Place.start();
    folder = place.newFolder();
    window = await place.open(folder);
    await startQuiet(place, window);
  });
  after(() => place?.dispose());

  it('goes on after all windows were closed', async () => {
    await window.close();
    await place.noneRuns();
    window = await place.open(folder);
    await window.waitForDoNotDisturb(true);
    assert.equal(place.latest().memory, 'on');
  });

  it('goes on after VS Code itself was ended', async () => {
    await place.vscode.restart();
    window = await place.open(folder);
    await window.waitForDoNotDisturb(true);
    assert.equal(place.latest().memory, 'on');
  });

  it('is ended at the return when it is over meanwhile', async () => {
    const { pid } = place.latest();
    await window.close();
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    await place.noneRuns();
    place.change({ endsAt: Date.now() - MINUTE_MS });
    window = await place.vscode.openWindow(folder);
    await window.toast('Focus session over').waitFor();
    await window.waitForDoNotDisturb(false);
    assert.equal(place.record.dnd, 'off');
  });

  for (const [truth, on] of [
    ['on', true],
    ['off', false],
  ] as const) {
    it(`asks where a toggle was cut short and it is ${truth}, and believes the answer`, async () => {
      if (on) await window.runCommand(TOGGLE);
      await window.waitForDoNotDisturb(on);
      await delay(STORED_MS);
      await window.close();
      await place.noneRuns();
      place.change({ dnd: 'turningOn', dndSince: Date.now() - MINUTE_MS, endsAt: Date.now() + MINUTE_MS });
      window = await place.vscode.openWindow(folder);
      await answer(window, on);
      await window.waitForDoNotDisturb(false);
      await until('it is noted', () => place.record.dnd === 'off');
    });
  }

  it('toggles nothing over a record that is damaged', async () => {
    await window.close();
    await place.noneRuns();
    writeFileSync(place.recordFile, '{"version":1,"dnd":"on"');
    window = await place.open();
    await window.waitForDoNotDisturb(false);
    assert.equal(place.latest().memory, 'untouched');
    assert.equal(await window.dialog.count(), 0);
  });
});

describe('a focus session that outlives its window', () => {
  let place: Place;
  let older: VsCodeWindow;
  let own: VsCodeWindow;

  before(async () => {
    place = await Place.start();
    older = await place.open();
    own = await place.open();
    await startQuiet(place, own);
  });
  after(() => place?.dispose());

  it('leaves no Do Not Disturb for windows that are opened later', async () => {
    const { pid } = place.latest();
    await own.close();
    await until('its extension host ends', () => !isRunning(pid));
    await older.runCommand(END);
    await until('it is noted', () => place.record.dnd === 'off');
    await older.waitForDoNotDisturb(false);
    // What is loaded right after a toggle is asked.
    await delay(CLEARLY_MS);
    own = await place.open();
    await own.waitForDoNotDisturb(false);
    assert.equal(place.latest().memory, 'untouched');
  });

  it('asks older windows whose extension host was killed, and which are not on', async () => {
    const before = place.running().map(({ id }) => id);
    const host = place.running().find(({ id }) => id !== place.latest().id);
    await startQuiet(place, own);
    await place.killHost(host);
    assert.ok(place.running().some(({ id, memory }) => !before.includes(id) && memory === 'unsure'));
    assert.equal(await older.dialog.count(), 0);
    await own.runCommand(END);
    await own.toast('Focus session ended. Do Not Disturb is off again.').waitFor();
    await own.waitForDoNotDisturb(false);
    await answer(older, false);
    await older.waitForDoNotDisturb(false);
  });

  it('asks older windows that were loaded anew, and which are on', async () => {
    await delay(CLEARLY_MS);
    await startQuiet(place, own);
    await place.reload(older);
    await older.waitForDoNotDisturb(true);
    await own.runCommand(END);
    await own.waitForDoNotDisturb(false);
    await answer(older, true);
    await older.waitForDoNotDisturb(false);
    await until('all is known', () => place.running().every(({ memory }) => memory === 'untouched'));
    assert.equal(place.record.dnd, 'off');
  });
});

/** Starts a session of 50 minutes that turns Do Not Disturb on, and lets it get old enough to be certain of. */
async function startQuiet(place: Place, window: VsCodeWindow): Promise<void> {
  await window.runCommand(START);
  await window.pickRow('50 minutes');
  await window.pickRow(TURN_ON);
  await window.waitForDoNotDisturb(true);
  await until('it is noted', () => place.record.dnd === 'on');
  await delay(CLEARLY_MS);
}

/** Answers the question whether it is on, with the keyboard only. */
async function answer(window: VsCodeWindow, on: boolean): Promise<void> {
  const question = window.dialog.filter({ hasText: 'Is Do Not Disturb still on in this window?' });
  await question.waitFor();
  await window.takePicture(`focus-session-question-${on ? 'on' : 'off'}`);
  await question.getByRole('button', { name: on ? 'It is on: turn it off' : 'It is off: leave it' }).press('Enter');
  await question.waitFor({ state: 'hidden' });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
