import type { Report } from '../../../src/domain/report';
import { type WrittenRequest, type WrittenWork, withHoursOfFocus, withSampleRequests } from '../sampleRequests';

/** A Thursday afternoon in the last week. */
const generatedAt = '2027-01-21T14:20:00.000Z';

/** Ten weeks as they are in life, and the running one. */
const lived: readonly WrittenRequest[] = [
  { number: 361, title: 'Read tide tables', landed: '2026-11-05 15:10', size: [84, 12, 5] },
  { number: 364, title: 'Round depths once', landed: '2026-11-06 11:00', size: [12, 9, 2], way: 'rebase' },
  { number: 371, title: 'Keep gauges open', landed: '2026-11-12 10:30', size: [230, 41, 11] },
  {
    number: 374,
    title: 'Name the unit of flow',
    landed: '2026-11-13 16:20',
    size: [31, 30, 6],
    reverted: '2026-11-16 09:40',
  },
  { number: 380, title: 'Cache the basin', landed: '2026-11-18 17:45', size: [140, 22, 7] },
  ...week('2026-12-02', 388),
  ...week('2026-12-09', 397),
  { number: 405, title: 'Drop the old parser', landed: '2026-12-15 12:00', size: [8, 412, 9] },
  { number: 409, title: 'Warn before the weir', landed: '2026-12-17 18:30', size: [66, 4, 3] },
  { number: 421, title: 'Plot the year', landed: '2027-01-06 13:15', size: [310, 80, 12] },
  {
    number: 428,
    title: 'Measure the current at both banks',
    branch: 'current/both-banks',
    changed: [12, 222],
    first: '2027-01-08 09:12',
    created: ['recorded-push', '2027-01-11 10:40'],
    landed: '2027-01-12 15:05',
    size: [182, 40, 9],
  },
  {
    number: 431,
    title: 'Let a gauge fail without taking the others along',
    branch: 'gauges/fail-alone',
    changed: [70, 127],
    first: '2027-01-11 13:30',
    created: ['observed-push', '2027-01-12 11:20'],
    landed: '2027-01-13 09:50',
    way: 'merge',
    size: [96, 31, 6],
    reverted: '2027-01-14 08:10',
  },
  {
    number: 433,
    title: 'Read the depth once a minute',
    branch: 'depth',
    first: '2027-01-12 08:40',
    created: ['bracketed', '2027-01-13 14:10', '2027-01-13 16:20'],
    landed: '2027-01-14 17:30',
    size: [41, 12, 2],
  },
  {
    number: 430,
    title: 'Say where the map came from',
    branch: 'docs/map',
    first: '2027-01-05 10:05',
    created: ['range', '2027-01-06 11:00', '2027-01-13 12:00'],
    landed: '2027-01-15 11:15',
    way: 'rebase',
    size: [22, 3, 1],
  },
  { number: 436, title: 'Bump the tide tables', landed: '2027-01-15 16:40', size: [1804, 1711, 1] },
];

/** Three requests around a Wednesday, in about the time that they usually take. */
function week(wednesday: string, number: number): WrittenRequest[] {
  const day = (by: number) => new Date(Date.parse(wednesday) + by * 86_400_000).toISOString().slice(0, 10);
  return [0, 1, 2].map(index => ({
    number: number + 2 * index,
    title: ['Sort the inlets', 'Show the drift', 'Test the sluice at low water'][index] ?? '',
    branch: `work/${number + index}`,
    first: `${day(index - 2)} 09:20`,
    created: ['recorded-push', `${day(index - 1)} ${10 + 2 * index}:05`] as const,
    landed: `${day(index)} 15:30`,
    size: [60 + 70 * index, 14, 3 + index] as const,
  }));
}

const work: readonly WrittenWork[] = [
  [['banks/erosion'], ['2027-01-18 10:00', '2027-01-19 12:00', '2027-01-21 11:40'], 640],
  [['sluice'], ['2027-01-20 16:10'], 24],
  [['spike/wasm', 'spike/wasm-again'], ['2026-12-03 21:00', '2026-12-05 23:10'], 212],
];

