import assert from 'node:assert/strict';
import { landingPatterns, loosePatterns } from '../../../src/domain/landingPatterns';
import { looseTraceOf, traceOf } from '../../../src/domain/landingTrace';
import { forges, type LandingTrace } from '../../../src/domain/pullRequest';

/** A message as a person sees it: the subject, an empty line, the body. */
function trace(message: string): LandingTrace | null {
  const [subject = '', ...body] = message.split('\n\n');
  return traceOf({ subject, body: body.join('\n\n') });
}

/** Forge, number, kind, branch, title. */
type Told = readonly [LandingTrace['forge'], number, LandingTrace['kind'], string | null, string | null];

const told: readonly (readonly [message: string, told: Told, repository?: string])[] = [
  // GitHub
  [
    'Merge pull request #31 from lin/parse-tabs\n\nParse tabs in headings',
    ['github', 31, 'merge', 'parse-tabs', 'Parse tabs in headings'],
  ],
  [
    'Merge pull request #31 from acme/lin/fix/deep/path\n\nA title that is cut off by the fo…\n\n…rge',
    ['github', 31, 'merge', 'lin/fix/deep/path', 'A title that is cut off by the fo…'],
  ],
  ['Merge pull request #31 from lin/patch-1', ['github', 31, 'merge', 'patch-1', null]],
  ['Merge pull request #31 from lin/patch-1 [skip ci]', ['github', 31, 'merge', 'patch-1', null]],
  [
    'Merge pull request #1870 from acme/dependabot/npm_and_yarn/tar-7.4.3\n\nBump tar from 6.2.1 to 7.4.3',
    ['github', 1870, 'merge', 'dependabot/npm_and_yarn/tar-7.4.3', 'Bump tar from 6.2.1 to 7.4.3'],
  ],
  [
    'Merge pull request #44 from acme/revert-31-parse-tabs\n\nRevert "Parse tabs in headings"',
    ['github', 44, 'merge', 'revert-31-parse-tabs', 'Revert "Parse tabs in headings"'],
  ],
  ['Parse tabs in headings (#31)', ['github', 31, 'subject', null, 'Parse tabs in headings']],
  ['解析标题中的制表符(#31)', ['github', 31, 'subject', null, '解析标题中的制表符']],
  ['  Parse tabs in headings (#31) \t ', ['github', 31, 'subject', null, 'Parse tabs in headings']],
  ['Parse tabs (#31)\r', ['github', 31, 'subject', null, 'Parse tabs']],
  ['(#31)', ['github', 31, 'subject', null, null]],
  ['Merge the new parser into main (#31)', ['github', 31, 'subject', null, 'Merge the new parser into main']],
  ['Auto merge of #9120 - lin:tabs, r=mo\n\nParse tabs\n\nFixes #8', ['github', 9120, 'merge', 'tabs', 'Parse tabs']],
  ['Merge #9120', ['github', 9120, 'merge', null, null]],
  ['Merge #9118 #9120', ['github', 9120, 'merge', null, null]],
  ['Merge PR #9120: Parse tabs', ['github', 9120, 'merge', null, 'Parse tabs']],
  [
    'lib: parse tabs\n\nFixes: https://github.com/acme/reader/issues/12\nPR-URL: https://github.com/acme/reader/pull/31\nReviewed-By: Mo <mo@example.org>',
    ['github', 31, 'body', null, 'lib: parse tabs'],
    'acme/reader',
  ],
  [
    'Parse tabs\n\nPull Request resolved: https://github.com/acme/reader/pull/31\nApproved by: https://github.com/mo',
    ['github', 31, 'body', null, 'Parse tabs'],
    'acme/reader',
  ],
  ['Parse tabs\n\nFixes #12\n\nPR #31 \n', ['github', 31, 'body', null, 'Parse tabs']],
  [
    '[READ-77][SQL] Parse tabs\n\nCloses #31 from lin/READ-77.\n\nAuthored-by: Lin',
    ['github', 31, 'body', 'READ-77', '[READ-77][SQL] Parse tabs'],
  ],
  // GitLab
  [
    "Merge branch 'tabs' into 'main'\n\nParse tabs\n\nCloses #12\n\nSee merge request acme/tools/reader!31",
    ['gitlab', 31, 'merge', 'tabs', 'Parse tabs'],
    'acme/tools/reader',
  ],
  [
    "Merge branch 'lin/tabs' into 'release/2.x'\n\nParse tabs\n\nSee merge request !31",
    ['gitlab', 31, 'merge', 'lin/tabs', 'Parse tabs'],
  ],
  [
    "Merge branch 'tabs' into 'main'\n\nParse tabs\n\nSee merge request https://git.example.org/acme/reader/-/merge_requests/31",
    ['gitlab', 31, 'merge', 'tabs', 'Parse tabs'],
  ],
  ['Parse tabs\n\nSee merge request acme/reader!31', ['gitlab', 31, 'body', null, 'Parse tabs'], 'acme/reader'],
  [
    'Parse tabs (!31)\n\nSee merge request acme/reader!31',
    ['gitlab', 31, 'subject', null, 'Parse tabs'],
    'acme/reader',
  ],
  [
    'Parse tabs\n\nReviewed-by: Mo <mo@example.org>\nPart-of: <https://git.example.org/acme/reader/-/merge_requests/31>',
    ['gitlab', 31, 'body', null, 'Parse tabs'],
    'acme/reader',
  ],
  // Bitbucket
  [
    'Merged in lin/tabs (pull request #31)\n\nREAD-77 Parse tabs\n\n* add a test\n\nApproved-by: Mo',
    ['bitbucket', 31, 'merge', 'lin/tabs', 'READ-77 Parse tabs'],
  ],
  ['READ-77 Parse tabs (pull request #31)', ['bitbucket', 31, 'subject', null, 'READ-77 Parse tabs']],
  [
    'Pull request #31: READ-77 Parse tabs\n\nMerge in RD/reader from feature/READ-77 to main\n\n* commit 5a1:',
    ['bitbucket-server', 31, 'merge', 'feature/READ-77', 'READ-77 Parse tabs'],
  ],
  [
    'Pull request #31: Parse tabs\n\nMerge in RD/reader from ~LIN/reader:tabs to main',
    ['bitbucket-server', 31, 'merge', 'tabs', 'Parse tabs'],
  ],
  ['Pull request #31: Parse tabs', ['bitbucket-server', 31, 'merge', null, 'Parse tabs']],
  [
    "Merge pull request #31 in RD/reader from feature/READ-77 to master\n\n* commit 'e4b':",
    ['bitbucket-server', 31, 'merge', 'feature/READ-77', null],
  ],
  // Azure
  ['Merged PR 31: Parse tabs\n\nIn headings too.', ['azure', 31, 'merge', null, 'Parse tabs']],
  [
    'Merge pull request 31 from users/lin/tabs into main\n\nParse tabs',
    ['azure', 31, 'merge', 'users/lin/tabs', 'Parse tabs'],
  ],
  // Gitea
  ["Merge pull request 'Parse tabs' (#31) from tabs into main", ['gitea', 31, 'merge', 'tabs', 'Parse tabs']],
  [
    "Merge pull request 'Parse tabs' (#31) from lin/reader:fix/tabs into main\n\nReviewed-on: https://git.example.org/acme/reader/pulls/31",
    ['gitea', 31, 'merge', 'fix/tabs', 'Parse tabs'],
  ],
  [
    "Merge pull request 'Don't parse 'tabs' (#9)' (!31) from t into main",
    ['gitea', 31, 'merge', 't', "Don't parse 'tabs' (#9)"],
  ],
  ['Parse tabs (!31)', ['gitea', 31, 'subject', null, 'Parse tabs']],
  [
    'Parse tabs (#31)\n\nReviewed-on: https://git.example.org/acme/reader/pulls/31\nReviewed-by: mo <mo@example.org>',
    ['gitea', 31, 'subject', null, 'Parse tabs'],
    'acme/reader',
  ],
  [
    'Parse tabs\n\nReviewed-on: https://git.example.org/acme/reader/pulls/31',
    ['gitea', 31, 'body', null, 'Parse tabs'],
    'acme/reader',
  ],
];

