import { type Landing, type Landings, type MainlineCommit, requestKey } from './landings';
import { traceOf } from './landingTrace';
import type { LandingTrace } from './pullRequest';

/** What became of a commit of the default branch that was taken back. Instants are committer dates, epoch milliseconds. */
export interface Revert {
  /** The commit that took it back, the last time. */
  readonly by: string;
  readonly at: number;
  /** When it came back: a reapply, or a revert of the revert. `null` while it is gone. */
  readonly reappliedAt: number | null;
}

/** A change that is taken back later than this after it landed did not fail by that (DORA's change failure, narrowed). */
export const failureWindowMs = 30 * 86_400_000;

/**
 * The changes that were taken back, by the commit that brought them; of a request that landed in several commits, by
 * {@link Landing.commit}, and only once all are gone. A revert is no such change, whatever became of it; a reapply is.
 * What a commit takes back is told, in this order, by the id in its body (`This reverts commit …`), the number or title
 * that its subject quotes, and the number in its branch's name (`revert-N-…`) or behind `Reverts`; an id that is not on
 * the first-parent line tells nothing.
 * @param commits the first-parent line, newest first.
 */
export function reverts(commits: readonly MainlineCommit[], landings: Landings): ReadonlyMap<string, Revert> {
  return new GrowingReverts().tell(commits, landings, false);
}

/** Tells of a line that grows at its newer end what {@link reverts} does of it as a whole. */
export class GrowingReverts {
  /** Oldest first. */
  #claims: Claim[] = [];
  #meant = new Meant();
  /** How many commits were looked at, and the newest of them. */
  #told = 0;
  #newest: MainlineCommit | undefined;