/** Markup, changes of direction, and more than there is room for. */
export const hostile = `<script>document.title='run'</script> Fix \u202Egnp.exe <b>all</b> & '$(rm)' {0} ${'very long words about water '.repeat(370)}`;
const bases: readonly WrittenRequest[] = [
  ['exact', '2027-01-12 10:00'],
  ['observed-pr', '2027-01-12 10:00'],
  ['observed-push', '2027-01-12 10:00'],
  ['recorded-push', '2027-01-12 10:00'],
  ['bracketed', '2027-01-12 08:00', '2027-01-13 12:00'],
  ['range', '2027-01-08 08:00', '2027-01-13 12:00'],
  ['landing-only'],
  ['unknown'],
].map((created, index) => ({
  number: created[0] === 'unknown' ? null : 500 + index,
  title: `A request whose creation is ${created[0]}`,
  branch: `basis/${created[0]}`,
  first: index < 6 ? '2027-01-11 09:00' : created[0] === 'unknown' ? '2027-01-11 09:00' : null,
  created: created as unknown as NonNullable<WrittenRequest['created']>,
  landed: '2027-01-14 16:00',
  way: (['merge', 'squash', 'rebase', 'fast-forward'] as const)[index % 4] ?? 'merge',
  size: index === 7 ? null : [40 * index + 1, 10, index + 1],
}));

const older: WrittenRequest = {
  number: 510,
  title: 'A request that is older than its commits',
  branch: 'written/anew',
  first: '2027-01-12 15:00',
  created: ['exact', '2027-01-08 10:00'],
  landed: '2027-01-14 16:00',
};

/** Of what was recorded, and is dated well. */
function hoursOf({ first, created }: WrittenRequest, index: number): number | undefined {
  const isKnown = (first ?? '') > '2026-12' && created?.[0] !== 'range' && created?.[0] !== 'bracketed';
  return isKnown ? 1.5 + 0.75 * (index % 4) : undefined;
}

/** Reports with requests, by name. @param rich twelve weeks, without requests yet. */
export function requestReports(rich: Report): Record<string, Report> {
  const report = { ...rich, generatedAt };
  const early = { firstCommit: '2026-10-28 09:00' };
  const usual = { open: work, tracedShare: 0.84, firstCommit: '2025-03-02 10:00' };
  return {
    usual: withHoursOfFocus(withSampleRequests(report, lived, usual), lived.map(hoursOf)),
    one: withSampleRequests(report, lived.slice(0, 1), { ...early, open: work.slice(1, 2), tracedShare: 0.41 }),
    none: withSampleRequests(report, [], { tracedShare: 0.07 }),
    bases: withSampleRequests(report, [...bases, older], { tracedShare: 0.41, ...early }),
    hostile: withSampleRequests(
      report,
      [
        {
          number: 7,
          title: hostile,
          branch: `<img/src=x/onerror=document.title='run'>\u202E${'x'.repeat(10_000)}`,
          landed: '2027-01-12 10:00',
          size: [123456, 98765, 1234],
          first: '2026-11-02 10:00',
          created: ['recorded-push', '2026-12-01 10:00'],
          cut: true,
        },
        {
          number: 8,
          title: 'תיקון הזרם (urgent) !',
          branch: 'زورق/نهر',
          landed: '2027-01-13 10:00',
          first: '2027-01-13 09:59',
          created: ['exact', '2027-01-13 09:59'],
        },
        { number: 123456789, title: '漢字だけの題名', branch: '漢字', landed: '2027-01-14 10:00' },
      ],
      { open: [[[hostile], ['2027-01-18 10:00', '2027-01-18 11:00'], null], ...manyBranches()] },
    ),
    gitlab: withSampleRequests(
      report,
      lived.map(request => ({ ...request, forge: 'gitlab' as const })),
      usual,
    ),
  };
}

function manyBranches(): WrittenWork[] {
  return Array.from({ length: 9 }, (_, index) => [[`old/${index}`], [`2026-11-1${index} 10:00`], index]);
}