const traps: readonly (readonly [
  what: string,
  message: string,
  number: number | null,
  forge?: LandingTrace['forge'],
])[] = [
  ['what robots read behind it', 'Parse tabs (#31) [skip ci]', 31],
  ['what it fixes behind it', 'Parse tabs (#31), fixes #12', 31],
  ['what it fixes in a sentence', 'Parse tabs (#31). Fixes #12.', 31],
  ['words behind it', 'Parse tabs (#31) and more', null],
  ['issues of another tracker', 'rd-9: Parse tabs (GH-31)', 31],
  ['a backport where issues are of another tracker', 'rd-9: Parse tabs (GH-31) (#34)', 34],
  ['the last of several numbers', 'Parse tabs, see #12 and (#13) (#31)', 31],
  ['a backport names the original first', 'Parse tabs (#31) (#34)', 34],
  ['a backport, picked', 'Parse tabs (#31) (#34)\n\n(cherry picked from commit 0a1b2c3d4e)', 34],
  ['a picked commit keeps its number', 'Parse tabs (#31)\n\n(cherry picked from commit 0a1b2c3d4e)', 31],
  ['a revert by request', 'Revert "Parse tabs (#12)" (#15)', 15],
  ['a revert by hand is no landing', 'Revert "Parse tabs (#12)"', null],
  ['a revert by hand of a merge', 'Revert "Merge pull request #12 from lin/tabs"', null],
  ['a revert of a revert', 'Revert "Revert "Parse tabs (#12)" (#15)" (#18)', 18],
  ['a revert of a revert by hand', 'Revert "Revert "Parse tabs (#12)" (#15)"', null],
  ['a reapplied request', 'Reapply "Parse tabs (#12)" (#19)', 19],
  ['a quoted title', 'Say what "Parse tabs (#12)" broke', null],
  ['a request in a sentence', 'Parse tabs\n\nAs in\nPR #13 and others', null],
  ['a number in the body', 'Parse tabs\n\nAs in (#12)\nand #13', null],
  ['a squash quotes its commits', 'Parse tabs (#31)\n\n* Merge pull request #12 from lin/x\n* Parse (#13)', 31],
  ['a bare number', 'Fix #123', null],
  ['closing words', 'Parse tabs, closes #5', null],
  ['closing words in brackets', 'Parse tabs (fixes #12)', null],
  ['several in one pair of brackets', 'Parse tabs (#12, #13)', null],
  ['another tracker', 'READ-123 Parse tabs', null],
  ['another tracker in brackets', 'Parse tabs (READ-123)', null],
  ['another tracker in front', '[READ-123] Parse tabs (#31)', 31],
  ['a number in front', '#12 Parse tabs', null],
  ['a number in front of the request', '[#12] Parse tabs (#31)', 31],
  ['another repository', 'Update the grammar (acme/grammar#12)', null],
  ['another repository, by request', 'Update the grammar (acme/grammar#12) (#31)', 31],
  ['no number', 'Parse tabs (#x)', null],
  ['zero', 'Parse tabs (#0)', null],
  ['zeros in front', 'Parse tabs (#007)', null],
  ['more digits than any forge has', 'Parse tabs (#20261122093000)', null],
  ['a colour', 'Darken the border (#333333)', 333333],
  ['Azure beside GitHub: what stands last was put there last', 'Merged PR 12: Parse tabs (#31)', 31, 'github'],
  ['Azure beside GitHub, surely Azure', 'Merged PR 31: Parse tabs (#12)\n\nRelated work items: #12', 31, 'azure'],
  ['Bitbucket Server, surely', 'Pull request #31: Parse (#12)\n\nMerge in R/r from t to main', 31, 'bitbucket-server'],
  ['a title like a trace of Bitbucket Server', 'Pull request #12: how we name them (#31)', 31, 'github'],
  ['a title like a trace of GitHub', 'Merge pull request #5 from the title parser (#40)', 40],
  ['a title that is a trace, landed again', 'Merge pull request #4 from lin/tabs (#40)', 40],
  ['a sentence about requests', 'Merge pull request #5 by hand', null],
  ['a branch with the number in it', 'Merge pull request #7 from lin/tabs-7', 7],
  ['Dependabot', 'Bump the group with 2 updates (#1870)', 1870],
  ['Dependabot in a folder', 'build(deps): bump tar from 6.2.1 to 7.4.3 in /site (#1870)', 1870],
  ['Renovate', 'chore(deps): update dependency typescript to v6.0.2 (main) (#1871)', 1871],
  ['Renovate, digest', 'fix(deps): update acme digest to 1a2b3c4 (#1872)', 1872],
  ['a release', 'Release 2.31.0', null],
  ['a merge of main into a branch', "Merge branch 'main' into tabs", null],
  ['a merge of main by request', "Merge branch 'main' into next (#31)", 31],
  ['a merge of a remote', "Merge remote-tracking branch 'origin/main' into tabs", null],
  ['a merge of a tag', "Merge tag 'v2.31' into develop", null],
  ['a merge into a branch named like a request', "Merge branch 'pr/31'", null],
  ['a merge of a branch, with a number', "Merge branch 'issue-31-tabs'\n\nCloses #31", null],
  ['no landing: a mention of a merge request', 'Parse tabs\n\nSee merge request handling in acme!31 for more', null],
  ['a review elsewhere', 'Parse tabs\n\nReviewed-on: https://review.example.org/c/reader/+/31', null],
  ['an issue as PR-URL', 'Parse tabs\n\nPR-URL: https://github.com/acme/reader/issues/31', null],
  [
    'a backport names both',
    'Parse\n\nPR-URL: https://github.com/acme/r/pull/31\nBackport-PR-URL: https://github.com/acme/r/pull/34',
    31,
  ],
  [
    'a quoted PR-URL comes first',
    'Parse\n\nPR-URL: https://github.com/acme/r/pull/12\n\nPR-URL: https://github.com/acme/r/pull/31',
    31,
  ],
  ['the subject before the body', 'Parse (#31)\n\nPR-URL: https://github.com/acme/r/pull/12', 31],
  ['a review of another number', 'Parse (#31)\n\nReviewed-on: https://git.example.org/acme/r/pulls/12', 31, 'github'],
  ['nothing', '', null],
];

