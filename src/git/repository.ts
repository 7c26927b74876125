import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BranchKeys } from '../domain/branchNews';
import type { Tip } from '../domain/commitGraph';
import { usualDefaultBranches } from '../domain/ownWork';
import { ReadFailure } from '../domain/report';
import { branchKeyPattern, branchKeysOf } from './branchKeys';
import { failureOf, leastGit } from './failure';
import { Git, type GitOptions } from './git';
import { stampOfRefs } from './refsStamp';

/** What a repository is and where to start reading it. */
export interface Repository {
  /** Git in the top folder: of a bare repository, the repository itself. */
  readonly git: Git;
  /**
   * Git in the common folder, where it finds no attributes but those of `info/attributes`, which it always reads: what
   * commits changed is kept, so it must not depend on what attributes say today of what is binary.
   */
  readonly objects: Git;
  /** Absolute; worktrees share the common folder. */
  readonly topFolder: string;
  readonly commonFolder: string;
  readonly bare: boolean;
  readonly name: string;
  /** The address of the remote whose default branch counts, or `null`. */
  readonly remoteAddress: string | null;
  readonly shallow: boolean;
  /** In a shallow clone: commits whose parents are not there. */
  readonly shallowCommits: ReadonlySet<string>;
  readonly partial: boolean;
  /** `null` before the first commit of the current branch. */
  readonly head: string | null;
  readonly defaultBranch: Tip | null;
  readonly localBranches: readonly Tip[];
  readonly branches: OpenedBranches;
  /** How many branches, remote ones included, name a commit that is not there. */
  readonly lostBranches: number;
  readonly config: RepositoryConfig;
  /** Major and minor. */
  readonly gitVersion: readonly [number, number];
}

/** All branches as they were when the repository was opened. */
export interface OpenedBranches {
  /** Of before they were read: as long as it stays, they are still so. */
  readonly stamp: string;
  /** Local and remote branches by full name, whether or not their commits are there; no symbolic refs. */
  readonly refs: readonly Tip[];
  readonly keys: BranchKeys;
}

/** What Eddy looks up in the configuration, at all levels. */
export interface RepositoryConfig {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly login: string | null;
  readonly ignoreRevsFiles: readonly string[];
  /** `eddy.onboardingStart`: since when the person works here, as they wrote it. */
  readonly onboardingStart: string | null;
}

/**
 * Opens the repository that a folder is in.
 * @throws {ReadFailure} `noGit`, `gitTooOld`, `noFolder`, `notAFolder`, `notARepository`, `unsafeOwnership`,
 * `noCommits`.
 */
export async function openRepository(folder: string, options: GitOptions, signal: AbortSignal): Promise<Repository> {
  const there = await realpath(folder).catch(() => null);
  if (there === null) throw new ReadFailure('noFolder');
  if (!(await stat(there)).isDirectory()) {
    throw new ReadFailure('notAFolder');
  }
  const git = new Git(there, options);
  const place = ['rev-parse', '--is-bare-repository', '--is-shallow-repository', '--git-common-dir'];
  const [version, placed, inside] = await Promise.allSettled([
    git.query(['version'], signal),
    git.query(place, signal),
    git.tryQuery(['rev-parse', '--show-toplevel'], signal),
  ]);
  const gitVersion = versionOf(settled(version));
  if (gitVersion[0] < leastGit[0] || (gitVersion[0] === leastGit[0] && gitVersion[1] < leastGit[1])) {
    throw new ReadFailure('gitTooOld', [gitVersion.join('.'), leastGit.join('.')]);
  }
  const [bareText = '', shallowText = '', ...folders] = lines(settled(placed));
  const bare = bareText === 'true';
  const commonFolder = await realpath(path.resolve(there, folders.join('\n')));
  const workTree = settled(inside)?.replace(/\n$/, '');
  const topFolder = workTree ? path.resolve(workTree) : bare ? commonFolder : there;
  // From files that `core.worktree` keeps in another place no way leads back to the repository.
  const leadsBack = !workTree || (await stat(path.join(topFolder, '.git')).catch(() => null)) !== null;
  const top = new Git(topFolder, leadsBack ? options : { ...options, repository: commonFolder });
  const stamp = await stampOfRefs(commonFolder);
  const [config, refs, head] = await Promise.all([
    top.tryQuery(['config', '-z', '--get-regexp', wantedConfig], signal),
    readRefs(top, signal),
    top.tryQuery(['rev-parse', '--verify', '--quiet', '--end-of-options', 'HEAD^{commit}'], signal),
  ]);
  const settings = settingsOf(config ?? '');
  const { refs: all, lost } = refs;
  const remote = remoteOf(all, settings);
  const localBranches = all.filter(({ name }) => name.startsWith('refs/heads/'));
  const defaultBranch = defaultBranchOf(all, remote, settings);
  const tip = head?.trim() || null;
  if (tip === null && localBranches.length === 0 && defaultBranch === null) {
    if (lost > 0) throw failureOf('missing commit', '');
    throw new ReadFailure('noCommits');
  }
  const shallow = shallowText === 'true';
  return {
    git: top,
    objects: new Git(commonFolder, { ...options, repository: commonFolder, ownAttributesOnly: true }),
    topFolder,
    commonFolder,
    bare,
    name: nameOf(topFolder),
    remoteAddress: settings.get(`remote.${remote}.url`)?.at(-1) ?? null,
    shallow,
    shallowCommits: new Set(
      shallow ? lines(await readFile(path.join(commonFolder, 'shallow'), 'utf8').catch(() => '')) : [],
    ),
    partial:
      settings.has('extensions.partialclone') ||
      [...settings].some(([key, values]) => /^remote\..*\.promisor$/.test(key) && values.at(-1) !== 'false'),
    head: tip,
    defaultBranch,
    localBranches,
    branches: {
      stamp,
      refs: refs.named.flatMap(({ name, id, target }) => (target === '' ? { name, id } : [])),
      keys: branchKeysOf(new Map([...settings].map(([key, values]) => [key, values.at(-1) ?? '']))),
    },
    lostBranches: lost,
    config: {
      names: settings.get('user.name') ?? [],
      addresses: settings.get('user.email') ?? [],
      login: settings.get('github.user')?.at(-1) ?? null,
      ignoreRevsFiles: settings.get('blame.ignorerevsfile') ?? [],
      onboardingStart: settings.get('eddy.onboardingstart')?.at(-1) ?? null,
    },
    gitVersion,
  };
}

