import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineNoise } from '../../../src/domain/noise';
import { type ModelHunk, type ModelNoise, modelNoise, plainNoise } from '../../support/noiseModel';

/** A hunk in short: the file, then its lines, marked with `-` and `+`; lines count from 1 in each file. */
type Short = readonly [file: number, ...lines: string[]];

const generatedFile = 9;
const isGenerated = (file: number): boolean => file === generatedFile;

function hunksOf(shorts: readonly Short[]): ModelHunk[] {
  const next = new Map<string, number>();
  return shorts.map(([file, ...lines]) => {
    const side = (sign: string) =>
      lines
        .filter(line => line.startsWith(sign))
        .map(line => {
          const number = (next.get(`${file}${sign}`) ?? 0) + 1;
          next.set(`${file}${sign}`, number);
          return { file, line: number, text: line.slice(1) };
        });
    return { deleted: side('-'), added: side('+') };
  });
}

/** A hash that is as good as any, for the rules only ask whether texts are the same. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}

function noiseOf(noise: LineNoise, hunks: readonly ModelHunk[]): ModelNoise {
  const facts = (text: string) => {
    const trimmed = text.trim();
    return [hash(text.replace(/\s/g, '')), hash(`trimmed ${trimmed}`), trimmed.length] as const;
  };
  for (const { deleted, added } of hunks) {
    for (const { file, line, text } of deleted) noise.deleted(file, line, ...facts(text));
    for (const { file, line, text } of added) noise.added(file, line, ...facts(text));
    noise.endHunk();
  }
  return plainNoise(noise.endCommit(isGenerated));
}

const none: ModelNoise = { blankAdded: [], blankDeleted: [], whitespace: [], moved: [] };

const cases: Readonly<Record<string, readonly [hunks: readonly Short[], expected: Partial<ModelNoise>]>> = {
  'nothing is found where nothing is alike': [[[0, '-one line here', '+another line there']], {}],
  'blank lines count on both sides, and are no pair': [
    [[0, '-', '- \t', '-text', '+', '+more']],
    { blankAdded: ['0:1'], blankDeleted: ['0:1', '0:2'] },
  ],
  'white space within a line': [[[0, '-a=b', '+  a = b ']], { whitespace: ['0:1 > 0:1'] }],
  'white space in short lines': [[[0, '-}', '+\t}']], { whitespace: ['0:1 > 0:1'] }],
  'lines of one hunk in another order': [
    [[0, '-one', '-two', '+two', '+one']],
    { whitespace: ['0:2 > 0:1', '0:1 > 0:2'] },
  ],
  'white space only within the hunk': [
    [
      [0, '-short'],
      [0, '+ short'],
    ],
    {},
  ],
  'a line split in two is no white space': [[[0, '-a, b', '+a,', '+b']], {}],
  'a move to another hunk': [
    [
      [0, '-this one moves'],
      [0, '+\tthis one moves'],
    ],
    { moved: ['0:1 > 0:1'] },
  ],
  'a move to another file, and neighbours together': [
    [
      [0, '-the first line', '-the second line', '-the third line'],
      [1, '+the first line', '+the second line', '+something else'],
    ],
    { moved: ['0:1 > 1:1', '0:2 > 1:2'] },
  ],
  'a move back to an earlier file': [
    [
      [0, '+this one moves'],
      [1, '-this one moves'],
    ],
    { moved: ['1:1 > 0:1'] },
  ],
  'eight characters move': [
    [
      [0, '-  12345678 '],
      [1, '+12345678'],
    ],
    { moved: ['0:1 > 1:1'] },
  ],
  'seven characters do not': [
    [
      [0, '-  1234567  '],
      [1, '+1234567'],
    ],
    {},
  ],
  'other white space within a line that moves is another text': [
    [
      [0, '-this one moves'],
      [1, '+this  one moves'],
    ],
    {},
  ],
  'fewer places than lines: the first lines moved': [
    [
      [0, '-the same text', '-the same text', '-the same text'],
      [1, '+the same text', '+the same text'],
    ],
    { moved: ['0:1 > 1:1', '0:2 > 1:2'] },
  ],
  'fewer lines than places: the first places took them': [
    [
      [0, '-the same text', '-the same text'],
      [1, '+the same text', '+the same text', '+the same text'],
    ],
    { moved: ['0:1 > 1:1', '0:2 > 1:2'] },
  ],
  'pairs in the order of files and lines': [
    [
      [0, '-the same text'],
      [1, '-the same text'],
      [2, '+the same text'],
      [3, '+the same text'],
    ],
    { moved: ['0:1 > 2:1', '1:1 > 3:1'] },
  ],
  'text that was only added is a copy': [[[0, '+the same text', '+the same text']], {}],
  'generated files do not give': [
    [
      [0, '+this one moves'],
      [generatedFile, '-this one moves'],
    ],
    {},
  ],
  'generated files do not take': [
    [
      [0, '-this one moves'],
      [generatedFile, '+this one moves'],
    ],
    {},
  ],
  'generated files take no pair from others': [
    [
      [0, '-this one moves'],
      [generatedFile, '-this one moves'],
      [generatedFile + 1, '+this one moves', '+this one moves'],
    ],
    { moved: ['0:1 > 10:1'] },
  ],
  'white space in generated files': [[[generatedFile, '-text', '+ text']], { whitespace: ['9:1 > 9:1'] }],
  'white space goes before moves': [
    [
      [0, '-the same text'],
      [1, '-the same text', '+ the same text'],
      [2, '+the same text'],
    ],
    { whitespace: ['1:1 > 1:1'], moved: ['0:1 > 2:1'] },
  ],
  'a blank line between moved ones': [
    [
      [0, '-the first line', '-', '-the second line'],
      [1, '+the first line', '+', '+the second line'],
    ],
    { blankAdded: ['1:2'], blankDeleted: ['0:2'], moved: ['0:1 > 1:1', '0:3 > 1:3'] },
  ],
};

describe('noise', () => {
  for (const [title, [shorts, expected]] of Object.entries(cases)) {
    it(`finds: ${title}`, () => {
      const hunks = hunksOf(shorts);
      assert.deepEqual(noiseOf(new LineNoise(), hunks), { ...none, ...expected });
      assert.deepEqual(modelNoise(hunks, isGenerated), { ...none, ...expected });
    });
  }

  it('keeps nothing of the commit before', () => {
    const noise = new LineNoise();
    noiseOf(noise, hunksOf([[0, '-this one moves', '- ', '+other']]));
    assert.deepEqual(noiseOf(noise, hunksOf([[0, '+this one moves']])), none);
  });

  it('joins neighbours, and ends a stretch where lines part, kinds change or the order turns', () => {
    const noise = new LineNoise();
    for (const { deleted, added } of hunksOf([
      [0, '-the first line', '-the second line', '-gone', '-the third line'],
      [1, '+the first line', '+the second line', '+the third line'],
    ])) {
      for (const { file, line, text } of deleted) noise.deleted(file, line, hash(text), hash(text), text.length);
      for (const { file, line, text } of added) noise.added(file, line, hash(text), hash(text), text.length);
      noise.endHunk();
    }
    assert.deepEqual(noise.endCommit(isGenerated).carried, [0, 1, 1, 1, 2, 1, 0, 4, 1, 3, 1, 1]);
  });

  it('is what its definition says, of any commit', () => {
    // Few texts, so that many are alike; the long hunks are those that are paired by way of a map.
    const words = [
      '',
      ' ',
      '}',
      'short',
      'the same text',
      'the  same text',
      ' the same text',
      'another text',
      '12345678',
    ];
    const line = fc.tuple(fc.constantFrom('-', '+'), fc.constantFrom(...words)).map(([sign, text]) => `${sign}${text}`);
    const hunk = fc.tuple(fc.nat(3), fc.array(line, { minLength: 1, maxLength: 60 }));
    const noise = new LineNoise();
    fc.assert(
      fc.property(fc.array(hunk, { maxLength: 8 }), found => {
        const sorted = found
          .map(([file, lines]): Short => [file === 3 ? generatedFile : file, ...lines])
          .sort(([one], [other]) => one - other);
        const hunks = hunksOf(sorted);
        assert.deepEqual(noiseOf(noise, hunks), modelNoise(hunks, isGenerated));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('takes more lines than its first buffers hold', () => {
    const many = Array.from({ length: 700 }, (_, number) => `line number ${number}`);
    const hunks = hunksOf([
      [0, ...many.map(text => `-${text}`)],
      [1, ...many.map(text => `+${text}`)],
    ]);
    assert.equal(noiseOf(new LineNoise(), hunks).moved.length, 700);
  });
});
