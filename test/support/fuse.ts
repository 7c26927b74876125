import type { ShareRecords } from '../../src/domain/shareRecord';
import type { SecretKeys } from '../../src/domain/teamSharing';
import type { TeamBoard } from '../../src/team/board';

/** What lasts of a member of a team. */
export type Lasting =
  | 'keep'
  | 'store key'
  | 'delete key'
  | `post ${'join' | 'cohort' | 'sum'}`
  | 'remove'
  | 'mark'
  | 'unmark';

/** Ends what goes on just before, or just after, one of the things that last. */
export class Fuse {
  #isGone = false;
  readonly #burnsAt: (name: Lasting, isDone: boolean) => boolean;
  readonly #end: () => void;
  /** What was done so far. */
  readonly done: Lasting[] = [];

  /**
   * @param burnsAt asked before and after each of them.
   * @param end ends the process; without it, it goes on, and whatever should last is refused until it is {@link mend}ed.
   */
  constructor(burnsAt: (name: Lasting, isDone: boolean) => boolean, end: () => void = () => undefined) {
    this.#burnsAt = burnsAt;
    this.#end = end;
  }

  /** @param at counted from 0; odd ones come after what they count. */
  static after(at: number): Fuse {
    let left = at;
    return new Fuse(() => left-- === 0);
  }

  mend(): void {
    this.#isGone = false;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  async lasting<T>(name: Lasting, work: () => PromiseLike<T>): Promise<T> {
    this.#pass(name, false);
    const result = await work();
    this.done.push(name);
    this.#pass(name, true);
    return result;
  }

  #pass(name: Lasting, isDone: boolean): void {
    if (!this.#isGone && this.#burnsAt(name, isDone)) {
      this.#isGone = true;
      this.#end();
    }
    if (this.#isGone) throw new Error('killed');
  }

  board(board: TeamBoard): TeamBoard {
    return {
      probe: (id, signal) => board.probe(id, signal),
      read: (week, signal) => board.read(week, signal),
      post: (place, content, signal) => this.lasting(`post ${place.kind}`, () => board.post(place, content, signal)),
      remove: (places, signal) => this.lasting('remove', () => board.remove(places, signal)),
    };
  }

  secrets(keys: SecretKeys): SecretKeys {
    return {
      get: name => keys.get(name),
      store: (name, value) => this.lasting('store key', () => keys.store(name, value)),
      delete: name => this.lasting('delete key', () => keys.delete(name)),
    };
  }

  records(records: ShareRecords): ShareRecords {
    return {
      read: id => records.read(id),
      alone: (id, patienceMs, work) =>
        records.alone(id, patienceMs, held =>
          work({
            get record() {
              return held.record;
            },
            isDamaged: false,
            keep: record => this.lasting('keep', () => held.keep(record)),
          }),
        ),
      markStopped: id => this.lasting('mark', () => records.markStopped(id)),
      isStopped: id => records.isStopped(id),
      unmarkStopped: id => this.lasting('unmark', () => records.unmarkStopped(id)),
      forget: id => records.forget(id),
      repositoryIds: () => records.repositoryIds(),
    };
  }
}
