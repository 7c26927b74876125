import { readFile } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Tip } from '../domain/commitGraph';
import type { ReflogEntry } from '../domain/reflog';
import { ReadFailure } from '../domain/report';
import { stampOf, statOf } from './fileStamp';
import type { Repository } from './repository';
import { readSmallFile } from './smallFile';

/** Of a reflog that is longer, the beginning and the end are read: some 20,000 entries. */
const mostBytes = 4 * 1024 * 1024;
const beginningBytes = 16 * 1024;
const endingBytes = 64;
const newLine = 10;
/** Files that are open at a time. */
const mostOpen = 32;

/** A file of a reflog as it was read last; bytes. */
interface SeenFile {
  readonly inode: number;
  readonly size: number;
  readonly modifiedMs: number;
  /** Up to the end of the last whole line, and the last of these bytes. */
  readonly length: number;
  readonly ending: Buffer;
}

/** How far reflogs were read, for the next reading to go on from. */
export interface SeenReflogs {
  readonly files: ReadonlyMap<string, SeenFile>;
  /** Where git keeps no files of reflogs: changes whenever one of them does. */
  readonly stamp: string;
  readonly logged: ReadonlySet<string>;
}

export const noReflogsSeen: SeenReflogs = { files: new Map(), stamp: '', logged: new Set() };

export interface ReflogReading {
  /** What is new; in each reflog oldest first, one reflog after the other. */
  readonly entries: readonly ReflogEntry[];
  /** Refs that have a reflog with entries, new or not. */
  readonly logged: ReadonlySet<string>;
  /** Lines that say nothing, and are passed over. */
  readonly damagedLines: number;
  readonly seen: SeenReflogs;
}

/**
 * The reflogs of all local and remote branches, and of HEAD in every work tree. Of files only what was appended since
 * `seen` is read; one that git has written anew is read again as a whole. What can't be read is passed over.
 * - From git's files, which tell the old ids; where it has another storage, from git, which does not, and passes over
 *   commits that are not there any more.
 * @throws {ReadFailure} `aborted`, `noGit`, `timedOut`.
 */
export async function readReflogs(
  repository: Repository,
  signal: AbortSignal,
  seen = noReflogsSeen,
): Promise<ReflogReading> {
  const trees = await namesIn(path.join(repository.commonFolder, 'worktrees'));
  return (await keepsFiles(repository.commonFolder))
    ? readFiles(repository.commonFolder, trees, seen, signal)
    : readByGit(repository, trees, seen, signal);
}

/** Local and remote branches by full name, whether or not their commits are there; no symbolic refs. */
export async function readRefs({ objects }: Repository, signal: AbortSignal): Promise<Tip[]> {
  const format = '--format=%(refname) %(objectname) %(symref)';
  const text = await objects.query(['for-each-ref', format, 'refs/heads', 'refs/remotes'], signal);
  return text.split('\n').flatMap(line => {
    const [name = '', id = '', target = ''] = line.split(' ');
    return name === '' || target !== '' ? [] : [{ name, id }];
  });
}

interface LogFile {
  readonly file: Buffer;
  readonly ref: string;
  readonly worktree: string | null;
}

async function readFiles(
  commonFolder: string,
  trees: readonly string[],
  seen: SeenReflogs,
  signal: AbortSignal,
): Promise<ReflogReading> {
  const logs = path.join(commonFolder, 'logs');
  const [heads, remotes] = await Promise.all([filesBelow(logs, 'refs/heads'), filesBelow(logs, 'refs/remotes')]);
  const headOf = (worktree: string | null, ...folder: string[]): LogFile => ({
    file: Buffer.from(path.join(commonFolder, ...folder, 'logs', 'HEAD')),
    ref: 'HEAD',
    worktree,
  });
  const all = [...heads, ...remotes, headOf(null), ...trees.map(tree => headOf(tree, 'worktrees', tree))];
  const files = new Map<string, SeenFile>();
  const logged = new Set<string>();
  const entries: ReflogEntry[] = [];
  let damagedLines = 0;
  for (let at = 0; at < all.length; at += mostOpen) {
    if (signal.aborted) throw new ReadFailure('aborted');
    const some = all.slice(at, at + mostOpen);
    const read = await Promise.all(some.map(log => readLog(log, seen.files.get(log.file.toString('latin1')))));
    for (const [index, found] of read.entries()) {
      const log = some[index];
      if (!log || !found) continue;
      files.set(log.file.toString('latin1'), found.seen);
      if (found.seen.length > 0) logged.add(log.ref);
      for (const entry of found.entries) entries.push(entry);
      damagedLines += found.damagedLines;
    }
  }
  return { entries, logged, damagedLines, seen: { files, stamp: '', logged } };
}

