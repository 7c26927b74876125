import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { buckets, cellCount, shareSchema } from '../domain/teamAnswers';
import { leastPeople } from '../domain/teamSharing';

/**
 * The pairwise-masked sum of Bonawitz et al., "Practical Secure Aggregation for Privacy-Preserving Machine Learning"
 * (2017), without its recovery of those who drop out, on purpose: with it, whoever deletes somebody's sum could ask the
 * others for the masks. Each pair of members shares a stream of numbers that one adds and the other takes away, so that
 * the masks cancel in the sum over all, and in no other.
 */

/** X25519 (RFC 7748), raw 32 bytes each, base64url. */
export interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** What a hash of a cohort is made of. */
export interface Cohort {
  /** ISO 8601 week that it is about. */
  readonly week: string;
  /** 64 hex digits, see `ShareFacts`. */
  readonly sharedId: string;
  /** In any order. */
  readonly publicKeys: readonly string[];
}

const keyBytes = 32;
/** What stands before the raw key in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex');
/** 2²⁵⁵ − 19, of which every coordinate of the curve is a remainder. */
const fieldPrime = 2n ** 255n - 19n;
/** Coordinates of the points of small order, on the curve and on its twist: what is shared with them is 0 for everybody. */
const smallOrder: readonly bigint[] = [
  0n,
  1n,
  fieldPrime - 1n,
  0xb8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0n,
  0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
];

export function newKeys(random: (bytes: number) => Buffer = randomBytes): Keys {
  const raw = random(keyBytes);
  return { publicKey: publicKeyOf(privateKeyFrom(raw)), privateKey: raw.toString('base64url') };
}

/** The first 32 hex digits of the SHA-256 of the raw key. */
export function joinIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32);
}

/**
 * Whether a text is a public key that a secret can be shared with: 32 bytes in the one way to write them, a coordinate in
 * the one way to write it, and no point of small order (RFC 7748, section 6.1).
 */
export function isPublicKey(text: string): boolean {
  const raw = Buffer.from(text, 'base64url');
  if (raw.length !== keyBytes || raw.toString('base64url') !== text) return false;
  const coordinate = BigInt(`0x${raw.reverse().toString('hex')}`);
  return coordinate < fieldPrime && !smallOrder.includes(coordinate);
}

/** 64 hex digits that tell a cohort from every other: another week, repository or key makes another one. */
export function cohortHash({ week, sharedId, publicKeys }: Cohort): string {
  const said = JSON.stringify([shareSchema, week, sharedId, [...publicKeys].sort()]);
  return createHash('sha256').update(said).digest('hex');
}

/**
 * Cells that say nothing until those of all others are added to them.
 * @param cells `cellCount` of them.
 * @param publicKeys the cohort's: sorted, each once, and the own one among them.
 * @param hash that of the cohort.
 * @throws {RangeError} where it is less than that, or fewer than five people; nothing may be posted then.
 */
export function maskedCells(
  cells: readonly number[],
  privateKey: string,
  publicKeys: readonly string[],
  hash: string,
): Uint32Array {
  const own = ownKeyOf(privateKey);
  const { me } = own;
  if (cells.length !== cellCount) throw new RangeError('another number of cells');
  if (publicKeys.length < leastPeople) throw new RangeError('too few people');
  if (publicKeys.some((key, at) => at > 0 && (publicKeys[at - 1] ?? '') >= key)) {
    throw new RangeError('keys not in order');
  }
  if (!publicKeys.includes(me)) throw new RangeError('a cohort of others');
  const masked = Uint32Array.from(cells);
  for (const other of publicKeys.filter(key => key !== me)) {
    const sign = me < other ? 1 : -1;
    // What does not fit into 32 bits falls away, which is what makes the masks cancel.
    maskOf(own, other, hash).forEach((value, at) => {
      masked[at] = (masked[at] ?? 0) + sign * value;
    });
  }
  return masked;
}

/** The sum over what all members of a cohort posted. */
export function openedCells(sums: readonly Uint32Array[]): number[] {
  const opened = new Uint32Array(cellCount);
  for (const cells of sums) {
    cells.forEach((cell, at) => {
      opened[at] = (opened[at] ?? 0) + cell;
    });
  }
  return [...opened];
}

/** Whether cells can be the sum of so many people's answers: of each question, every one of them gave one. */
export function isSumOfAnswers(cells: readonly number[], n: number): boolean {
  if (cells.length !== cellCount || !cells.every(cell => Number.isInteger(cell) && cell >= 0)) return false;
  const questions = Array.from({ length: cellCount / buckets.length }, (_, question) =>
    cells.slice(question * buckets.length, (question + 1) * buckets.length),
  );
  return questions.every(answers => answers.reduce((sum, cell) => sum + cell, 0) === n);
}

/**
 * What two members of a cohort share and nobody else knows, a number for each cell: the same for both of them.
 * @param hash of the cohort.
 * @throws {RangeError} where the other's key is none.
 */
export function pairMask(privateKey: string, other: string, hash: string): Uint32Array {
  return maskOf(ownKeyOf(privateKey), other, hash);
}

/** X25519; `null` where the secret would be the same with every private key (RFC 7748, section 6.1). */
export function sharedSecret(privateKey: string, publicKey: string): Buffer | null {
  return secretOf(privateKeyFrom(Buffer.from(privateKey, 'base64url')), publicKey);
}

/** HKDF-SHA256 (RFC 5869). */
export function derivedKey(secret: Buffer, salt: Buffer, info: string | Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
}

/** AES-256 in counter mode (NIST SP 800-38A) from 0 on: for a key that is used for nothing else. */
export function keyStream(key: Buffer, bytes: number): Buffer {
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

/** A member's own key, and the public one that goes with it. */
interface OwnKey {
  readonly key: KeyObject;
  readonly me: string;
}

function ownKeyOf(privateKey: string): OwnKey {
  const key = privateKeyFrom(Buffer.from(privateKey, 'base64url'));
  return { key, me: publicKeyOf(key) };
}

function maskOf({ key, me }: OwnKey, other: string, hash: string): Uint32Array {
  if (!/^[\da-f]{64}$/.test(hash)) throw new RangeError('no hash of a cohort');
  const secret = isPublicKey(other) ? secretOf(key, other) : null;
  if (!secret) throw new RangeError('a key that shares no secret');
  const pair = JSON.stringify([shareSchema, 'mask', ...[me, other].sort()]);
  const stream = keyStream(derivedKey(secret, Buffer.from(hash, 'hex'), pair, keyBytes), cellCount * 4);
  return Uint32Array.from({ length: cellCount }, (_, at) => stream.readUInt32BE(at * 4));
}

function secretOf(own: KeyObject, other: string): Buffer | null {
  const raw = Buffer.from(other, 'base64url');
  if (raw.length !== keyBytes) return null;
  const publicKey = createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' });
  try {
    const secret = diffieHellman({ privateKey: own, publicKey });
    return secret.some(byte => byte !== 0) ? secret : null;
  } catch {
    // Node refuses points of small order itself.
    return null;
  }
}

function privateKeyFrom(raw: Buffer): KeyObject {
  if (raw.length !== keyBytes) throw new RangeError('another length of a private key');
  return createPrivateKey({ key: Buffer.concat([privatePrefix, raw]), format: 'der', type: 'pkcs8' });
}

function publicKeyOf(privateKey: KeyObject): string {
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return der.subarray(publicPrefix.length).toString('base64url');
}
