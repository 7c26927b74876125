import type { BranchHistory } from '../domain/branchHistory';
import type { FileKind } from '../domain/category';
import type { Commit, CommitChange } from '../domain/change';
import { sizeOf } from '../domain/changeSize';
import { CommitGraph, type Tip } from '../domain/commitGraph';
import type { MainlineCommit } from '../domain/landings';
import { eventKey, type LedgerEvent, type WorkSeen } from '../domain/ledger';
import { FirstParentLine, fastForwards, handMerges, type LandedAs, type OwnLanding } from '../domain/ownLandings';
import { factsOf, factsSeen, type Head, isMainline, type OwnWork, ownWorks, type WorkFacts } from '../domain/ownWork';
import type { OpenWork } from '../domain/reportRequests';
import { readTouching } from './mainline';
import type { Repository } from './repository';
import type { WholeChanges } from './wholeChanges';
import { type GroundedWork, spansOf, WorkSeeker } from './workSeeker';

/** Of more heads, the latest are compared with what landed. */
const mostCompared = 500;
/** What stands on work that landed is looked at again, so many times. */
const mostFloors = 10;
const skewMs = 10 * 60_000;

export interface OwnWorkQuestion {
  readonly repository: Repository;
  readonly defaultBranch: Tip;
  readonly clone: string;
  /** The first-parent line, newest first. */
  readonly mainline: readonly MainlineCommit[];
  /** Ids of those of it that name a request. */
  readonly traced: Pick<ReadonlySet<string>, 'has'>;
  /** Where work may be, and what is there that the default branch does not have. */
  readonly heads: readonly Head[];
  readonly commits: readonly Commit[];
  /** Branches that are gone are looked at that were there since, epoch milliseconds. */
  readonly since: number;
  readonly now: number;
  /** What is known already of what commits changed. */
  readonly changes: ReadonlyMap<string, CommitChange>;
  /** The same of whole branches, by tip and base. */
  readonly wholes: ReadonlyMap<string, CommitChange>;
  readonly kindByPath: (path: string) => FileKind;
  readonly events: readonly LedgerEvent[];
  readonly histories: readonly BranchHistory[];
  /** Whether an address is the person's, and whether it counts as such in this report. */
  readonly isOwn: (address: string) => boolean;
  readonly isMine: (address: string) => boolean;
}

export interface OwnWorkAnswer {
  /** What of this clone's branches landed, each landing once. */
  readonly landed: readonly OwnLanding[];
  /** With where each is. */
  readonly open: readonly (OpenWork & { readonly head: string })[];
  /** What was held at heads, whether their commits are still there or not. */
  readonly factsAt: (head: string) => WorkFacts | undefined;
  readonly works: readonly GroundedWork[];
  /** What the ledger should keep. */
  readonly seen: readonly WorkSeen[];
}

/** Reads what the branches of a clone hold, and finds it again on the default branch. */
export class OwnWorkReader {
  readonly #wholes: WholeChanges;
  /** Fingerprints of commits that others did not read. */
  readonly #prints = new Map<string, string>();
  /** Heads that were sought among what landed before. */
  readonly #sought = new Set<string>();
  readonly #bases = new Map<string, string | null>();
  /** Of whole changes, by their span. */
  readonly #lines = new Map<string, number>();
  #line: FirstParentLine | null = null;
  /** How many changes {@link #line} was told of. */
  #changes = 0;

  constructor(wholes: WholeChanges) {
    this.#wholes = wholes;
  }

