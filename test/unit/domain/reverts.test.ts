import assert from 'node:assert/strict';
import { landings, type MainlineCommit } from '../../../src/domain/landings';
import { reverts } from '../../../src/domain/reverts';

const dayMs = 86_400_000;

/** A line of history as one reads it, oldest first: `subject`, or `subject || body`; `N` in `{N}` is the N-th commit's id. */
function lineOf(...messages: readonly string[]): MainlineCommit[] {
  const idOf = (index: number) => (index + 1).toString(16).repeat(40).slice(0, 40);
  const commits = messages.map((message, index) => {
    const [subject = '', body = ''] = message.replace(/\{(\d+)\}/g, (_, at) => idOf(Number(at))).split(' || ');
    const at = Date.UTC(2026, 0, 1) + index * dayMs;
    return {
      id: idOf(index),
      parents: subject.startsWith('Merge ') ? ['a', 'b'] : ['a'],
      authoredAt: at,
      committedAt: at,
      authorAddress: 'lin@example.org',
      committerAddress: 'noreply@github.com',
      subject,
      body,
    };
  });
  return commits.reverse();
}

/** What is gone, as `commit by commit`, and `!` where it came back, by place. */
function gone(...messages: readonly string[]): string[] {
  const commits = lineOf(...messages);
  const place = (id: string) => commits.length - 1 - commits.findIndex(commit => commit.id === id);
  const found = reverts(commits, landings(commits, Date.UTC(2027, 0, 1)));
  return [...found].map(
    ([id, { by, reappliedAt }]) => `${place(id)} by ${place(by)}${reappliedAt === null ? '' : '!'}`,
  );
}

const table: readonly (readonly [what: string, expected: readonly string[], ...messages: string[]])[] = [
  ['nothing', [], 'Parse tabs', 'Parse spaces'],
  ['by id', ['0 by 1'], 'Parse tabs', 'Revert "Parse something" || This reverts commit {0}.'],
  [
    'by the id of a merge',
    ['0 by 1'],
    'Merge pull request #3 from lin/tabs || Parse tabs',
    'Revert "Merge pull request #3 from lin/tabs" || This reverts commit {0}, reversing\nchanges made to {1}.',
  ],
  [
    'by id, in own words',
    ['0 by 1'],
    'Parse tabs',
    'Tabs again as they were || This reverts commit {0} because it was slow.',
  ],
  [
    'several ids',
    ['0 by 2', '1 by 2'],
    'Parse tabs',
    'Parse spaces',
    'Revert parsing || This reverts commits {0} and {1}.',
  ],
  [
    'ids a line each',
    ['0 by 2', '1 by 2'],
    'Parse tabs',
    'Parse spaces',
    'Revert parsing || This reverts commit {0}.\nThis reverts commit {1}.',
  ],
  [
    'a quoted revert in a squash',
    [],
    'Parse tabs',
    'Parse all || * Parse\n\n* Revert "Parse tabs"\n\nThis reverts commit {0}.',
  ],
  [
    'an unknown id, a known title',
    ['0 by 1'],
    'Parse tabs',
    'Revert "Parse tabs" || This reverts commit fedcba9876543210fedcba9876543210fedcba98.',
  ],
  ['by title', ['0 by 1'], 'Parse tabs', 'Revert "Parse tabs"'],
  ['by title and own number', ['0 by 1'], 'Parse tabs', 'Revert "Parse tabs" (#4)'],
  ['by title without number', ['0 by 1'], 'Parse tabs (#3)', 'Revert "Parse tabs" (#4)'],
  [
    'by a title that was cut',
    ['0 by 1'],
    'Parse tabs in headings and lists (#3)',
    'Revert "Parse tabs in headings a…" (#4)',
  ],
  [
    'by title of a merge',
    ['0 by 1'],
    'Merge pull request #3 from lin/tabs || Parse tabs',
    'Merge pull request #4 from lin/undo || Revert "Parse tabs"',
  ],
  ['by number', ['0 by 1'], 'Parse tabs (#3)', 'Revert "Parse tabs, edited (#3)" (#4)'],
  ['by number, by hand', ['0 by 1'], 'Parse tabs (#3)', 'Revert "Parse tabs (#3)"'],
  [
    'by number of a merge',
    ['0 by 1'],
    'Merge pull request #3 from lin/tabs',
    'Revert "Merge pull request #3 from lin/tabs"',
  ],
  [
    'by branch',
    ['0 by 1'],
    'Merge pull request #3 from lin/tabs || Parse tabs',
    'Merge pull request #4 from acme/revert-3-tabs || No tabs',
  ],
  ['by a line of the forge', ['0 by 1'], 'Parse tabs (#3)', 'No tabs (#4) || Reverts acme/reader#3'],
  ['by number in the subject', ['0 by 1'], 'Parse tabs (#3)', 'Revert #3 (#4)'],
  ['in the words of conventional commits', ['0 by 1'], 'fix: parse tabs (#3)', 'revert: fix: parse tabs (#3) (#4)'],
  ['with a scope', ['0 by 1'], 'fix: parse tabs', 'revert(parser): fix: parse tabs'],
  ['the newest of that title', ['1 by 2'], 'Bump tar', 'Bump tar', 'Revert "Bump tar"'],
  ['both of that title', ['1 by 2', '0 by 3'], 'Bump tar', 'Bump tar', 'Revert "Bump tar"', 'Revert "Bump tar"'],
  ['what comes later is not meant', [], 'Revert "Parse tabs"', 'Parse tabs'],
  ['a number that lands later is not meant', [], 'Parse tabs', 'Revert "Parse lists (#3)"', 'Parse tabs (#3)'],
  ['by the whole subject', ['0 by 1'], 'Merged PR 3: Parse tabs', 'Revert "Merged PR 3: Parse tabs"'],
  ['a title that is not known', [], 'Parse tabs', 'Revert "Parse lists"'],
  ['words like a revert', [], 'Parse tabs', 'Revert to the parser of 2.1'],
  ['a mention', [], 'Parse tabs (#3)', 'Parse lists (#4) || Unlike #3.\nThis reverts nothing.'],
  [
    'a revert of a revert',
    ['0 by 1!'],
    'Parse tabs (#3)',
    'Revert "Parse tabs (#3)" (#4)',
    'Revert "Revert "Parse tabs (#3)" (#4)" (#5)',
  ],
  [
    'the same by id',
    ['0 by 1!'],
    'Parse tabs',
    'Revert "Parse tabs" || This reverts commit {0}.',
    'Revert "Revert "Parse tabs"" || This reverts commit {1}.',
  ],
  ['the same by title', ['0 by 1!'], 'Parse tabs', 'Revert "Parse tabs"', 'Revert "Revert "Parse tabs""'],
  [
    'the same by branch',
    ['0 by 1!'],
    'Merge pull request #3 from l/t',
    'Merge pull request #4 from a/revert-3-t',
    'Merge pull request #5 from a/revert-4-revert-3-t',
  ],
  ['reapplied', ['0 by 1!'], 'Parse tabs (#3)', 'Revert "Parse tabs (#3)" (#4)', 'Reapply "Parse tabs (#3)" (#5)'],
  ['reapplied by title', ['0 by 1!'], 'Parse tabs', 'Revert "Parse tabs"', 'Reapply "Parse tabs"'],
  [
    'reapplied by id',
    ['0 by 1!'],
    'Parse tabs',
    'Revert "Parse tabs"',
    'Reapply "Parse tabs" || This reverts commit {1}.',
  ],
  ['relanded', ['0 by 1!'], 'Parse tabs', 'Revert "Parse tabs"', 'Reland "Parse tabs"'],
  ['reapplied without having been gone', [], 'Parse tabs', 'Reapply "Parse tabs"'],
  [
    'gone again',
    ['0 by 3', '2 by 3'],
    'Parse tabs (#3)',
    'Revert "Parse tabs (#3)" (#4)',
    'Reapply "Parse tabs (#3)" (#5)',
    'Revert "Reapply "Parse tabs (#3)" (#5)" (#6)',
  ],
  [
    'back again',
    ['0 by 3!', '2 by 3!'],
    'Tabs (#3)',
    'Revert "Tabs (#3)" (#4)',
    'Reapply "Tabs (#3)" (#5)',
    'Revert "Reapply "Tabs (#3)" (#5)" (#6)',
    'Revert "Revert "Reapply "Tabs (#3)" (#5)" (#6)" (#7)',
  ],
  ['its own number', [], 'Parse tabs (#12) || Reverts #12'],
  [
    'each other, as only ids that were made up can',
    ['0 by 1'],
    'Revert "Parse tabs" || This reverts commit {1}.',
    'Revert "Parse lists" || This reverts commit {0}.',
  ],
  [
    'landed anew under its title, and gone again',
    ['0 by 1', '2 by 3'],
    'Parse tabs',
    'Revert "Parse tabs"',
    'Parse tabs',
    'Revert "Parse tabs"',
  ],
];

