import * as vscode from 'vscode';
import {
  type DoNotDisturbState,
  forgettable,
  isRunning,
  type KnownWindow,
  leastSessionMinutes,
  memoryAtStart,
  mostSessionMinutes,
  nextStep,
  predecessors,
  type SessionRecord,
  type SessionStore,
  saysTheEnd,
  sessionFrom,
  sessionMinutes,
  type WindowIdentity,
  type WindowMemory,
} from '../domain/focusSession';
import { commands } from './contribution';
import { type Disposable, Owner } from './disposable';
import { edge } from './edge';
import { doNotDisturbItems, endText, lengthItems, minutesIn } from './focusSessionText';
import type { Settings } from './settings';
import type { Delay } from './trailingRefresh';

const toggleCommand = 'notifications.toggleDoNotDisturbMode';
/** A timer stands still while the machine sleeps, and knows nothing of a clock that is set: it looks again. */
const lookAgainMs = 60_000;

export interface FocusSessionParts {
  readonly store: SessionStore;
  /** Where `store` keeps `session.json`. */
  readonly folder: vscode.Uri;
  readonly settings: Settings;
  readonly delay: Delay;
  readonly log: vscode.LogOutputChannel;
}

/**
 * The focus session of this machine, as every window knows it.
 * - The disk is not touched before {@link begin}, or the first command.
 * - It is read from the record, which any window writes and all watch; its end is seen by a timer in each.
 * - Each window sees to its own Do Not Disturb, by what {@link nextStep} says, and notes each toggle before and after.
 * - Steps come one after another; questions to the person stand outside of them.
 * - Where the disk fails, nothing is toggled.
 */
export class FocusSession extends Owner {
  private readonly changed = this.add(new vscode.EventEmitter<void>());
  /** The session began, ended, or was replaced, in whichever window. */
  readonly onDidChange = this.changed.event;
  private record: SessionRecord | null = null;
  private memory: WindowMemory = 'untouched';
  private joined: Promise<WindowIdentity> | undefined;
  private steps: Promise<unknown> = Promise.resolve();
  private timer: Disposable | undefined;
  private asking = false;
  /** What was told of last, and the starts of the sessions that were seen running and whose end was said. */
  private told = '';
  private seen: number | undefined;
  private said: number | undefined;

  constructor(private readonly parts: FocusSessionParts) {
    super();
    const { log, store } = parts;
    this.add({ dispose: () => this.timer?.dispose() });
    this.add({ dispose: () => store.leave() });
    this.add(
      vscode.commands.registerCommand(
        commands.startFocusSession,
        edge(log, commands.startFocusSession, () => this.start()),
      ),
    );
    this.add(
      vscode.commands.registerCommand(
        commands.endFocusSession,
        edge(log, commands.endFocusSession, () => this.end()),
      ),
    );
    // A window that comes to the front may have slept through the end, or outlived the window that was to see to it.
    this.add(vscode.window.onDidChangeWindowState(edge(log, 'focus session', () => this.isOpen && this.update())));
  }

  /** Learns what this window is, and what of a session there may be to go on with or to end. */
  async begin(): Promise<void> {
    await this.join();
  }

  /** The session that runs on this machine, epoch milliseconds; `null` if none does. */
  get current(): { readonly startedAt: number; readonly endsAt: number } | null {
    return isRunning(this.record, Date.now()) ? this.record : null;
  }

  private async start(): Promise<void> {
    const me = await this.joinOrSay();
    if (!me) return;
    const minutes = await this.pickLength();
    if (minutes === undefined) return;
    const turnOn = await this.pickDoNotDisturb();
    if (turnOn !== undefined) await this.step(() => this.startNow(me, minutes, turnOn));
  }

  private async end(): Promise<void> {
    if (!(await this.joinOrSay())) return;
    await this.step(async () => {
      const record = await this.parts.store.read();
      const now = Date.now();
      if (isRunning(record, now)) await this.parts.store.write({ ...record, endedAt: now });
      else void vscode.window.showInformationMessage(vscode.l10n.t('No focus session is running.'));
    });
    await this.update();
  }