  async read(question: OwnWorkQuestion, signal: AbortSignal): Promise<OwnWorkAnswer> {
    const { repository, defaultBranch, mainline, histories, heads, now } = question;
    const line = this.#lineOf(question);
    const graph = new CommitGraph(question.commits, now);
    const seeker = new WorkSeeker(question, line, this.#prints, this.#wholes);
    const landed = new Map<string, LandedAs>();
    let works: GroundedWork[] = [];
    for (let round = 0; round < mostFloors; round++) {
      const isFloor = (floor: Head, head: Head) =>
        landed.has(floor.id) || (floor.isLocal && floor.name !== head.name && !landed.has(head.id));
      works = await this.#grounded(ownWorks(graph, heads, isFloor), repository, line, signal);
      const compared = works.toSorted((a, b) => b.lastAt - a.lastAt).slice(0, mostCompared);
      this.#keepKnown(compared, question);
      await this.#wholes.read(repository.objects, compared.flatMap(spansOf), signal);
      await seeker.readCommits(
        compared.filter(({ id }) => !landed.has(id)),
        signal,
      );
      if (round === 0) await this.#seekEarlier(compared, seeker, question, signal);
      const before = landed.size;
      for (const work of compared) {
        const found = landed.has(work.id) ? null : line.landingOf(seeker.soughtOf(work));
        if (found) landed.set(work.id, found);
      }
      if (landed.size === before) break;
    }
    const there = works.flatMap(work => {
      const as = landed.get(work.id);
      return as
        ? [
            {
              head: work.id,
              branch: work.name,
              history: work.history,
              facts: factsOf(work.commits, question.isMine),
              landed: as,
            },
          ]
        : [];
    });
    const gone = await this.#landedBefore(
      heads.filter(({ id }) => !graph.get(id)),
      question,
      line,
      signal,
    );
    const own = { histories, defaultBranch: defaultBranch.name, isMine: question.isMine };
    const asTheyAre = [...fastForwards(line, own), ...handMerges(line, mainline, historyByHead(own))];
    return {
      landed: onePerLanding([...there, ...gone, ...asTheyAre]),
      open: this.#open(works, seeker, landed, question),
      factsAt: factsAt(works, question),
      works,
      seen: this.#seen(works, seeker, question),
    };
  }

  /** The line with what its commits changed, as far as that is known. */
  #lineOf({ mainline, traced, changes }: OwnWorkQuestion): FirstParentLine {
    const isSame = this.#line?.commits === mainline;
    const known = this.#line && isSame ? this.#line : new FirstParentLine(mainline, traced, this.#line);
    if (known !== this.#line || changes.size !== this.#changes) {
      for (const { id, fingerprint } of changes.values()) known.setPrint(id, fingerprint);
      for (const [id, print] of this.#prints) known.setPrint(id, print);
    }
    this.#line = known;
    this.#changes = changes.size;
    return known;
  }

