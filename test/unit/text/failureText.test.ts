import assert from 'node:assert/strict';
import type { ReadFailureKind } from '../../../src/domain/report';
import { failureText } from '../../../src/text/failureText';
import { english } from '../../support/translation';

const told: Record<ReadFailureKind, [values: string[], message: RegExp, nextStep: RegExp | null]> = {
  noGit: [[], /^Git was not found/, /^Install git 2\.30 or later/],
  gitTooOld: [['2.11.4', '2.30'], /^Git 2\.11\.4 is too old\.$/, /^Install git 2\.30 or later\.$/],
  noFolder: [[], /no such folder/, /^Check the path\.$/],
  notAFolder: [[], /a file, not a folder/, /the folder it is in/],
  notARepository: [[], /not in a git repository/, /git init/],
  noCommits: [[], /no commits yet/, /after the first commits/],
  unsafeOwnership: [[], /another user owns it/, /safe\.directory/],
  missingObjects: [[], /missing or damaged/, /git fsck/],
  foreignAuthor: [['bo@example.com'], /^\.mailmap ties bo@example\.com to a name that is not yours/, null],
  aborted: [[], /cancelled/, null],
  timedOut: [[], /too long/, /^Try again\.$/],
  failed: [['diff-tree', 'fatal: no more'], /^git diff-tree failed: fatal: no more$/, null],
};

describe('what is said of a reading that failed', () => {
  for (const [kind, [values, message, nextStep]] of Object.entries(told)) {
    it(`tells of ${kind}`, () => {
      const text = failureText({ kind: kind as ReadFailureKind, values }, english);
      assert.match(text.message, message);
      if (nextStep) assert.match(text.nextStep ?? '', nextStep);
      else assert.equal(text.nextStep, null);
    });
  }

  it('shows what git said on one line, shortened, and without what would turn it around', () => {
    const { message } = failureText({ kind: 'failed', values: ['log', `a\u202eb\n${'c'.repeat(9_000)}`] }, english);
    assert.equal(message, `git log failed: ab ${'c'.repeat(296)}…`);
  });
});
