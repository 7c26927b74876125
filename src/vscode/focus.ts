import * as vscode from 'vscode';
import type { ActivityEvent } from '../domain/activity';
import { type FocusOverview, focusOverview, type OverviewQuestion, overviewFrom } from '../domain/focusOverview';
import type { Journal } from '../domain/journal';
import { commands } from './contribution';
import { Owner } from './disposable';
import { edge } from './edge';
import { type Clock, FocusRecording, type RecordingTrouble } from './focusRecording';
import type { Settings } from './settings';
import { StorageWatch } from './storageWatch';
import { timeZoneNow } from './storedDataWording';
import { type Delay, TrailingRefresh } from './trailingRefresh';

/** As many weeks as a baseline looks back on, and the running one. */
const leastWeeks = 9;
/** News of other windows come in bursts. */
const newsQuietMs = 100;

/** What {@link Focus} is built from. */
export interface FocusParts {
  readonly journal: Journal;
  /** Where Eddy stores what it keeps on this machine: all windows see what is new there. */
  readonly storage: vscode.Uri;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly delay: Delay;
  readonly log: vscode.LogOutputChannel;
}

/** The person's focus: what this window records, and what all windows of this machine recorded. */
export class Focus extends Owner {
  private readonly changed = this.add(new vscode.EventEmitter<void>());
  /** What {@link overview} says may be different now; also every 30 seconds while a block goes on. */
  readonly onDidChange = this.changed.event;
  private readonly erased = this.add(new vscode.EventEmitter<void>());
  /** Everything that was stored is gone, by this window or another. */
  readonly onDidErase = this.erased.event;
  private readonly recording: FocusRecording;
  private told: FocusOverview | undefined;
  private saidPaused = false;

  constructor(private readonly parts: FocusParts) {
    super();
    const { journal, clock, delay, log, settings } = parts;
    const changed = () => this.change();
    const erased = () => this.erased.fire();
    this.recording = this.add(new FocusRecording({ journal, clock, delay, log, changed, erased }));
    // More weeks than before may have to be read.
    const lookAndTell = async () => {
      await this.recording.look();
      changed();
    };
    this.add(settings.onDidChange(edge(log, 'settings of focus', lookAndTell)));
    for (const name of ['pause', 'resume'] as const) {
      this.add(
        vscode.commands.registerCommand(
          commands[name],
          edge(log, name, () => this.recording[name]()),
        ),
      );
    }
  }

  get overview(): FocusOverview {
    this.told ??= focusOverview(this.recording.reading, this.question());
    return this.told;
  }

  /** Why nothing can be stored at present. */
  get trouble(): RecordingTrouble | null {
    return this.recording.trouble;
  }

  /** Takes what happens in this window. */
  readonly tell = (event: ActivityEvent): void => this.recording.tell(event);

  /** Reads what is stored, and begins to store. */
  async start(): Promise<void> {
    await this.recording.start(() => overviewFrom(this.question()));
    const look = edge(this.parts.log, 'news of other windows', () => this.recording.look());
    const refresh = this.add(new TrailingRefresh(look, this.parts.delay, newsQuietMs));
    this.add(new StorageWatch(this.parts.storage, 'journal', this.parts.delay, () => refresh.trigger()));
  }

  /** Stores at once what is new. */
  store(): Promise<void> {
    return this.recording.store();
  }

  /** Lets something change what is stored up to an instant (epoch ms); see {@link FocusRecording.change}. */
  changeStored(work: () => Promise<void>, upTo: number): Promise<void> {
    return this.recording.change(work, upTo);
  }

  /** Looks at once at what was changed in the journal. */
  look(): Promise<void> {
    return this.recording.look();
  }

  /** Stores what is left, as the window goes. */
  close(): Promise<void> {
    return this.recording.close();
  }

  private question(): OverviewQuestion {
    const { weeks, dayStartMinutes, focus } = this.parts.settings.values;
    return {
      now: this.parts.clock.at(),
      calendar: { timeZone: timeZoneNow(), dayStartMinutes },
      thresholds: focus,
      weeks: Math.max(leastWeeks, weeks),
      repository: null,
    };
  }

  private change(): void {
    this.told = undefined;
    const { current, paused } = this.overview;
    this.recording.keepTime(current.state !== 'resting');
    if (paused !== this.saidPaused) void vscode.commands.executeCommand('setContext', 'eddy.paused', paused);
    this.saidPaused = paused;
    this.changed.fire();
  }
}