const wantedConfig = `^(user[.](name|email)|github[.]user|init[.]defaultbranch|blame[.]ignorerevsfile|eddy[.]onboardingstart|extensions[.]partialclone|remote[.].*[.]promisor|${branchKeyPattern})$`;

function settled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

const lines = (text: string): string[] => text.split('\n').filter(line => line !== '');

function versionOf(text: string): [number, number] {
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(text) ?? [];
  return [Number(major), Number(minor)];
}

/** Values by key, in order of precedence, the strongest last; names of sections and keys are in lower case. */
function settingsOf(text: string): Map<string, string[]> {
  const settings = new Map<string, string[]>();
  for (const entry of text.split('\0')) {
    const end = entry.indexOf('\n');
    if (entry === '') continue;
    const key = end < 0 ? entry : entry.slice(0, end);
    const value = end < 0 ? 'true' : entry.slice(end + 1);
    const values = settings.get(key);
    if (values) values.push(value);
    else settings.set(key, [value]);
  }
  return settings;
}

interface Ref extends Tip {
  readonly type: string;
  /** Of a symbolic ref. */
  readonly target: string;
}

/**
 * Local and remote branches, and which of them name a commit. Where one names a commit that is not there git tells the
 * types of none, so these are asked about apart.
 */
async function readRefs(git: Git, signal: AbortSignal): Promise<{ refs: Ref[]; named: Ref[]; lost: number }> {
  const list = async (type: string) => {
    const format = `--format=%(refname) ${type} %(objectname) %(symref)`;
    return refsOf(await git.query(['for-each-ref', format, 'refs/heads', 'refs/remotes'], signal));
  };
  try {
    const named = await list('%(objecttype)');
    return { refs: named.filter(({ type }) => type === 'commit'), named, lost: 0 };
  } catch (error) {
    if (!(error instanceof ReadFailure) || error.kind !== 'missingObjects') throw error;
    const named = await list('unknown');
    const ids = named.map(({ id }) => `${id}\n`).join('');
    const types = lines(await git.query(['cat-file', '--batch-check=%(objecttype)'], signal, ids));
    const lost = types.filter(type => type.endsWith(' missing')).length;
    return { refs: named.filter((_, index) => types[index] === 'commit'), named, lost };
  }
}

function refsOf(text: string): Ref[] {
  return lines(text).map(line => {
    const [name = '', type = '', id = '', target = ''] = line.split(' ');
    return { name, type, id, target };
  });
}

/** The remote that counts: `origin`, else the only one. */
function remoteOf(refs: readonly Ref[], settings: ReadonlyMap<string, unknown>): string | null {
  const remotes = new Set([...settings.keys()].flatMap(key => /^remote\.(.*)\.url$/.exec(key)?.[1] ?? []));
  for (const { name } of refs) {
    if (name.startsWith('refs/remotes/') && name.endsWith('/HEAD'))
      remotes.add(name.slice('refs/remotes/'.length, -'/HEAD'.length));
  }
  if (remotes.has('origin')) return 'origin';
  return remotes.size === 1 ? ([...remotes][0] ?? null) : null;
}

/** The branch that the remote calls its default, else one of the usual name: on the remote, then here. */
function defaultBranchOf(refs: readonly Ref[], remote: string | null, settings: Map<string, string[]>): Tip | null {
  const usual = [...(settings.get('init.defaultbranch') ?? []).slice(-1), ...usualDefaultBranches];
  const find = (name: string) => refs.find(ref => ref.name === name);
  const short = (ref: Ref | undefined, prefix: string) => ref && { name: ref.name.slice(prefix.length), id: ref.id };
  if (remote !== null) {
    const prefix = `refs/remotes/${remote}/`;
    const head = find(`${prefix}HEAD`);
    const named = head?.target ? find(head.target) : undefined;
    const found = named ?? usual.map(name => find(prefix + name)).find(ref => ref !== undefined);
    if (found) return short(found, prefix) ?? null;
  }
  const found = usual.map(name => find(`refs/heads/${name}`)).find(ref => ref !== undefined);
  return short(found, 'refs/heads/') ?? null;
}

/** The folder's name, without what marks a folder as a repository: `project/.git` and `project.git`. */
function nameOf(topFolder: string): string {
  const name = path.basename(topFolder);
  return name === '.git' ? path.basename(path.dirname(topFolder)) : name.replace(/\.git$/, '');
}
