import * as vscode from 'vscode';
import { lastDayOf, type WeekSpan, weekOf, weeksUpTo } from '../domain/calendar';
import type { Asking, Reflections } from '../domain/reflections';
import { noReflections } from '../domain/reflections';
import type { FromPanel } from '../protocol';
import { commands, viewTypes } from './contribution';
import { Owner } from './disposable';
import { edge } from './edge';
import type { Focus } from './focus';
import type { FocusSession } from './focusSession';
import type { ReflectionInput } from './reflectionInput';
import { type PromptAnswer, promptAnswers, ReflectionPrompt } from './reflectionPrompt';
import { ReflectionRecord } from './reflectionRecord';
import { listedWeeks } from './reflectionState';
import type { Settings } from './settings';
import { StorageWatch } from './storageWatch';
import { wordingNow } from './storedDataWording';
import { type Delay, TrailingRefresh } from './trailingRefresh';

/** Other windows write and replace a file in one go. */
const newsQuietMs = 100;

/** What {@link Reflecting} is built from. */
export interface ReflectingParts {
  readonly store: Reflections;
  /** Eddy's folder on this machine. */
  readonly folder: vscode.Uri;
  readonly focus: Focus;
  readonly session: FocusSession;
  readonly settings: Settings;
  readonly delay: Delay;
  readonly log: vscode.LogOutputChannel;
}

/** A message of the panel about reflections. */
export type ReflectionMessage = Extract<
  FromPanel,
  { type: 'answerReflection' | 'skipReflection' | 'removeReflection' | 'askAgain' | 'pickExperiment' }
>;

/**
 * What the person says of their weeks: asked for at a quiet moment, taken from the panel, told to all windows.
 * - The disk is not touched before the panel shows it, or a week is due.
 * - Whether to ask is looked at when focus, the window or a setting changes: there is no timer for it.
 */
export class Reflecting extends Owner {
  private readonly changed = this.add(new vscode.EventEmitter<void>());
  /** What {@link input} says may be different now. */
  readonly onDidChange = this.changed.event;
  private readonly record: ReflectionRecord;
  private watch: StorageWatch | undefined;

  constructor(private readonly parts: ReflectingParts) {
    super();
    const { store, focus, session, settings, log } = parts;
    this.record = new ReflectionRecord({ store, changed: () => this.changed.fire() });
    const prompt = new ReflectionPrompt({
      record: this.record,
      store,
      situation: () => this.situation(),
      ready: () => session.begin(),
      ask: ({ week, asking }) => ask(week === weekOf(Date.now(), this.situation().calendar).week, asking),
      keep: change => this.keep(change),
      show: () => vscode.commands.executeCommand(commands.reflect),
    });
    const consider = edge(log, 'reflection', () => prompt.consider());
    for (const { onDidChange } of [focus, session, settings]) this.add(onDidChange(() => void consider()));
    this.add(vscode.window.onDidChangeWindowState(() => void consider()));
    this.add(settings.onDidChange(() => this.changed.fire()));
    this.add(focus.onDidErase(edge(log, 'reflections after the erasure', () => this.watch && this.record.look())));
  }

  /** What the panel shows; `null` before anything was read. */
  get input(): ReflectionInput | null {
    const { reading, trouble } = this.record;
    if (!reading && !trouble) return null;
    return { ...this.situation(), reading: reading ?? noReflections, trouble: trouble && keepingText() };
  }

  /** Reads what is stored, and follows it from then on. */
  async begin(): Promise<void> {
    if (this.watch) return;
    const look = edge(this.parts.log, 'news of reflections', () => this.record.look());
    const refresh = this.add(new TrailingRefresh(look, this.parts.delay, newsQuietMs));
    this.watch = this.add(
      new StorageWatch(this.parts.folder, 'reflections', this.parts.delay, () => refresh.trigger()),
    );
    await look();
  }

  /** Does what the person asked for in the panel. */
  async take(message: ReflectionMessage): Promise<void> {
    const { now, calendar } = this.situation();
    if (message.type === 'askAgain') return this.keep(store => store.askAgain(now));
    const span = weeksUpTo(now, listedWeeks, calendar).find(({ week }) => week === message.week);
    if (!span) {
      this.parts.log.warn('refused a reflection on a week that is not listed');
      return;
    }
    switch (message.type) {
      case 'answerReflection': {
        const { type, ...answers } = message;
        return this.keep(store => store.answer({ ...answers, at: now }));
      }
      case 'skipReflection':
        return this.keep(store => store.skip(span.week, now));
      case 'removeReflection':
        return this.remove(span);
      case 'pickExperiment':
        return this.keep(store => store.pickExperiment(weekOf(span.to, calendar).week, message.experiment, now));
    }
  }

  private async remove(span: WeekSpan): Promise<void> {
    const wording = wordingNow();
    const { t } = wording;
    const days = wording.days(span.from, lastDayOf(span, this.situation().calendar));
    const message = t('Remove what you answered of the week of {0}?', days);
    const detail = t('It is deleted from this machine, your own words with it.');
    const button = t('Remove');
    if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, button)) !== button) return;
    await this.keep(store => store.remove(span.week));
  }

  private situation() {
    const { focus, session, settings } = this.parts;
    const { calendar, recording, current, paused } = focus.overview;
    const { askFrom, wanted } = settings.values.reflection;
    const { focused } = vscode.window.state;
    return {
      ...{ now: Date.now(), calendar, recording, current, paused },
      ...{ askFrom, wanted, focused, inSession: session.current !== null, atQuestions: isAtPanel() },
    };
  }

  /** Tells the person where what they said could not be stored. */
  private async keep(change: (store: Reflections) => Promise<void>): Promise<void> {
    try {
      await this.record.change(change);
    } catch (error) {
      void vscode.window.showErrorMessage(keepingText());
      throw error;
    }
  }
}

/** Whether the panel is what the person works in; VS Code has a prefix of its own before its name. */
function isAtPanel(): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewTypes.week);
}

function keepingText(): string {
  return vscode.l10n.t(
    'Eddy can’t keep what you say of your weeks: its folder can’t be read or written. Make room on the disk, or make the folder writable, and try again.',
  );
}

/** @param goesOn whether the week that is asked about is the running one; else it is the last. */
async function ask(goesOn: boolean, asking: Asking): Promise<PromptAnswer | undefined> {
  const { t } = vscode.l10n;
  const labels: Record<PromptAnswer, string> = {
    answer: t('Answer'),
    later: t('Later'),
    skip: goesOn ? t('Skip This Week') : t('Skip Last Week'),
    never: t('Never'),
  };
  const question = goesOn
    ? t('How was your week? A few short questions; what you answer stays on this machine.')
    : t('How was your last week? A few short questions; what you answer stays on this machine.');
  const offered = promptAnswers.filter(answer => answer !== 'later' || asking === 1);
  const picked = await vscode.window.showInformationMessage(question, ...offered.map(answer => labels[answer]));
  return offered.find(answer => labels[answer] === picked);
}
