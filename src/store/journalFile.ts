import type { FocusContext, Span } from '../domain/span';
import { type JournalFileName, type Month, monthStart } from './journalMonth';
import { contextLine, headerLine, journalVersion, parseJson, parseOther, spanLine, spanOf } from './spanLine';

const newLine = 10;
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
    const whole = bytes.lastIndexOf(newLine) + 1;
    if (whole > 0) {
      this.#addLines(bytes.toString('latin1', 0, whole - 1).split('\n'));
      this.length += whole;
      this.ending = Buffer.from(bytes.subarray(Math.max(0, whole - endingBytes), whole));
    }
    const rest = bytes.toString('latin1', whole);
    this.#unended = this.foreign ? null : this.#span(parseJson(rest));
    this.torn = this.#unended || this.foreign ? '' : rest;
  }

  #addLines(lines: readonly string[]): void {
    const values = valuesOf(lines);
    for (let index = 0; index < values.length && !this.foreign; index++) {
      const value = values[index];
      const span = this.#span(value);
      if (span) this.#add(span);
      else this.#other(value, lines[index] ?? '', this.length + index === 0);
    }
  }

  #add(span: Span): void {
    const before = this.#spans.at(-1);
    if (!this.#folded && before && before.start === span.start && before.context === span.context) this.#spans.pop();
    this.#spans.push(span);
  }

  #other(value: unknown, line: string, isFirst: boolean): void {
    const other = parseOther(value);
    if (other && 'context' in other) this.#numbered.set(other.number, this.#contexts.one(other.context));
    else if (other?.header.version === journalVersion) this.#folded ||= other.header.folded;
    else if (other && isFirst) this.foreign = true;
    else if (line !== '') this.damaged.push(line);
  }

  #span(value: unknown): Span | null {
    if (!Array.isArray(value)) return null;
    const context = this.#numbered.get(value[1]) ?? nowhere;
    return spanOf(value, this.#monthStart, context);
  }
}

/** What each line says; all at once, which is several times as fast, unless one of them is damaged. */
function valuesOf(lines: readonly string[]): unknown[] {
  const values = parseJson(`[${lines.join(',')}]`);
  return Array.isArray(values) && values.length === lines.length ? values : lines.map(parseJson);
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
