import { JournalFailure } from '../domain/journal';
import type { Reflections, ReflectionsReading } from '../domain/reflections';

/** What {@link ReflectionRecord} is built from. */
export interface ReflectionRecordParts {
  readonly store: Reflections;
  /** What is stored, or whether it can be read, is different now. */
  readonly changed: () => void;
}

/**
 * What is stored of reflections, as one window knows it.
 * - Nothing is read before the first {@link look}.
 * - What fails to be read leaves what is known, and says why; the next look tries again.
 */
export class ReflectionRecord {
  private turn: Promise<unknown> = Promise.resolve();
  private known: ReflectionsReading | null = null;
  private failure: JournalFailure['kind'] | null = null;

  constructor(private readonly parts: ReflectionRecordParts) {}

  /** `null` before it was read. */
  get reading(): ReflectionsReading | null {
    return this.known;
  }

  /** Why it can't be read; `null` while it can. */
  get trouble(): JournalFailure['kind'] | null {
    return this.failure;
  }

  /** Reads what is stored. */
  look(): Promise<void> {
    const turn = this.turn.then(() => this.read());
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  /** Changes what is stored, rejects as that does, and tells of what came of it. */
  async change(change: (store: Reflections) => Promise<void>): Promise<void> {
    await change(this.parts.store);
    await this.look();
  }

  private async read(): Promise<void> {
    const before = JSON.stringify([this.known, this.failure]);
    try {
      this.known = await this.parts.store.read();
      this.failure = null;
    } catch (error) {
      if (!(error instanceof JournalFailure)) throw error;
      this.failure = error.kind;
    }
    if (JSON.stringify([this.known, this.failure]) !== before) this.parts.changed();
  }
}