  /** @param isGrown whether of all commits that were told of before the landings are the same. */
  tell(commits: readonly MainlineCommit[], landings: Landings, isGrown: boolean): ReadonlyMap<string, Revert> {
    const isOnTop = this.#told > 0 && commits[commits.length - this.#told] === this.#newest;
    if (!isGrown || !isOnTop) {
      this.#claims = [];
      this.#meant = new Meant();
      this.#told = 0;
    }
    const claimed = this.#claims.length;
    for (let index = commits.length - this.#told - 1; index >= 0; index--) {
      const commit = commits[index] as MainlineCommit;
      if (!mayRevert(commit)) continue;
      const claim = claimOf(commit, commits.length - index, landings.byCommit.get(commit.id)?.trace ?? null);
      if (claim) this.#claims.push(claim);
    }
    const isNew = this.#meant.want(this.#claims.slice(claimed));
    if (this.#claims.length > 0) this.#meant.find(commits, isNew ? 0 : this.#told, landings);
    this.#told = commits.length;
    this.#newest = commits[0];
    const line = new Line(landings, this.#meant, this.#claims);
    for (const claim of this.#claims) line.add(claim);
    return line.gone();
  }
}

/** How a commit says that it takes back another. */
interface Claim {
  readonly commit: MainlineCommit;
  /** Along the line, growing with time. */
  readonly place: number;
  readonly trace: LandingTrace | null;
  /** It brings back what had been taken back: what it quotes is the change, not its revert. */
  readonly reapplies: boolean;
  readonly ids: readonly string[];
  /** The subject or title of the other. */
  readonly quoted: string | null;
  readonly number: number | null;
}

const quoting = /^(?:revert|reapply|re-?land):? "(?<quoted>.+)"$/i;
/** As conventional commits have it. */
const plain = /^revert(?:\([^)]*\))?!?: (?<quoted>.+)$/i;
const claiming = /^(?:revert|reapply|re-?land)\b/i;
const revertedIds = /\bthis reverts (?:commits? )?(?<ids>[\da-f]{7,64}(?:(?:,| and|, and|\s)\s*[\da-f]{7,64})*)\b/gi;
const revertedNumber = /^reverts? (?:pr |pull request )?(?:[\w.-]+\/[\w.-]+)?[#!](?<number>\d+)\.?\s*$/im;
const bodyClaims = /^\s*(?:this )?reverts\b/i;
const revertBranch = /^revert-(?<number>\d+)-/;
/** GitHub cuts long titles. */
const cutTitle = /(?:…|\.\.\.)$/;

/** What a message says whatever it lands. */
export interface Words {
  readonly subject: string;
  /** The subject without what a forge put behind it. */
  readonly title: string;
  /** Whether it may be a claim. */
  readonly mayClaim: boolean;
}

/** Whether a message may say that something is taken back. What it says is kept for {@link reverts}. */
export const mayRevert = (commit: MainlineCommit): boolean => wordsOf(commit).mayClaim;

const claimWords = /revert|reapply|re-?land/i;

function wordsOf(commit: MainlineCommit): Words {
  if (!commit.words) {
    const subject = commit.subject.trim();
    const mayClaim = claimWords.test(subject) || claimWords.test(commit.body);
    const title = subject.endsWith(')') ? subject.replace(/ ?\(#\d+\)$/, '') : subject;
    commit.words = { subject, title, mayClaim };
  }
  return commit.words;
}

function claimOf(commit: MainlineCommit, place: number, trace: LandingTrace | null): Claim | null {
  const title = titleOf(commit, trace);
  const branchNumber = trace?.branch ? revertBranch.exec(trace.branch)?.groups?.number : undefined;
  if (branchNumber === undefined && !claiming.test(title) && !bodyClaims.test(commit.body)) return null;
  const number = branchNumber ?? (revertedNumber.exec(title) ?? revertedNumber.exec(commit.body))?.groups?.number;
  return {
    commit,
    place,
    trace,
    reapplies: /^re(?:apply|-?land)\b/i.test(title),
    ids: idsIn(commit.body),
    quoted: (quoting.exec(title) ?? plain.exec(title))?.groups?.quoted ?? null,
    number: number === undefined ? null : Number(number),
  };
}

const idsIn = (body: string): string[] =>
  [...body.matchAll(revertedIds)].flatMap(({ groups }) => groups?.ids?.toLowerCase().match(/[\da-f]{7,64}/g) ?? []);

const shortId = (id: string): string => id.slice(0, 7);

/** GitHub cuts at some 70; who writes by hand may cut anywhere, and is passed over below this. */
const cutKeyLength = 12;

/** What begins titles that were cut, by how that begins, with where they stand. */
function cutTitles(byTitle: ReadonlyMap<string, Place[]>): Map<string, { start: string; places: Place[] }[]> {
  const cut = new Map<string, { start: string; places: Place[] }[]>();
  for (const [quoted, places] of byTitle) {
    const start = quoted.replace(cutTitle, '');
    if (start === quoted || start.length < cutKeyLength) continue;
    const key = start.slice(0, cutKeyLength);
    const alike = cut.get(key);
    if (alike) alike.push({ start, places });
    else cut.set(key, [{ start, places }]);
  }
  return cut;
}

/** A commit by its place along the line, growing with time. */
interface Place {
  readonly id: string;
  readonly place: number;
}

/** The commits that claims may mean, oldest first: by the first seven digits of the id, and by what is quoted. */
class Meant {
  readonly byId = new Map<string, Place[]>();
  readonly byTitle = new Map<string, Place[]>();
  #cut: ReturnType<typeof cutTitles> = new Map();

  /** @returns whether something is wanted that was not before: then nothing of what is wanted is found yet. */
  want(claims: readonly Claim[]): boolean {
    const before = this.byId.size + this.byTitle.size;
    for (const { ids, quoted } of claims) {
      for (const id of ids) if (!this.byId.has(shortId(id))) this.byId.set(shortId(id), []);
      if (quoted !== null && !this.byTitle.has(quoted)) this.byTitle.set(quoted, []);
    }
    if (this.byId.size + this.byTitle.size === before) return false;
    for (const places of [...this.byId.values(), ...this.byTitle.values()]) places.length = 0;
    this.#cut = cutTitles(this.byTitle);
    return true;
  }

  /** @param from how many of the oldest commits are passed over. */
  find(commits: readonly MainlineCommit[], from: number, landings: Landings): void {
    for (let index = commits.length - from - 1; index >= 0; index--) {
      const commit = commits[index] as MainlineCommit;
      const found = { id: commit.id, place: commits.length - index };
      const { subject } = wordsOf(commit);
      const title = titleOf(commit, landings.byCommit.get(commit.id)?.trace ?? null);
      this.byId.get(shortId(commit.id))?.push(found);
      this.byTitle.get(title)?.push(found);
      if (subject !== title) this.byTitle.get(subject)?.push(found);
      const alike = this.#cut.size === 0 ? undefined : this.#cut.get(title.slice(0, cutKeyLength));
      for (const { start, places } of alike ?? []) if (title.startsWith(start)) places.push(found);
    }
  }
}

/** What of the first-parent line stands, from revert to revert. */
class Line {
  readonly #landings: Landings;
  readonly #meant: Meant;
  readonly #undoes = new Map<string, readonly string[]>();
  readonly #reverts = new Map<string, Revert>();
  /** Of those that claim something. */
  readonly #places: ReadonlyMap<string, number>;

  constructor(landings: Landings, meant: Meant, claims: readonly Claim[]) {
    this.#landings = landings;
    this.#meant = meant;
    this.#places = new Map(claims.map(({ commit, place }) => [commit.id, place]));
  }

  /** Claims come oldest first. Messages may name any commit, but none can take back itself, or what came later. */
  add(claim: Claim): void {
    const undone = this.#undoneBy(claim).filter(id => (this.#places.get(id) ?? 0) < claim.place);
    if (undone.length === 0) return;
    this.#undoes.set(claim.commit.id, undone);
    for (const id of undone) this.#takeBack(id, claim.commit);
  }

  gone(): Map<string, Revert> {
    const gone = new Map([...this.#reverts].filter(([id]) => !this.#isRevert(id)));
    for (const id of [...gone.keys()]) {
      const landing = this.#landings.byCommit.get(id);
      if (landing && !landing.commits.every(each => gone.has(each))) gone.delete(landing.commit);
    }
    return gone;
  }

  #undoneBy(claim: Claim): readonly string[] {
    const ids = claim.ids.flatMap(id => {
      const place = this.#meant.byId.get(shortId(id))?.findLast(each => each.id.startsWith(id));
      return place?.id ?? [];
    });
    if (ids.length > 0) return ids;
    const found = this.#quoted(claim) ?? this.#numbered(claim.number, claim) ?? [];
    return claim.reapplies ? found.flatMap(id => (this.#isGone(id) ? (this.#reverts.get(id)?.by ?? []) : [])) : found;
  }

  #quoted(claim: Claim): readonly string[] | null {
    if (claim.quoted === null) return null;
    const named = traceOf({ subject: claim.quoted, body: '' });
    const numbered = this.#numbered(named?.number ?? null, claim);
    if (numbered) return numbered;
    // The newest that stands, or for a reapply that is gone.
    const places = this.#meant.byTitle.get(claim.quoted) ?? [];
    const found = places.findLast(({ id, place }) => place < claim.place && this.#isGone(id) === claim.reapplies);
    return found ? (this.#landings.byCommit.get(found.id)?.commits ?? [found.id]) : null;
  }

  #numbered(number: number | null, { trace, commit }: Claim): readonly string[] | null {
    if (number === null) return null;
    const landing = this.#landings.landed.get(requestKey({ forge: trace?.forge ?? 'github', number }));
    return landing && landing.at <= commit.committedAt ? landing.commits : null;
  }

  /** What takes back only reverts is a change again. */
  #isRevert(id: string): boolean {
    return this.#undoes.get(id)?.some(other => !this.#isRevert(other)) ?? false;
  }

  #isGone(id: string): boolean {
    const revert = this.#reverts.get(id);
    return revert !== undefined && revert.reappliedAt === null;
  }

  #takeBack(id: string, by: MainlineCommit): void {
    this.#reverts.set(id, { by: by.id, at: by.committedAt, reappliedAt: null });
    for (const other of this.#undoes.get(id) ?? []) this.#bringBack(other, by);
  }

  #bringBack(id: string, by: MainlineCommit): void {
    const revert = this.#reverts.get(id);
    if (!revert || revert.reappliedAt !== null) return;
    this.#reverts.set(id, { ...revert, reappliedAt: by.committedAt });
    for (const other of this.#undoes.get(id) ?? []) this.#takeBack(other, by);
  }
}

/** Of a request the title where the message gives it, else the subject without what a forge put behind it. */
const titleOf = (commit: MainlineCommit, trace: LandingTrace | null): string => trace?.title ?? wordsOf(commit).title;
