import { createCipheriv, createHash } from 'node:crypto';

const chunkBytes = 4096;

/** Bytes that a seed tells: the same in every run, and as even as a cipher's. */
export function seededRandom(seed: number | string): (bytes: number) => Buffer {
  const key = createHash('sha256').update(`seed ${seed}`).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  let rest = Buffer.alloc(0);
  return bytes => {
    while (rest.length < bytes) rest = Buffer.concat([rest, stream.update(Buffer.alloc(chunkBytes))]);
    const taken = rest.subarray(0, bytes);
    rest = rest.subarray(bytes);
    return taken;
  };
}
