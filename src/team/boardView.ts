import type { Join, MemberWeek } from '../domain/shareRecord';
import type { OpenedWeek } from '../domain/teamSharing';
import type { BoardWeek } from './board';
import { groupsOf, isChanged } from './rules';
import { cohortHash, isSumOfAnswers, joinIdOf, openedCells } from './secureSum';
import { readSum } from './wire';

/** What a member can tell from a week's board with what it remembers. */
export class BoardView {
  readonly #week: MemberWeek;
  readonly #board: BoardWeek;
  readonly #ownId: string;

  constructor(week: MemberWeek, board: BoardWeek) {
    this.#week = week;
    this.#board = board;
    this.#ownId = joinIdOf(week.publicKey);
  }

  get board(): BoardWeek {
    return this.#board;
  }

  get showsMe(): boolean {
    return this.#board.joins.some(({ id }) => id === this.#ownId);
  }

  /** Joins as they were first seen, and those that are new. */
  get joins(): readonly Join[] {
    const { seen } = this.#week;
    return [...seen, ...this.#board.joins.filter(({ id }) => !seen.some(known => known.id === id))];
  }

  /** Whether something differs from what was seen before, or was posted in this person's name. */
  get isTampered(): boolean {
    const { seen, k, publicKey, cohort } = this.#week;
    if (isChanged({ seen: [...seen, { id: this.#ownId, k, publicKey }], cohort }, this.#board)) return true;
    return this.#hasForgedSum() || this.#hasSumOfOtherCohort();
  }

  /** The sums of all groups that have posted as a whole, added; and how the others are. */
  opened(): { readonly opened: OpenedWeek | null; readonly incomplete: number; readonly garbled: number } {
    const { cohort, week, sharedId } = this.#week;
    let n = 0;
    let garbled = 0;
    let incomplete = 0;
    const cells: (readonly number[])[] = [];
    for (const group of groupsOf(cohort ?? [])) {
      const hash = cohortHash({ week, sharedId, publicKeys: group });
      const ids = group.map(joinIdOf);
      const sums = this.#board.sums.filter(sum => sum.cohort === hash && ids.includes(sum.id));
      const sum = sums.length === group.length ? openedCells(sums.map(each => each.cells)) : null;
      if (!sum) incomplete += 1;
      else if (!isSumOfAnswers(sum, group.length)) garbled += 1;
      else {
        n += group.length;
        cells.push(sum);
      }
    }
    const added = (cells[0] ?? []).map((_, at) => cells.reduce((total, each) => total + (each[at] ?? 0), 0));
    return { opened: n === 0 ? null : { n, cells: added }, incomplete, garbled };
  }

  #hasForgedSum(): boolean {
    const mine = this.#board.sums.find(({ id }) => id === this.#ownId);
    if (!mine) return false;
    const { masked } = this.#week;
    const posted = masked === null ? null : readSum(masked);
    return posted?.cohort !== mine.cohort || !isSame([...posted.cells], [...mine.cells]);
  }

  #hasSumOfOtherCohort(): boolean {
    const { cohort, week, sharedId } = this.#week;
    return groupsOf(cohort ?? []).some(group => {
      const hash = cohortHash({ week, sharedId, publicKeys: group });
      const ids = group.map(joinIdOf);
      return this.#board.sums.some(sum => ids.includes(sum.id) && sum.cohort !== hash);
    });
  }
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