  /** A commit is a whole against its parent. */
  #keepKnown(works: readonly GroundedWork[], { changes, wholes }: OwnWorkQuestion): void {
    for (const work of works) {
      const [newest] = work.commits;
      const alone = newest?.parents.length === 1 ? `${newest.id} ${newest.parents[0]}` : null;
      for (const span of spansOf(work)) {
        const change = wholes.get(span) ?? (span === alone ? changes.get(work.id) : undefined);
        if (change) this.#wholes.keep(span, change);
      }
    }
  }

  async #grounded(
    works: readonly OwnWork[],
    { git, defaultBranch, shallowCommits }: Repository,
    line: FirstParentLine,
    signal: AbortSignal,
  ): Promise<GroundedWork[]> {
    const found: GroundedWork[] = [];
    for (const work of works) {
      const places = work.grounds.map(id => line.placeOf(id));
      const known = places.every(place => place !== undefined);
      const key = `${work.id} ${work.grounds.join(' ')}`;
      if (work.commits.some(({ id }) => shallowCommits.has(id))) found.push({ ...work, base: null });
      else if (work.grounds.length < 2 || known) {
        const place = Math.min(...places.map(each => each ?? 0));
        found.push({ ...work, base: (known ? line.at(place)?.id : work.grounds[0]) ?? null });
      } else {
        if (!this.#bases.has(key)) {
          const text = await git.tryQuery(['merge-base', defaultBranch?.id ?? 'HEAD', work.id], signal);
          this.#bases.set(key, text?.trim() || null);
        }
        found.push({ ...work, base: this.#bases.get(key) ?? null });
      }
    }
    return found;
  }

  /** Reads commits of the default branch that may be landings of old work, which nobody else reads. */
  async #seekEarlier(
    works: readonly GroundedWork[],
    seeker: WorkSeeker,
    { repository, defaultBranch }: OwnWorkQuestion,
    signal: AbortSignal,
  ): Promise<void> {
    const open = works.filter(work => work.base !== null && !this.#sought.has(work.id));
    const unknown = open.filter(work => seeker.isUnread(work.lastAt - skewMs));
    for (const { id } of open) this.#sought.add(id);
    const paths = new Set(unknown.flatMap(work => seeker.pathsOf(work)));
    if (paths.size === 0) return;
    const from = Math.min(...unknown.map(({ lastAt }) => lastAt)) - skewMs;
    const { objects } = repository;
    const ids = await readTouching(objects, defaultBranch.id, [...paths], from, signal).catch(() => []);
    await seeker.readPrints(ids, signal);
    signal.throwIfAborted();
  }

  /** Work whose commits are gone, by what the ledger knows of it. */
  async #landedBefore(
    gone: readonly Head[],
    { repository, events, mainline }: OwnWorkQuestion,
    line: FirstParentLine,
    signal: AbortSignal,
  ): Promise<OwnLanding[]> {
    const heads = new Map(gone.map(head => [head.id, head]));
    const found: OwnLanding[] = [];
    for (const work of events.toReversed()) {
      const head = work.kind === 'work' && line.placeOf(work.id) === undefined ? heads.get(work.id) : undefined;
      if (!head || work.kind !== 'work') continue;
      const { id, name, history, isLast } = head;
      const lastAt = [...(history?.tips ?? []), ...(history?.pushes ?? [])].find(tip => tip.id === id)?.at ?? work.at;
      const sought = { wholes: [work.whole], commits: work.commits, prints: [], lastAt, mayBePicked: !isLast };
      const landed = line.landingOf(sought) ?? (await this.#rebased(work, lastAt, line, repository, mainline, signal));
      if (!landed) continue;
      found.push({ head: id, branch: name, history, facts: factsSeen(work), landed });
      heads.delete(id);
    }
    return found;
  }

  /** As many commits in a row as it had, the last of them the same, that change the same together. */
  async #rebased(
    { last, whole, commits }: WorkSeen,
    lastAt: number,
    line: FirstParentLine,
    { objects }: Repository,
    mainline: readonly MainlineCommit[],
    signal: AbortSignal,
  ): Promise<LandedAs | null> {
    if (commits < 2 || whole === '') return null;
    for (const landed of line.rebasesEndingIn(last, commits, lastAt)) {
      const base = mainline[line.placeOf(landed.commits[0] ?? '') ?? -1]?.parents[0];
      const span = `${landed.commit} ${base}`;
      if (base === undefined || landed.commits.length < commits) continue;
      await this.#wholes.read(objects, [span], signal);
      if (this.#wholes.get(span)?.fingerprint === whole) return landed;
    }
    return null;
  }

  #open(
    works: readonly GroundedWork[],
    seeker: WorkSeeker,
    landed: ReadonlyMap<string, LandedAs>,
    { repository, isMine, kindByPath }: OwnWorkQuestion,
  ): OwnWorkAnswer['open'] {
    const along = this.#landedAlong(works, landed);
    const names = new Map<string, string[]>();
    for (const { id, name } of repository.localBranches.map(shortNamed))
      names.set(id, [...(names.get(id) ?? []), name]);
    return works.flatMap(work => {
      const isOpen =
        work.isLocal && work.base !== null && work.commits.length > 0 && !landed.has(work.id) && !along.has(work.id);
      if (!isOpen || !work.commits.some(({ authorAddress }) => isMine(authorAddress)) || seeker.isPicked(work))
        return [];
      const lines = this.#linesOf(spansOf(work).at(-1) ?? '', kindByPath);
      return [{ head: work.id, names: names.get(work.id) ?? [work.name], commits: work.commits, lines }];
    });
  }

  /** What work stood on that landed squashed with all below it. */
  #landedAlong(works: readonly GroundedWork[], landed: ReadonlyMap<string, LandedAs>): ReadonlySet<string> {
    return new Set(
      works.flatMap(({ id, base, commits }) => {
        const whole = this.#wholes.get(`${id} ${base}`)?.fingerprint;
        const as = landed.get(id);
        const isWhole = whole !== undefined && as?.way === 'squash' && this.#line?.printOf(as.commit) === whole;
        return isWhole ? commits.map(each => each.id) : [];
      }),
    );
  }

  #linesOf(span: string, kindByPath: (path: string) => FileKind): number | null {
    const whole = this.#wholes.get(span);
    const known = this.#lines.get(span);
    if (known !== undefined || !whole) return known ?? null;
    const { added, deleted } = sizeOf(whole, kindByPath);
    this.#lines.set(span, added + deleted);
    return added + deleted;
  }

  /** What of the person's is not kept yet, and may land. */
  #seen(
    works: readonly GroundedWork[],
    seeker: WorkSeeker,
    { clone, now, events, isOwn, since }: OwnWorkQuestion,
  ): WorkSeen[] {
    const known = new Set(events.flatMap(event => (event.kind === 'work' ? [eventKey(event)] : [])));
    const at = Math.floor(now / 1000) * 1000;
    return works.flatMap(work => {
      const facts = factsOf(work.commits, isOwn);
      const whole = this.#wholes.get(spansOf(work).at(-1))?.fingerprint ?? '';
      if (!facts?.mine || whole === '' || work.lastAt < since) return [];
      const { commits, firstCommitAt: firstAt, firstCommitCut: firstCut } = facts;
      const last = seeker.soughtOf(work).prints[0] ?? '';
      const told = { clone, branch: work.name, at, by: 'found' } as const;
      const event: WorkSeen = { kind: 'work', ...told, id: work.id, commits, firstAt, firstCut, whole, last };
      return known.has(eventKey(event)) ? [] : [event];
    });
  }
}

