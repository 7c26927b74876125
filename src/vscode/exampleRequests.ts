import type { WeekSpan } from '../domain/calendar';
import type { CreatedBasis } from '../domain/pullRequest';
import { journalPlace, type PullRequestReport, type WorkInProgress } from '../domain/report';
import { exampleRepository, exampleTime, isAtWork, minuteMs } from './exampleCalendar';
import { spread, spreadBetween } from './exampleSpread';

/** What the requests are about: a made-up work on made-up rivers. */
const doings = ['Draw', 'Test', 'Cache', 'Document', 'Sort', 'Simplify', 'Check'];
const things = ['gauge readings', 'flood alerts', 'tide tables', 'river maps', 'rain forecasts', 'sluice gates'];
const bases: readonly CreatedBasis[] = ['observed-push', 'exact', 'observed-push', 'bracketed', 'recorded-push'];
const firstNumber = 312;

/** Hours that are worked in a week, from Monday at nine: five days of eight. */
const workHours = 40;

/** The requests that landed up to `now` (epoch milliseconds), oldest first. */
export function exampleRequests(weeks: readonly WeekSpan[], now: number): PullRequestReport[] {
  const worked = weeks.filter((_, place) => isAtWork(place));
  const timeOf = (hours: number) => {
    const within = hours % workHours;
    const week = worked[Math.floor(hours / workHours)];
    return week && exampleTime(week, Math.floor(within / 8), 540 + (within % 8) * 60);
  };
  return worked
    .flatMap((_, place) => {
      const count = 3 + Math.floor(2.6 * spread(5, place));
      return Array.from(
        { length: count },
        (_, index) =>
          place * workHours + (workHours * (index + spreadBetween(0.5, 0.97, 17, 7 * place + index))) / count,
      );
    })
    .flatMap((landing, index) => requestOf(landing, index, timeOf) ?? [])
    .filter(({ landedAt }) => Date.parse(landedAt ?? '') <= now);
}

/** @param landing and what `timeOf` is asked for: hours worked since the first week. */
function requestOf(
  landing: number,
  index: number,
  timeOf: (hours: number) => number | undefined,
): PullRequestReport | null {
  const creation = landing - spreadBetween(0.8, 9, 7, index) ** 1.25;
  const first = timeOf(creation - spreadBetween(3, 17, 3, index));
  const [created, landed] = [timeOf(creation), timeOf(landing)];
  if (first === undefined || created === undefined || landed === undefined) return null;
  const title = `${doings[index % doings.length]} ${things[index % things.length]}`;
  const basis = bases[index % bases.length] ?? 'exact';
  const slack = basis === 'bracketed' ? 50 * minuteMs : 0;
  const total = Math.round(spreadBetween(5, 18, 11, index) ** 2);
  const changedAfter = Math.round(total * spreadBetween(0, 0.74, 13, index) ** 2);
  const isReverted = index % 41 === 40;
  return {
    forge: 'github',
    number: firstNumber + 3 * index,
    branch: title.toLowerCase().replaceAll(' ', '-'),
    title,
    mine: true,
    firstCommitAt: isoOf(first),
    firstCommitCut: false,
    createdAt: isoOf(created),
    createdBasis: basis,
    createdRange: [isoOf(created - slack), isoOf(created + slack)],
    landedAt: isoOf(landed),
    landing: 'squash',
    landedCommit: `example ${index}`,
    commits: 2 + (index % 5),
    size: { added: Math.ceil(total * 0.7), deleted: Math.floor(total * 0.3), files: 2 + Math.floor(total / 40) },
    maturity: { value: 1 - changedAfter / total, changedAfter, total },
    focusMs: null,
    [journalPlace]: { repository: exampleRepository, branches: [index] },
    revertedAt: isReverted ? isoOf(landed + 3 * 24 * 60 * minuteMs) : null,
    marked: index % 3 === 1,
  };
}

/** Branches whose work has not landed, in the last week. */
export function exampleWork(week: WeekSpan): WorkInProgress[] {
  const on = (day: number, minutes: number) => isoOf(exampleTime(week, day, minutes));
  const usual = { bloat: false, smaller: { count: 6, of: 20 } };
  return [
    {
      branches: ['warn-of-ice'],
      commits: 9,
      lines: 412,
      oldestAt: on(-6, 660),
      lastAt: on(4, 950),
      bloat: true,
      smaller: { count: 18, of: 20 },
    },
    {
      branches: ['read-gauges-in-batches'],
      commits: 3,
      lines: 74,
      oldestAt: on(2, 610),
      lastAt: on(3, 1010),
      ...usual,
    },
  ];
}

const isoOf = (at: number): string => new Date(at).toISOString();
