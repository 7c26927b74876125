import type { ActivityEvent } from '../domain/activity';
import { type Journal, JournalErased, JournalFailure, type JournalReading, type Recording } from '../domain/journal';
import { type Span, spanBefore } from '../domain/span';
import { mergedSpans } from '../domain/spanMerge';
import { beatMs, SpanRecorder } from '../domain/spanRecorder';
import { type Disposable, Owner } from './disposable';
import { type EdgeLog, edge } from './edge';
import type { Delay } from './trailingRefresh';

/** Both clocks of the machine, in milliseconds. */
export interface Clock {
  /** Of the wall: epoch milliseconds. */
  at(): number;
  /** Of a clock that only runs forward, from any origin. */
  ticks(): number;
}

/** What {@link FocusRecording} is built from. */
export interface FocusRecordingParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly delay: Delay;
  readonly log: EdgeLog;
  /** What was recorded, read or paused may be different now, or time has passed that matters. */
  readonly changed: () => void;
  /** Everything was erased, here or in another window. */
  readonly erased: () => void;
}

const nothing: JournalReading = {
  spans: [],
  recording: { since: null, pauses: [] },
  damagedLines: 0,
  foreignFiles: 0,
};

/** Why nothing is stored at present. */
export type RecordingTrouble = JournalFailure['kind'];

/**
 * Records what one window tells, and keeps what all windows have recorded.
 * - Nothing is read or stored before {@link start}, but what the person asks for; what was told before is recorded all the
 *   same.
 * - What is new is stored every 30 seconds while there is activity, and at once when the window loses the focus or the
 *   person pauses. While nothing happens there is no timer and no write.
 * - Where the disk does not let it be stored it is kept, and tried again with the next beat.
 * - While paused, in whatever window the person asked for that, nothing is recorded or written. This window is paused also
 *   where the disk does not take that; it is stored with what comes next.
 * - Where everything was erased, in whatever window, what this one had not stored goes too. A pause stays in force.
 */
