import type { AnswersOf, SharePlace, ShareStatus, TeamSharing } from '../domain/teamSharing';
import { type Disposable, Owner } from './disposable';
import { type EdgeLog, edge } from './edge';
import type { Delay } from './trailingRefresh';

/** So often a repository may have a step, and so often it is looked whether one is due: machines sleep over timers. */
export const stepEveryMs = 30 * 60_000;

/** What {@link SharingTicker} is built from. */
export interface SharingTickerParts {
  readonly team: Pick<TeamSharing, 'repositoryIds' | 'status' | 'step'>;
  /** Repositories that are open in a trusted workspace, and read so far that their answers are known. */
  readonly places: () => readonly SharePlace[];
  readonly answersOf: (place: SharePlace) => AnswersOf;
  /** What is known of sharing may be different now. */
  readonly changed: () => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly delay: Delay;
  readonly log: EdgeLog & { warn(message: string): void };
}

/**
 * Takes the steps of sharing when they are due.
 * - Where nothing was ever shared there are none: nothing is run, and nobody is asked.
 * - Where it was stopped, or the person has to agree anew, they only end what goes on and remove what is on the host.
 * - A repository has one when it is first seen in this window, and then when its status says so, each half an hour at most.
 * - What fails is in the status, and in the log by kind; no paths or addresses.
 */
export class SharingTicker extends Owner {
  private readonly known = new Map<string, ShareStatus | null>();
  private readonly dueAt = new Map<string, number>();
  private readonly stopping = new AbortController();
  private timer: Disposable | undefined;
  private begun = false;
  private turn = Promise.resolve();

  constructor(private readonly parts: SharingTickerParts) {
    super();
    this.add({ dispose: () => this.stopping.abort() });
    this.add({ dispose: () => this.timer?.dispose() });
  }

  /** What is known of sharing in a repository; `undefined` before that was read. */
  statusOf(repositoryId: string): ShareStatus | null | undefined {
    return this.known.get(repositoryId);
  }

  /** From now on steps are taken. */
  start(): Promise<void> {
    this.begun = true;
    return this.tick();
  }

  /** Repositories may have come: those that were not seen yet have their step. */
  look(): Promise<void> {
    return this.begun && this.parts.places().some(({ repositoryId }) => !this.known.has(repositoryId))
      ? this.tick()
      : Promise.resolve();
  }

  /** Reads again what is known of a repository. @param steps whether to take a step there at once. */
  async refresh(place: SharePlace, steps: boolean): Promise<void> {
    if (steps) this.dueAt.delete(place.repositoryId);
    this.keep(place, await this.parts.team.status(place.repositoryId));
    if (steps) await this.tick();
  }

  /** Everything that was known is gone. */
  forget(): void {
    this.known.clear();
    this.dueAt.clear();
    this.parts.changed();
  }

  private tick(): Promise<void> {
    const run = edge(this.parts.log, 'sharing', () => this.stepAll());
    this.turn = this.turn.then(run);
    return this.turn;
  }

  private async stepAll(): Promise<void> {
    const { places, team, log } = this.parts;
    try {
      const shared = await team.repositoryIds();
      for (const place of places()) {
        if (this.isDisposed) return;
        if (shared.includes(place.repositoryId)) await edge(log, 'sharing', () => this.step(place))();
        else this.keep(place, null);
      }
    } finally {
      this.schedule();
    }
  }

  private async step(place: SharePlace): Promise<void> {
    const { team, now, answersOf, log } = this.parts;
    const { repositoryId } = place;
    const status = await team.status(repositoryId);
    this.keep(place, status);
    const due = this.dueAt.get(repositoryId) ?? now();
    if (now() < due) return;
    this.dueAt.set(repositoryId, now() + stepEveryMs);
    const after = await team.step(place, answersOf(place), this.stopping.signal);
    this.dueAt.set(repositoryId, Math.max(now() + stepEveryMs, after?.nextAt ?? 0));
    this.keep(place, after);
    if (after?.trouble && !this.isDisposed) log.warn(`sharing: ${after.trouble}`);
  }

  private keep({ repositoryId }: SharePlace, status: ShareStatus | null): void {
    const before = this.known.get(repositoryId);
    this.known.set(repositoryId, status);
    if (JSON.stringify(before) !== JSON.stringify(status)) this.parts.changed();
  }

  private schedule(): void {
    if (this.isDisposed) return;
    this.timer?.dispose();
    this.timer = this.parts.delay(() => void this.tick(), stepEveryMs);
  }
}
