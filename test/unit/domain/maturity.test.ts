import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changedLines, maturityOf, type NetDiff, tellsMaturity } from '../../../src/domain/maturity';
import { createdBases } from '../../../src/domain/pullRequest';

/** Files with lines, each a letter; deleted ones are upper case. */
function diff(files: Record<string, string>): NetDiff {
  return new Map(
    Object.entries(files).map(([path, text]) => {
      const lines = new Map<number, number>();
      for (const letter of text) {
        const line = letter.toLowerCase().charCodeAt(0) * (letter === letter.toLowerCase() ? 1 : -1);
        lines.set(line, (lines.get(line) ?? 0) + 1);
      }
      return [path, lines];
    }),
  );
}

const cases: [string, Record<string, string>, Record<string, string>, [number, number]][] = [
  ['nothing', {}, {}, [0, 0]],
  ['the same', { a: 'abc', b: 'X' }, { b: 'X', a: 'cba' }, [0, 4]],
  ['one more', { a: 'abc' }, { a: 'abcd' }, [1, 4]],
  ['one less', { a: 'abc' }, { a: 'ab' }, [1, 3]],
  ['one for another', { a: 'abc' }, { a: 'abx' }, [2, 4]],
  ['as often as it stands there', { a: 'aaa' }, { a: 'aaaaa' }, [2, 5]],
  ['added is not deleted', { a: 'abc' }, { a: 'abC' }, [2, 4]],
  ['a new file', { a: 'abc' }, { a: 'abc', b: 'xy' }, [2, 5]],
  ['a file that goes', { a: 'abc', b: 'xy' }, { a: 'abc' }, [2, 5]],
  ['a renamed file', { a: 'abcdef' }, { b: 'abcdefg' }, [1, 7]],
  ['a renamed file of which half stays', { a: 'abcd' }, { b: 'abxy' }, [4, 6]],
  ['another file of another name', { a: 'abcd' }, { b: 'axyz' }, [8, 8]],
  ['the more alike of two', { a: 'abcd' }, { b: 'abxy', c: 'abcd' }, [4, 8]],
  ['a copy is no renaming', { a: 'abcd' }, { a: 'abcd', b: 'abcd' }, [4, 8]],
];

describe('the lines that changed between two net diffs', () => {
  for (const [name, before, after, [changed, total]] of cases) {
    it(name, () => assert.deepEqual(changedLines(diff(before), diff(after)), { changed, total }));
  }

  it('are at most all, and none from a diff to itself', () => {
    const anyDiff = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.stringMatching(/^[a-dA-D]{0,8}$/)).map(diff);
    fc.assert(
      fc.property(anyDiff, anyDiff, (one, other) => {
        const sum = changedLines(one, other);
        assert.ok(sum.changed >= 0 && sum.changed <= sum.total);
        assert.equal(changedLines(one, one).changed, 0);
      }),
    );
  });
});

describe('maturity', () => {
  it('is the share that did not change, from ten lines on', () => {
    assert.deepEqual(maturityOf({ changed: 3, total: 12 }), { value: 0.75, changedAfter: 3, total: 12 });
    assert.deepEqual(maturityOf({ changed: 10, total: 10 }), { value: 0, changedAfter: 10, total: 10 });
    assert.equal(maturityOf({ changed: 0, total: 9 }), null);
  });

  it('takes creations that were told, seen or recorded', () => {
    assert.deepEqual(createdBases.filter(tellsMaturity), ['exact', 'observed-pr', 'observed-push', 'recorded-push']);
  });
});
