import { createHash } from 'node:crypto';
import path from 'node:path';
import { classify } from '../domain/category';
import type { Commit } from '../domain/change';
import { earliestMs, type PlacedCommit } from '../domain/commitGraph';
import { ownership, type Person } from '../domain/identity';
import {
  type FirstTouches,
  firstTouches,
  type GroundStore,
  groundOf,
  isSettled,
  type KnownGround,
  type Touch,
  type TouchedFile,
  type TouchedGround,
} from '../domain/newGround';
import { ReadFailure } from '../domain/report';
import { dayMs } from '../domain/survival';
import { readAttributes } from './attributes';
import { eachCommit } from './commits';
import type { Git } from './git';
import type { Repository } from './repository';
import { readSmallFile } from './smallFile';

/** The person's latest commits on the default branch that are read first: mostly they show that nothing is new. */
const latestCommits = 512;

export interface GroundQuestion {
  readonly repository: Repository;
  readonly person: Person;
  readonly repositoryId: string;
  /** New ground is told from then on, epoch milliseconds. */
  readonly from: number;
  /** The person's commits on branches, whether these landed or not. */
  readonly branchCommits: readonly PlacedCommit[];
}

/** What is kept of one repository between readings. */
interface Live {
  known: KnownGround | null;
  /** By commits of branches. */
  readonly grounds: Map<string, TouchedGround>;
}

/**
 * Reads which languages and top folders the person's commits touched first.
 * - Of the default branch (HEAD where there is none) the latest commits are read, and all of them only where those may
 *   have touched something new; then only what came since.
 * - Merges touch nothing, nor do files that were deleted.
 * - When a commit was written is its author date, or its committer date where that can't be.
 */
export class NewGroundReader {
  readonly #store: GroundStore | undefined;
  readonly #live = new Map<string, Live>();

  constructor(store: GroundStore | undefined) {
    this.#store = store;
  }

  /**
   * `null` where history is cut off, or something of it is missing, so that nobody knows what was first.
   * @throws {ReadFailure} what else git says, told apart.
   */
  async read(question: GroundQuestion, signal: AbortSignal): Promise<FirstTouches | null> {
    const { repository } = question;
    const tip = repository.defaultBranch?.id ?? repository.head;
    if (tip === null || repository.shallow) return null;
    try {
      return await this.#read(question, tip, signal);
    } catch (error) {
      if (error instanceof ReadFailure && error.kind === 'missingObjects') return null;
      throw error;
    }
  }

  async #read(question: GroundQuestion, tip: string, signal: AbortSignal): Promise<FirstTouches> {
    const { repositoryId, from } = question;
    const basis = await basisOf(question);
    const live = await this.#liveOf(question, basis);
    const before = live.known;
    const branches = await this.#touchesOfBranches(question, live, signal);
    const told = () => firstTouches([], [...(live.known ? [live.known.touches] : []), branches]);
    live.known = await this.#upTo(question, { ...(before ?? nothingKnown), basis }, tip, signal);
    if (!live.known.complete && !isSettled(told(), from)) {
      const touches = firstTouches(await touched(question, [tip], Number.POSITIVE_INFINITY, signal));
      live.known = { basis, tip, complete: true, touches };
    }
    if (live.known !== before) await this.#store?.save(repositoryId, live.known);
    return told();
  }

  async #liveOf({ repository, repositoryId }: GroundQuestion, basis: string): Promise<Live> {
    let live = this.#live.get(repository.topFolder);
    if (!live || (live.known && live.known.basis !== basis)) {
      const stored = (await this.#store?.load(repositoryId)) ?? null;
      live = { known: stored?.basis === basis ? stored : null, grounds: new Map() };
      this.#live.set(repository.topFolder, live);
    }
    return live;
  }

  /** What was known with what came since, or the latest commits where that can't be told. */
  async #upTo(question: GroundQuestion, known: KnownGround, tip: string, signal: AbortSignal): Promise<KnownGround> {
    if (known.tip === tip) return known;
    const { git } = question.repository;
    const { basis, complete, touches } = known;
    const goesOn = known.tip !== '' && (await isAncestor(git, known.tip, tip, signal));
    if (goesOn) {
      const news = await touched(question, [tip, `^${known.tip}`], Number.POSITIVE_INFINITY, signal);
      return { basis, tip, complete, touches: firstTouches(news, [touches]) };
    }
    const latest = await touched(question, [tip], latestCommits, signal);
    return { basis, tip, complete: latest.length < latestCommits, touches: firstTouches(latest) };
  }

  async #touchesOfBranches(
    { repository, branchCommits }: GroundQuestion,
    { grounds }: Live,
    signal: AbortSignal,
  ): Promise<FirstTouches> {
    const missing = branchCommits.filter(({ id }) => !grounds.has(id)).map(({ id }) => id);
    for (const [id, ground] of await readGrounds(repository, missing, signal)) grounds.set(id, ground);
    return firstTouches(
      branchCommits.flatMap(({ id, effectiveAt }) => {
        const ground = grounds.get(id);
        return ground ? [[{ at: effectiveAt, commit: id }, ground] as const] : [];
      }),
    );
  }
}

