import assert from 'node:assert/strict';
import type { Report } from '../../../src/domain/report';
import { requestWeeks } from '../../../src/domain/requestWeeks';
import { Wording } from '../../../src/text/wording';
import {
  basisText,
  onboardingText,
  requestSentence,
  requestWords,
  timesText,
  workText,
} from '../../../src/vscode/requestText';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { at, type WrittenRequest, withSampleRequests } from '../../support/sampleRequests';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en-GB', 'Europe/Berlin');
const plain = (text: string | null) => text?.replaceAll(/[\u00a0\u2009\u202f]/g, ' ') ?? null;

/** Four weeks from that of 2 November 2026 on, the last one running. */
function reportOf(requests: readonly WrittenRequest[], firstCommit?: string): Report {
  const report = { ...sampleReport(Array(4).fill(completeChurn(100, 5))), generatedAt: '2026-11-26T12:00:00.000Z' };
  return withSampleRequests(report, requests, firstCommit === undefined ? {} : { firstCommit });
}

const done = (day: string, count: number, hours: number): WrittenRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    number: index,
    first: `${day} 08:00`,
    created: ['exact', `${day} ${String(8 + hours).padStart(2, '0')}:00`] as const,
    landed: `${day} 20:00`,
  }));
const undated = (day: string, count: number): WrittenRequest[] =>
  done(day, count, 1).map(request => ({ ...request, created: ['landing-only'] }));
const usual = [...done('2026-11-04', 3, 2), ...done('2026-11-11', 3, 2), ...done('2026-11-18', 3, 2)];

describe('the sentence of requests', () => {
  const situations: [string, number, WrittenRequest[], string][] = [
    [
      'how long it took',
      0,
      [
        ...done('2026-11-04', 2, 2),
        { ...done('2026-11-06', 1, 2)[0], first: '2026-11-05 08:00', landed: '2026-11-06 12:00' },
      ],
      '3 of your pull requests landed in the week of 2 November; the median from first commit to request was 2 h.',
    ],
    [
      'about the same time',
      3,
      [...usual, ...done('2026-11-25', 3, 2)],
      '3 of your pull requests landed this week so far; the median from first commit to request was 2 h – about the same as in your other weeks.',
    ],
    [
      'a longer time',
      3,
      [...usual, ...done('2026-11-25', 3, 5)],
      '3 of your pull requests landed this week so far; the median from first commit to request was 5 h – longer than in your other weeks, where the median is 2 h.',
    ],
    [
      'a shorter time',
      3,
      [...usual, ...done('2026-11-25', 3, 1)],
      '3 of your pull requests landed this week so far; the median from first commit to request was 1 h – shorter than in your other weeks, where the median is 2 h.',
    ],
    ['too few for a time', 0, done('2026-11-04', 2, 2), '2 of your pull requests landed in the week of 2 November.'],
    ['one', 0, done('2026-11-04', 1, 2), 'One of your pull requests landed in the week of 2 November.'],
    ['one so far', 3, done('2026-11-25', 1, 2), 'One of your pull requests landed this week so far.'],
    ['none', 1, done('2026-11-04', 1, 2), 'No pull request of yours landed in the week of 9 November.'],
    ['none so far', 3, usual, 'No pull request of yours has landed this week so far.'],
    [
      'one that was only created',
      0,
      [{ landed: '2026-11-12 10:00', created: ['exact', '2026-11-06 10:00'] }],
      'No pull request of yours landed in the week of 2 November; one was created.',
    ],
    [
      'two that were only created',
      0,
      [1, 2].map(number => ({ number, landed: '2026-11-12 10:00', created: ['exact', '2026-11-06 10:00'] as const })),
      'No pull request of yours landed in the week of 2 November; 2 were created.',
    ],
    [
      'merge requests',
      0,
      done('2026-11-04', 2, 2).map(request => ({ ...request, forge: 'gitlab' as const })),
      '2 of your merge requests landed in the week of 2 November.',
    ],
  ];
  for (const [situation, week, requests, sentence] of situations) {
    it(`tells ${situation}`, () => {
      const report = reportOf(requests);
      const shown = requestWeeks(report)?.[week];
      assert.ok(shown);
      assert.equal(plain(requestSentence(shown, requestWords(report.pullRequests ?? [], wording), wording)), sentence);
    });
  }

  for (const [count, end] of [
    [5, ' – more than in your other weeks, where the median is 2.'],
    [3, ' – about the same as in your other weeks.'],
    [0, ' – fewer than in your other weeks, where the median is 2.'],
  ] as const) {
    it(`compares ${count} that landed without a time`, () => {
      const churns = Array(5).fill(completeChurn(100, 5));
      const before = ['2026-11-04', '2026-11-11', '2026-11-18'].flatMap(day => undated(day, 2));
      const report = withSampleRequests(sampleReport(churns), [...before, ...undated('2026-11-25', count)]);
      const shown = requestWeeks(report)?.[3];
      assert.ok(shown);
      const sentence = requestSentence(shown, requestWords([], wording), wording);
      assert.ok(sentence.endsWith(end), sentence);
    });
  }
});