/** What they tell in a merge commit, or in a squash that the forge committed. */
const loosely: readonly (readonly [
  way: 'merge' | 'squash',
  message: string,
  number: number | null,
  branch?: string | null,
  title?: string | null,
])[] = [
  ['merge', 'Merge pull request 31 from lin/fix/tabs\n\nParse tabs', 31, 'fix/tabs', 'Parse tabs'],
  ['merge', 'Merge pull request 31 from lin/tabs into main', null],
  ['merge', 'Merge pull request #31', 31, null, null],
  ['merge', 'Merged pull request #31', 31, null, null],
  ['merge', 'Merge PR #31', 31, null, null],
  ['merge', 'Merge pull request #31 - Parse tabs', 31, null, 'Parse tabs'],
  ['merge', 'Merge pull request #31, fixes issue 12', 31, null, 'fixes issue 12'],
  ['merge', 'Merge pull request #31x', null],
  ['merge', "Merge branch 'pr/31' into main", 31, null, null],
  ['merge', "Merge remote-tracking branch 'origin/pr/31'\n\nParse tabs", 31, null, 'Parse tabs'],
  ['merge', "Merge commit 'refs/pull/31/head' of github.com:acme/reader", 31, null, null],
  ['merge', "Merge commit 'pull/origin/31'", 31, null, null],
  ['merge', "Merge branch 'pr/31-tabs'", null],
  ['merge', "Merge branch 'issue/31'", null],
  ['merge', "Merge branch 'main' of github.com:acme/reader", null],
  ['merge', 'Parse tabs #31', null],
  ['squash', 'Merge pull request #31 - Parse tabs', 31, null, 'Parse tabs'],
  ['squash', 'Parse tabs #31', 31, null, 'Parse tabs'],
  ['squash', 'fix(tabs): parse them  #31', null],
  ['squash', 'Parse tabs #12 #31', 31, null, 'Parse tabs #12'],
  ['squash', '#31', null],
  ['squash', 'Parse tabs #31 too', null],
  ['squash', 'Fix #31', null],
  ['squash', 'Parse tabs, fixes: #31', null],
  ['squash', 'Parse tabs - closes #31', null],
  ['squash', 'Add a changelog entry for #31', null],
  ['squash', 'Changelog of PR #31', null],
  ['squash', 'Follow-up to #31', null],
  ['squash', 'Prefix #31', 31, null, 'Prefix'],
  ['squash', 'Update the grammar acme/grammar#12', null],
  ['squash', "Merge branch 'pr/31'", null],
];

