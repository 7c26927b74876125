import assert from 'node:assert/strict';
import type { Report } from '../../../src/domain/report';
import type { KnownRequests, RequestsState, RequestWeekState } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import { requestsState } from '../../../src/vscode/requestState';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import {
  at,
  type WrittenRequest,
  type WrittenWork,
  withHoursOfFocus,
  withSampleRequests,
} from '../../support/sampleRequests';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en-GB', 'Europe/Berlin');
const generatedAt = '2026-11-26T12:00:00.000Z';
/** Four weeks from that of 2 November 2026 on, the last one running. */
const unread: Report = { ...sampleReport(Array(4).fill(completeChurn(100, 5))), generatedAt };

const weeks = ['2026-W45', '2026-W46', '2026-W47', '2026-W48'];

function known(
  requests: readonly WrittenRequest[],
  given: Parameters<typeof withSampleRequests>[2] = {},
  week = '2026-W45',
): KnownRequests {
  const state: RequestsState = requestsState(withSampleRequests(unread, requests, given), week, wording);
  assert.ok(state.kind === 'known');
  return state;
}

function firstWeek(...requests: WrittenRequest[]): RequestWeekState {
  const { week } = known(requests);
  assert.ok(week);
  return week;
}

const figureOf = ({ figures }: RequestWeekState, name: string) => {
  const { value, note } = figures.find(({ term }) => term === name) ?? {};
  return [value, note];
};

describe('the section of requests', () => {
  it('says that requests could not be read where that failed, and that they are still read before', () => {
    const textOf = (failed: boolean) => {
      const state = requestsState(unread, '2026-W45', wording, failed);
      return state.kind === 'reading' ? state.text : '';
    };
    assert.match(textOf(true), /could not be read/);
    assert.match(textOf(false), /^Still reading/);
  });

  it('says that requests are still read', () => {
    assert.deepEqual(requestsState(unread, '2026-W45', wording), {
      kind: 'reading',
      title: 'Pull requests',
      text: 'Still reading what landed, and when.',
    });
  });

  it('holds the week that is asked for, and leads from one without a request to the newest with one', () => {
    const written = [{ landed: '2026-11-04 10:00' }, { landed: '2026-11-12 10:00' }];
    const told = weeks.map(each => {
      const { week, latest, nothing } = known(written, {}, each);
      return [week?.week, week?.requests.length, latest?.week ?? null, nothing];
    });
    assert.deepEqual(told, [
      ['2026-W45', 1, null, null],
      ['2026-W46', 1, null, null],
      ['2026-W47', 0, '2026-W46', null],
      ['2026-W48', 0, '2026-W46', null],
    ]);
    const { text, label } = known(written, {}, '2026-W48').latest ?? {};
    assert.deepEqual(
      [text?.replaceAll(/\s/gu, ' '), label],
      ['The latest is in the week of 9 – 15 November.', 'Show That Week'],
    );
  });

  it('says that a week is none of those that were read, and where the newest requests are', () => {
    const { week, nothing, latest } = known([{ landed: '2026-11-04 10:00' }], {}, '2026-W40');
    assert.deepEqual([week, nothing, latest?.week], [null, 'The history of this week was not read.', '2026-W45']);
  });

  it('says that there is none, and what of that is not seen', () => {
    const { nothing, caveats, latest, week, throughput } = known([], { tracedShare: 0.41 });
    assert.equal(nothing, 'No pull request of yours was found here yet.');
    assert.deepEqual(caveats, [
      '41% of this repository’s commits name a request: only your own branches and those are seen.',
    ]);
    assert.deepEqual([latest, week, throughput], [null, null, null]);
  });

  it('says that there is none in these weeks', () => {
    assert.equal(known([{ landed: '2026-10-12 10:00' }]).nothing, 'No pull request of yours landed in these 4 weeks.');
  });

  it('trusts the number of requests from seven of ten traced commits on', () => {
    const seen = (tracedShare: number | null) =>
      known([], { tracedShare }).measured.points.find(({ term }) => term === 'Not seen')?.text ?? '';
    assert.match(seen(0), /No commit of this repository names a request/);
    assert.match(seen(0.69), /only your own branches/);
    assert.match(seen(0.7), /may be trusted/);
    assert.doesNotMatch(seen(null), /%/);
  });

  it('calls them as the forge does', () => {
    const { title, week, labels } = known([{ number: 12, forge: 'gitlab', landed: '2026-11-04 10:00' }]);
    assert.equal(title, 'Merge requests');
    assert.equal(week?.requests[0]?.number, '!12');
    assert.match(labels.requests, /^Merge requests\./);
  });

  it('has tables as wide as their headings', () => {
    const { week, labels } = known([
      { landed: '2026-11-04 10:00' },
      { number: null, landed: '2026-11-05 10:00', size: null, created: ['unknown'] },
    ]);
    const rows = week?.requests.map(({ cells }) => cells.length);
    assert.deepEqual(rows, [labels.table.columns.length, labels.table.columns.length]);
  });
});