  /** @returns minutes, or `undefined` if the person picked none. */
  private async pickLength(): Promise<number | undefined> {
    const { t } = vscode.l10n;
    const last = this.record && sessionMinutes(this.record);
    const picked = await vscode.window.showQuickPick(lengthItems(last, t), { title: t('Start a focus session') });
    if (picked?.minutes !== null) return picked?.minutes;
    const problem = t('A whole number of minutes, {0} to {1}.', leastSessionMinutes, mostSessionMinutes);
    const typed = await vscode.window.showInputBox({
      title: t('Start a focus session'),
      prompt: t('How many minutes?'),
      validateInput: text => (minutesIn(text) === null ? problem : null),
    });
    return minutesIn(typed ?? '') ?? undefined;
  }

  /** @returns `undefined` if the person went away from the question. A session that runs has answered it. */
  private async pickDoNotDisturb(): Promise<boolean | undefined> {
    const wish = this.parts.settings.values.focusDoNotDisturb;
    if (this.current || wish === 'leave') return false;
    if (wish === 'turnOn') return true;
    const { t } = vscode.l10n;
    const items = doNotDisturbItems(this.record?.dnd === 'left', t);
    return (await vscode.window.showQuickPick(items, { title: t('Do Not Disturb in this focus session') }))?.turnOn;
  }

  private async startNow(me: WindowIdentity, minutes: number, turnOn: boolean): Promise<void> {
    const { store } = this.parts;
    const before = await store.read();
    const now = Date.now();
    const record = sessionFrom(now, minutes, me.id, before);
    if (!turnOn || isRunning(before, now)) await store.write(record);
    else if (this.memory === 'on') await store.write({ ...record, dnd: 'on' });
    else {
      await store.write({ ...record, dnd: 'turningOn', dndSince: now });
      await this.toggle(me, 'on', 1);
      await this.note('on');
    }
    await this.look(me);
  }

  /** Learns what this window is, once; after a failure of the disk, again. */
  private join(): Promise<WindowIdentity> {
    this.joined ??= this.step(() => this.joinNow()).catch((error: unknown) => {
      this.joined = undefined;
      throw error;
    });
    return this.joined;
  }

  private async joinOrSay(): Promise<WindowIdentity | undefined> {
    return this.join().catch(() => {
      const message = vscode.l10n.t(
        'Eddy can’t keep a focus session: its folder can’t be written. Make room on the disk, or make the folder writable, and try again.',
      );
      void vscode.window.showErrorMessage(message);
      return undefined;
    });
  }