export class FocusRecording extends Owner {
  private readonly recorder = new SpanRecorder();
  private known = nothing;
  private unstored: Span[] = [];
  private failure: RecordingTrouble | null = null;
  /** Since when the person wants a pause that the disk has not taken yet, epoch milliseconds. */
  private unkeptPause: number | null = null;
  private from: (() => number) | null = null;
  private beat: Disposable | undefined;
  private running = false;
  /** What this window writes next may be told so once more. */
  private knowsOfErasure = false;
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly parts: FocusRecordingParts) {
    super();
    this.add({ dispose: () => this.beat?.dispose() });
  }

  /** What all windows stored, and what this one has not stored yet. */
  get reading(): JournalReading {
    this.collect();
    return { ...this.known, recording: this.recording, spans: mergedSpans([this.known.spans, this.unstored]) };
  }

  get isPaused(): boolean {
    return isPausedIn(this.recording);
  }

  private get recording(): Recording {
    const { recording } = this.known;
    if (this.unkeptPause === null || isPausedIn(recording)) return recording;
    return { ...recording, pauses: [...recording.pauses, { from: this.unkeptPause, to: null }] };
  }

  /** `null` while everything can be stored. */
  get trouble(): RecordingTrouble | null {
    return this.failure;
  }

  /**
   * Begins to store, and to read what ends at or after an instant (epoch ms).
   * @param from gives that instant, anew for each reading.
   */
  start(from: () => number): Promise<void> {
    this.from = from;
    return this.store();
  }

  /** Costs microseconds; the disk is touched later. */
  tell(event: ActivityEvent): void {
    const wasOpen = this.recorder.isOpen;
    this.recorder.step(event);
    if (!this.beat) this.armBeat();
    if (event.kind === 'unfocused') void this.store();
    else if (this.recorder.isOpen && !wasOpen) this.parts.changed();
  }

  /** Reads what is new in the journal. */
  look(): Promise<void> {
    return this.inTurn('look', async () => {
      if (this.from === null) return;
      const before = this.known;
      const wasPaused = this.isPaused;
      await this.read();
      if (!isSame(before, this.known)) this.parts.changed();
      // What the pause ended is stored now: later the journal must not grow.
      if (this.isPaused && !wasPaused) void this.store();
    });
  }

  /** Stores what is new here, and reads what is new of other windows. */
  store(): Promise<void> {
    const write = async () => {
      if (this.from !== null) await this.write();
    };
    return this.inTurn('store', write).finally(() => this.parts.changed());
  }

  /**
   * Lets something change what is stored, and rejects as that does. What goes on here is stored before, and is another
   * span after it: so nothing of what is taken away comes back.
   * @param upTo until when what is stored changes, epoch ms: the focus of this window is told anew from then on.
   */
  change(work: () => Promise<void>, upTo: number): Promise<void> {
    const turn = this.turn.then(async () => {
      if (this.from !== null) await this.write();
      await work();
      this.collect();
      this.recorder.forget(upTo);
      if (this.from !== null) await this.write();
    });
    this.turn = turn.catch(() => undefined);
    return turn.finally(() => this.parts.changed());
  }

  /** Lets time be told every 30 seconds though nothing happens in this window: what is shown runs out by itself. */
  keepTime(running: boolean): void {
    this.running = running;
    if (!this.beat) this.armBeat();
  }

  async pause(): Promise<void> {
    this.happen('paused');
    await this.store();
    this.unkeptPause = this.parts.clock.at();
    await this.inTurn('pause', () => this.keepPause());
    await this.look();
    this.parts.changed();
  }

  async resume(): Promise<void> {
    if (this.unkeptPause !== null) this.happen('resumed');
    this.unkeptPause = null;
    await this.inTurn('resume', () => this.put(() => this.parts.journal.resume(this.parts.clock.at())));
    await this.look();
  }

  /** The window is going: what is new is stored as far as there is time for it. */
  async close(): Promise<void> {
    this.happen('closed');
    await this.store();
    this.dispose();
  }

  private happen(kind: 'beat' | 'paused' | 'resumed' | 'closed'): void {
    this.recorder.step({ kind, at: this.parts.clock.at(), ticks: this.parts.clock.ticks() });
  }

  private armBeat(): void {
    if (this.isDisposed || !(this.recorder.isWatching || this.running)) return;
    this.beat = this.parts.delay(() => {
      this.happen('beat');
      this.beat = undefined;
      this.armBeat();
      void this.store();
    }, beatMs);
  }

  private collect(): void {
    const fresh = this.recorder.take(this.parts.clock.at());
    if (fresh.length > 0) this.unstored = mergedSpans([this.unstored, fresh]);
  }

  /** One after the other: what fails is tried again with the next beat. */
  private inTurn(what: string, run: () => Promise<void>): Promise<void> {
    const turn = async () => {
      try {
        await run();
      } catch (error) {
        if (error instanceof JournalErased) this.forget();
        else if (error instanceof JournalFailure) this.failure = error.kind;
        else throw error;
      }
    };
    this.turn = this.turn.then(edge(this.parts.log, what, turn));
    return this.turn;
  }

  private async keepPause(): Promise<void> {
    const at = this.unkeptPause;
    if (at === null) return;
    await this.put(() => this.parts.journal.pause(at));
    this.unkeptPause = null;
  }

  private async write(): Promise<void> {
    await this.keepPause();
    await this.read();
    if (this.known.recording.since === null) await this.begin();
    this.collect();
    const storing = this.unstored;
    if (storing.length > 0) await this.put(() => this.parts.journal.append(storing));
    this.unstored = this.unstored.filter(span => !storing.includes(span));
    this.failure = null;
    await this.read();
  }

  private async begin(): Promise<void> {
    const { journal, clock } = this.parts;
    const { isPaused } = this;
    await this.put(() => journal.resume(clock.at()));
    if (isPaused) await this.put(() => journal.pause(clock.at()));
  }

  /** Writes to the journal, which tells once where everything was erased: what this window knows is no news. */
  private async put(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof JournalErased) || !this.knowsOfErasure) throw error;
      await write();
    }
    this.knowsOfErasure = false;
  }

  private async read(): Promise<void> {
    const known = await this.parts.journal.read(this.from?.() ?? 0);
    const { since, pauses } = known.recording;
    const before = this.known.recording.since;
    // An import may tell of an earlier beginning.
    if (before !== null && (since === null || since > before)) {
      this.forget();
      this.knowsOfErasure = true;
    }
    const wasPaused = this.isPaused;
    const isBlank = since === null && pauses.length === 0;
    this.known = isBlank ? { ...known, recording: this.known.recording } : known;
    if (this.isPaused === wasPaused) return;
    this.happen(this.isPaused ? 'paused' : 'resumed');
    this.collect();
    const pausedFrom = this.isPaused ? this.known.recording.pauses.at(-1)?.from : undefined;
    if (pausedFrom !== undefined) this.unstored = this.unstored.flatMap(span => spanBefore(span, pausedFrom));
  }

  private forget(): void {
    const now = this.parts.clock.at();
    this.known = { ...nothing, recording: { since: null, pauses: this.isPaused ? [{ from: now, to: null }] : [] } };
    this.unstored = [];
    this.recorder.forget(now);
    this.parts.erased();
  }
}

function isPausedIn({ pauses }: Recording): boolean {
  return pauses.at(-1)?.to === null;
}

function isSame(a: JournalReading, b: JournalReading): boolean {
  return (
    a.spans.length === b.spans.length &&
    a.spans.every((span, index) => span === b.spans[index]) &&
    JSON.stringify(a.recording) === JSON.stringify(b.recording)
  );
}
