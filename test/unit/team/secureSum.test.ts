import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { cellCount, cellsOf, type ShareAnswers, shareQuestions } from '../../../src/domain/teamAnswers';
import {
  cohortHash,
  derivedKey,
  isPublicKey,
  isSumOfAnswers,
  joinIdOf,
  type Keys,
  keyStream,
  maskedCells,
  newKeys,
  openedCells,
  pairMask,
  sharedSecret,
} from '../../../src/team/secureSum';
import { seededRandom } from '../../support/seededRandom';

const key = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
const week = '2026-W47';
const sharedId = 'ab'.repeat(32);

/** So many people with their keys, sorted by the public ones. */
function people(n: number, seed: number | string): Keys[] {
  const random = seededRandom(seed);
  const keys = Array.from({ length: n }, () => newKeys(random));
  return keys.sort((a, b) => (a.publicKey < b.publicKey ? -1 : 1));
}
const publicKeysOf = (cohort: readonly Keys[]) => cohort.map(({ publicKey }) => publicKey);
const hashOf = (cohort: readonly Keys[], about: { week?: string; sharedId?: string } = {}) =>
  cohortHash({ week, sharedId, publicKeys: publicKeysOf(cohort), ...about });

function answersFrom(random: (bytes: number) => Buffer): number[] {
  const answers = shareQuestions.map(question => [question, random(6).readUIntBE(0, 6) % 6]);
  return cellsOf(Object.fromEntries(answers) as ShareAnswers);
}

/** What everybody posts, and what they meant. */
interface Posted {
  readonly plain: readonly number[][];
  readonly masked: readonly Uint32Array[];
}

const known = new Map<string, Posted>();

function posted(n: number, seed: number | string, hash?: string): Posted {
  const name = JSON.stringify([n, seed, hash]);
  const made = known.get(name) ?? make(n, seed, hash);
  known.set(name, made);
  return made;
}

function make(n: number, seed: number | string, hash?: string): Posted {
  const cohort = people(n, seed);
  const random = seededRandom(`answers ${seed}`);
  const plain = cohort.map(() => answersFrom(random));
  const keys = publicKeysOf(cohort);
  const masked = cohort.map(({ privateKey }, at) =>
    maskedCells(plain[at] ?? [], privateKey, keys, hash ?? hashOf(cohort)),
  );
  return { plain, masked };
}

const sumOf = (rows: readonly (readonly number[])[]) =>
  Array.from({ length: cellCount }, (_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0));

