import type { FocusContext, Span } from '../domain/span';
import { type JournalFileName, type Month, monthStart } from './journalMonth';
import { columnCount, contextLine, headerLine, journalVersion, parseOther, spanLine, spanOf } from './spanLine';

const newLine = 10;
const comma = 44;
const bracket = { open: 91, close: 93 };
const zero = 48;
const mostDigits = 10;
const endingBytes = 64;
const nowhere: FocusContext = { repository: null, branch: null, language: null, category: null };

/** Equal contexts as one object, so that they can be compared with `===`. */
export class Contexts {
  readonly #known = new Map<string, FocusContext>([[contextLine(0, nowhere), nowhere]]);

  one(context: FocusContext): FocusContext {
    const key = contextLine(0, context);
    const known = this.#known.get(key);
    if (known) return known;
    this.#known.set(key, context);
    return context;
  }
}

/**
 * What stands in one file of the journal. It is read from its beginning, in pieces that need not end with a line.
 * - A line that is none of the journal's is damaged; what follows it is read all the same. Where its context is not
 *   told, the time of a span still counts.
 * - What follows the last end of a line may still be being written: it counts if it is whole, and is no damage if not.
 */
export class JournalFile {
  /** Bytes that need not be read again. */
  length = 0;
  /** The last of those bytes. */
  ending = Buffer.alloc(0);
  /** As they stand there, a character a byte. */
  readonly damaged: string[] = [];
  /** Another version wrote it; nothing of it is known. */
  foreign = false;
  /** The last line, where it is cut off; a character a byte. */
  torn = '';
  readonly #spans: Span[] = [];
  #unended: Span | null = null;
  #folded: boolean;
  readonly #contexts: Contexts;
  readonly #numbered = new Map<number, FocusContext>();
  readonly #monthStart: number;
  readonly #values = new Float64Array(columnCount);

  constructor({ month, writer }: JournalFileName, contexts: Contexts) {
    this.#folded = writer === null;
    this.#monthStart = monthStart(month);
    this.#contexts = contexts;
  }

  /** As they follow each other. */
  get spans(): readonly Span[] {
    return this.#unended ? [...this.#spans, this.#unended] : this.#spans;
  }

  /** @param bytes those that follow {@link length}, to the end of the file. */
  add(bytes: Buffer): void {
    let from = 0;
    for (let to = bytes.indexOf(newLine); to >= 0; to = bytes.indexOf(newLine, from)) {
      if (to > from) this.#line(bytes, from, to);
      from = to + 1;
    }
    this.length += from;
    if (from > 0) this.ending = Buffer.from(bytes.subarray(Math.max(0, from - endingBytes), from));
    this.#unended = this.foreign ? null : this.#span(bytes, from, bytes.length);
    this.torn = this.#unended || this.foreign ? '' : bytes.toString('latin1', from);
  }

  #line(bytes: Buffer, from: number, to: number): void {
    if (this.foreign) return;
    const span = this.#span(bytes, from, to);
    if (span === null) this.#other(bytes, from, to);
    else this.#add(span);
  }

  #add(span: Span): void {
    const before = this.#spans.at(-1);
    if (!this.#folded && before && before.start === span.start && before.context === span.context) this.#spans.pop();
    this.#spans.push(span);
  }

  #other(bytes: Buffer, from: number, to: number): void {
    const other = parseOther(bytes.toString('utf8', from, to));
    if (other && 'context' in other) this.#numbered.set(other.number, this.#contexts.one(other.context));
    else if (other?.header.version === journalVersion) this.#folded ||= other.header.folded;
    else if (other && this.length + from === 0) this.foreign = true;
    else this.damaged.push(bytes.toString('latin1', from, to));
  }

  #span(bytes: Buffer, from: number, to: number): Span | null {
    const values = this.#values;
    if (!readNumbers(bytes, from, to, values)) return null;
    return spanOf(values, this.#monthStart, this.#numbered.get(values[1] ?? 0) ?? nowhere);
  }
}

/** Reads `[1,23,4]` into `values`, and zeros for what is left out; gives whether it is that. */
function readNumbers(bytes: Buffer, from: number, to: number, values: Float64Array): boolean {
  if (bytes[from] !== bracket.open || bytes[to - 1] !== bracket.close) return false;
  let column = 0;
  let value = 0;
  let digits = 0;
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at] ?? 0;
    const digit = byte - zero;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits += 1;
    } else {
      if (
        digits === 0 ||
        digits > mostDigits ||
        column === columnCount ||
        byte !== (at === to - 1 ? bracket.close : comma)
      )
        return false;
      values[column++] = value;
      value = 0;
      digits = 0;
    }
  }
  values.fill(0, column);
  return true;
}

/**
 * A file of spans in their order, with contexts numbered by how often they are used, and then the lines that are
 * damaged as they were.
 */
export function foldedFile(month: Month, spans: readonly Span[], damaged: readonly string[]): Buffer {
  const uses = new Map<FocusContext, number>();
  for (const { context } of spans) uses.set(context, (uses.get(context) ?? 0) + 1);
  const contexts = [...uses].sort(([, a], [, b]) => b - a).map(([context]) => context);
  const numbers = new Map(contexts.map((context, number) => [context, number]));
  const start = monthStart(month);
  const lines = [
    headerLine(month, 'folded'),
    ...contexts.map((context, number) => contextLine(number, context)),
    ...spans.map(span => spanLine(span, start, numbers.get(span.context) ?? 0)),
    ...damaged,
  ];
  return Buffer.from(`${lines.join('\n')}\n`, 'latin1');
}
