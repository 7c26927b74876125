import assert from 'node:assert/strict';
import type { Onboarding } from '../../../src/domain/report';
import { english, englishLocale } from '../../../src/text/english';
import { wayInText } from '../../../src/text/newGroundText';
import { Wording } from '../../../src/text/wording';

const wording = new Wording(english, englishLocale, 'UTC');
const nothing: Onboarding = {
  startAt: '2026-03-02T00:00:00.000Z',
  startBasis: 'first-commit',
  firstLandedAt: null,
  tenthLandedAt: null,
  landed: 0,
};
const first = { ...nothing, firstLandedAt: '2026-03-04T00:00:00.000Z', landed: 1 };
const tenth = { ...first, tenthLandedAt: '2026-03-22T00:00:00.000Z', landed: 14 };

describe('the way in, in words', () => {
  for (const [given, text] of [
    [nothing, 'No request of yours has landed here yet.'],
    [
      first,
      'One request of yours has landed here, on the way to the tenth. The first landed 2 d after your first commit.',
    ],
    [
      { ...first, landed: 3 },
      '3 requests of yours have landed here, on the way to the tenth. The first landed 2 d after your first commit.',
    ],
    [{ ...tenth, startAt: null }, '14 requests of yours have landed here.'],
    [tenth, 'Your first request here landed 2 d after your first commit, the tenth 20 d after it.'],
    [
      { ...first, startBasis: 'set' },
      'One request of yours has landed here, on the way to the tenth. The first landed 2 d after you began.',
    ],
    [{ ...tenth, startBasis: 'set' }, 'Your first request here landed 2 d after you began, the tenth 20 d after it.'],
    [
      { ...first, startAt: '2026-03-05T00:00:00.000Z' },
      'One request of yours has landed here, on the way to the tenth.',
    ],
  ] as const) {
    it(text, () => assert.equal(wayInText(given, wording).replaceAll('\u00a0', ' '), text));
  }
});
