import { createCipheriv, createHash } from 'node:crypto';

/** Bytes that a seed tells: the same in every run, and as even as a cipher's. */
export function seededRandom(seed: number | string): (bytes: number) => Buffer {
  const key = createHash('sha256').update(`seed ${seed}`).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return bytes => stream.update(Buffer.alloc(bytes));
}