/** What was held at heads, by what is there, else by what was seen there first. */
function factsAt(
  works: readonly GroundedWork[],
  { events, isMine }: OwnWorkQuestion,
): (head: string) => WorkFacts | undefined {
  const seen = new Map<string, WorkSeen>();
  for (const event of events) if (event.kind === 'work' && !seen.has(event.id)) seen.set(event.id, event);
  const there = new Map(works.map(work => [work.id, work]));
  return head => {
    const work = there.get(head);
    const event = work ? undefined : seen.get(head);
    return (work && factsOf(work.commits, isMine)) ?? (event && factsSeen(event));
  };
}

/** A branch without what every branch's name begins with. */
export const shortNamed = ({ id, name }: Tip): Tip => ({ id, name: name.replace(/^refs\/heads\//, '') });

function historyByHead({ histories, defaultBranch }: { histories: readonly BranchHistory[]; defaultBranch: string }) {
  const byHead = new Map<string, BranchHistory>();
  for (const history of histories) {
    if (isMainline(history, defaultBranch)) continue;
    for (const { id } of [...history.tips, ...history.pushes]) if (id !== history.start?.id) byHead.set(id, history);
  }
  return (head: string) => byHead.get(head) ?? null;
}

/** Of several branches that landed in one commit (a copy, or what was pushed before), the one that tells most. */
function onePerLanding(landings: readonly OwnLanding[]): OwnLanding[] {
  const best = new Map<string, OwnLanding>();
  const rank = ({ history, facts }: OwnLanding) =>
    (history && history.pushes.length > 0 ? 4 : 0) + (facts?.mine ? 2 : 0) + (history ? 1 : 0);
  for (const landing of landings) {
    const known = best.get(landing.landed.commit);
    if (!known || rank(landing) >= rank(known)) best.set(landing.landed.commit, landing);
  }
  return [...best.values()];
}
