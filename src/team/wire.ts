import * as v from 'valibot';
import type { Join } from '../domain/shareRecord';
import { cellCount } from '../domain/teamAnswers';
import { leastPeople } from '../domain/teamSharing';
import type { BoardPlace, MaskedSum } from './board';
import { joinIdOf } from './secureSum';

/** More people than this in a week are nobody's team: a list of more is neither written nor read. */
export const mostKeys = 200;

/** Below it is all that sharing keeps on a host. */
const root = 'refs/eddy/v1';

const weekPattern = /^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/;
const idPattern = /^[\da-f]{32}$/;
const refPattern = /^refs\/eddy\/v1\/([^/]+)\/(join|cohort|sum)\/([^/]+)$/;

/** @throws {RangeError} where the week is none. */
export function refsOfWeek(week: string): string {
  if (!weekPattern.test(week)) throw new RangeError('no week of ISO 8601');
  return `${root}/${week}`;
}

/** @throws {RangeError} where the week or the id is none. */
export function refOf(place: BoardPlace): string {
  if (place.kind === 'cohort') return `${refsOfWeek(place.week)}/cohort/0`;
  return `${refsOfWeek(place.week)}/${place.kind}/${checkedId(place.id)}`;
}

/** `null` for a ref that is none of sharing's, or of another version of it. */
export function placeOf(ref: string): BoardPlace | null {
  const [, week = '', kind, id = ''] = refPattern.exec(ref) ?? [];
  if (!weekPattern.test(week)) return null;
  if (kind === 'cohort') return id === '0' ? { week, kind } : null;
  return (kind === 'join' || kind === 'sum') && idPattern.test(id) ? { week, kind, id } : null;
}

/** What the probe with an id (32 hex digits) posts its {@link probeText} to. */
export const probeRefOf = (id: string): string => `${root}/probe/${checkedId(id)}`;
export const probeText = '{"v":1,"probe":true}\n';

function checkedId(id: string): string {
  if (!idPattern.test(id)) throw new RangeError('no id of 32 hex digits');
  return id;
}

/** Bytes of each kind's content, which never depend on what it says: shorter texts are filled up with spaces. */
export const sizes = { join: 80, cohort: 9250, sum: 360 } as const satisfies Record<BoardPlace['kind'], number>;

/** @throws {RangeError} where it says what no reader takes. */
export function joinText({ k, publicKey }: Omit<Join, 'id'>): string {
  return checked(joinForm, { v: 1, k, pk: publicKey }, sizes.join);
}

/**
 * @param publicKeys sorted, each once.
 * @throws {RangeError} where it says what no reader takes.
 */
export function cohortText(publicKeys: readonly string[]): string {
  return checked(cohortForm, { v: 1, pks: publicKeys }, sizes.cohort);
}

/** @throws {RangeError} where it says what no reader takes. */
export function sumText({ cohort, cells }: Omit<MaskedSum, 'id'>): string {
  if (cells.length !== cellCount) throw new RangeError('another number of cells');
  const bytes = Buffer.alloc(cells.length * 4);
  for (const [at, cell] of cells.entries()) bytes.writeUInt32BE(cell, at * 4);
  return checked(sumForm, { v: 1, cohort, y: bytes.toString('base64') }, sizes.sum);
}

/** `null` where it is not to the byte what {@link joinText} makes. */
export function readJoin(text: string): Join | null {
  const said = read(joinForm, text, sizes.join);
  return said && { id: joinIdOf(said.pk), k: said.k, publicKey: said.pk };
}

/** The public keys; `null` where it is not to the byte what {@link cohortText} makes. */
export function readCohort(text: string): readonly string[] | null {
  return read(cohortForm, text, sizes.cohort)?.pks ?? null;
}

/** Without its id, which the place tells; `null` where it is not to the byte what {@link sumText} makes. */
export function readSum(text: string): Omit<MaskedSum, 'id'> | null {
  const said = read(sumForm, text, sizes.sum);
  if (!said) return null;
  const bytes = Buffer.from(said.y, 'base64');
  return { cohort: said.cohort, cells: Uint32Array.from({ length: cellCount }, (_, at) => bytes.readUInt32BE(at * 4)) };
}

const bytesIn = (count: number, encoding: 'base64' | 'base64url') =>
  v.check((text: string) => {
    const bytes = Buffer.from(text, encoding);
    return bytes.length === count && bytes.toString(encoding) === text;
  });
const version = v.literal(1);
const publicKey = v.pipe(v.string(), bytesIn(32, 'base64url'));

const joinForm = v.strictObject({
  v: version,
  k: v.pipe(v.number(), v.integer(), v.minValue(leastPeople), v.maxValue(mostKeys)),
  pk: publicKey,
});
const cohortForm = v.strictObject({
  v: version,
  pks: v.pipe(
    v.array(publicKey),
    v.maxLength(mostKeys),
    v.check(keys => keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key)),
  ),
});
const sumForm = v.strictObject({
  v: version,
  cohort: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
  y: v.pipe(v.string(), bytesIn(cellCount * 4, 'base64')),
});

function checked<S extends v.GenericSchema>(form: S, said: unknown, size: number): string {
  const text = textOf(said, size);
  if (!v.is(form, said) || text.length !== size) throw new RangeError('of no form that readers take');
  return text;
}

function read<S extends v.GenericSchema>(form: S, text: string, size: number): v.InferOutput<S> | null {
  try {
    // Members are in the form's order now.
    const { success, output } = v.safeParse(form, JSON.parse(text));
    return success && textOf(output, size) === text ? output : null;
  } catch {
    return null;
  }
}

const textOf = (said: unknown, size: number): string => `${JSON.stringify(said).padEnd(size - 1)}\n`;
