import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { isBotAddress } from '../../src/domain/identity';
import { landings, type MainlineCommit } from '../../src/domain/landings';
import { Git, gitEnvironment } from '../../src/git/git';
import { readMainline } from '../../src/git/mainline';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Branches of the person's that landed and are still there, those that did not, and those of others at the remote. */
const counts = { landed: 20, open: 5, theirs: 200 };

const { signal } = new AbortController();

/** What tells a clone, also to another process. */
export interface RequestCloneFacts {
  readonly folder: string;
  /** The remote's default branch. */
  readonly branch: string;
  readonly landed: number;
  /** Of whom works there. */
  readonly address: string;
  /** Later than all commits, epoch milliseconds. */
  readonly from: number;
}

/** A clone as somebody has who works in it, of the objects of another: with branches, and what reflogs tell of them. */
export class RequestClone {
  readonly #facts: RequestCloneFacts;
  #steps = 0;

  constructor(facts: RequestCloneFacts) {
    this.#facts = facts;
  }

  /** @param folder does not exist yet. */
  static async create(source: string, folder: string): Promise<RequestClone> {
    const words = ['clone', '--quiet', '--shared', '--no-checkout', '--single-branch', '--no-tags', source, folder];
    execFileSync('git', words, { stdio: ['ignore', 'ignore', 'inherit'] });
    const git = new Git(folder);
    const branch = (await git.query(['symbolic-ref', '--short', 'HEAD'], signal)).trim();
    const tip = (await git.query(['rev-parse', 'HEAD'], signal)).trim();
    const mainline = await readMainline(git, tip, signal);
    const from = Math.max(...mainline.slice(0, 1000).map(({ committedAt }) => committedAt)) + 30 * minuteMs;
    const { landed } = landings(mainline, from);
    const address = await busiest(git, tip, from);
    const clone = new RequestClone({ folder, branch, landed: landed.size, address, from });
    clone.#git(['config', 'user.email', address]);
    clone.#git(['config', 'user.name', 'Somebody']);
    const traced = new Set([...landed.values()].map(({ commit }) => commit));
    clone.#addBranches(mainline.filter(({ id }) => traced.has(id)));
    return clone;
  }