describe('the basis of a date', () => {
  const range = ['2026-11-04 10:00', '2026-11-04 12:10'] as const;
  const table: [string, NonNullable<WrittenRequest['created']>, string][] = [
    ['the forge', ['exact', range[0]], 'told by GitHub'],
    ['a request that was seen', ['observed-pr', range[0]], 'seen here when it was new'],
    ['a push that was seen', ['observed-push', range[0]], 'first push, seen as it happened'],
    ['a push that was recorded', ['recorded-push', range[0]], 'first push, from git’s reflog'],
    ['a bracket', ['bracketed', ...range], 'between neighbouring numbers, to within 2 h 10 min'],
    ['a range', ['range', ...range], 'only known to within 2 h 10 min'],
    ['the landing', ['landing-only'], 'only its landing is known'],
    ['nothing', ['unknown'], 'its creation is not known'],
  ];
  for (const [situation, created, text] of table) {
    it(`tells ${situation}`, () => {
      const [request] = reportOf([{ landed: '2026-11-06 10:00', created }]).pullRequests ?? [];
      assert.ok(request);
      assert.equal(plain(basisText(request, wording)), text);
    });
  }

  it('tells a range without a beginning', () => {
    const [request] = reportOf([{ landed: '2026-11-06 10:00', created: ['range', ...range] }]).pullRequests ?? [];
    assert.ok(request);
    const open = { ...request, createdRange: [null, '2026-11-04T09:00:00.000Z'] as [null, string] };
    assert.equal(basisText(open, wording), 'only known to be before 4 November');
    assert.match(timesText(open, wording), /Created before Wed,?\s4\sNov, 10:00\./);
  });
});

describe('the times of a request', () => {
  const table: [string, WrittenRequest, string][] = [
    [
      'all that is known',
      {
        first: '2026-11-02 09:00',
        created: ['recorded-push', '2026-11-03 13:00'],
        landed: '2026-11-05 10:00',
        changed: [30, 120],
        reverted: '2026-11-06 08:30',
      },
      'First commit Mon 2 Nov, 09:00. Created Tue 3 Nov, 13:00: first push, from git’s reflog. Landed Thu 5 Nov, 10:00, squashed. 1 d 4 h from first commit to request. 1 d 21 h from request to landing. Reverted Fri 6 Nov, 08:30.',
    ],
    [
      'a branch older than its first commit',
      {
        first: '2026-11-02 09:00',
        cut: true,
        created: ['exact', '2026-11-02 09:00'],
        landed: '2026-11-02 09:01',
        way: 'merge',
      },
      'First commit Mon 2 Nov, 09:00; those over 90 days before the last are passed over. Created Mon 2 Nov, 09:00: told by GitHub. Landed Mon 2 Nov, 09:01, merged. 0 s from first commit to request. 1 min from request to landing.',
    ],
    [
      'a bracket',
      {
        first: '2026-11-02 09:00',
        created: ['bracketed', '2026-11-03 10:00', '2026-11-03 11:00'],
        landed: '2026-11-05 10:00',
        way: 'rebase',
      },
      'First commit Mon 2 Nov, 09:00. Created Tue 3 Nov, 10:00 – 11:00: between neighbouring numbers, to within 1 h. Landed Thu 5 Nov, 10:00, rebased. 1 d 2 h from first commit to request. 1 d 23 h from request to landing.',
    ],
    [
      'a date of the forge that is older than the commits',
      { first: '2026-11-04 09:01', created: ['exact', '2026-11-03 09:00'], landed: '2026-11-05 10:00' },
      'First commit Wed 4 Nov, 09:01. Created Tue 3 Nov, 09:00: told by GitHub. That is before its first commit: the branch was written anew since, so it enters no median of times. Landed Thu 5 Nov, 10:00, squashed.',
    ],
    [
      'one that is older than those that count',
      { first: '2026-11-04 09:01', cut: true, created: ['exact', '2026-11-03 09:00'], landed: '2026-11-05 10:00' },
      'First commit Wed 4 Nov, 09:01; those over 90 days before the last are passed over. Created Tue 3 Nov, 09:00: told by GitHub. That is before the commits that count, so it enters no median of times. Landed Thu 5 Nov, 10:00, squashed.',
    ],
    [
      'a landing only',
      { landed: '2026-11-05 10:00', way: 'fast-forward' },
      'Its first commit is not known. When it was created is not known. Landed Thu 5 Nov, 10:00, fast-forwarded.',
    ],
  ];
  for (const [situation, written, text] of table) {
    it(`tell ${situation}`, () => {
      const [request] = reportOf([written]).pullRequests ?? [];
      assert.ok(request);
      const said = plain(timesText({ ...request, maturity: null }, wording)) ?? '';
      assert.equal(
        said
          .replaceAll(/(?<=\b(?:Mon|Tue|Wed|Thu|Fri)),/g, '')
          .replaceAll('–', ' – ')
          .replaceAll(/ {2,}/g, ' '),
        text,
      );
    });
  }

  it('tell focus and what was there when it opened', () => {
    const created = ['exact', '2026-11-04 12:00'] as const;
    const [request] = reportOf([{ first: '2026-11-03 09:00', created, landed: '2026-11-05 10:00' }]).pullRequests ?? [];
    assert.ok(request);
    const maturity = { value: 0.75, changedAfter: 30, total: 120 };
    const said = plain(timesText({ ...request, focusMs: 5_400_000, maturity }, wording));
    assert.match(
      said ?? '',
      / 1 d 3 h from first commit to request, 1 h 30 min of it in focus\. 22 h from request to landing\. 75% of the change was there when it opened\./,
    );
  });
});

