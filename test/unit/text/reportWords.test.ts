import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Baseline } from '../../../src/domain/baseline';
import { type Report, type TensionPair, tensionPairs, type WeekReport } from '../../../src/domain/report';
import { type Tension, tensionPoints, tensionsOf } from '../../../src/domain/tensions';
import { type Note, type NoteId, noteRules, weekNotes } from '../../../src/domain/weekNotes';
import { type WeekSentence, weekSentenceOf } from '../../../src/domain/weekSentence';
import { withJudgement } from '../../../src/text/reportWords';
import { anyReport } from '../../support/anyReport';
import { goldenReport, usualWeeks } from '../../support/goldenReport';

const hourMs = 3_600_000;

const landedIn = (report: Report, { from, to }: WeekReport) =>
  (report.pullRequests ?? []).filter(({ landedAt }) => landedAt !== null && landedAt >= from && landedAt < to);

/** What the numbers of a pair's two sides rest on, counted anew, and how much the definitions ask for. */
function restsOn(pair: TensionPair, week: WeekReport, report: Report): [n: number, least: number][] {
  const created = (report.pullRequests ?? []).filter(
    ({ createdAt, createdBasis }) =>
      createdBasis === 'exact' && createdAt !== null && createdAt >= week.from && createdAt < week.to,
  );
  const landed = landedIn(report, week);
  switch (pair) {
    case 'throughput-failure':
      return [
        [landed.length, 1],
        [landed.length, 1],
      ];
    case 'time-maturity':
      return [
        [created.length, 3],
        [landed.filter(({ maturity }) => maturity !== null).length, 3],
      ];
    case 'lines-churn':
      return [
        [week.churn.added, 50],
        [week.churn.added, 50],
      ];
    case 'size-review':
      return [
        [landed.filter(({ size }) => size !== null).length, 3],
        [landed.filter(({ createdBasis }) => createdBasis === 'exact').length, 3],
      ];
    case 'focus-flow':
      return [
        [week.focus?.totalMs ?? 0, 2 * hourMs],
        [week.reflection?.flow ? 1 : 0, 1],
      ];
  }
}

function assertBaseline({ weeks }: Baseline): void {
  assert.ok(weeks >= 3 && weeks <= 8, `${weeks} weeks`);
}

/** After the end of a week, until its guard is complete. */
const guardDays: Record<TensionPair, number> = {
  'throughput-failure': 30,
  'time-maturity': 0,
  'lines-churn': 14,
  'size-review': 0,
  'focus-flow': 0,
};

/** Whether focus was recorded from before the week on, and not paused for over a fifth of it. */
function wasRecorded({ from, to, focus }: WeekReport): boolean {
  return focus?.recordedFrom === null && focus.pausedMs <= (Date.parse(to) - Date.parse(from)) / 5;
}

/** The week that the definition names, looked for anew: where none of them tells enough, the latest. */
function weekToName(pair: TensionPair, weeks: readonly WeekReport[], report: Report): WeekReport | undefined {
  const now = Date.parse(report.generatedAt);
  const complete = weeks.filter(({ to }) => Date.parse(to) + guardDays[pair] * 24 * hourMs <= now);
  const enough = complete
    .slice(-8)
    .filter(week => restsOn(pair, week, report).every(([n, least]) => n >= least))
    .filter(week => pair !== 'focus-flow' || wasRecorded(week));
  return enough.at(-1) ?? complete.at(-1);
}

function assertTension(tension: Tension, report: Report): void {
  if (tension.kind === 'notEnough') {
    const { have, least, of } = tension.missing;
    assert.ok(have < least, `${of}: ${have} of ${least}`);
  }
  if (tension.kind !== 'judged') return;
  const [pace, guard] = restsOn(tension.pair, tension.week, report);
  assert.deepEqual([tension.paced.n, tension.paced.least], pace);
  assert.deepEqual([tension.guarded.n, tension.guarded.least], guard);
  const point = tensionPoints(tension.pair, report).find(({ week }) => week === tension.week);
  assert.deepEqual([point?.pace, point?.guard], [tension.paced.value, tension.guarded.value]);
  for (const { n, least, baseline } of [tension.paced, tension.guarded]) {
    assert.ok(n >= least, `${tension.pair}: ${n} of ${least}`);
    assertBaseline(baseline);
  }
}

