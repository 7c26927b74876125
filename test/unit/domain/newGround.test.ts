import assert from 'node:assert/strict';
import {
  commitsOnNewGround,
  type FirstTouches,
  firstTouches,
  groundOf,
  isSettled,
  newGround,
  type TouchedFile,
} from '../../../src/domain/newGround';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 0, 5);
const weeks = [0, 1, 2].map(number => ({
  week: `${number}`,
  from: start + number * 7 * dayMs,
  to: start + (number + 1) * 7 * dayMs,
}));

const files: Readonly<
  Record<string, { readonly of: readonly TouchedFile[]; readonly languages: string; readonly areas: string }>
> = {
  nothing: { of: [], languages: '', areas: '' },
  'files in folders': {
    of: [{ path: 'src/a/b.ts' }, { path: 'docs/x.md' }, { path: 'src/c.py' }],
    languages: 'TypeScript Python',
    areas: 'src docs',
  },
  'a file at the top, of no folder': { of: [{ path: 'main.go' }], languages: 'Go', areas: '' },
  'a folder that begins with a dot': { of: [{ path: '.github/x.yml' }], languages: '', areas: '.github' },
  'what a program wrote or others did': {
    of: [{ path: 'dist/x.js' }, { path: 'lib/x.pb.go' }, { path: 'vendor/x.rb' }, { path: 'web/package-lock.json' }],
    languages: '',
    areas: '',
  },
  'a file that only moved': { of: [{ path: 'new/a.ts', movedFrom: 'old/a.ts' }], languages: '', areas: '' },
  'a file that moved to another language': {
    of: [{ path: 'new/a.ts', movedFrom: 'old/a.js' }],
    languages: 'TypeScript',
    areas: '',
  },
};

/** Touches on days from the first Monday on, by name; languages have a capital. */
function touchesOf(days: Readonly<Record<string, number>>, first = Math.min(...Object.values(days))): FirstTouches {
  const none: ReadonlySet<string> = new Set();
  const touches = Object.entries(days).map(([name, day]) => {
    const isLanguage = /^[A-Z]/.test(name);
    const ground = { languages: isLanguage ? new Set([name]) : none, areas: isLanguage ? none : new Set([name]) };
    return [{ at: start + day * dayMs, commit: `${name} on ${day}` }, ground] as const;
  });
  const begin = [
    { at: start + first * dayMs, commit: 'begin' },
    { languages: none, areas: none },
  ] as const;
  return firstTouches([...touches, begin]);
}

const told = (touches: FirstTouches, isMarked: (commit: string) => boolean = () => false) =>
  newGround(touches, weeks, isMarked).map(({ languages, areas, firstWeek }) => {
    const names = [...languages, ...areas].map(({ name, withAi }) => name + (withAi ? ' with AI' : ''));
    return names.join(', ') + (firstWeek ? 'first week' : '');
  });

describe('new ground', () => {
  for (const [what, { of, languages, areas }] of Object.entries(files)) {
    it(`takes ${what}`, () => {
      const ground = groundOf(of);
      assert.deepEqual([[...ground.languages].join(' '), [...ground.areas].join(' ')], [languages, areas]);
    });
  }

  it('goes by what attributes say of a path', () => {
    const kindOf = (path: string) =>
      ({ category: path === 'api/x.go' ? 'generated' : 'logic', vendored: false }) as const;
    assert.deepEqual([...groundOf([{ path: 'api/x.go' }, { path: 'api/y.ts' }], kindOf).languages], ['TypeScript']);
  });

  it('is of the week in which it was touched first', () => {
    assert.deepEqual(told(touchesOf({ Go: 8, docs: 20, src: -300, Rust: 21, Zig: 7 }, -300)), ['', 'Zig, Go', 'docs']);
  });

  it('begins and ends with the week, to the millisecond', () => {
    const at = (day: number) => told(touchesOf({ Go: day }, -1));
    assert.deepEqual(
      [at(7), at(14 - 1 / dayMs)],
      [
        ['', 'Go', ''],
        ['', 'Go', ''],
      ],
    );
    assert.deepEqual(at(7 - 1 / dayMs), ['Go', '', '']);
  });

  it('is nothing in the week of the first commit, in which all is', () => {
    assert.deepEqual(told(touchesOf({ Go: 3, src: 4, docs: 9 })), ['first week', 'docs', '']);
  });

  it('is in the order of the commits, then of the names', () => {
    assert.deepEqual(told(touchesOf({ b: 9, a: 9, Zig: 9, Ada: 10, c: 8 }, -1))[1], 'Zig, Ada, c, a, b');
  });

  it('tells where the commit is marked', () => {
    const isMarked = (commit: string) => commit === 'Go on 8';
    assert.deepEqual(told(touchesOf({ Go: 8, src: 8 }, -1), isMarked)[1], 'Go with AI, src');
  });

  it('is the same in whatever order commits come, and when some were known before', () => {
    const one = touchesOf({ Go: 8, src: 2 }, -1);
    const other = touchesOf({ Go: 5, docs: 9 }, 3);
    const both = firstTouches([], [one, other]);
    assert.deepEqual(both.languages.get('Go')?.commit, 'Go on 5');
    assert.deepEqual(both.first?.at, start - dayMs);
    const turned = firstTouches([], [other, one]);
    assert.deepEqual([...turned.areas].sort(), [...both.areas].sort());
    assert.deepEqual(turned.first, both.first);
  });

  it('of two commits of the same instant takes the same in any order', () => {
    const ground = { languages: new Set(['Go']), areas: new Set<string>() };
    const touches = ['b', 'a', 'c'].map(commit => [{ at: start, commit }, ground] as const);
    for (const order of [touches, touches.toReversed()]) {
      assert.equal(firstTouches(order).languages.get('Go')?.commit, 'a');
    }
  });

  it('is settled when all was touched before, and a commit is known from then', () => {
    assert.equal(isSettled(touchesOf({ Go: -1, src: -2 }), start), true);
    assert.equal(isSettled(touchesOf({ Go: 0, src: -2 }), start), false);
    assert.equal(isSettled(touchesOf({ Go: -1, src: 5 }), start), false);
    assert.equal(isSettled(firstTouches([]), start), false);
  });

  it('names the commits whose marks matter, each once', () => {
    const ground = { languages: new Set(['Go']), areas: new Set(['src']) };
    const touches = firstTouches([[{ at: start, commit: 'a' }, ground]]);
    assert.deepEqual([commitsOnNewGround(touches, start), commitsOnNewGround(touches, start + 1)], [['a'], []]);
  });
});