describe('the way to the tenth request', () => {
  const landed = (count: number): WrittenRequest[] =>
    Array.from({ length: count }, (_, index) => ({
      number: index,
      landed: `2026-11-${String(4 + index).padStart(2, '0')} 10:00`,
    }));
  const told = (count: number, week: number, firstCommit?: string) => {
    const report = reportOf(landed(count), firstCommit);
    const shown = requestWeeks(report)?.[week];
    assert.ok(shown);
    return plain(onboardingText(report, shown, requestWords(report.pullRequests ?? [], wording), wording));
  };

  it('is told once, in the week in which the tenth landed', () => {
    const text = 'Your tenth pull request here landed in this week, 12 d after your first commit.';
    assert.deepEqual(
      [0, 1, 2, 3].map(week => told(11, week, '2026-11-01 10:00')),
      [null, text, null, null],
    );
  });

  it('is not told where the first commit is not known, or dated later', () => {
    for (const week of [0, 1, 2, 3]) assert.equal(told(11, week), null);
    for (const week of [0, 1, 2, 3]) assert.equal(told(11, week, '2026-11-20 10:00'), null);
  });

  it('is not told before it has landed: the new ground tells how far it is', () => {
    for (const count of [0, 1, 7]) assert.equal(told(count, 0, '2026-11-01 10:00'), null);
  });
});

describe('work in progress', () => {
  const now = at('2026-11-26 12:00');
  const work = { branches: ['a'], commits: 3, lines: 240, bloat: null, smaller: null };
  const told = (oldest: string, last: string, given = {}) =>
    plain(
      workText(
        { ...work, oldestAt: new Date(at(oldest)).toISOString(), lastAt: new Date(at(last)).toISOString(), ...given },
        now,
        wording,
      ),
    );

  it('is told by size and age', () => {
    assert.equal(
      told('2026-11-14 12:00', '2026-11-25 10:00'),
      '3 commits, 240 lines, begun 12 days ago, last touched yesterday',
    );
    assert.equal(
      told('2026-11-26 09:30', '2026-11-26 11:59'),
      '3 commits, 240 lines, begun 2 hours ago, last touched this hour',
    );
  });

  it('is told without lines that could not be read, and with one date for one commit', () => {
    assert.equal(
      told('2026-11-20 12:00', '2026-11-20 12:00', { commits: 1, lines: null }),
      'one commit, written 6 days ago',
    );
    assert.equal(
      told('2026-11-20 12:00', '2026-11-20 12:00', { commits: 1, lines: 1 }),
      'one commit, one line, written 6 days ago',
    );
  });

  it('is never touched in the future', () => {
    assert.equal(
      told('2026-11-20 12:00', '2026-11-27 12:00'),
      '3 commits, 240 lines, begun 6 days ago, last touched this hour',
    );
  });
});
