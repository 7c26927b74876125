import type { Join } from '../../src/domain/shareRecord';
import type { BoardPlace, BoardWeek, TeamBoard } from '../../src/team/board';
import { groupsOf } from '../../src/team/rules';
import { cohortHash, joinIdOf, type Keys, maskedCells, newKeys } from '../../src/team/secureSum';
import { chances } from './chances';
import { seededRandom } from './seededRandom';

/** What a host told one person. */
export interface Told {
  readonly weeks: { readonly at: number; readonly week: BoardWeek }[];
  /** What the person asked to be posted. */
  readonly posts: { readonly place: BoardPlace; readonly content: string }[];
}

/** A host that makes members up, and answers each person as it likes; how far it goes, a seed tells. */
export class LyingHost {
  /** Members that it made up. */
  readonly made: readonly Keys[];
  readonly #chance: ReturnType<typeof chances>;
  readonly #boldness: number;

  constructor(
    readonly seed: number,
    private readonly now: () => number,
  ) {
    this.#chance = chances(seed);
    const random = seededRandom(`made up ${seed}`);
    this.made = Array.from({ length: [0, 3, 7, 8, 9][this.#below(5)] ?? 0 }, () => newKeys(random));
    this.#boldness = [0, 0.02, 0.1, 0.3][this.#below(4)] ?? 0;
  }

  /** A board as one person sees it, and what they were told. */
  toPerson(board: TeamBoard): { readonly board: TeamBoard; readonly told: Told } {
    const told: Told = { weeks: [], posts: [] };
    const lying: TeamBoard = {
      probe: (id, signal) => board.probe(id, signal),
      read: async (of, signal) => {
        const week = this.#lie(of, await board.read(of, signal));
        told.weeks.push({ at: this.now(), week });
        return week;
      },
      post: async (place, content, signal) => {
        told.posts.push({ place, content });
        if (this.#dares()) return this.#below(2) === 0 ? 'posted' : 'taken';
        return board.post(place, content, signal);
      },
      remove: (places, signal) => board.remove(places, signal),
    };
    return { board: lying, told };
  }

  #lie(of: string, week: BoardWeek): BoardWeek {
    let { joins, cohort, sums } = week;
    joins = [...joins, ...this.made.map(({ publicKey }) => joinOf(publicKey, 5))];
    if (this.#dares()) joins = joins.filter(() => this.#below(3) > 0);
    if (this.#dares()) joins = joins.map(join => (this.#below(4) === 0 ? { ...join, k: this.#below(14) } : join));
    if (this.#dares())
      joins = joins.map(join => (this.#below(4) === 0 ? { ...join, publicKey: this.#anyKey(join.publicKey) } : join));
    if (this.#dares()) cohort = joins.map(({ publicKey }) => publicKey).sort();
    if (this.#dares()) cohort = cohort?.filter(() => this.#below(4) > 0) ?? null;
    if (this.#dares())
      cohort = cohort && [...new Set(cohort.map(key => (this.#below(4) === 0 ? this.#anyKey(key) : key)))].sort();
    if (this.#dares()) cohort = cohort && [...cohort, ...cohort.slice(0, 1)].sort();
    if (this.#dares()) cohort = cohort && [...cohort].reverse();
    if (this.#dares()) cohort = null;
    if (this.#dares()) sums = sums.filter(() => this.#below(3) > 0);
    if (this.#dares()) sums = sums.map(sum => ({ ...sum, id: sums[this.#below(sums.length)]?.id ?? sum.id }));
    return { joins, cohort, sums: [...sums, ...this.#madeSums(of, cohort)] };
  }

  /** Those of the members that it made up, who keep the rules. */
  #madeSums(week: string, cohort: BoardWeek['cohort']): BoardWeek['sums'] {
    const groups = groupsOf(cohort ?? []);
    return this.made.flatMap(({ publicKey, privateKey }) => {
      const group = groups.find(keys => keys.includes(publicKey));
      if (!group || group.length < 5) return [];
      const hash = cohortHash({ week, sharedId: 'a'.repeat(64), publicKeys: group });
      const cells = Array.from({ length: 48 }, (_, at) => (at % 6 === 1 ? 1 : 0));
      try {
        return [{ id: joinIdOf(publicKey), cohort: hash, cells: maskedCells(cells, privateKey, group, hash) }];
      } catch {
        return [];
      }
    });
  }

  #anyKey(key: string): string {
    const small = Buffer.alloc(32, this.#below(2)).toString('base64url');
    const made = this.made[this.#below(Math.max(1, this.made.length))]?.publicKey ?? small;
    return [small, made, key.slice(1), newKeys(seededRandom(key)).publicKey][this.#below(4)] ?? key;
  }

  #dares(): boolean {
    return this.#chance.chance(this.#boldness);
  }

  #below(count: number): number {
    return Math.floor(this.#chance.between(0, count));
  }
}

const joinOf = (publicKey: string, k: number): Join => ({ id: joinIdOf(publicKey), k, publicKey });
