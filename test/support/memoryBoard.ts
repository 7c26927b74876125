import { ShareFailure, type ShareFailureKind } from '../../src/domain/teamSharing';
import type { BoardPlace, BoardWeek, TeamBoard } from '../../src/team/board';
import { placeOf, readCohort, readJoin, readSum, refOf } from '../../src/team/wire';

/** A board in memory for many members, which a test can have fail or lie as a host could. */
export class MemoryBoard implements TeamBoard {
  /** What lies there: the text by ref. */
  readonly refs = new Map<string, string>();
  /** Each post that was asked for, accepted or not. */
  readonly posts: { readonly ref: string; readonly content: string }[] = [];
  reads = 0;
  failure: ShareFailureKind | null = null;
  /** What a host shows of a week in place of what was posted. */
  lie: (week: BoardWeek) => BoardWeek = week => week;

  async probe(): Promise<void> {
    this.#reach();
  }

  async read(week: string): Promise<BoardWeek> {
    this.#reach();
    this.reads += 1;
    const joins: BoardWeek['joins'][number][] = [];
    const sums: BoardWeek['sums'][number][] = [];
    let cohort: readonly string[] | null = null;
    for (const [ref, text] of this.refs) {
      const place = placeOf(ref);
      if (place?.week !== week) continue;
      const join = place.kind === 'join' ? readJoin(text) : null;
      if (join) joins.push(join);
      const sum = place.kind === 'sum' ? readSum(text) : null;
      if (sum && place.kind === 'sum') sums.push({ id: place.id, ...sum });
      if (place.kind === 'cohort') cohort = readCohort(text);
    }
    return this.lie({ joins, cohort, sums });
  }

  async post(place: BoardPlace, content: string): Promise<'posted' | 'taken'> {
    this.#reach();
    const ref = refOf(place);
    this.posts.push({ ref, content });
    const there = this.refs.get(ref);
    if (there !== undefined && there !== content) return 'taken';
    this.refs.set(ref, content);
    return 'posted';
  }

  async remove(places: readonly BoardPlace[]): Promise<void> {
    this.#reach();
    for (const place of places) this.refs.delete(refOf(place));
  }

  #reach(): void {
    if (this.failure) throw new ShareFailure(this.failure);
  }
}
