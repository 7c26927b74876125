import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { cellCount } from '../../../src/domain/teamAnswers';
import type { BoardPlace } from '../../../src/team/board';
import {
  cohortText,
  joinText,
  mostKeys,
  placeOf,
  probeRefOf,
  readCohort,
  readJoin,
  readSum,
  refOf,
  refsOfWeek,
  sizes,
  sumText,
} from '../../../src/team/wire';

const week = '2026-W47';
const id = '0123456789abcdef'.repeat(2);
const key = Buffer.alloc(32, 7).toString('base64url');
const hash = 'ab'.repeat(32);

const publicKeys = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map(bytes => Buffer.from(bytes).toString('base64url'));
const cellsOf = fc.array(fc.nat(0xffffffff), { minLength: cellCount, maxLength: cellCount });

describe('the wire', () => {
  it('names places as refs, and finds them again', () => {
    const places: readonly (readonly [BoardPlace, string])[] = [
      [{ week, kind: 'join', id }, `refs/eddy/v1/2026-W47/join/${id}`],
      [{ week, kind: 'sum', id }, `refs/eddy/v1/2026-W47/sum/${id}`],
      [{ week, kind: 'cohort' }, 'refs/eddy/v1/2026-W47/cohort/0'],
    ];
    for (const [place, ref] of places) {
      assert.equal(refOf(place), ref);
      assert.deepEqual(placeOf(ref), place);
    }
  });

  it('takes no other ref for a place', () => {
    const good = refOf({ week, kind: 'join', id });
    for (const ref of [
      good.replace('v1', 'v2'),
      good.replace('W47', 'W54'),
      good.replace('W47', 'W00'),
      good.replace('2026', '02026'),
      good.replace('join', 'joins'),
      `${good}0`,
      good.slice(0, -1),
      good.toUpperCase(),
      `${good}/0`,
      `x/${good}`,
      `${good}\n`,
      'refs/eddy/v1/2026-W47/cohort/1',
      probeRefOf(id),
      '',
    ]) {
      assert.equal(placeOf(ref), null, ref);
    }
  });

  it('makes no ref of what is no week or id', () => {
    for (const bad of ['', '*', '2026-W54', '2026-W47/../..', `${week}\n`, 'probe']) {
      assert.throws(() => refsOfWeek(bad), RangeError, bad);
      assert.throws(() => refOf({ week: bad, kind: 'cohort' }), RangeError, bad);
    }
    for (const bad of ['', '*', id.toUpperCase(), `${id}0`, `${id}:refs/heads/main`, `${id}\n`]) {
      assert.throws(() => refOf({ week, kind: 'join', id: bad }), RangeError, bad);
      assert.throws(() => probeRefOf(bad), RangeError, bad);
    }
  });

  it('says a join as the design has it, and reads its id from its key', () => {
    const text = joinText({ k: 5, publicKey: key });
    assert.equal(text.trimEnd(), `{"v":1,"k":5,"pk":"${key}"}`);
    const expected = createHash('sha256').update(Buffer.alloc(32, 7)).digest('hex').slice(0, 32);
    assert.deepEqual(readJoin(text), { id: expected, k: 5, publicKey: key });
  });

  it('says the cells of a sum in big-endian order', () => {
    const cells = new Uint32Array(cellCount);
    cells[0] = 1;
    cells[47] = 0xfffefdfc;
    const text = sumText({ cohort: hash, cells });
    assert.match(text, /^{"v":1,"cohort":"(?:ab){32}","y":"AAAAAQA+D\/\/v38"} *\n$/);
    assert.deepEqual(readSum(text), { cohort: hash, cells });
  });

  it('reads what it said, in texts that are of one size for each kind', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: mostKeys }),
        fc.uniqueArray(publicKeys, { maxLength: 40 }),
        cellsOf,
        publicKeys,
        (k, keys, cells, publicKey) => {
          const join = joinText({ k, publicKey });
          assert.deepEqual([readJoin(join)?.k, readJoin(join)?.publicKey], [k, publicKey]);
          const sorted = [...keys].sort();
          const cohort = cohortText(sorted);
          assert.deepEqual(readCohort(cohort), sorted);
          const sum = sumText({ cohort: hash, cells: Uint32Array.from(cells) });
          assert.deepEqual([...(readSum(sum)?.cells ?? [])], cells);
          assert.deepEqual(
            [join, cohort, sum].map(text => Buffer.byteLength(text)),
            Object.values(sizes),
          );
        },
      ),
    );
  });

  it('has room for the greatest cohort, and for no greater one', () => {
    const keys = Array.from({ length: mostKeys + 1 }, () => randomBytes(32).toString('base64url')).sort();
    const most = cohortText(keys.slice(1));
    assert.equal(most.length, sizes.cohort);
    assert.deepEqual(readCohort(most), keys.slice(1));
    assert.throws(() => cohortText(keys), RangeError);
    assert.equal(readCohort(`${JSON.stringify({ v: 1, pks: keys })}\n`), null);
  });

  it('says nothing that readers would not take', () => {
    for (const k of [4, 0, -5, 5.5, mostKeys + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => joinText({ k, publicKey: key }), RangeError, String(k));
    }
    for (const publicKey of ['', key.slice(1), `${key}A`, `${key}=`, key.replace(/.$/, '1'), `${key.slice(1)}+`]) {
      assert.throws(() => joinText({ k: 5, publicKey }), RangeError, publicKey);
      assert.throws(() => cohortText([publicKey]), RangeError, publicKey);
    }
    const [first = '', second = ''] = [key, Buffer.alloc(32, 8).toString('base64url')].sort();
    assert.throws(() => cohortText([second, first]), RangeError);
    assert.throws(() => cohortText([first, first]), RangeError);
    assert.throws(() => sumText({ cohort: hash.slice(1), cells: new Uint32Array(cellCount) }), RangeError);
    assert.throws(() => sumText({ cohort: hash.toUpperCase(), cells: new Uint32Array(cellCount) }), RangeError);
    assert.throws(() => sumText({ cohort: hash, cells: new Uint32Array(cellCount - 1) }), RangeError);
  });

  const join = joinText({ k: 5, publicKey: key });
  const cohort = cohortText([key]);
  const sum = sumText({ cohort: hash, cells: new Uint32Array(cellCount) });

  const other: readonly (readonly [string, (text: string) => string])[] = [
    ['another version', text => text.replace('"v":1', '"v":2')],
    ['a version as text', text => text.replace('"v":1,', '"v":"1",').replace('  \n', '\n')],
    ['one more member', text => text.replace('"v":1', '"v":1,"a":1').replace('      \n', '\n')],
    ['another order', text => text.replace(/^{("v":1),(.*)}( *\n)$/, '{$2,$1}$3')],
    ['a member twice', text => text.replace('"v":1', '"v":1,"v":1').replace('      \n', '\n')],
    ['a space in another place', text => text.replace('"v":1', '"v": 1').replace(' \n', '\n')],
    ['no end of the line', text => text.replace('\n', ' ')],
    ['a tab among the spaces', text => text.replace(' \n', '\t\n')],
    ['one byte less', text => text.replace(' \n', '\n')],
    ['one byte more', text => text.replace('\n', ' \n')],
    ['an escape for a letter', text => text.replace('"v"', '"\\u0076"').replace('     \n', '\n')],
    ['a number written otherwise', text => text.replace('"v":1', '"v":1.0').replace('  \n', '\n')],
    ['an array', text => `[${text.trimEnd()}]`.padEnd(text.length - 1).concat('\n')],
    ['null', text => 'null'.padEnd(text.length - 1).concat('\n')],
    ['no JSON', text => text.replace('{', '(')],
    ['nothing', () => ''],
  ];
  for (const [what, change] of other) {
    it(`takes no text with ${what}`, () => {
      for (const [text, reader] of [
        [join, readJoin],
        [cohort, readCohort],
        [sum, readSum],
      ] as const) {
        assert.notEqual(change(text), text);
        assert.notEqual(reader(text), null);
        assert.equal(reader(change(text)), null);
      }
    });
  }

  it('takes no join that asks for fewer than five people, and no cohort that is not sorted or says a key twice', () => {
    for (const k of ['4', '0', '2', '-', '"', '201'])
      assert.equal(readJoin(fitted(join.replace('"k":5', `"k":${k}`), sizes.join)), null);
    const keys = Array.from({ length: 3 }, () => randomBytes(32).toString('base64url')).sort();
    const said = (pks: readonly unknown[]) => fitted(JSON.stringify({ v: 1, pks }), sizes.cohort);
    assert.deepEqual(readCohort(said(keys)), keys);
    for (const bad of [[...keys].reverse(), [...keys, keys[2]], [1, ...keys], [...keys, 'zz'], [null]]) {
      assert.equal(readCohort(said(bad)), null);
    }
  });

  it('never throws, whatever it reads', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('{"__proto__":{"v":1}}')), text => {
        for (const reader of [readJoin, readCohort, readSum]) assert.equal(reader(text), null);
        assert.equal(placeOf(text), null);
      }),
    );
  });
});

const fitted = (text: string, size: number): string => `${text.trimEnd().padEnd(size - 1)}\n`;
