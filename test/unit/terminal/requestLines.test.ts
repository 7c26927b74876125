import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Report } from '../../../src/domain/report';
import { columnsOf } from '../../../src/terminal/columns';
import { Page, type TextStyle } from '../../../src/terminal/page';
import { requestLines } from '../../../src/terminal/requestLines';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { type WrittenRequest, withHoursOfFocus, withSampleRequests } from '../../support/sampleRequests';

const style: TextStyle = { width: 80, locale: 'en-GB', colour: false, unicode: true };
const unread: Report = {
  ...sampleReport(Array(3).fill(completeChurn(100, 5))),
  generatedAt: '2026-11-19T12:00:00.000Z',
};
const textOf = (report: Report, given: Partial<TextStyle> = {}) =>
  requestLines(report, new Page({ ...style, ...given }, 'Europe/Berlin'))
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n');

const lived: WrittenRequest[] = [
  ...[1, 2, 3].map(number => ({
    number,
    first: '2026-11-03 09:00',
    created: ['exact', '2026-11-04 13:00'] as const,
    landed: '2026-11-05 10:00',
  })),
  {
    number: 12,
    title: 'Let a gauge fail without taking the others along',
    branch: 'gauges/fail-alone',
    first: '2026-11-09 09:00',
    created: ['recorded-push', '2026-11-10 10:05'],
    landed: '2026-11-11 15:30',
    size: [182, 40, 9],
    reverted: '2026-11-12 08:00',
  },
  {
    number: 14,
    title: 'Plot',
    created: ['bracketed', '2026-11-10 10:00', '2026-11-10 12:00'],
    landed: '2026-11-12 11:00',
    way: 'merge',
    size: null,
  },
  {
    number: null,
    title: 'Sort',
    branch: 'sort',
    created: ['unknown'],
    landed: '2026-11-13 11:00',
    way: 'rebase',
    size: [1, 0, 1],
  },
];

