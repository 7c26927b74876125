import assert from 'node:assert/strict';
import fc from 'fast-check';
import { weeksUpTo } from '../../../src/domain/calendar';
import type { FocusBlock } from '../../../src/domain/focusBlock';
import type { Recording } from '../../../src/domain/journal';
import { journalPlace, type PullRequestReport, type Report } from '../../../src/domain/report';
import { withRequestFocus } from '../../../src/domain/requestFocus';
import { requestWeeks, timeToRequestMs } from '../../../src/domain/requestWeeks';
import { weeklyFocus } from '../../../src/domain/weeklyFocus';
import { berlin } from '../../support/sampleFlow';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { at, type WrittenRequest, withSampleRequests } from '../../support/sampleRequests';

const hourMs = 3_600_000;
const repository = 'c0ffee';
/** The number of a branch in these tests. */
const numberOf = (branch: string) => branch.length;
/** Four weeks from that of 2 November 2026 on, the last one running. */
const generatedAt = '2026-11-26T12:00:00.000Z';
const now = Date.parse(generatedAt);
const unread: Report = { ...sampleReport(Array(4).fill(completeChurn(100, 5))), generatedAt };

/** `2026-11-04 09:00 10:30 branch`, the branch of another repository behind a slash. */
function blocksOf(written: readonly string[]): FocusBlock[] {
  return written.map(line => {
    const [day = '', from = '', to = '', branch = ''] = line.split(' ');
    const elsewhere = branch.startsWith('/');
    const context = {
      repository: elsewhere ? 'beef' : repository,
      branch: branch === '' ? null : numberOf(branch.replace('/', '')),
      language: null,
      category: null,
    };
    const [start, end] = [at(`${day} ${from}`), at(`${day} ${to}`)];
    return { start, end, deep: false, endedBy: 'away', resumedAt: null, lagMs: null, parts: [{ start, end, context }] };
  });
}

interface Known {
  blocks?: readonly string[];
  recording?: Recording;
  names?: readonly string[];
}

const always: Recording = { since: at('2026-01-01 00:00'), pauses: [] };

function reportOf(requests: readonly WrittenRequest[], { blocks = [], recording = always, names }: Known = {}): Report {
  const read = withSampleRequests(unread, requests, {
    journalPlace: own => ({ repository, branches: (names ?? own).map(numberOf) }),
  });
  const weeks = weeklyFocus(blocksOf(blocks), [], {
    weeks: weeksUpTo(now, 9, berlin),
    calendar: berlin,
    now,
    recording,
    repository: null,
  });
  return withRequestFocus(read, { weeks, recording, now });
}

const request: WrittenRequest = {
  branch: 'drift',
  first: '2026-11-04 09:00',
  created: ['exact', '2026-11-05 12:00'],
  landed: '2026-11-06 10:00',
};
const focusOf = (given: WrittenRequest, known: Known = {}) => {
  const ms = reportOf([given], known).pullRequests?.[0]?.focusMs ?? null;
  return ms === null ? null : ms / hourMs;
};