/** `null` where it can't be read. */
async function readLog(
  log: LogFile,
  before: SeenFile | undefined,
): Promise<{ seen: SeenFile; entries: ReflogEntry[]; damagedLines: number } | null> {
  const now = await statOf(log.file);
  if (!now?.isFile()) return null;
  const isSame = before?.inode === now.ino && before.size === now.size && before.modifiedMs === now.mtimeMs;
  if (isSame) return { seen: before, entries: [], damagedLines: 0 };
  const known = before?.inode === now.ino ? before : undefined;
  const reading = !known && now.size <= mostBytes ? wholeFile(log.file) : bytesSince(log.file, known);
  const news = await reading.catch(() => null);
  return news && { ...parsed(log, news.parts), seen: { ...news.seen, inode: now.ino, modifiedMs: now.mtimeMs } };
}

/** For all that is new in most clones: hundreds of short files. */
async function wholeFile(file: Buffer) {
  const bytes = await bytesOfFile(file);
  const whole = wholeLines(bytes);
  const ending = Buffer.from(whole.subarray(-endingBytes));
  return { parts: [whole], seen: { size: bytes.length, length: whole.length, ending } };
}

const bytesOfFile = promisify(readFile);

/** Whole lines that follow those that were read before: all, or those of the beginning and the end. */
async function bytesSince(file: Buffer, before: SeenFile | undefined) {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const bytesOf = async (from: number, to: number) => {
      const bytes = Buffer.alloc(Math.max(0, to - from));
      return bytes.subarray(0, (await handle.read(bytes, 0, bytes.length, from)).bytesRead);
    };
    const ending = before && (await bytesOf(before.length - before.ending.length, before.length));
    const from = before && before.size <= size && ending?.equals(before.ending) ? before.length : 0;
    const isLong = size - from > mostBytes;
    const beginning = isLong ? wholeLines(await bytesOf(from, from + beginningBytes)) : Buffer.alloc(0);
    const tailFrom = isLong ? size - mostBytes : from;
    const tail = wholeLines(await bytesOf(tailFrom, size));
    const parts = isLong ? [beginning, tail.subarray(tail.indexOf(newLine) + 1)] : [tail];
    const last = tail.length > 0 || !before ? Buffer.from(tail.subarray(-endingBytes)) : before.ending;
    return { parts, seen: { size, length: tailFrom + tail.length, ending: last } };
  } finally {
    await handle.close();
  }
}

function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf(newLine) + 1);
}

function parsed({ ref, worktree }: LogFile, parts: readonly Buffer[]) {
  const entries: ReflogEntry[] = [];
  let damagedLines = 0;
  for (const bytes of parts) {
    for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
      end = bytes.indexOf(newLine, start);
      const entry = entryOf(ref, worktree, bytes.toString('utf8', start, end));
      if (entry) entries.push(entry);
      else damagedLines += 1;
    }
  }
  return { entries, damagedLines };
}

