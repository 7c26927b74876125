import type { Span } from '../domain/span';
import { damagedOf, type JournalFiles, type ReadFile } from './journalFiles';
import type { JournalFolder } from './journalFolder';
import { monthStart } from './journalMonth';
import { damagedFile } from './journalRolling';
import type { Interval, Removals } from './removals';
import { latestEndMs } from './spanLine';

/** Rewrites all files that hold something of an interval. It needs the lock. */
export async function removeIn(files: JournalFiles, removals: Removals, { from, to }: Interval): Promise<void> {
  const read = await files.read(
    ({ month }) => monthStart(month) < to + latestEndMs && monthStart(month) + latestEndMs >= from,
  );
  for (const file of read) {
    const holds = ({ content }: ReadFile) => removals.applied(content.spans) !== content.spans;
    const settled = holds(file) ? await settledFile(files, file) : null;
    if (settled) await files.rewrite(settled, removals.left([settled.content.spans]));
  }
}

/** Rewrites all files in which a repository's id stands. It needs the lock. */
export async function forgetIn(folder: JournalFolder, files: JournalFiles, id: string): Promise<void> {
  const blank = (text: string) => text.replaceAll(id, '0'.repeat(id.length));
  const withoutId = (span: Span): Span =>
    span.context.repository === id
      ? { ...span, context: files.contexts.one({ ...span.context, repository: null, branch: null }) }
      : span;
  for (const file of await files.read(() => true)) {
    if (file.content.foreign || !(await folder.text(file.name)).includes(id)) continue;
    const settled = await settledFile(files, file);
    if (settled)
      await files.rewrite(settled, settled.content.spans.map(withoutId), damagedOf(settled.content).map(blank));
  }
  const damaged = await folder.text(damagedFile);
  if (damaged.includes(id)) await folder.replace(damagedFile, Buffer.from(blank(damaged), 'latin1'));
}

/** The file as no window writes to it any more; `null` where it is gone. */
async function settledFile(files: JournalFiles, file: ReadFile): Promise<ReadFile | null> {
  return file.writer === null ? files.readOne(file) : files.retire(file);
}
