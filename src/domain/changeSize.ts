import type { FileKind } from './category';
import { type CommitChange, carriedStretch } from './change';

/** Lines of a change that are somebody's work: no blank, moved or white-space lines, nothing generated or vendored. */
export interface ChangeSize {
  readonly added: number;
  readonly deleted: number;
  readonly files: number;
}

/** How much a change with at most one parent is. */
export function sizeOf(change: CommitChange, kindOf: (path: string) => FileKind): ChangeSize {
  const counted = change.files.map(({ path, binary }) => !binary && kindOf(path).category !== 'generated');
  const lines = change.files.map(({ hunks }) => {
    const sum = { added: 0, deleted: 0 };
    for (let at = 0; at + 3 < hunks.length; at += 4) {
      sum.deleted += hunks[at + 1] ?? 0;
      sum.added += hunks[at + 3] ?? 0;
    }
    return sum;
  });
  for (let at = 0; at + 2 < change.blankAdded.length; at += 3) {
    const file = lines[change.blankAdded[at] ?? -1];
    if (file) file.added -= change.blankAdded[at + 2] ?? 0;
  }
  for (let at = 0; at + 2 < change.blankDeleted.length; at += 3) {
    const file = lines[change.blankDeleted[at] ?? -1];
    if (file) file.deleted -= change.blankDeleted[at + 2] ?? 0;
  }
  for (let at = 0; at < change.carried.length; at += carriedStretch.length) {
    const [from, to] = [change.carried[at + carriedStretch.fromFile], change.carried[at + carriedStretch.toFile]];
    const count = change.carried[at + carriedStretch.lines] ?? 0;
    const [source, target] = [lines[from ?? -1], lines[to ?? -1]];
    if (source) source.deleted -= count;
    if (target) target.added -= count;
  }
  const size = { added: 0, deleted: 0, files: 0 };
  for (const [at, { added, deleted }] of lines.entries()) {
    if (!counted[at]) continue;
    size.added += Math.max(0, added);
    size.deleted += Math.max(0, deleted);
    if (added > 0 || deleted > 0) size.files++;
  }
  return size;
}
