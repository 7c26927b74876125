import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  type Imported,
  JournalErased,
  type JournalFacts,
  JournalFailure,
  type JournalReading,
  type StoredJournal,
} from '../domain/journal';
import type { FocusContext, Span } from '../domain/span';
import { unknownSpans } from '../domain/spanMerge';
import { FolderLock } from './folderLock';
import { csvOf, type Exported, jsonOf, parseExport, unknownRecording } from './journalExport';
import { foldedFile } from './journalFile';
import { JournalFiles } from './journalFiles';
import { JournalFolder, unlessMissing } from './journalFolder';
import { journalFileName, type Month, monthOf, monthStart } from './journalMonth';
import { forgetIn, removeIn } from './journalRemoval';
import { damagedFile, JournalRolling } from './journalRolling';
import { parseRecording, type RecordingEvent, recordingFile, recordingLine } from './recordingLog';
import { forgottenLine, Removals, removalsFile, removedLine, wholeSeconds } from './removals';
import { contextLine, headerLine, keptContext, latestEndMs, spanLine } from './spanLine';

/** A file of this window as it left it. */
interface OwnFile {
  inode: number;
  size: number;
  /** The numbers of the contexts that the file declares. */
  numbers: Map<FocusContext, number>;
}

/** How often to look whether another window is done with changing the files: for ten seconds. */
const patience = 200;
/** The same before everything is erased: for two. */
const erasePatience = 40;
/** What is renamed to this, and more, is being deleted. */
const erasedName = 'journal-erased-';

/**
 * The journal as text in a folder of the storage folder, for the person alone; VS Code may end in the middle of a line.
 * - `<yyyy-mm>.<writer>.jsonl`: the spans that began in a month (UTC), as one window stored them. `<yyyy-mm>.jsonl`:
 *   those that were rolled. `recording.jsonl`, `removed.jsonl`: one for all windows. `damaged.txt`: lines set aside.
 * - Only fields of {@link Span} are stored, and only values of their kind: see {@link keptContext}.
 * - Damaged lines are kept, for it can't be told what they were: also those of a time that is removed.
 */
export class FolderJournal implements StoredJournal {
  readonly #storageFolder: string;
  readonly #folder: JournalFolder;
  readonly #files: JournalFiles;
  readonly #lock: FolderLock;
  readonly #now: () => number;
  readonly #writer: string;
  readonly #own = new Map<Month, OwnFile>();
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param now epoch milliseconds, of the clock that files are dated by.
   * @param writer hex digits that no other window has.
   */
  constructor(storageFolder: string, now = Date.now, writer = randomBytes(6).toString('hex')) {
    this.#storageFolder = storageFolder;
    this.#folder = new JournalFolder(storageFolder);
    this.#files = new JournalFiles(this.#folder);
    this.#lock = new FolderLock(this.#folder.file('lock'), now);
    this.#now = now;
    this.#writer = writer;
  }

  read(from: number): Promise<JournalReading> {
    return this.#inTurn(() => this.#readFrom(from));
  }