  /** As it is now. */
  get facts(): RequestCloneFacts {
    return { ...this.#facts, from: this.now };
  }

  /** After all commits that were made so far. */
  get now(): number {
    return this.#facts.from + (this.#steps + 1) * minuteMs;
  }

  /** The forge lands a request, and the person fetches it. */
  land(): void {
    const at = this.#next();
    const id = this.#commit(`origin/${this.#facts.branch}`, `Something of use (#${1_000_000 + this.#steps})`, at);
    this.#move(`refs/remotes/origin/${this.#facts.branch}`, id, 'fetch origin: fast-forward', at);
  }

  /** The person commits to a branch that is open. */
  commit(): void {
    const at = this.#next();
    this.#move('refs/heads/open0', this.#commit('open0', 'more', at), 'commit: more', at);
  }

  /** Ids of the default branch as the remote has it. */
  tip(): string {
    return this.#git(['rev-parse', `origin/${this.#facts.branch}`]);
  }

  #addBranches(traced: readonly MainlineCommit[]): void {
    for (const [index, { id, parents }] of traced.slice(0, counts.landed).entries()) {
      const [base = '', head] = parents;
      const at = this.#facts.from - (counts.landed - index) * minuteMs;
      const own = head ?? this.#commitTree(this.#git(['rev-parse', `${id}^{tree}`]), base, 'work', at);
      this.#addPushed(`landed${index}`, base, own, at);
    }
    for (let index = 0; index < counts.open; index++) {
      const base = traced[index * 3]?.id ?? '';
      const at = this.#facts.from - dayMs + index * minuteMs;
      this.#addPushed(`open${index}`, base, this.#commit(base, 'begun', at), at);
    }
    const theirs = traced
      .slice(0, counts.theirs)
      .map(({ id }, index) => `create refs/remotes/origin/their${index} ${id}`);
    this.#git(
      ['update-ref', '-m', 'fetch origin: storing head', '--stdin'],
      this.#facts.from - dayMs,
      `${theirs.join('\n')}\n`,
    );
  }

  #addPushed(name: string, base: string, head: string, at: number): void {
    this.#move(`refs/heads/${name}`, base, `branch: Created from ${this.#facts.branch}`, at - minuteMs);
    this.#move(`refs/heads/${name}`, head, 'commit: work', at);
    this.#move(`refs/remotes/origin/${name}`, head, 'update by push', at + 1000);
  }

  #move(ref: string, id: string, message: string, at: number): void {
    this.#git(['update-ref', '-m', message, ref, id], at);
  }

  /** On top of another, with a file more. */
  #commit(parent: string, message: string, at: number): string {
    const id = this.#git(['rev-parse', parent]);
    const text = Array.from({ length: 100 }, (_, line) => `line ${line} of ${at}\n`).join('');
    const blob = this.#git(['hash-object', '-w', '--stdin'], at, text);
    const entries = `${this.#git(['ls-tree', id])}\n100644 blob ${blob}\tbenchmark-${at}.txt\n`;
    return this.#commitTree(this.#git(['mktree'], at, entries), id, message, at);
  }

  #commitTree(tree: string, parent: string, message: string, at: number): string {
    return this.#git(['commit-tree', tree, '-p', parent, '-m', message], at);
  }

  #next(): number {
    return this.#facts.from + ++this.#steps * minuteMs;
  }

  #git(words: readonly string[], at = this.#facts.from, input = ''): string {
    const date = `@${Math.floor(at / 1000)} +0000`;
    const env = {
      ...gitEnvironment(),
      GIT_AUTHOR_NAME: 'Somebody',
      GIT_AUTHOR_EMAIL: this.#facts.address,
      GIT_COMMITTER_NAME: 'Somebody',
      GIT_COMMITTER_EMAIL: this.#facts.address,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    };
    return execFileSync('git', words, { cwd: this.#facts.folder, env, input, maxBuffer: 1 << 28 })
      .toString()
      .trim();
  }
}

/** Who wrote most of the commits of the last quarter. */
async function busiest(git: Git, tip: string, until: number): Promise<string> {
  const since = new Date(until - 90 * dayMs).toISOString();
  const text = await git.query(['log', '--no-merges', `--since=${since}`, '--format=%aE%x00%aN', tip], signal);
  const counts = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [address = '', name = ''] = line.split('\0');
    if (address !== '' && !isBotAddress(address, name)) counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'somebody@example.com';
}

/** A bare repository with so many landed requests, merged or squashed, of eight people over three years. */
export function generateRequests(folder: string, requests: number, until: number): string {
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder], { env: gitEnvironment() });
  const commands: string[] = [];
  let marks = 0;
  let main = 0;
  const step = (3 * 365 * dayMs) / requests;
  const commit = (
    ref: string,
    person: number,
    at: number,
    message: string,
    parents: readonly number[],
    files: string,
  ) => {
    const seconds = Math.floor(at / 1000);
    const lines = [`commit ${ref}`, `mark :${++marks}`];
    lines.push(`author Person ${person} <p${person}@example.com> ${seconds} +0000`);
    lines.push(`committer Forge <noreply@github.com> ${seconds} +0000`, dataOf(message));
    for (const [index, parent] of parents.entries()) lines.push(`${index === 0 ? 'from' : 'merge'} :${parent}`);
    commands.push(`${lines.join('\n')}\n${files}\n`);
    return marks;
  };
  const fileOf = (request: number, part: number) => {
    const text = Array.from({ length: 30 }, (_, line) => `line ${line} ${line % 5 === part ? request : ''}\n`).join('');
    return `M 100644 inline part${request % 97}/file${request % 7}.ts\n${dataOf(text)}`;
  };
  for (let request = 1; request <= requests; request++) {
    const at = until - (requests - request + 1) * step;
    const person = request % 8;
    const parents = main === 0 ? [] : [main];
    if (request % 5 < 3) {
      main = commit('refs/heads/main', person, at, `Do thing ${request} (#${request})`, parents, fileOf(request, 0));
      continue;
    }
    const first = commit('refs/heads/work', person, at - dayMs, `start ${request}`, parents, fileOf(request, 1));
    const last = commit('refs/heads/work', person, at - dayMs / 2, `end ${request}`, [first], fileOf(request, 2));
    const message = `Merge pull request #${request} from p${person}/work-${request}\n\nDo thing ${request}`;
    main = commit('refs/heads/main', person, at, message, [...parents, last], fileOf(request, 2));
  }
  const { status } = spawnSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: folder,
    env: gitEnvironment(),
    input: commands.join(''),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('git fast-import failed.');
  execFileSync('git', ['branch', '--quiet', '-D', 'work'], { cwd: folder, env: gitEnvironment() });
  execFileSync('git', ['repack', '-a', '-d', '--quiet'], { cwd: folder, env: gitEnvironment() });
  return path.resolve(folder);
}

const dataOf = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`;