/** The least n of each note whose numbers have one, and what it is counted by. */
function assertNote(note: Note, report: Report): void {
  assert.ok(note.n >= note.least, `${note.id}: ${note.n} of ${note.least}`);
  if ('baseline' in note.numbers) assertBaseline(note.numbers.baseline);
  const { week } = note;
  const matured = landedIn(report, week).filter(({ maturity }) => maturity !== null).length;
  const known = landedIn(report, week).filter(({ createdBasis }) => createdBasis === 'exact').length;
  switch (note.id) {
    case 'changedAfterOpening':
      assert.ok(matured >= 3);
      break;
    case 'reviewTime':
      assert.ok(known >= 3);
      break;
    case 'timeToRequest':
      assert.ok(note.n >= 3);
      break;
    case 'churn':
      assert.ok(note.numbers.cohort.churn.added >= 50 && note.numbers.cohort.churn.complete);
      break;
    case 'aiChurn':
      assert.ok(Math.min(report.ai?.marked.commits ?? 0, report.ai?.unmarked.commits ?? 0) >= 10);
      break;
    case 'oldCode':
      assert.ok(week.oldCode.ended >= 50);
      break;
    case 'deepFocus':
    case 'interruptions':
      assert.ok((week.focus?.totalMs ?? 0) >= 2 * hourMs && week.to <= report.generatedAt);
      break;
  }
}

function assertSentence({ parts, week, running }: WeekSentence): void {
  for (const { of, value, n, least, usual } of parts) {
    assert.ok(n >= least && value >= 0, `${of}: ${n} of ${least}`);
    if (of === 'durable') assert.ok(week.churn.added >= 50 && week.churn.complete);
    if (usual) assertBaseline(usual);
    assert.ok(!running || usual === null);
  }
}

describe('what is judged from a report', () => {
  it('rests on no fewer than it takes, whatever the weeks hold', () => {
    const told = new Set<string>();
    fc.assert(
      fc.property(anyReport, report => {
        for (const index of report.weeks.keys()) {
          for (const tension of tensionsOf(report, index)) {
            assertTension(tension, report);
            const named = weekToName(tension.pair, report.weeks.slice(0, index + 1), report);
            if (tension.kind !== 'tooEarly' && tension.week !== null) assert.equal(tension.week, named);
            told.add(`${tension.pair} ${tension.kind}`);
          }
          const notes = weekNotes(report, index);
          assert.ok(notes.length <= 3);
          for (const note of notes) {
            assertNote(note, report);
            told.add(note.id);
          }
          const sentence = weekSentenceOf(report, index);
          assert.ok(sentence);
          assertSentence(sentence);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
    const notMade: NoteId[] = ['milestone', 'openBranch'];
    const notes = noteRules.map(({ id }) => id).filter(id => !notMade.includes(id));
    const judged = tensionPairs.map(pair => `${pair} judged`);
    for (const one of [...notes, ...judged]) assert.ok(told.has(one), `${one} was among them`);
  });

  it('is the same again, leaves the report as it was, and does not ask for the time zone of the process', () => {
    const before = process.env.TZ;
    const zones = ['UTC', 'America/St_Johns', 'Pacific/Apia', 'Europe/London'];
    try {
      fc.assert(
        fc.property(anyReport, report => {
          const frozen = JSON.stringify(report);
          const told = zones.map(zone => {
            process.env.TZ = zone;
            return JSON.stringify(withJudgement(report));
          });
          assert.equal(new Set(told).size, 1);
          assert.equal(JSON.stringify(report), frozen);
        }),
        { seed: 6, numRuns: 60 },
      );
      const offsets = zones.map(zone => {
        process.env.TZ = zone;
        return new Date(0).getTimezoneOffset();
      });
      assert.ok(new Set(offsets).size > 2, 'the process did change its zone');
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it('goes after the notes that the report has, with a tension for each pair', () => {
    const weeks = usualWeeks(12).map((each, index) => (index === 8 ? { ...each, lines: [800, 400] as const } : each));
    const { notes, tensions } = withJudgement(
      goldenReport('2026-11-19T12:00:00Z', weeks, { notes: ['This clone is shallow.'] }),
    );
    const plain = notes.map(note => note.replaceAll('\u00a0', ' '));
    assert.deepEqual(plain, [
      'This clone is shallow.',
      'This week has brought 4 landed requests and 12 h of focus so far.',
      '50% of the new code of the week of October 26 was rewritten within two weeks – more than in your other weeks, where the median is 10%.',
    ]);
    assert.deepEqual(tensions[2], {
      pair: 'lines-churn',
      week: '2026-W44',
      pace: 'up',
      guard: 'slipping',
      text: 'Lines and churn: more, but slipping. In the week of October 26: 800 lines added (usually 400), 50% of them rewritten within two weeks (usually 10%).',
    });
    assert.equal(tensions.length, 5);
  });

  it('names no week that was not judged', () => {
    const { tensions } = withJudgement(goldenReport('2026-11-19T12:00:00Z', [{}]));
    assert.deepEqual(tensions[2], {
      pair: 'lines-churn',
      week: null,
      pace: null,
      guard: null,
      text: 'Lines and churn: too early. The week of November 16 can be judged from December 7 on.',
    });
  });
});
