import type { ReadProgress } from '../domain/report';
import { cut } from './columns';

/** Where progress goes: standard error, so that it never mixes with a report. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const quietMs = 1000;
const rewriteMs = 100;
const plainMs = 5000;

/**
 * Says how far a reading is, for work that takes longer than 1 s:
 * - on a terminal one line, rewritten at most ten times a second and gone in the end;
 * - elsewhere one plain line every 5 s.
 */
export class ProgressLine {
  private readonly startedMs: number;
  private writtenMs: number | null = null;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(
    private readonly stream: ProgressStream,
    private readonly locale: string,
    private readonly now: () => number,
  ) {
    this.startedMs = now();
  }

  update({ done, total }: ReadProgress): void {
    const terminal = this.stream.isTTY === true;
    const nowMs = this.now();
    const dueMs =
      this.writtenMs === null
        ? this.startedMs + (terminal ? quietMs : plainMs)
        : this.writtenMs + (terminal ? rewriteMs : plainMs);
    if (nowMs < dueMs) return;
    this.writtenMs = nowMs;
    const number = new Intl.NumberFormat(this.locale);
    const text = `Reading history: ${number.format(done)} of ${number.format(total)} commits`;
    // One column short, for some terminals wrap a full line.
    const columns = (this.stream.columns || 80) - 1;
    this.stream.write(terminal ? `\r\u001b[2K${cut(text, columns, '...')}` : `${text}\n`);
  }

  /** Takes the line away. */
  done(): void {
    if (this.stream.isTTY === true && this.writtenMs !== null) this.stream.write('\r\u001b[2K');
    this.writtenMs = null;
  }
}
