import { rm, stat } from 'node:fs/promises';
import type { Span } from '../domain/span';
import { foldedFile } from './journalFile';
import { damagedOf, type JournalFiles, type ReadFile } from './journalFiles';
import { type JournalFolder, unlessMissing } from './journalFolder';
import { type JournalFileName, journalFileName, type Month, monthStart } from './journalMonth';
import type { Removals } from './removals';
import { latestEndMs } from './spanLine';

/** Lines that are no record, as they stood in files that were rolled. */
export const damagedFile = 'damaged.txt';

/** A file that no window has written to for so long is rolled. */
const settledMs = 48 * 3_600_000;

/**
 * Folds the files that windows left into one a month. It needs the lock. Wherever it is stopped, every span stands in
 * some file of the journal; what stands in two is read once.
 */
export class JournalRolling {
  readonly #folder: JournalFolder;
  readonly #files: JournalFiles;
  readonly #removals: Removals;
  readonly #now: number;
  readonly #keptFrom: number;

  /**
   * @param now epoch milliseconds.
   * @param keptFrom what ended before it is dropped.
   */
  constructor(folder: JournalFolder, files: JournalFiles, removals: Removals, now: number, keptFrom: number) {
    this.#folder = folder;
    this.#files = files;
    this.#removals = removals;
    this.#now = now;
    this.#keptFrom = keptFrom;
  }

  /** @param ownWriter whose files are left alone. */
  async roll(ownWriter: string): Promise<void> {
    const files = await this.#folder.files();
    for (const month of new Set(files.map(file => file.month))) {
      const ofMonth = files.filter(file => file.month === month);
      await this.#rollMonth(month, await this.#settled(ofMonth.filter(({ writer }) => writer !== ownWriter)));
    }
  }

  async #settled(files: readonly JournalFileName[]): Promise<JournalFileName[]> {
    const settled: JournalFileName[] = [];
    for (const file of files.filter(({ writer }) => writer !== null)) {
      const found = await unlessMissing(stat(this.#folder.file(file.name)));
      // A clock that was ahead has left files of the future.
      if (found && Math.abs(this.#now - found.mtimeMs) >= settledMs) settled.push(file);
    }
    return settled;
  }

  async #rollMonth(month: Month, settled: readonly JournalFileName[]): Promise<void> {
    if (settled.length === 0 && !this.#mayShrink(month)) return;
    const name = journalFileName(month, null);
    const rolled = await this.#files.readOne({ name, month, writer: null });
    if (rolled?.content.foreign) return;
    const retired = await this.#retire(settled);
    const sources = rolled ? [rolled, ...retired] : retired;
    const spans = this.#removals.left(sources.map(({ content }) => content.spans));
    const kept = spans.filter(({ end }) => end >= this.#keptFrom);
    if (retired.length === 0 && (!rolled || isSame(kept, rolled.content.spans))) return;
    await this.#setAside(sources.flatMap(({ content }) => damagedOf(content)));
    if (kept.length > 0) await this.#folder.replace(name, foldedFile(month, kept, []));
    else await rm(this.#folder.file(name), { force: true });
    for (const file of retired) await rm(this.#folder.file(file.name), { force: true });
  }

  /** Whether something of a month that was rolled may have to go. */
  #mayShrink(month: Month): boolean {
    const start = monthStart(month);
    return start < this.#keptFrom || this.#removals.reach(start, start + latestEndMs);
  }

  async #retire(files: readonly JournalFileName[]): Promise<ReadFile[]> {
    const retired: ReadFile[] = [];
    for (const file of files) {
      const isForeign = (await this.#files.readOne(file))?.content.foreign ?? true;
      const read = isForeign ? null : await this.#files.retire(file);
      if (read) retired.push(read);
    }
    return retired.sort((a, b) => a.modifiedMs - b.modifiedMs);
  }

  async #setAside(damaged: readonly string[]): Promise<void> {
    const before = await this.#folder.text(damagedFile);
    const lines = new Set(before.split('\n').filter(line => line !== ''));
    const known = lines.size;
    for (const line of damaged) lines.add(line);
    if (lines.size > known)
      await this.#folder.replace(damagedFile, Buffer.from(`${[...lines].join('\n')}\n`, 'latin1'));
  }
}

function isSame(a: readonly Span[], b: readonly Span[]): boolean {
  return a.length === b.length && a.every((span, index) => span === b[index]);
}
