import { randomBytes } from 'node:crypto';
import { type Journal, JournalErased, JournalFailure, type JournalReading } from '../domain/journal';
import type { FocusContext, Span } from '../domain/span';
import type { ReadFile } from './journalFiles';
import { JournalFiles } from './journalFiles';
import { JournalFolder } from './journalFolder';
import { journalFileName, type Month, monthOf, monthStart } from './journalMonth';
import { parseRecording, type RecordingEvent, recordingFile, recordingLine } from './recordingLog';
import { Removals, removalsFile } from './removals';
import { contextLine, headerLine, keptContext, latestEndMs, spanLine } from './spanLine';
import { mergedSpans } from './spanMerge';

/** A file of this window as it left it. */
interface OwnFile {
  inode: number;
  size: number;
  /** The numbers of the contexts that the file declares. */
  numbers: Map<FocusContext, number>;
  /** Never used before by this window in this month, for lines of it may have come into another file. */
  nextNumber: number;
}

/**
 * The journal as text in a folder of the storage folder, for the person alone; VS Code may end in the middle of a line.
 * - `<yyyy-mm>.<writer>.jsonl`: the spans that began in a month (UTC), as one window stored them. `<yyyy-mm>.jsonl`:
 *   those that were rolled. `recording.jsonl`, `removed.jsonl`: one for all windows. `damaged.txt`: lines set aside.
 * - Only fields of {@link Span} are stored, and only values of their kind: see {@link keptContext}.
 */
export class FolderJournal implements Journal {
  readonly #folder: JournalFolder;
  readonly #files: JournalFiles;
  readonly #writer: string;
  readonly #own = new Map<Month, OwnFile>();
  #turn: Promise<unknown> = Promise.resolve();

  /** @param writer hex digits that no other window has. */
  constructor(storageFolder: string, { writer = randomBytes(6).toString('hex') }: { readonly writer?: string } = {}) {
    this.#folder = new JournalFolder(storageFolder);
    this.#files = new JournalFiles(this.#folder);
    this.#writer = writer;
  }

  read(from: number): Promise<JournalReading> {
    return this.#inTurn(async () => {
      const files = await this.#files.read(({ month }) => monthStart(month) + latestEndMs >= from);
      const removals = await this.#removals();
      const { recording, damagedLines } = parseRecording(await this.#folder.text(recordingFile));
      const spans = mergedSpans(files.map(({ content }) => removals.applied(content.spans)));
      return {
        spans: spans.filter(({ end, unfocusedAt }) => Math.max(end, unfocusedAt ?? end) >= from),
        recording,
        damagedLines: damagedLines + removals.damagedLines + (await this.#damagedLines(files)),
        foreignFiles: files.filter(({ content }) => content.foreign).length,
      };
    });
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

  async #appendTo(month: Month, spans: readonly Span[]): Promise<void> {
    const own = this.#own.get(month);
    let numbers = new Map<FocusContext, number>();
    let nextNumber = own?.nextNumber ?? 0;
    const start = monthStart(month);
    const end = await this.#folder.append(journalFileName(month, this.#writer), ({ inode, size }) => {
      const isKnown = own?.inode === inode && own.size === size;
      numbers = new Map(isKnown ? own.numbers : []);
      const lines = size === 0 ? [headerLine(month, 'window')] : [];
      for (const span of spans) {
        const context = this.#files.contexts.one(keptContext(span.context));
        let number = numbers.get(context);
        if (number === undefined) {
          number = nextNumber++;
          numbers.set(context, number);
          lines.push(contextLine(number, context));
        }
        lines.push(spanLine(span, start, number));
      }
      return `${lines.join('\n')}\n`;
    });
    this.#own.set(month, { ...end, numbers, nextNumber });
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

  async #damagedLines(files: readonly ReadFile[]): Promise<number> {
    const setAside = (await this.#folder.text('damaged.txt')).split('\n').filter(line => line !== '').length;
    return files.reduce((sum, { content }) => sum + content.damaged.length, setAside);
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
    months.set(month, [...(months.get(month) ?? []), span]);
  }
  return months;
}

function failureOf(cause: unknown): JournalErased | JournalFailure {
  if (cause instanceof JournalErased || cause instanceof JournalFailure) return cause;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
  const isClosed = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code);
  return new JournalFailure(isFull ? 'diskFull' : isClosed ? 'notWritable' : 'failed', { cause });
}