describe('the figures of a week', () => {
  const request = (number: number, hours: number): WrittenRequest => ({
    number,
    first: '2026-11-04 08:00',
    created: ['exact', `2026-11-04 ${8 + hours}:00`],
    landed: '2026-11-05 10:00',
    size: [10 * hours, 1, 1],
  });

  it('say what they rest on', () => {
    const week = firstWeek(request(1, 2), request(2, 4), request(3, 5));
    assert.deepEqual(figureOf(week, 'Time to request'), ['4\u00a0h', 'median of 3']);
    assert.deepEqual(figureOf(week, 'Size'), ['41 lines', 'median of 3']);
    assert.deepEqual(figureOf(week, 'Landed'), ['3', null]);
  });

  it('tell the focus in the time to a request once it is known of one', () => {
    const known = [request(1, 2), request(2, 4), request(3, 5)].map(each => ({ ...each, branch: 'drift' }));
    const weekOf = (written: WrittenRequest[], focusHours: number[]): RequestWeekState => {
      const report = withHoursOfFocus(withSampleRequests(unread, written), focusHours);
      const state = requestsState(report, '2026-W45', wording);
      assert.ok(state.kind === 'known' && state.week);
      return state.week;
    };
    assert.deepEqual(figureOf(weekOf(known, []), 'Of it in focus'), [undefined, undefined]);
    assert.deepEqual(figureOf(weekOf(known, [1]), 'Of it in focus'), ['–', 'Not enough: 1 of 3.']);
    const week = weekOf(known, [1, 0.25, 4]);
    assert.deepEqual(figureOf(week, 'Of it in focus'), ['1\u00a0h', 'median of 3']);
    assert.deepEqual(
      week.requests.map(({ cells }) => cells.slice(6, 8)),
      [
        ['2\u00a0h', '1\u00a0h'],
        ['4\u00a0h', '15\u00a0min'],
        ['5\u00a0h', '4\u00a0h'],
      ],
    );
  });

  it('tell the time from request to landing, beside that of other weeks', () => {
    const landed = (day: string, hours: number): WrittenRequest[] =>
      [1, 2, 3].map(number => ({
        number,
        created: ['exact', `2026-11-${day} 10:00`],
        landed: `2026-11-${day} ${10 + hours}:00`,
      }));
    const written = [...landed('04', 2), ...landed('11', 4), ...landed('18', 5), ...landed('25', 3)];
    const [first, , , running] = weeks.map(each => known(written, {}, each).week);
    assert.ok(running && first);
    assert.deepEqual(figureOf(first, 'Request to landing'), ['2\u00a0h', 'median of 3']);
    assert.deepEqual(figureOf(running, 'Request to landing'), [
      '3\u00a0h',
      'median of 3; 4\u00a0h in your other weeks',
    ]);
    assert.equal(running.requests[0]?.cells[9], '3\u00a0h');
  });

  it('say how many are missing', () => {
    const week = firstWeek(request(1, 2), request(2, 4));
    assert.deepEqual(figureOf(week, 'Time to request'), ['–', 'Not enough: 2 of 3.']);
    assert.deepEqual(figureOf(week, 'Size'), ['–', 'Not enough: 2 of 3.']);
    assert.deepEqual(figureOf(week, 'Request to landing'), ['–', 'Not enough: 2 of 3.']);
  });

  for (const [landed, value, note] of [
    [19, '1 of 19', 'in these 4 weeks'],
    [20, '5%', '1 of 20 in these 4 weeks'],
  ] as const) {
    it(`give ${value} for one of ${landed} that was reverted`, () => {
      const requests = Array.from({ length: landed }, (_, number) => request(number, 2));
      const [first, ...others] = requests;
      assert.ok(first);
      const week = firstWeek({ ...first, reverted: '2026-11-06 10:00' }, ...others);
      assert.deepEqual(figureOf(week, 'Reverted'), [value, note]);
    });
  }
});