describe('landingTrace', () => {
  for (const [way, message, number, branch, title] of loosely) {
    it(`in a ${way} ${JSON.stringify(message)}`, () => {
      const [subject = '', ...body] = message.split('\n\n');
      const found = looseTraceOf({ subject, body: body.join('\n\n') }, way);
      assert.equal(found?.number ?? null, number);
      if (found) assert.deepEqual([found.branch, found.title, trace(message)], [branch, title, null]);
    });
  }

  for (const way of ['merge', 'squash'] as const) {
    for (const { kind, example } of loosePatterns[way]) {
      it(`reads the example of a ${way} ${JSON.stringify(example)}`, () => {
        const found = looseTraceOf({ subject: example.split('\n')[0] ?? '', body: '' }, way);
        assert.deepEqual([found?.number, found?.kind], [482, kind]);
      });
    }
  }

  for (const [message, [forge, number, kind, branch, title], repository] of told) {
    const expected = { forge, number, branch, title, kind, ...(repository && { repository }) };
    it(JSON.stringify(message), () => assert.deepEqual(trace(message), expected));
  }

  for (const [what, message, number, forge] of traps) {
    it(`${what}: ${JSON.stringify(message)}`, () => {
      const found = trace(message);
      assert.equal(found?.number ?? null, number);
      if (forge) assert.equal(found?.forge, forge);
    });
  }

  for (const forge of forges) {
    for (const { kind, example } of landingPatterns[forge]) {
      it(`reads the example ${JSON.stringify(example)}`, () => {
        const found = trace(example);
        assert.deepEqual([found?.forge, found?.number, found?.kind], [forge, 482, kind]);
      });
    }
  }
});
