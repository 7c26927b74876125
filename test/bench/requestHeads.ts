import type { Git } from '../../src/git/git';

export type Head = readonly [number: number, id: string];

const { signal } = new AbortController();

/** Where the branches of requests were last (`refs/pull/N/head`), by number. */
export async function readHeads(git: Git): Promise<Map<number, string>> {
  const listed = await git.query(['for-each-ref', '--format=%(objectname) %(refname)', 'refs/pull/'], signal);
  const heads = new Map<number, string>();
  for (const row of listed.split('\n')) {
    const match = /^(\w+) refs\/pull\/(\d+)\/head$/.exec(row);
    if (match) heads.set(Number(match[2]), match[1] as string);
  }
  return heads;
}

/** So many of what has a number, the same on each run. */
export function drawn<T extends readonly [number, ...unknown[]]>(all: readonly T[], count: number): T[] {
  let state = 20_261;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  const ranked = [...all].sort(([a], [b]) => a - b).map(each => ({ each, rank: random() }));
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ each }) => each);
}
