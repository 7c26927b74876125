/** The id of lines that are older than what was read. */
const olderLine = -1;

/** A line that no file reaches: the end of a version whose length is not known. */
export const beyond = 0x7fffffff;

/**
 * The lines of one version of a file, as runs of lines with consecutive ids: pairs (last line, id of the first line).
 * Lines count from 1; a run of {@link olderLine} has that id throughout.
 */
export type Runs = Int32Array;

/** A file that is not there. */
export const noLines: Runs = new Int32Array(0);
/** A version that was not read. */
export const olderLines: Runs = Int32Array.of(beyond, olderLine);

/** Visits the runs that lines `from` to `from + lines`, exclusive, are in: id of the first, how many, its line. */
export function eachPiece(
  runs: Runs,
  from: number,
  lines: number,
  visit: (id: number, lines: number, line: number) => void,
): void {
  // The first run that does not end before the first line.
  let low = 0;
  let high = runs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle * 2] as number) < from) low = middle + 1;
    else high = middle;
  }
  const last = Math.min(from + lines - 1, beyond);
  let line = from;
  for (let run = low; run * 2 < runs.length && line <= last; run++) {
    const start = run === 0 ? 1 : (runs[run * 2 - 2] as number) + 1;
    const end = Math.min(runs[run * 2] as number, last);
    const id = runs[run * 2 + 1] as number;
    visit(id < 0 ? id : id + line - start, end - line + 1, line);
    line = end + 1;
  }
}

/** Builds the runs of a version from its first line on. */
export class RunBuilder {
  #runs: number[] = [];
  #end = 0;

  push(lines: number, id: number): void {
    if (lines <= 0) return;
    const runs = this.#runs;
    const last = runs.length - 2;
    this.#end = Math.min(this.#end + lines, beyond);
    if (last >= 0) {
      const lastId = runs[last + 1] as number;
      const start = last >= 2 ? (runs[last - 2] as number) : 0;
      const follows = id < 0 ? lastId < 0 : lastId >= 0 && lastId + (runs[last] as number) - start === id;
      if (follows) {
        runs[last] = this.#end;
        return;
      }
    }
    runs.push(this.#end, id);
  }

  copy(from: Runs, line: number, lines: number): void {
    if (lines > 0) eachPiece(from, line, lines, (id, length) => this.push(length, id));
  }

  /** The runs, and starts anew. */
  take(): Runs {
    const runs = Int32Array.from(this.#runs);
    this.#runs = [];
    this.#end = 0;
    return runs;
  }
}
