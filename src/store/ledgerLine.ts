import { type LedgerEvent, tellers } from '../domain/ledger';
import { forges } from '../domain/pullRequest';
import { parseInstant } from './recordingLog';
import { parseObject } from './spanLine';
import { asciiLine, fileHeader, isOwnHeader } from './storedLine';

/** Of the files that this Eddy writes and understands. */
const ledgerVersion = 1;
const longestName = 1024;

type Check = (value: unknown) => boolean;

const isName: Check = value => typeof value === 'string' && value !== '' && value.length <= longestName;
const isText: Check = value => typeof value === 'string' && value.length <= longestName;
const isId: Check = value => typeof value === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
const isCount: Check = value => Number.isSafeInteger(value) && (value as number) >= 0;
const isYesOrNo: Check = value => typeof value === 'boolean';
const oneOf =
  (words: readonly unknown[]): Check =>
  value =>
    words.includes(value);
const orNull =
  (check: Check): Check =>
  value =>
    value === null || check(value);

const fieldsOfAll: Readonly<Record<string, Check>> = { clone: isName, branch: isName, by: oneOf(tellers) };

const fieldsByKind: Readonly<Record<LedgerEvent['kind'], Readonly<Record<string, Check>>>> = {
  started: { id: isId },
  tip: { id: isId },
  renamed: { from: isName },
  gone: { remote: orNull(isName) },
  upstream: { remote: isName, target: isName },
  tracked: { remote: isName, id: isId, fetched: isYesOrNo },
  pushed: { remote: isName, id: isId, first: orNull(isYesOrNo) },
  request: { forge: oneOf(forges), owner: isName, repository: isName, number: isCount },
  work: { commits: isCount, firstAt: isCount, firstCut: isYesOrNo, id: isId, whole: isText, last: isText },
  marked: { id: isId },
  maturity: { from: isId, id: isId, changed: isCount, total: isCount },
};

/** What stands in the line of an event, by its kind, besides that and its time. */
const fields = new Map<unknown, readonly (readonly [string, Check])[]>(
  Object.entries(fieldsByKind).map(([kind, own]) => [kind, Object.entries({ ...fieldsOfAll, ...own })]),
);

/** The first line of a file; it may come again where two windows began the file. */
export const ledgerHeader = fileHeader('ledger', ledgerVersion);

/** In ASCII, with its end. */
export function ledgerLine(event: LedgerEvent): string {
  const { kind, at, ...rest } = event;
  const iso = new Date(at).toISOString().replace('.000Z', 'Z');
  return asciiLine({ kind, at: iso, ...rest });
}

/** Whether a header tells of this version; `null` where a line is none. */
export function isLedgerHeader(line: string): boolean | null {
  return isOwnHeader(line, 'ledger', ledgerVersion);
}

/** The event that a line tells, with nothing else that stands there; `null` where it tells none. */
export function ledgerEventOf(line: string): LedgerEvent | null {
  const found = parseObject(line);
  const at = parseInstant(found.at);
  const checks = fields.get(found.kind);
  if (at === null || checks === undefined) return null;
  const event: Record<string, unknown> = { kind: found.kind, at };
  for (const [name, check] of checks) {
    if (!check(found[name])) return null;
    event[name] = found[name];
  }
  // Each field of its kind was checked.
  return event as unknown as LedgerEvent;
}
