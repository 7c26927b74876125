import assert from 'node:assert/strict';
import {
  askAgainMs,
  awaitsDates,
  type ExactDates,
  isOfLanding,
  type KeptExactDates,
  nextWalk,
  nothingKept,
  reviewableAt,
  withPage,
} from '../../../src/domain/exactDates';
import type { PullRequestReport } from '../../../src/domain/report';
import { dayMs } from '../../../src/domain/survival';

const now = Date.UTC(2026, 10, 2, 9);
const ago = (days: number) => now - days * dayMs;

const dates = (number: number, changed: Partial<ExactDates> = {}): ExactDates => ({
  number,
  createdAt: ago(5),
  readyAt: ago(5),
  mergedAt: ago(4),
  closedAt: ago(4),
  firstCommitAt: null,
  ...changed,
});

describe('the creation that exact dates tell', () => {
  const open = { mergedAt: null, closedAt: null };
  const table: [what: string, dates: ExactDates, at: number | null][] = [
    ['is the creation', dates(1), ago(5)],
    ['is when it left draft', dates(1, { readyAt: ago(4.5) }), ago(4.5)],
    ['is the creation of what was merged as a draft', dates(1, { readyAt: null }), ago(5)],
    ['is the creation of what was closed as a draft', dates(1, { readyAt: null, mergedAt: null }), ago(5)],
    ['is not known of an open draft', dates(1, { readyAt: null, ...open }), null],
    ['is known of what is open', dates(1, open), ago(5)],
  ];
  for (const [what, of, at] of table) it(what, () => assert.equal(reviewableAt(of), at));
});

describe('the landing of exact dates', () => {
  const table: [what: string, dates: ExactDates, landedAt: number, fits: boolean][] = [
    ['is one at their instant', dates(1), ago(4), true],
    ['is one that was made in a clone before', dates(1), ago(10), true],
    ['is none of another time', dates(1), ago(12), false],
    ['is none that came long after', dates(1), ago(-4), false],
    ['is any after the creation, if they tell of no merge', dates(1, { mergedAt: null }), ago(1), true],
    [
      'is none of an open draft, which must have left draft since',
      dates(1, { readyAt: null, mergedAt: null, closedAt: null }),
      ago(1),
      false,
    ],
    ['is none before the creation', dates(1, { mergedAt: null }), ago(6.5), false],
  ];
  for (const [what, of, at, fits] of table) it(what, () => assert.equal(isOfLanding(of, at), fits));
});

describe('what is kept of exact dates', () => {
  const begun = nothingKept(true, now);
  const page = (before: number | null, ...requests: ExactDates[]) => ({ requests, done: 0, total: 9, before });

  it('begins with all of them', () => {
    assert.deepEqual(nextWalk(begun, now), { startedAt: now, since: null, before: null });
  });

  it('goes on where it was cut short, and is complete from the beginning of that on', () => {
    const first = nextWalk(begun, now);
    const cut = withPage(begun, first, page(ago(8), dates(9), dates(8)));
    assert.deepEqual([...cut.requests.keys()], [9, 8]);
    assert.equal(cut.knownTo, null);
    const rest = nextWalk(cut, now + dayMs);
    assert.deepEqual(rest, { startedAt: now, since: null, before: ago(8) });
    const whole = withPage(cut, rest, page(null, dates(7)));
    assert.deepEqual([[...whole.requests.keys()], whole.knownTo, whole.walk], [[9, 8, 7], now, null]);
  });

  it('is then brought up to date, with a day in which clocks may differ', () => {
    const whole = withPage(begun, nextWalk(begun, now), page(null, dates(9, { mergedAt: null })));
    const next = nextWalk(whole, now + 2 * dayMs);
    assert.deepEqual(next, { startedAt: now + 2 * dayMs, since: now - dayMs, before: null });
    const later = withPage(whole, next, page(null, dates(9)));
    assert.equal(later.requests.get(9)?.mergedAt, ago(4));
  });

  it('is asked for anew if the person wants it', () => {
    const whole = withPage(begun, nextWalk(begun, now), page(null));
    assert.equal(nextWalk(whole, now, true).since, null);
  });

  it('forgets a limit once something came', () => {
    const limited = { ...begun, notBefore: now };
    assert.equal(withPage(limited, nextWalk(limited, now), page(ago(1))).notBefore, null);
  });
});

describe('whether GitHub is asked by itself', () => {
  const kept: KeptExactDates = {
    isPrivate: false,
    askedAt: ago(3),
    notBefore: null,
    knownTo: ago(3),
    walk: null,
    requests: new Map([
      [1, dates(1)],
      [2, dates(2, { mergedAt: null, closedAt: null })],
    ]),
  };
  const landing = (number: number, days: number, changed: Partial<PullRequestReport> = {}): PullRequestReport => ({
    forge: 'github',
    number,
    branch: null,
    title: null,
    mine: true,
    firstCommitAt: null,
    firstCommitCut: false,
    createdAt: null,
    createdBasis: 'range',
    createdRange: null,
    landedAt: new Date(ago(days)).toISOString(),
    landing: 'squash',
    landedCommit: null,
    commits: null,
    size: null,
    maturity: null,
    focusMs: null,
    revertedAt: null,
    marked: null,
    ...changed,
  });
  const walk = { startedAt: ago(3), since: null, before: ago(9) };
  const table: [what: string, kept: KeptExactDates, landings: PullRequestReport[], asks: boolean][] = [
    ['not without a landing', kept, [], false],
    ['by a landing that is not known', kept, [landing(3, 1)], true],
    ['by a landing of a request that was open', kept, [landing(2, 1)], true],
    ['not by one that is known to have landed', kept, [landing(1, 1)], false],
    ['not by one before all was known', kept, [landing(3, 4)], false],
    ['by one shortly before, for clocks differ', kept, [landing(3, 3.02)], true],
    ['not by one of another forge', kept, [landing(3, 1, { forge: 'gitlab' })], false],
    ['not by one without a number', kept, [landing(3, 1, { number: null })], false],
    ['not by one of somebody else', kept, [landing(3, 1, { mine: false })], false],
    ['after something was cut short', { ...kept, walk }, [], true],
    ['where nothing came yet', { ...kept, knownTo: null }, [], true],
    ['not within the hour', { ...kept, askedAt: now - askAgainMs + 1 }, [landing(3, 1)], false],
    ['after the hour', { ...kept, askedAt: now - askAgainMs }, [landing(3, 1)], true],
    ['though the clock was set back by more', { ...kept, askedAt: now + 9 * askAgainMs }, [landing(3, 1)], true],
    ['not before GitHub lets it', { ...kept, notBefore: now + 1 }, [landing(3, 1)], false],
    ['once GitHub lets it', { ...kept, notBefore: now }, [landing(3, 1)], true],
  ];
  for (const [what, of, landings, asks] of table) it(what, () => assert.equal(awaitsDates(of, landings, now), asks));
});
