import assert from 'node:assert/strict';
import { edge } from '../../../src/vscode/edge';

describe('an edge', () => {
  const logged: string[] = [];
  const log = { error: (message: string) => logged.push(message) };
  beforeEach(() => logged.splice(0));

  it('hands on what it is called with', async () => {
    const seen: unknown[] = [];
    await edge(log, 'command', (...args: number[]) => seen.push(...args))(1, 2);
    assert.deepEqual(seen, [1, 2]);
    assert.deepEqual(logged, []);
  });

  for (const [kind, run] of [
    [
      'thrown',
      () => {
        throw new RangeError('/home/ada/secret');
      },
    ],
    ['rejected', () => Promise.reject(new RangeError('/home/ada/secret'))],
  ] as const) {
    it(`ends an error that is ${kind}, and logs its kind without what it says`, async () => {
      await edge(log, 'command', run)();
      assert.deepEqual(logged, ['command failed: RangeError']);
    });
  }
});