  private async joinNow(): Promise<WindowIdentity> {
    const { store, folder, log } = this.parts;
    const { workspaceFile, workspaceFolders } = vscode.workspace;
    const me = await store.identify({
      address: (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? null,
      ofFile: workspaceFile !== undefined,
      session: vscode.env.sessionId,
    });
    const windows = await store.windows();
    this.memory = memoryAtStart(me, await store.read(), windows, Date.now());
    await store.tell(me, this.memory);
    await store.conclude(predecessors(me, windows).map(({ id }) => id));
    await store.forget(forgettable(windows, Date.now()));
    const watcher = this.add(
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, 'session.json')),
    );
    const update = edge(log, 'focus session', () => this.update());
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) this.add(event(update));
    await this.look(me);
    return me;
  }

  private async update(): Promise<void> {
    const me = await this.join();
    await this.step(() => this.look(me));
  }

  /** Reads what there is and does what is to do; an error leaves everything for the next look. */
  private async look(me: WindowIdentity): Promise<void> {
    if (this.isDisposed) return;
    const { store } = this.parts;
    const [record, windows] = [await store.read(), await store.windows()];
    this.take(record);
    // Everything was erased before this session, and a window that nobody knows can't be told from a new one.
    if (record && windows.every(({ id }) => id !== me.id)) await store.tell(me, this.memory);
    const step = nextStep({ id: me.id, memory: this.memory }, record, windows, Date.now());
    const toggles = step === 'toggleOff' ? 1 : step === 'toggleTwice' ? 2 : 0;
    if (toggles > 0) await this.turnOff(me, toggles);
    if (step === 'ask') void edge(this.parts.log, 'focus session', () => this.ask(me))();
    else if (record && !isRunning(record, Date.now())) this.sayEnd(me, record, windows, toggles > 0);
  }

  private take(record: SessionRecord | null): void {
    this.record = record;
    const { current } = this;
    if (current) this.seen = current.startedAt;
    this.watchEnd();
    const told = current ? `${current.startedAt} ${current.endsAt}` : '';
    if (told === this.told) return;
    this.told = told;
    void vscode.commands.executeCommand('setContext', 'eddy.inFocusSession', current !== null);
    this.changed.fire();
  }

  private watchEnd(): void {
    this.timer?.dispose();
    this.timer = undefined;
    if (this.isDisposed || !this.current) return;
    const again = edge(this.parts.log, 'focus session', () => (this.current ? this.watchEnd() : this.update()));
    this.timer = this.parts.delay(() => void again(), Math.min(this.current.endsAt - Date.now(), lookAgainMs));
  }

  /** Whether there is something that a look may change. */
  private get isOpen(): boolean {
    const { record, memory } = this;
    if (memory !== 'untouched' || this.told !== '') return true;
    return record !== null && record.dnd !== 'left' && record.dnd !== 'off';
  }

  private async turnOff(me: WindowIdentity, toggles: number): Promise<void> {
    await this.note('turningOff');
    await this.toggle(me, 'untouched', toggles);
    await this.note('off');
  }

  private async toggle(me: WindowIdentity, memory: WindowMemory, times: number): Promise<void> {
    await this.remember(me, 'turning');
    try {
      for (let time = 0; time < times; time++) await vscode.commands.executeCommand(toggleCommand);
    } catch (error) {
      await this.remember(me, 'unsure');
      throw error;
    }
    await this.remember(me, memory);
  }

  private async remember(me: WindowIdentity, memory: WindowMemory): Promise<void> {
    this.memory = memory;
    await this.parts.store.tell(me, memory);
  }

  /** Notes the stored state in the record, unless another window has seen to it that it is off. */
  private async note(dnd: DoNotDisturbState): Promise<void> {
    const record = await this.parts.store.read();
    if (!record || record.dnd === 'left' || record.dnd === 'off') return;
    this.record = { ...record, dnd, dndSince: Date.now() };
    await this.parts.store.write(this.record);
  }

  /** Asks once at a time. A person who goes away from the question wants to be left alone with it. */
  private async ask(me: WindowIdentity): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const { t } = vscode.l10n;
    const on = t('It is on: turn it off');
    const off = t('It is off: leave it');
    const detail = t(
      'Eddy turned it on for a focus session, and VS Code does not tell whether it still is. The bell in the status bar is crossed out while it is on.',
    );
    try {
      const question = t('Is Do Not Disturb still on in this window?');
      const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, on, off);
      await this.step(() => this.learn(me, answer === on ? 'on' : 'untouched', answer !== undefined));
    } finally {
      this.asking = false;
    }
    await this.update();
  }

  private async learn(me: WindowIdentity, memory: 'on' | 'untouched', isAnswer: boolean): Promise<void> {
    const { store } = this.parts;
    const windows = await store.windows();
    await this.remember(me, memory);
    const others = windows.some(({ id, alive, memory }) => id !== me.id && alive && memory !== 'untouched');
    if (!isAnswer && !others) await this.note('left');
  }

  private sayEnd(me: WindowIdentity, record: SessionRecord, windows: readonly KnownWindow[], turnedOff: boolean): void {
    const { startedAt, endedAt } = record;
    if (this.said === startedAt || (this.seen !== startedAt && !turnedOff)) return;
    this.said = startedAt;
    if (!saysTheEnd(me.id, record, windows)) return;
    const { t } = vscode.l10n;
    if (endedAt === null) void vscode.window.showInformationMessage(endText(sessionMinutes(record), t));
    else if (turnedOff) {
      void vscode.window.showInformationMessage(t('Focus session ended. Do Not Disturb is off again.'));
    }
  }

  /** Runs a step after those before it, whatever became of them. */
  private step<T>(run: () => Promise<T>): Promise<T> {
    const next = this.steps.then(run);
    this.steps = next.catch(() => undefined);
    return next;
  }
}