  append(spans: readonly Span[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const [month, some] of byMonth(spans)) await this.#appendTo(month, some);
    });
  }

  resume(at: number): Promise<void> {
    return this.#record(({ since, paused }) => [
      ...(since === null ? [{ recording: 'from' as const, at }] : []),
      ...(paused ? [{ recording: 'resumed' as const, at }] : []),
    ]);
  }

  pause(at: number): Promise<void> {
    return this.#record(({ paused }) => (paused ? [] : [{ recording: 'paused', at }]));
  }

  roll(now: number, keepMs: number | null): Promise<void> {
    const keptFrom = keepMs === null ? Number.NEGATIVE_INFINITY : now - keepMs;
    return this.#inTurn(async () => {
      await this.#deleteErased();
      if (!(await this.#isThere())) return;
      await this.#lock.hold(1, async () => {
        await this.#deleteDrafts();
        const removals = await this.#removals();
        await new JournalRolling(this.#folder, this.#files, removals, now, keptFrom).roll(this.#writer);
      });
    });
  }

  remove(from: number, to: number): Promise<void> {
    const interval = wholeSeconds({ from, to: Math.min(to, this.#now()) });
    if (interval.from >= interval.to) return Promise.resolve();
    return this.#change(removedLine(interval, this.#now()), async () =>
      removeIn(this.#files, await this.#removals(), interval),
    );
  }

  forgetRepository(id: string): Promise<void> {
    return this.#change(forgottenLine(id, this.#now()), () => forgetIn(this.#folder, this.#files, id));
  }

  eraseAll(): Promise<void> {
    return this.#inTurn(async () => {
      // Whoever rolls would put what it has read into the next folder. One that hangs is not waited for.
      if ((await this.#isThere()) && !(await this.#lock.hold(erasePatience, () => this.#renameAside()))) {
        await this.#renameAside();
      }
      await this.#deleteErased();
    });
  }

  facts(): Promise<JournalFacts> {
    return this.#inTurn(async () => {
      const { spans, damagedLines, foreignFiles } = await this.#readFrom(Number.NEGATIVE_INFINITY);
      const names = await this.#folder.names();
      const found = await Promise.all(names.map(name => unlessMissing(stat(this.#folder.file(name)))));
      return {
        files: found.length,
        bytes: found.reduce((sum, each) => sum + (each?.size ?? 0), 0),
        spans: spans.length,
        first: spans[0]?.start ?? null,
        last: spans.reduce<number | null>((last, { end }) => Math.max(last ?? end, end), null),
        damagedLines,
        foreignFiles,
      };
    });
  }

  async exportJson(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return jsonOf(await this.read(Number.NEGATIVE_INFINITY), this.#now(), more);
  }

  async exportCsv(): Promise<string> {
    return csvOf((await this.read(Number.NEGATIVE_INFINITY)).spans);
  }

  async importJson(text: string): Promise<Imported> {
    const given = parseExport(text);
    return this.#inTurn(() => this.#import(given));
  }

  async #import(given: Exported): Promise<Imported> {
    await this.#folder.enter();
    let added = 0;
    await this.#hold(async () => {
      const known = await this.#readFrom(Number.NEGATIVE_INFINITY);
      const named = given.spans.map(span => ({ ...span, context: this.#files.contexts.one(span.context) }));
      const spans = unknownSpans((await this.#removals()).left([named]), known.spans);
      const writer = randomBytes(6).toString('hex');
      for (const [month, some] of byMonth(spans)) {
        await this.#folder.replace(journalFileName(month, writer), foldedFile(month, some, []));
      }
      const lines = unknownRecording(given, known.recording).map(recordingLine);
      if (lines.length > 0) await this.#folder.append(recordingFile, () => lines.join(''), true);
      added = spans.length;
    });
    return { added, known: Math.max(0, given.spans.length - added) };
  }

  /** Changes files that are there, and says so first in a line: what a window stores again is judged by that. */
  #change(line: string, work: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      if (!(await this.#isThere())) return;
      await this.#folder.append(removalsFile, () => line, true);
      await this.#hold(work);
    });
  }

  async #hold(work: () => Promise<void>): Promise<void> {
    const done = await this.#lock.hold(patience, work);
    if (!done) throw new Error('Another window has been changing the journal for too long.');
  }

  async #isThere(): Promise<boolean> {
    return (await this.#folder.names()).length > 0;
  }

  async #renameAside(): Promise<void> {
    const aside = path.join(this.#storageFolder, erasedName + randomBytes(12).toString('hex'));
    await unlessMissing(rename(this.#folder.path, aside));
  }

  async #deleteErased(): Promise<void> {
    const names = (await unlessMissing(readdir(this.#storageFolder))) ?? [];
    for (const name of names.filter(each => each.startsWith(erasedName))) {
      await rm(path.join(this.#storageFolder, name), { recursive: true, force: true });
    }
  }

  /** Of whoever was stopped while it wrote: it needs the lock. */
  async #deleteDrafts(): Promise<void> {
    const drafts = (await this.#folder.names()).filter(name => name.endsWith('.tmp'));
    for (const name of drafts) await rm(this.#folder.file(name), { force: true });
  }

  async #readFrom(from: number): Promise<JournalReading> {
    const [files, removals, recordingText, setAside] = await Promise.all([
      this.#files.read(({ month }) => monthStart(month) + latestEndMs >= from),
      this.#removals(),
      this.#folder.text(recordingFile),
      this.#folder.text(damagedFile),
    ]);
    const { recording, damagedLines } = parseRecording(recordingText);
    const spans = removals.left(files.map(({ content }) => content.spans));
    const damaged = [removals.damagedLines, damagedLines, setAside.split('\n').filter(line => line !== '').length];
    return {
      spans: spans.filter(({ end, unfocusedAt }) => Math.max(end, unfocusedAt ?? end) >= from),
      recording,
      damagedLines: [...damaged, ...files.map(({ content }) => content.damaged.length)].reduce((a, b) => a + b),
      foreignFiles: files.filter(({ content }) => content.foreign).length,
    };
  }

  async #appendTo(month: Month, spans: readonly Span[]): Promise<void> {
    const own = this.#own.get(month);
    let numbers = new Map<FocusContext, number>();
    const start = monthStart(month);
    const end = await this.#folder.append(journalFileName(month, this.#writer), ({ inode, size }) => {
      const isKnown = own?.inode === inode && own.size === size;
      numbers = new Map(isKnown ? own.numbers : []);
      const lines = size === 0 ? [headerLine(month, 'window')] : [];
      for (const span of spans) {
        const context = this.#files.contexts.one(keptContext(span.context));
        let number = numbers.get(context);
        if (number === undefined) {
          number = numbers.size;
          numbers.set(context, number);
          lines.push(contextLine(number, context));
        }
        lines.push(spanLine(span, start, number));
      }
      return `${lines.join('\n')}\n`;
    });
    this.#own.set(month, { ...end, numbers });
  }

  #record(eventsOf: (known: { since: number | null; paused: boolean }) => RecordingEvent[]): Promise<void> {
    return this.#inTurn(async () => {
      await this.#folder.enter();
      const { since, pauses } = parseRecording(await this.#folder.text(recordingFile)).recording;
      const lines = eventsOf({ since, paused: pauses.at(-1)?.to === null }).map(recordingLine);
      if (lines.length > 0) await this.#folder.append(recordingFile, () => lines.join(''), true);
    });
  }

  async #removals(): Promise<Removals> {
    return new Removals(await this.#folder.text(removalsFile), this.#files.contexts);
  }

  /** One after another, for each leaves what the next one goes on with. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work).catch(error => {
      throw failureOf(error);
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function byMonth(spans: readonly Span[]): Map<Month, Span[]> {
  const months = new Map<Month, Span[]>();
  for (const span of spans) {
    const month = monthOf(span.start);
    const ofMonth = months.get(month);
    if (ofMonth) ofMonth.push(span);
    else months.set(month, [span]);
  }
  return months;
}

/** What the person can do about an error of the disk. */
export function failureOf(cause: unknown): JournalErased | JournalFailure {
  if (cause instanceof JournalErased || cause instanceof JournalFailure) return cause;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
  const isClosed = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code);
  return new JournalFailure(isFull ? 'diskFull' : isClosed ? 'notWritable' : 'failed', { cause });
}
