import assert from 'node:assert/strict';
import { neutralNames } from '../../../src/text/neutralNames';
import { Wording } from '../../../src/text/wording';
import { english } from '../../support/translation';

const names = neutralNames(new Wording(english, 'en', 'UTC'));

describe('neutral names', () => {
  it('count requests, branches and repositories', () => {
    assert.deepEqual(
      [names.request(1), names.branch(12), names.repository(2)],
      ['Request 1', 'Branch 12', 'Repository 2'],
    );
  });

  for (const [number, letters] of [
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [52, 'AZ'],
    [53, 'BA'],
    [702, 'ZZ'],
    [703, 'AAA'],
  ] as const) {
    it(`call area ${number} ${letters}`, () => assert.equal(names.area(number), letters));
  }
});