describe('the focus until a request is created', () => {
  const lived = ['2026-11-04 08:00 10:00 drift', '2026-11-04 13:00 14:00 drift', '2026-11-05 11:00 13:00 drift'];
  const before: Recording = { since: at('2026-11-04 09:00'), pauses: [] };
  const paused = (from: string, to: string | null): Recording => ({
    ...always,
    pauses: [{ from: at(from), to: to === null ? null : at(to) }],
  });
  // [what, the request, what is known, hours]
  const situations: [string, WrittenRequest, Known, number | null][] = [
    ['is that from the first commit to the creation', request, { blocks: lived }, 3],
    ['is none where there was none', request, {}, 0],
    ['is not that in another branch', request, { blocks: [...lived, '2026-11-04 15:00 16:00 mainline'] }, 3],
    ['is not that in another repository', request, { blocks: [...lived, '2026-11-04 15:00 16:00 /drift'] }, 3],
    ['is not that without a branch', request, { blocks: [...lived, '2026-11-04 15:00 16:00'] }, 3],
    [
      'is that under each name that the branch had',
      request,
      { blocks: [...lived, '2026-11-04 15:00 16:00 rift'], names: ['rift', 'drift'] },
      4,
    ],
    ['counts once for names that are numbered alike', request, { blocks: lived, names: ['drift', 'drain'] }, 3],
    ['is not known without a name', { ...request, branch: null }, { blocks: lived }, null],
    ['is not known without a first commit', { ...request, first: null }, { blocks: lived }, null],
    [
      'is not known of a request older than its commits',
      { ...request, created: ['exact', '2026-11-02 09:00'] },
      {},
      null,
    ],
    [
      'is not known without a close date',
      { ...request, created: ['range', '2026-11-04 09:30', '2026-11-05 12:00'] },
      {},
      null,
    ],
    [
      'is known of a close bracket',
      { ...request, created: ['bracketed', '2026-11-05 11:00', '2026-11-05 12:00'] },
      { blocks: lived },
      3,
    ],
    ['is known from where recording began', request, { blocks: lived, recording: before }, 3],
    ['is not known from before', { ...request, first: '2026-11-04 08:59' }, { blocks: lived, recording: before }, null],
    ['is not known without a recording', request, { blocks: [], recording: { since: null, pauses: [] } }, null],
    [
      'is not known from before the weeks of the report',
      { ...request, first: '2026-11-01 09:00' },
      { blocks: lived },
      null,
    ],
    [
      'is known where a fifth of the time was paused',
      request,
      { blocks: lived, recording: paused('2026-11-04 15:00', '2026-11-04 20:24') },
      3,
    ],
    [
      'is not known where more was',
      request,
      { blocks: lived, recording: paused('2026-11-04 15:00', '2026-11-04 20:25') },
      null,
    ],
    [
      'is not known where recording has stood still since',
      request,
      { blocks: lived, recording: paused('2026-11-04 15:00', null) },
      null,
    ],
  ];
  for (const [what, given, known, hours] of situations) {
    it(what, () => assert.equal(focusOf(given, known), hours));
  }

  it('is none of everybody’s', () => {
    const all: Report = { ...unread, identity: { mode: 'all', addresses: 3 } };
    const read = withSampleRequests(all, [request], { journalPlace: () => ({ repository, branches: [5] }) });
    assert.equal(withRequestFocus(read, { weeks: [], recording: always, now }), read);
    assert.ok(!(journalPlace in (read.pullRequests?.[0] ?? {})));
  });

  it('waits until requests were read', () => {
    assert.equal(withRequestFocus(unread, { weeks: [], recording: always, now }), unread);
  });

  it('says nothing in JSON of what the journal calls a branch', () => {
    const report = reportOf([request], { blocks: lived });
    assert.deepEqual(report.pullRequests?.[0]?.[journalPlace], { repository, branches: [5] });
    assert.doesNotMatch(JSON.stringify(report.pullRequests), /branches|c0ffee/);
  });

  it('has a median of three by the week of the creation', () => {
    const third = { ...request, first: '2026-11-04 13:00', landed: '2026-11-10 10:00' };
    const [first, second] = reportOf([request, request, third], { blocks: lived }).weeks.map(week => week.pullRequests);
    assert.deepEqual([first?.medianFocusToPrMs, second?.medianFocusToPrMs], [3 * hourMs, null]);
    const few = reportOf([request, third], { blocks: lived });
    assert.equal(few.weeks[0]?.pullRequests?.medianFocusToPrMs, null);
    assert.equal(requestWeeks(few)?.[0]?.focused, 2);
  });

  it('is never more than the time that passed, and never less for more focus', () => {
    const hour = fc.integer({ min: 0, max: 22 });
    const day = fc.integer({ min: 3, max: 8 });
    const two = (n: number) => String(n).padStart(2, '0');
    const line = fc.tuple(day, hour).map(([d, h]) => `2026-11-${two(d)} ${two(h)}:00 ${two(h)}:45 drift`);
    const blocks = fc.uniqueArray(line, { maxLength: 30 }).map(lines => lines.toSorted((a, b) => (a < b ? -1 : 1)));
    const focused = (given: WrittenRequest, known: Known): [number, PullRequestReport] => {
      const found = reportOf([given], known).pullRequests?.[0];
      assert.ok(found && found.focusMs !== null);
      return [found.focusMs, found];
    };
    fc.assert(
      fc.property(blocks, day, hour, fc.integer({ min: 0, max: 60 }), (written, d, h, hours) => {
        const first = `2026-11-${two(d)} ${two(h)}:00`;
        const end = new Date(at(first) + hours * hourMs + hourMs).toISOString();
        const created = ['exact', `${end.slice(0, 10)} ${end.slice(11, 16)}`] as const;
        const given: WrittenRequest = { ...request, first, created, landed: '2026-11-20 10:00' };
        const [all, told] = focused(given, { blocks: written });
        const [some] = focused(given, { blocks: written.filter((_, index) => index % 2 === 0) });
        assert.ok(some <= all && all <= (timeToRequestMs(told) ?? -1));
      }),
      { seed: 4 },
    );
  });
});
