import fc from 'fast-check';
import type { Calendar } from '../../src/domain/calendar';
import { flowFrequencies, slogs } from '../../src/domain/reflection';
import type { AiGroup, Report } from '../../src/domain/report';
import { goldenReport, type WrittenWeek, withoutRequests } from './goldenReport';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const hours = (max: number) => fc.nat(max * 10).map(tenths => tenths / 10);
const share = fc.nat(100).map(percent => percent / 100);

const landing = fc.record({
  hours: hours(200),
  review: hours(120),
  lines: fc.nat(900),
  maturity: share,
  reverted: rarely(hours(60)),
  unknown: rarely(fc.constant(true as const)),
});

const focus = fc
  .record({
    hours: fc.oneof(hours(4), hours(60)),
    deepShare: share,
    interruptions: fc.nat(80),
    longest: hours(6),
    from: rarely(hours(168)),
    pausedHours: rarely(hours(168)),
    hereShare: share,
  })
  .map(({ deepShare, hereShare, ...given }) => ({
    ...given,
    deep: given.hours * deepShare,
    here: given.hours * hereShare,
  }));

/** Numbers around those that are enough, so that some of the weeks hold too little. */
const week: fc.Arbitrary<WrittenWeek> = fc
  .record({
    commits: fc.nat(6),
    added: fc.oneof(fc.nat(120), fc.nat(2000)),
    churnedShare: share,
    requests: fc.array(landing, { maxLength: 9 }),
    focus: maybe(focus),
    flow: maybe(fc.constantFrom(...flowFrequencies)),
    slog: maybe(fc.constantFrom(...slogs)),
    ended: fc.nat(200),
    languages: fc.array(fc.constantFrom('Rust', 'SQL', 'Go'), { maxLength: 2 }),
  })
  .map(({ added, churnedShare, ended, languages, requests, ...rest }) => ({
    ...rest,
    lines: [added, Math.round(added * churnedShare)],
    oldCode: [ended, Math.round(ended * churnedShare)],
    requests,
    newGround: { languages: languages.map(name => ({ name, withAi: false })), areas: [], firstWeek: false },
  }));

const group = fc
  .record({ commits: fc.nat(20), lines: fc.nat(120), churned: fc.nat(120) })
  .map(({ commits, lines, churned }): AiGroup => {
    const churn = commits >= 10 && lines >= 50 ? Math.min(1, churned / lines) : null;
    const counts = { commits, requests: 0, lines, churned, churn };
    return { ...counts, medianSize: null, medianMaturity: null, medianTimeToPrMs: null };
  });

const calendar: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Australia/Lord_Howe'),
  dayStartMinutes: fc.constantFrom(0, 240),
});

/** A report of weeks at random, in any of several time zones. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    now: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
    weeks: fc.array(week, { minLength: 1, maxLength: 14 }),
    ai: fc.option(fc.record({ marked: group, unmarked: group })),
    calendar,
    read: fc.boolean(),
  })
  .map(({ now, weeks, ai, calendar, read }) => {
    const made = goldenReport(now.toISOString(), weeks, { ai }, calendar);
    return read ? made : withoutRequests(made);
  });