/** Pearson's statistic of how evenly bytes fall on all 256 values. */
function chiSquare(bytes: Uint8Array): number {
  const counts = new Array<number>(256).fill(0);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  const expected = bytes.length / 256;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
/** Quantiles of its distribution with 255 degrees of freedom that are left on either side once in a thousand times. */
const [leastSquare, mostSquare] = [190.9, 330.5];
const looksRandom = (rows: readonly Uint32Array[]) => {
  const square = chiSquare(Buffer.concat(rows.map(row => Buffer.from(row.buffer, row.byteOffset, row.byteLength))));
  return square > leastSquare && square < mostSquare;
};
const difference = (one: Uint32Array, other: Uint32Array) => one.map((cell, at) => cell - (other[at] ?? 0));

describe('secure sums', () => {
  // RFC 7748, section 6.1.
  const alice = {
    privateKey: key('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'),
    publicKey: key('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a'),
  };
  const bob = {
    privateKey: key('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'),
    publicKey: key('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'),
  };

  describe('rest on known functions', () => {
    it('X25519: the keys and the secret of RFC 7748, section 6.1', () => {
      for (const { privateKey, publicKey } of [alice, bob]) {
        assert.deepEqual(
          newKeys(() => Buffer.from(privateKey, 'base64url')),
          { privateKey, publicKey },
        );
      }
      const secret = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';
      assert.equal(sharedSecret(alice.privateKey, bob.publicKey)?.toString('hex'), secret);
      assert.equal(sharedSecret(bob.privateKey, alice.publicKey)?.toString('hex'), secret);
    });

    it('X25519: the multiplications of RFC 7748, section 5.2', () => {
      for (const [scalar, coordinate, product] of [
        [
          'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
          'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
          'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
        ],
        [
          '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
          'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
          '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
        ],
      ] as const) {
        assert.equal(sharedSecret(key(scalar), key(coordinate))?.toString('hex'), product);
      }
      const nine = `09${'00'.repeat(31)}`;
      let [scalar, coordinate] = [nine, nine];
      for (let round = 1; round <= 1000; round++) {
        const product = sharedSecret(key(scalar), key(coordinate))?.toString('hex') ?? '';
        [scalar, coordinate] = [product, scalar];
        if (round === 1) assert.equal(product, '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079');
      }
      assert.equal(scalar, '684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51');
    });

    it('HKDF-SHA256: the cases of RFC 5869, appendix A', () => {
      const from = (first: number, count: number) => Buffer.from(Array.from({ length: count }, (_, at) => first + at));
      for (const [secret, salt, info, derived] of [
        [
          Buffer.alloc(22, 0x0b),
          from(0, 13),
          from(0xf0, 10),
          '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
        ],
        [
          from(0, 80),
          from(0x60, 80),
          from(0xb0, 80),
          'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09' +
            'da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
        ],
        [
          Buffer.alloc(22, 0x0b),
          Buffer.alloc(0),
          Buffer.alloc(0),
          '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
        ],
      ] as const) {
        assert.equal(derivedKey(secret, salt, info, derived.length / 2).toString('hex'), derived);
      }
    });

    it('AES-256 in counter mode: known answers of NIST for the counter 0', () => {
      for (const [first, block] of [
        ['80', 'e35a6dcb19b201a01ebcfa8aa22b5759'],
        ['00', 'dc95c078a2408989ad48a21492842087'],
      ] as const) {
        const known = Buffer.from(first.padEnd(64, '0'), 'hex');
        assert.equal(keyStream(known, 192).subarray(0, 16).toString('hex'), block);
      }
    });

    it('the id of a join: the start of the SHA-256 of its key', () => {
      const sha256 = createHash('sha256').update(Buffer.from(alice.publicKey, 'base64url')).digest('hex');
      assert.equal(joinIdOf(alice.publicKey), sha256.slice(0, 32));
    });
  });

  describe('take as a key', () => {
    it('any that somebody made', () => {
      for (const { publicKey } of [alice, bob, ...people(50, 'keys')]) assert.ok(isPublicKey(publicKey));
    });

    /** All coordinates below 2²⁵⁵ that lead to the same secret with everybody (RFC 7748, section 6.1). */
    const smallOrder = [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      `ec${'ff'.repeat(30)}7f`,
      `ed${'ff'.repeat(30)}7f`,
      `ee${'ff'.repeat(30)}7f`,
    ];

    for (const hex of smallOrder) {
      it(`no point of small order: ${hex}`, () => {
        const [cohort, point] = [people(7, 'small'), key(hex)];
        assert.equal(isPublicKey(point), false);
        const keys = [...publicKeysOf(cohort), point].sort();
        for (const { privateKey } of [alice, ...cohort]) {
          assert.equal(sharedSecret(privateKey, point), null);
          assert.throws(() => pairMask(privateKey, point, hashOf(cohort)), RangeError);
        }
        const hash = cohortHash({ week, sharedId, publicKeys: keys });
        for (const { privateKey } of cohort) {
          assert.throws(() => maskedCells(answersFrom(seededRandom(1)), privateKey, keys, hash), RangeError);
        }
      });
    }

    it('no second way to write one', () => {
      const raw = Buffer.from(alice.publicKey, 'base64url');
      const withTopBit = Buffer.from(raw);
      withTopBit[31] = (withTopBit[31] ?? 0) | 0x80;
      // 9, the base point, and what is the same to the curve.
      const overflown = Buffer.from(`f6${'ff'.repeat(30)}7f`, 'hex');
      for (const other of [
        `${alice.publicKey}=`,
        ` ${alice.publicKey}`,
        `${alice.publicKey.slice(0, -1)}${alice.publicKey.endsWith('k') ? 'l' : 'b'}`,
        raw.toString('base64'),
        raw.toString('hex'),
        withTopBit.toString('base64url'),
        overflown.toString('base64url'),
      ]) {
        if (other === alice.publicKey) continue;
        assert.equal(isPublicKey(other), false, other);
        assert.throws(() => pairMask(bob.privateKey, other, 'ab'.repeat(32)), RangeError);
      }
    });

    it('none of another length', () => {
      for (const length of [0, 1, 31, 33, 64]) {
        const other = Buffer.alloc(length, 9).toString('base64url');
        assert.equal(isPublicKey(other), false);
        assert.equal(sharedSecret(alice.privateKey, other), null);
        assert.throws(() => pairMask(alice.privateKey, other, 'ab'.repeat(32)), RangeError);
      }
      assert.throws(() => newKeys(() => Buffer.alloc(31)), RangeError);
    });
  });

  describe('tell the sum, and nothing else', () => {
    it('is what the plain answers add up to, for 5 to 40 people', () => {
      const cohorts = fc.record({ n: fc.integer({ min: 5, max: 40 }), seed: fc.nat() });
      const property = fc.property(cohorts, ({ n, seed }) => {
        const { plain, masked } = posted(n, seed);
        const opened = openedCells(masked);
        assert.deepEqual(opened, sumOf(plain));
        assert.ok(isSumOfAnswers(opened, n));
      });
      fc.assert(property, { numRuns: 12, seed: 7, examples: [[{ n: 5, seed: 1 }], [{ n: 40, seed: 1 }]] });
    });

    it('needs everybody: without any one of them, no cell of the sum is told', () => {
      const { masked } = posted(8, 'one missing');
      for (const missing of masked.keys()) {
        const opened = openedCells(masked.filter((_, at) => at !== missing));
        assert.ok(!isSumOfAnswers(opened, 7) && !isSumOfAnswers(opened, 8));
        assert.ok(opened.filter(cell => cell <= 8).length === 0);
      }
    });

    it('fails where one of them masked for another week, repository or list', () => {
      const cohort = people(8, 'other');
      const keys = publicKeysOf(cohort);
      const cells = answersFrom(seededRandom('cells'));
      const others = [
        hashOf(cohort, { week: '2026-W48' }),
        hashOf(cohort, { sharedId: 'ac'.repeat(32) }),
        hashOf(people(9, 'other')),
      ];
      for (const hash of others) {
        const masked = cohort.map(({ privateKey }, at) =>
          maskedCells(cells, privateKey, keys, at === 3 ? hash : hashOf(cohort)),
        );
        assert.ok(!isSumOfAnswers(openedCells(masked), 8));
      }
    });

    it('is told only by cells that people can have given', () => {
      const { plain } = posted(6, 'garbled');
      const sum = sumOf(plain);
      assert.ok(isSumOfAnswers(sum, 6));
      for (const [garbled, n] of [
        [sum, 5],
        [sum, 7],
        [sum.map((cell, at) => (at === 0 ? cell + 1 : cell)), 6],
        [sum.map((cell, at) => (at === 0 ? cell + 2 ** 32 : cell)), 6],
        [sum.map((cell, at) => (at === 0 ? cell - 7 : at === 1 ? cell + 7 : cell)), 6],
        [sum.map((cell, at) => (at < 2 ? cell + (at === 0 ? 0.5 : -0.5) : cell)), 6],
        [sum.slice(6), 6],
        [[...sum, 0, 0, 0, 0, 0, 6], 6],
        [[], 0],
      ] as const) {
        assert.ok(!isSumOfAnswers(garbled, n));
      }
    });
  });

  describe('refuse to mask', () => {
    const cohort = people(8, 'refused');
    const keys = publicKeysOf(cohort);
    const me = cohort[3] as Keys;
    const cells = answersFrom(seededRandom('refused'));
    const hash = hashOf(cohort);
    const [first = '', ...rest] = keys;
    const cases: Readonly<Record<string, () => Uint32Array>> = {
      'for a list without oneself': () =>
        maskedCells(
          cells,
          me.privateKey,
          keys.filter(each => each !== me.publicKey),
          hash,
        ),
      'for fewer than five': () => maskedCells(cells, me.privateKey, keys.slice(0, 4), hash),
      'for nobody': () => maskedCells(cells, me.privateKey, [], hash),
      'where somebody is listed twice': () => maskedCells(cells, me.privateKey, [first, first, ...rest], hash),
      'where oneself is listed twice': () => maskedCells(cells, me.privateKey, [...keys, me.publicKey].sort(), hash),
      'for a list in another order': () => maskedCells(cells, me.privateKey, [...rest, first], hash),
      'where a key is too short': () => maskedCells(cells, me.privateKey, ['A'.repeat(42), ...keys], hash),
      'for another number of cells': () => maskedCells(cells.slice(1), me.privateKey, keys, hash),
      'for no hash': () => maskedCells(cells, me.privateKey, keys, ''),
      'for a hash in capitals': () => maskedCells(cells, me.privateKey, keys, hash.toUpperCase()),
      'with a key that is none': () => maskedCells(cells, 'AAAA', keys, hash),
    };
    it('nothing else', () => assert.equal(maskedCells(cells, me.privateKey, keys, hash).length, cellCount));
    for (const [name, mask] of Object.entries(cases)) it(name, () => assert.throws(mask, RangeError));
  });

  describe('post what looks like chance', () => {
    const cohorts = Array.from({ length: 16 }, (_, at) => `cohort ${at}`);
    const looks = (masked: (seed: string) => readonly Uint32Array[]) => looksRandom(cohorts.flatMap(masked));

    it('in all vectors but one', () => assert.ok(looks(seed => posted(8, seed).masked.slice(1))));
    it('in the sum of all vectors but one', () => {
      assert.ok(looks(seed => [Uint32Array.from(openedCells(posted(8, seed).masked.slice(1)))]));
    });
    it('in the difference of any two members', () => {
      assert.ok(
        looks(seed =>
          posted(8, seed)
            .masked.slice(2)
            .map((row, at) => difference(row, posted(8, seed).masked[at] ?? row)),
        ),
      );
    });
    it('in the difference of two weeks, even with the same keys', () => {
      const otherWeek = (seed: string) =>
        posted(8, seed, hashOf(people(8, seed), { week: '2026-W48' })).masked.slice(1);
      assert.ok(
        looks(seed => otherWeek(seed).map((row, at) => difference(row, posted(8, seed).masked[at + 1] ?? row))),
      );
    });

    it('which the test would notice without masks', () => {
      assert.ok(
        !looks(seed =>
          posted(8, seed)
            .plain.slice(1)
            .map(row => Uint32Array.from(row)),
        ),
      );
    });
    it('and with masks that are used again', () => {
      const again = (seed: string, row: Uint32Array, at: number) => {
        const cohort = people(8, seed);
        const other = answersFrom(seededRandom(`again ${seed} ${at}`));
        const mine = cohort[at]?.privateKey ?? '';
        return difference(maskedCells(other, mine, publicKeysOf(cohort), hashOf(cohort)), row);
      };
      assert.ok(!looks(seed => posted(8, seed).masked.map((row, at) => again(seed, row, at))));
    });
    it('and with masks of the same bit', () => {
      assert.ok(!looks(seed => posted(8, seed).masked.map(row => row.map(cell => cell | 1))));
    });
  });

  describe('never use a stream twice', () => {
    it('in two pairs, weeks, repositories or cohorts', () => {
      const seen = new Map<string, string>();
      const cohort = people(12, 'streams');
      const smaller = cohort.slice(1);
      const weeks = Array.from({ length: 26 }, (_, at) => `2026-W${String(at + 1).padStart(2, '0')}`);
      const cohortsOf = (of: readonly Keys[], abouts: readonly { week?: string; sharedId?: string }[]) =>
        abouts.map(about => ({ of, about, hash: hashOf(of, about) }));
      const all = [
        ...cohortsOf(
          cohort,
          weeks.map(each => ({ week: each })),
        ),
        ...cohortsOf(cohort, [{ sharedId: 'ac'.repeat(32) }, { sharedId: 'ab'.repeat(31) }]),
        ...cohortsOf(smaller, [{}, { week: '2026-W48' }]),
      ];
      let streams = 0;
      for (const { of, about, hash } of all) {
        for (const [at, one] of of.entries()) {
          for (const other of of.slice(at + 1)) {
            const place = JSON.stringify([about, of.length, one.publicKey, other.publicKey]);
            const mask = Buffer.from(pairMask(one.privateKey, other.publicKey, hash).buffer);
            if (streams++ % 50 === 0) {
              assert.deepEqual(mask, Buffer.from(pairMask(other.privateKey, one.publicKey, hash).buffer), place);
            }
            // Not only whole streams differ: no block of one stands anywhere in another.
            for (let block = 0; block < mask.length; block += 16) {
              const text = mask.subarray(block, block + 16).toString('base64');
              assert.equal(seen.get(text), undefined, place);
              seen.set(text, place);
            }
          }
        }
      }
      assert.equal(streams, 28 * 66 + 2 * 55);
    });

    it('for what differs in anything that a hash is made of, also where the parts run into each other', () => {
      const keys = publicKeysOf(people(6, 'hash'));
      const hashes = [
        { week, sharedId, publicKeys: keys },
        { week: '2026-W48', sharedId, publicKeys: keys },
        { week: '2025-W47', sharedId, publicKeys: keys },
        { week, sharedId: 'ac'.repeat(32), publicKeys: keys },
        { week: `${week}a`, sharedId: sharedId.slice(1), publicKeys: keys },
        { week: sharedId, sharedId: week, publicKeys: keys },
        { week, sharedId, publicKeys: keys.slice(1) },
        { week, sharedId, publicKeys: [...keys, ...keys.slice(0, 1)] },
        { week, sharedId, publicKeys: [keys.join('')] },
        { week, sharedId, publicKeys: [keys.join(',')] },
        { week, sharedId, publicKeys: [keys.join('","')] },
        { week, sharedId: `${sharedId}","${keys[0]}`, publicKeys: keys.slice(1) },
      ].map(cohortHash);
      assert.equal(new Set(hashes).size, hashes.length);
      for (const hash of hashes) assert.match(hash, /^[\da-f]{64}$/);
    });

    it('but the same for the same list in any order', () => {
      const keys = publicKeysOf(people(6, 'hash'));
      assert.equal(
        cohortHash({ week, sharedId, publicKeys: [...keys].reverse() }),
        cohortHash({ week, sharedId, publicKeys: keys }),
      );
    });

    it('where another key leads to the same secret: the stream is bound to the keys themselves', () => {
      // The point of order 2 added to a key leads to the inverse coordinate, and to the same secret with everybody.
      const prime = 2n ** 255n - 19n;
      const coordinate = BigInt(`0x${Buffer.from(bob.publicKey, 'base64url').reverse().toString('hex')}`);
      let [inverse, base] = [1n, coordinate];
      for (let power = prime - 2n; power > 0n; power >>= 1n) {
        if (power & 1n) inverse = (inverse * base) % prime;
        base = (base * base) % prime;
      }
      const twin = Buffer.from(inverse.toString(16).padStart(64, '0'), 'hex').reverse().toString('base64url');
      assert.ok(isPublicKey(twin) && twin !== bob.publicKey);
      assert.deepEqual(sharedSecret(alice.privateKey, twin), sharedSecret(alice.privateKey, bob.publicKey));
      const hash = 'ab'.repeat(32);
      assert.notDeepEqual(pairMask(alice.privateKey, twin, hash), pairMask(alice.privateKey, bob.publicKey, hash));
    });

    it('where a key was swapped: the pair with it, and every other', () => {
      const [cohort, [mallory]] = [people(6, 'swap'), people(1, 'mallory')];
      assert.ok(mallory);
      const swapped = [mallory, ...cohort.slice(1)];
      const [, one, other] = cohort;
      assert.ok(one && other);
      const before = pairMask(one.privateKey, other.publicKey, hashOf(cohort));
      assert.notDeepEqual(pairMask(one.privateKey, other.publicKey, hashOf(swapped)), before);
    });
  });

  describe('new keys', () => {
    it('are new each time', () => {
      const made = Array.from({ length: 20 }, () => newKeys().privateKey);
      assert.equal(new Set(made).size, 20);
    });
  });
});