describe('the bars of requests that landed', () => {
  it('are one a week, beside the median of those that are over', () => {
    const { throughput } = known([
      ...[4, 5].map(day => ({ number: day, landed: `2026-11-0${day} 10:00` })),
      { number: 10, landed: '2026-11-10 10:00' },
      { number: 18, landed: '2026-11-18 10:00' },
      { number: 25, landed: '2026-11-25 10:00' },
    ]);
    assert.deepEqual(
      throughput?.weeks.map(({ count }) => count),
      [2, 1, 1, 1],
    );
    assert.equal(throughput?.text, '5 pull requests in 4 weeks.');
    assert.equal(throughput?.weeks[0]?.spoken, 'Week of 2 November: 2');
    assert.deepEqual(throughput?.baseline, { value: 1, label: 'your median of 3 weeks: 1' });
  });

  it('have no line for a median of none', () => {
    const { throughput } = known([{ landed: '2026-11-04 10:00' }]);
    assert.equal(throughput?.text, '1 pull request in 4 weeks.');
    assert.equal(throughput?.baseline, null);
  });
});

describe('a request in the list', () => {
  it('is drawn from its first commit to its landing', () => {
    const [request] = firstWeek({
      first: '2026-11-03 09:00',
      created: ['recorded-push', '2026-11-04 10:00'],
      landed: '2026-11-05 11:00',
      reverted: '2026-11-06 12:00',
    }).requests;
    assert.deepEqual(request?.line, {
      first: at('2026-11-03 09:00'),
      created: at('2026-11-04 10:00'),
      between: null,
      landed: at('2026-11-05 11:00'),
      end: at('2026-11-05 11:00'),
      reverted: true,
    });
    assert.equal(request.note, 'squashed · first push, from git’s reflog · reverted');
    assert.deepEqual([request.lines, request.files], ['+80 −20', '4 files']);
  });

  it('is drawn back to a date of the forge that is older than its commits, and says so', () => {
    const [request] = firstWeek({
      first: '2026-11-05 09:00',
      created: ['exact', '2026-11-03 10:00'],
      landed: '2026-11-06 11:00',
    }).requests;
    assert.equal(request?.line.created, at('2026-11-03 10:00'));
    assert.equal(request.note, 'squashed · told by GitHub · older than its commits');
    assert.deepEqual([request.cells[6], request.cells[9]], ['–', '–']);
  });

  for (const basis of ['bracketed', 'range'] as const) {
    it(`has a stretch instead of a date where that is ${basis}`, () => {
      const created = [basis, '2026-11-04 10:00', '2026-11-04 12:00'] as const;
      const [request] = firstWeek({ first: '2026-11-03 09:00', created, landed: '2026-11-05 11:00' }).requests;
      assert.equal(request?.line.created, null);
      assert.deepEqual(request?.line.between, { from: at('2026-11-04 10:00'), to: at('2026-11-04 12:00') });
    });
  }

  it('has neither where only its landing is known', () => {
    const [request] = firstWeek({ landed: '2026-11-05 11:00' }).requests;
    assert.deepEqual([request?.line.created, request?.line.between, request?.cells[4]], [null, null, '–']);
  });

  it('is drawn on whole days of the person, from four in the morning on', () => {
    const { axis } = firstWeek({
      first: '2026-11-03 03:59',
      created: ['exact', '2026-11-04 10:00'],
      landed: '2026-11-05 04:00',
    });
    assert.deepEqual([axis?.from, axis?.to], [at('2026-11-02 04:00'), at('2026-11-06 04:00')]);
    assert.deepEqual(
      axis?.days.map(({ text, monday }) => [text, monday]),
      [
        ['2 Nov', true],
        ['3 Nov', false],
        ['4 Nov', false],
        ['5 Nov', false],
        ['6 Nov', false],
      ],
    );
  });

  it('is cut to three weeks around its own', () => {
    const { week } = known([
      { first: '2026-08-20 10:00', created: ['exact', '2026-11-04 10:00'], landed: '2026-11-26 10:00' },
    ]);
    assert.deepEqual(
      [week?.axis?.from, week?.axis?.to],
      [Date.parse('2026-10-12T04:00+02:00'), at('2026-11-27 04:00')],
    );
  });
});

