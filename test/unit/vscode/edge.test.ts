import assert from 'node:assert/strict';
import { edge, swiftEdge } from '../../../src/vscode/edge';

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

  it('of what happens at every keystroke runs it at once, and ends an error the same way', () => {
    const seen: string[] = [];
    const listener = swiftEdge(log, 'edit', (key: string) => {
      seen.push(key);
      if (key === 'x') throw new RangeError('/home/ada/secret');
    });
    assert.equal(listener('a'), undefined);
    listener('x');
    assert.deepEqual(seen, ['a', 'x']);
    assert.deepEqual(logged, ['edit failed: RangeError']);
  });
});
