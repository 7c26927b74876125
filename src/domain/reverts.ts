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
  const claims: Claim[] = [];
  for (let index = 0; index < commits.length; index++) {
    const commit = commits[index] as MainlineCommit;
    if (!mayRevert(commit)) continue;
    const claim = claimOf(commit, index, landings.byCommit.get(commit.id)?.trace ?? null);
    if (claim) claims.push(claim);
  }
  if (claims.length === 0) return new Map();
  const line = new Line(commits, landings, claims);
  for (const claim of claims.reverse()) line.add(claim);
  return line.gone();
}

/** How a commit says that it takes back another. */
interface Claim {
  readonly commit: MainlineCommit;
  /** Among the commits, newest first. */
  readonly index: number;
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
const revertedIds = /\bthis reverts (?:commits? )?(?<ids>[\da-f]{7,40}(?:(?:,| and|, and|\s)\s*[\da-f]{7,40})*)\b/gi;
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

function claimOf(commit: MainlineCommit, index: number, trace: LandingTrace | null): Claim | null {
  const title = titleOf(commit, trace);
  const branchNumber = trace?.branch ? revertBranch.exec(trace.branch)?.groups?.number : undefined;
  if (branchNumber === undefined && !claiming.test(title) && !bodyClaims.test(commit.body)) return null;
  const number = branchNumber ?? (revertedNumber.exec(title) ?? revertedNumber.exec(commit.body))?.groups?.number;
  return {
    commit,
    index,
    trace,
    reapplies: /^re(?:apply|-?land)\b/i.test(title),
    ids: idsIn(commit.body),
    quoted: (quoting.exec(title) ?? plain.exec(title))?.groups?.quoted ?? null,
    number: number === undefined ? null : Number(number),
  };
}

const idsIn = (body: string): string[] =>
  [...body.matchAll(revertedIds)].flatMap(({ groups }) => groups?.ids?.toLowerCase().match(/[\da-f]{7,40}/g) ?? []);

const shortId = (id: string): string => id.slice(0, 7);

/** A commit by its place among the commits, newest first. */
interface Place {
  readonly id: string;
  readonly index: number;
}

/** What of the first-parent line stands, from revert to revert. */
class Line {
  readonly #landed: ReadonlyMap<string, Landing>;
  readonly #landings: ReadonlyMap<string, Landing>;
  /** The commits that claims may mean, newest first: by the first seven digits of the id, and by what is quoted. */
  readonly #byId: ReadonlyMap<string, Place[]>;
  readonly #byTitle: ReadonlyMap<string, Place[]>;
  readonly #undoes = new Map<string, readonly string[]>();
  readonly #reverts = new Map<string, Revert>();

  constructor(commits: readonly MainlineCommit[], { landed, byCommit: landings }: Landings, claims: readonly Claim[]) {
    this.#landed = landed;
    this.#landings = landings;
    this.#byId = new Map(claims.flatMap(({ ids }) => ids.map(id => [shortId(id), []])));
    this.#byTitle = new Map(claims.flatMap(({ quoted }) => (quoted === null ? [] : [[quoted, []]])));
    const cut = cutTitles(this.#byTitle);
    for (let index = 0; index < commits.length; index++) {
      const commit = commits[index] as MainlineCommit;
      const { id } = commit;
      const { subject } = wordsOf(commit);
      const title = titleOf(commit, landings.get(id)?.trace ?? null);
      this.#byId.get(shortId(id))?.push({ id, index });
      this.#byTitle.get(title)?.push({ id, index });
      if (subject !== title) this.#byTitle.get(subject)?.push({ id, index });
      const alike = cut.size === 0 ? undefined : cut.get(title.slice(0, cutKeyLength));
      for (const { start, places } of alike ?? []) if (title.startsWith(start)) places.push({ id, index });
    }
  }

  /** Claims come oldest first. */
  add(claim: Claim): void {
    const undone = this.#undoneBy(claim);
    if (undone.length === 0) return;
    this.#undoes.set(claim.commit.id, undone);
    for (const id of undone) this.#takeBack(id, claim.commit);
  }

  gone(): Map<string, Revert> {
    const gone = new Map([...this.#reverts].filter(([id]) => !this.#isRevert(id)));
    for (const id of [...gone.keys()]) {
      const landing = this.#landings.get(id);
      if (landing && !landing.commits.every(each => gone.has(each))) gone.delete(landing.commit);
    }
    return gone;
  }

  #undoneBy(claim: Claim): readonly string[] {
    const ids = claim.ids.flatMap(id => {
      const place = this.#byId.get(shortId(id))?.find(each => each.id.startsWith(id));
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
    const places = this.#byTitle.get(claim.quoted) ?? [];
    const place = places.find(({ id, index }) => index > claim.index && this.#isGone(id) === claim.reapplies);
    return place ? (this.#landings.get(place.id)?.commits ?? [place.id]) : null;
  }

  #numbered(number: number | null, { trace, commit }: Claim): readonly string[] | null {
    if (number === null) return null;
    const landing = this.#landed.get(requestKey({ forge: trace?.forge ?? 'github', number }));
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