const nothingKnown = { tip: '', complete: false, touches: firstTouches([]) };

/** Whether what was kept still holds: who the person is, whose which address is, and what is called generated. */
async function basisOf({ repository, person }: GroundQuestion): Promise<string> {
  const { topFolder, commonFolder, bare } = repository;
  const read = (...place: string[]) => readSmallFile(path.join(...place));
  const files = bare
    ? [repository.head]
    : await Promise.all([read(topFolder, '.mailmap'), read(topFolder, '.gitattributes')]);
  const attributes = await read(commonFolder, 'info', 'attributes');
  const parts = [groundFormat, [...person.addresses].sort(), [...person.logins].sort(), files, attributes];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Raise it when the tables of languages or of generated files change, or the way commits are read. */
const groundFormat = 1;

async function isAncestor(git: Git, one: string, other: string, signal: AbortSignal): Promise<boolean> {
  return (await git.tryQuery(['rev-list', '--max-count=1', one, `^${other}`], signal)) === '';
}

/** What the person's commits among these touched; the latest so many, as git lists them. */
async function touched(
  { repository, person }: GroundQuestion,
  tips: readonly string[],
  most: number,
  signal: AbortSignal,
): Promise<[Touch, TouchedGround][]> {
  const isOwn = ownership(person);
  const found: [Touch, TouchedGround][] = [];
  let share: Touch[] = [];
  let count = 0;
  let reading = Promise.resolve();
  // What commits touched is read while git lists the next.
  const readShare = () => {
    const touches = share;
    share = [];
    reading = reading.then(async () => {
      const ids = touches.map(({ commit }) => commit);
      const grounds = await readGrounds(repository, ids, signal);
      for (const touch of touches) found.push([touch, grounds.get(touch.commit) ?? nothingTouched]);
    });
    reading.catch(() => undefined);
  };
  const onCommit = (commit: Commit) => {
    if (count < most && isOwn(commit.authorAddress)) {
      count++;
      share.push({ at: writtenAt(commit), commit: commit.id });
      if (share.length === commitsOfShare) readShare();
    }
    return count < most ? undefined : 'enough';
  };
  await eachCommit(repository.git, tips, onCommit, signal, ['--no-merges']);
  readShare();
  await reading;
  return found;
}

const commitsOfShare = 2048;
const nothingTouched: TouchedGround = { languages: new Set(), areas: new Set() };

/** As far as a commit alone tells: see `PlacedCommit`. */
function writtenAt({ authoredAt, committedAt }: Commit): number {
  return authoredAt >= earliestMs && authoredAt <= committedAt + dayMs ? authoredAt : committedAt;
}

/** What commits without several parents touched, by their id. */
async function readGrounds(
  { git }: Repository,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, TouchedGround>> {
  const files = await readFiles(git, ids, signal);
  const paths = new Set([...files.values()].flatMap(each => each.map(file => file.path)));
  const attributes = await readAttributes(git, [...paths], signal);
  const kinds = new Map([...paths].map(path => [path, classify(path, attributes.get(path))]));
  const kindOf = (path: string) => kinds.get(path) ?? classify(path);
  return new Map(ids.map(id => [id, named(groundOf(files.get(id) ?? [], kindOf))]));
}

/** With names of folders as people read them: paths hold git's bytes. */
function named({ languages, areas }: TouchedGround): TouchedGround {
  return { languages, areas: new Set([...areas].map(area => Buffer.from(area, 'latin1').toString())) };
}

/** The files that commits added or changed, by their id; paths with git's bytes as one character each. */
async function readFiles(
  git: Git,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, readonly TouchedFile[]>> {
  const found = new Map<string, TouchedFile[]>();
  if (ids.length === 0) return found;
  let files: TouchedFile[] = [];
  let fields: string[] = [];
  let rest = '';
  await git.stream(
    diffTree,
    ids.map(id => `${id}\n`).join(''),
    chunk => {
      const parts = (rest + chunk.toString('latin1')).split('\0');
      rest = parts.pop() ?? '';
      fields = [...fields, ...parts];
      let at = 0;
      for (let length = 0; at < fields.length; at += length) {
        const word = fields[at] as string;
        length = word.startsWith('R') ? 3 : isId(word) ? 1 : 2;
        if (at + length > fields.length) break;
        if (isId(word)) {
          files = [];
          found.set(word, files);
        } else if (length === 2) files.push({ path: fields[at + 1] as string });
        else files.push({ path: fields[at + 2] as string, movedFrom: fields[at + 1] as string });
      }
      fields = fields.slice(at);
    },
    signal,
  );
  return found;
}

const isId = (word: string): boolean => word.length >= 40;

/** Files are known to have moved by their blob alone: nothing but trees is read. */
const diffTree = [
  ...['diff-tree', '--stdin', '-r', '-z', '--root', '--name-status', '-M100%', '--diff-filter=AMRT'],
  ...['--no-relative', '--ignore-submodules=all'],
];
