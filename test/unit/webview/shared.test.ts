import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSame, shared } from '../../../webview/shared';

describe('what a new state shares with the one before', () => {
  it('is equal to the new one, whatever was before', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (before, now) => assert.deepEqual(shared(before, now), now)));
  });

  it('is the one before, where nothing is different', () => {
    fc.assert(fc.property(fc.jsonValue(), before => assert.equal(shared(before, structuredClone(before)), before)));
  });

  it('is every part that is the same', () => {
    const before = { flow: { days: [{ at: 1 }, { at: 2 }] }, durability: { weeks: [1, 2] } };
    const now = { flow: { days: [{ at: 1 }, { at: 3 }] }, durability: { weeks: [1, 2] } };
    const after = shared(before, now);
    assert.deepEqual(after, now);
    assert.equal(after.durability, before.durability);
    assert.equal(after.flow.days[0], before.flow.days[0]);
    assert.notEqual(after.flow.days, before.flow.days);
  });

  it('tells properties that are there from those that are not', () => {
    assert.equal(isSame({ a: undefined }, { b: undefined }), false);
    assert.equal(isSame({ a: Number.NaN }, { a: Number.NaN }), true);
  });
});
