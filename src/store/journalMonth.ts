const firstYear = Date.UTC(0, 0, 1) - 1900 * 366 * 86_400_000;
const afterLastYear = Date.UTC(10_000, 0, 1);

/** A month of UTC as `2026-01`. */
export type Month = string;

/** The month an instant lies in. @throws {RangeError} before the year 1 and after 9999. */
export function monthOf(instant: number): Month {
  if (!(instant >= firstYear && instant < afterLastYear)) throw new RangeError(`not an instant: ${instant}`);
  return new Date(instant).toISOString().slice(0, 7);
}

/** Its first instant, epoch milliseconds. */
export function monthStart(month: Month): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

/** A file of the journal: of one writer, or a month that was rolled, whose writer is `null`. */
export interface JournalFileName {
  readonly name: string;
  readonly month: Month;
  readonly writer: string | null;
}

export function journalFileName(month: Month, writer: string | null): string {
  return writer === null ? `${month}.jsonl` : `${month}.${writer}.jsonl`;
}

/** `null` where a file of that name is none of the journal's. */
export function parseJournalFileName(name: string): JournalFileName | null {
  const [whole, month, writer = null] = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:\.([0-9a-f]+))?\.jsonl$/.exec(name) ?? [];
  return whole === undefined || month === undefined ? null : { name, month, writer };
}