describe('titles and branches', () => {
  const nameOf = (title: string) => firstWeek({ title, branch: title, landed: '2026-11-05 11:00' }).requests[0];

  for (const [situation, written, shown] of [
    ['an override of the direction', 'Fix \u202egnp.exe\u202c now', 'Fix gnp.exe now'],
    ['isolates that are not closed', 'a\u2067b\u2069\u2069c', 'abc'],
    ['marks of direction', '\u200fa\u200e\u061cb', 'ab'],
    ['control characters', 'a\u0000b\u001b[31mc\r\nd\te', 'a b [31mc d e'],
    ['separators of lines', 'a\u2028b\u2029c', 'a b c'],
    ['halves of characters', 'a\ud83db', 'ab'],
    ['markup', '<b>&amp;</b> {0} $(x) [a](b)', '<b>&amp;</b> {0} $(x) [a](b)'],
  ] as const) {
    it(`come without ${situation}, else as they are`, () => {
      const request = nameOf(written);
      assert.deepEqual([request?.title, request?.branch], [shown, shown]);
    });
  }

  it('keep their direction to themselves in the table', () => {
    assert.equal(nameOf('תיקון (urgent)')?.cells[1], '\u2068תיקון (urgent)\u2069');
  });

  it('are not without end, and shorter in the table', () => {
    const request = nameOf('💧'.repeat(10_000));
    assert.equal(request?.title, `${'💧'.repeat(399)}…`);
    assert.equal(request?.cells[1], `\u2068${'💧'.repeat(59)}…\u2069`);
  });

  it('stand in for each other', () => {
    const [request] = firstWeek({
      title: null,
      branch: 'feature/x',
      number: null,
      landed: '2026-11-05 11:00',
    }).requests;
    assert.deepEqual([request?.number, request?.title], ['', 'feature/x']);
  });
});

describe('branches that have not landed', () => {
  const open = (count: number): WrittenWork[] =>
    Array.from({ length: count }, (_, index) => [[`branch/${index}`], [`2026-11-${10 + index} 10:00`], 10 * index]);

  it('are told as those of now beside an earlier week', () => {
    const titles = weeks.map(week => known([], { open: open(1) }, week).work.title);
    const now = 'Work in progress now';
    assert.deepEqual(titles, [now, now, now, 'Work in progress']);
  });

  it('are told the last touched first, those after five folded away', () => {
    const { work } = known([], { open: open(7) });
    assert.deepEqual(
      work.branches.map(({ names }) => names[0]),
      [6, 5, 4, 3, 2].map(at => `branch/${at}`),
    );
    assert.equal(work.folded?.title, '2 more, not touched for longer');
    assert.deepEqual(
      work.folded.branches.map(({ names }) => names[0]),
      ['branch/1', 'branch/0'],
    );
    assert.equal(work.nothing, null);
    assert.equal(known([], { open: open(5) }).work.folded, null);
  });

  it('are told to be large where they are', () => {
    const landed = Array.from({ length: 5 }, (_, number) => ({ number, landed: '2026-11-05 10:00' }));
    const bloats = (lines: number) =>
      known(landed, { open: [[['a'], ['2026-11-20 10:00'], lines]] }).work.branches[0]?.bloat;
    assert.equal(bloats(101), 'already larger than 5 of your last 5');
    assert.equal(bloats(100), null);
  });

  it('are told to be none', () => {
    assert.equal(known([]).work.nothing, 'No branch here holds work that has not landed.');
  });
});