describe('reverts', () => {
  for (const [what, expected, ...messages] of table) {
    it(`${what}: ${messages.join(' → ')}`, () => assert.deepEqual(gone(...messages).sort(), [...expected].sort()));
  }

  it('takes a request that landed in several commits for gone once all are', () => {
    const pick = (rest: string) => `${rest} || PR-URL: https://github.com/acme/reader/pull/3`;
    const one = gone(pick('Parse tabs'), pick('Parse lists'), 'Revert "Parse lists" || This reverts commit {1}.');
    assert.deepEqual(one, []);
    const both = 'Revert parsing || This reverts commits {0}, {1}.';
    assert.deepEqual(gone(pick('Parse tabs'), pick('Parse lists'), both), ['0 by 2', '1 by 2']);
  });

  it('knows the longer ids of SHA-256', () => {
    const [second, first] = lineOf('Tabs', 'As it was || This reverts commit {0}.').map(commit => {
      const longer = (text: string) => text.replace(/([\da-f]{40})/, '$1'.padEnd(26, '9'));
      return { ...commit, id: longer(commit.id), body: longer(commit.body) };
    });
    assert.ok(first && second);
    assert.deepEqual(
      [first.id.length, ...reverts([second, first], landings([second, first], 0)).keys()],
      [64, first.id],
    );
  });

  it('tells when', () => {
    const commits = lineOf('Tabs', 'Revert "Tabs"', 'Lists', 'Reapply "Tabs"');
    const [first] = [...reverts(commits, landings(commits, 0)).values()];
    const at = Date.UTC(2026, 0, 1);
    assert.deepEqual(first, { by: commits[2]?.id, at: at + dayMs, reappliedAt: at + 3 * dayMs });
  });
});