describe('the requests in a terminal', () => {
  it('are told by week, one by one in the newest, with the work that is to become some', () => {
    const report = withSampleRequests(unread, lived, {
      tracedShare: 0.41,
      open: [
        [['banks/erosion', 'banks/again'], ['2026-11-07 12:00', '2026-11-18 11:00'], 640],
        [['sluice'], ['2026-11-19 10:00'], null],
      ],
    });
    assert.equal(
      textOf(report),
      `Your pull requests, with the medians of their times
2026-W45  3 landed  3 created  1 d 4 h from first commit to request
          21 h 0 min from request to landing
2026-W46  3 landed  2 created  time: not enough, 1 of 3
2026-W47  0 landed  0 created
Reverted: 1 of 6. 41% of this repository's commits name a request: only those,
and branches of this clone, are seen.

In the week of 9 November 2026
· #12 Let a gauge fail without taking the others along (gauges/fail-alone): +182
  −40 in 9 files; squashed 11 Nov, 15:30; created 10 Nov, 10:05 (first push,
  from git's reflog); reverted 12 Nov, 8:00.
· #14 Plot: merged 12 Nov, 11:00; created 10 Nov, 10:00 to 10 Nov, 12:00
  (between neighbouring numbers).
· Sort (sort): +1 −0 in 1 file; rebased 13 Nov, 11:00; creation not known.

Work in progress
· banks/erosion, banks/again: 2 commits, 640 lines, begun 12 d ago, last touched
  1 d 2 h ago; already larger than 5 of your last 5.
· sluice: 1 commit, begun 3 h 0 min ago.`,
    );
  });

  it('name nobody where they are everybody’s', () => {
    const all: Report = { ...unread, identity: { mode: 'all', addresses: 7 } };
    assert.equal(
      textOf(withSampleRequests(all, lived, { open: [[['sluice'], ['2026-11-19 10:00'], 3]] })),
      `Everybody's pull requests, with the medians of their times
2026-W45  3 landed  3 created  1 d 4 h from first commit to request
          21 h 0 min from request to landing
2026-W46  3 landed  2 created  time: not enough, 1 of 3
2026-W47  0 landed  0 created
Reverted: 1 of 6.`,
    );
  });

  it('say what was focus in the time to a request, and of how many that is known', () => {
    const told = (hours: readonly (number | undefined)[], written = lived) =>
      textOf(withHoursOfFocus(withSampleRequests(unread, written), hours));
    const all = told([2, 5.5, 7, 3]);
    assert.match(all, / 1 d 4 h from first commit to request\n {10}5 h 30 min of it in focus; 21 h 0 min from/);
    assert.match(all, /; 1 d 1 h from\s+first commit, 3 h 0 min of it in focus;/);
    assert.doesNotMatch(told([2, 5]), /^ .* in focus/m);
    const [first = {} as WrittenRequest] = lived;
    assert.match(told([2, 5.5, undefined, 7], [first, ...lived]), / 5 h 30 min in focus, known of 3 of 4; /);
  });

  it('say so where the date of the forge is older than the commits', () => {
    const created = ['exact', '2026-11-03 10:00'] as const;
    const text = textOf(
      withSampleRequests(unread, [{ first: '2026-11-05 09:00', created, landed: '2026-11-06 11:00' }]),
    );
    const expected = 'created 3 Nov, 10:00 (told by the forge), before its first commit and so in no median of times.';
    assert.ok(text.replaceAll(/\s+/g, ' ').includes(expected), text);
    assert.match(text, / 1 landed {2}1 created$/m);
  });

  it('are not told before they were read', () => assert.equal(textOf(unread), ''));

  it('are told to be none', () => {
    assert.equal(textOf(withSampleRequests(unread, [])), 'No pull requests of yours were found in these weeks.');
    assert.match(
      textOf(withSampleRequests(unread, [], { tracedShare: 0 })),
      /weeks\. No commit of this\nrepository names/,
    );
  });

  it('are called as the forge does', () => {
    const text = textOf(withSampleRequests(unread, [{ number: 5, forge: 'gitlab', landed: '2026-11-05 10:00' }]));
    assert.match(text, /^Your merge requests/);
    assert.match(text, /^· !5 Widen the channel: /m);
  });

  it('are listed up to the newest twenty', () => {
    const many = Array.from({ length: 23 }, (_, number) => ({ number, landed: '2026-11-05 10:00' }));
    const text = textOf(withSampleRequests(unread, many));
    assert.equal(text.match(/^· #/gm)?.length, 20);
    assert.match(text, /^· 3 earlier ones$/m);
  });

  it('stay within the width and write nothing that a terminal acts on, whatever they are called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constant('\u202e\u001b[31m漢字'.repeat(40)),
    );
    const bases = [
      'exact',
      'observed-pr',
      'observed-push',
      'recorded-push',
      'bracketed',
      'range',
      'landing-only',
    ] as const;
    fc.assert(
      fc.property(
        fc.array(fc.record({ title: name, branch: name, basis: fc.constantFrom(...bases) }), { maxLength: 4 }),
        fc.constantFrom(40, 63, 80),
        fc.constantFrom('en', 'de', 'fr', 'ar-EG', 'hi'),
        fc.boolean(),
        (written, width, locale, unicode) => {
          const requests = written.map(({ title, branch, basis }, number): WrittenRequest => {
            const created = [basis, '2026-11-04 10:00', '2026-11-04 12:00'] as const;
            return { number, title, branch, created, landed: '2026-11-05 10:00', first: '2026-11-03 10:00' };
          });
          const open = written.map(({ title, branch }) => [[title, branch], ['2026-11-06 10:00'], 12] as const);
          const text = textOf(withSampleRequests(unread, requests, { open }), { width, locale, unicode });
          for (const line of text.split('\n')) {
            assert.ok(columnsOf(line) <= width, line);
            assert.doesNotMatch(line, unicode ? /[\p{Cc}\p{Bidi_Control}]/u : /[^ -~]/);
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});