const linePattern =
  /^([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) [^>\0]*> (\d{1,12}) [+-]\d{4}(?:\t([^\0]*))?$/;

function entryOf(ref: string, worktree: string | null, line: string): ReflogEntry | null {
  const [, oldId = '', newId = '', seconds, message = ''] = linePattern.exec(line) ?? [];
  if (seconds === undefined) return null;
  return { ref, worktree, oldId: idOf(oldId), newId: idOf(newId), at: Number(seconds) * 1000, message };
}

const idOf = (id: string): string | null => (/^0+$/.test(id) ? null : id);

/** The files of a folder of reflogs; names may be of any bytes. Links are not followed. */
async function filesBelow(logs: string, folder: string): Promise<LogFile[]> {
  const found: LogFile[] = [];
  const open: { file: Buffer; ref: string }[] = [{ file: Buffer.from(path.join(logs, folder)), ref: folder }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { file, ref } = at;
    const inside = await readdir(file, { withFileTypes: true, encoding: 'buffer' }).catch(() => []);
    for (const entry of inside) {
      const child = { file: Buffer.concat([file, Buffer.from('/'), entry.name]), ref: `${ref}/${entry.name}` };
      if (entry.isDirectory()) open.push(child);
      else if (entry.isFile()) found.push({ ...child, worktree: null });
    }
  }
  return found;
}

async function readByGit(
  repository: Repository,
  trees: readonly string[],
  seen: SeenReflogs,
  signal: AbortSignal,
): Promise<ReflogReading> {
  const { objects, commonFolder } = repository;
  const stamp = await stampOf([
    ...['', ...trees.map(tree => path.join('worktrees', tree))].map(folder =>
      path.join(commonFolder, folder, 'reftable', 'tables.list'),
    ),
  ]);
  const { logged: before } = seen;
  if (stamp !== '' && stamp === seen.stamp) return { entries: [], logged: before, damagedLines: 0, seen };
  const words = ['log', '-g', '--no-patch', '--no-color', '--encoding=UTF-8', '--date=unix'];
  const ask = (names: readonly string[]) =>
    objects.tryQuery([...words, '--format=%gD%x00%H%x00%gs', '--end-of-options', ...names, '--'], signal);
  const texts: string[] = [];
  const refs = (await readRefs(repository, signal)).map(({ name }) => name);
  for (let at = 0; at < refs.length; at += mostNames) {
    const names = refs.slice(at, at + mostNames);
    const text = await ask(names);
    if (text !== null) texts.push(text);
    // One ref that git can't read has it read none.
    else for (const name of names) texts.push((await ask([name])) ?? '');
  }
  for (const tree of ['main-worktree', ...trees.map(tree => `worktrees/${tree}`)]) {
    texts.push((await ask([`${tree}/HEAD`])) ?? '');
  }
  const entries = texts.flatMap(entriesByGit);
  const logged = new Set(entries.map(({ ref }) => ref));
  return { entries, logged, damagedLines: 0, seen: { files: new Map(), stamp, logged } };
}

/** In one command. */
const mostNames = 100;

/** Git lists the newest first, those of several refs mixed. */
function entriesByGit(text: string): ReflogEntry[] {
  const logs = new Map<string, ReflogEntry[]>();
  for (const line of text.split('\n').reverse()) {
    const [place = '', newId = '', message = ''] = line.split('\0');
    const [, name = '', seconds = ''] = /^(.*)@\{(\d+)\}$/.exec(place) ?? [];
    if (name === '') continue;
    const [, tree = null] = /^worktrees\/(.*)\/HEAD$/.exec(name) ?? [];
    const ref = name.startsWith('refs/') ? name : 'HEAD';
    const entry = { ref, worktree: tree, oldId: undefined, newId, at: Number(seconds) * 1000, message };
    const log = logs.get(name);
    if (log) log.push(entry);
    else logs.set(name, [entry]);
  }
  return [...logs.values()].flat();
}

async function keepsFiles(commonFolder: string): Promise<boolean> {
  if (await statOf(path.join(commonFolder, 'reftable'))) return false;
  const [, storage = 'files'] =
    /^\s*refstorage\s*=\s*"?(\w+)/im.exec((await readSmallFile(path.join(commonFolder, 'config'))) ?? '') ?? [];
  return storage === 'files';
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}
