import type { WrittenCommit } from './aiLens';
import { type Calendar, formatDayStart, type WeekSpan, weekIndex, weeksUpTo } from './calendar';
import type { PlacedCommit } from './commitGraph';
import { fileKinds, type Replay } from './replay';
import type { Report, ReportRequest, RepositoryFacts } from './report';
import { type CohortLines, type CountedCommit, weeklyChurn } from './weeklyChurn';

/** What a report is made of: everything that was read, and nothing that must be asked for. */
export interface ReportParts {
  readonly request: ReportRequest;
  readonly calendar: Calendar;
  readonly weeks: readonly WeekSpan[];
  /** From when on every reading of these weeks knows the commits, epoch milliseconds. */
  readonly readFrom: number;
  /** From when on history is known, which may be earlier where it was kept from other readings. */
  readonly historyFrom: number;
  readonly replay: Replay;
  readonly facts: RepositoryFacts;
  /** How many addresses are the person's. */
  readonly addresses: number;
  readonly isMine: (address: string) => boolean;
  readonly leftOut: (commit: PlacedCommit) => CountedCommit['leftOut'];
}

/** A report, and what of its commits it does not tell. */
export interface ReportFound {
  readonly report: Report;
  readonly written: readonly WrittenCommit[];
}

/** As many weeks before the reported ones may tell how young lines go on. */
const mostEarlierWeeks = 8;

/** The report: pure, so the same parts give the same report. */
export function reportOf(parts: ReportParts): ReportFound {
  const { request, calendar, weeks, historyFrom, replay, facts, addresses } = parts;
  const commits = replay.commits.map((commit): CountedCommit => {
    const { effectiveAt, handsOn, authorAddress } = commit;
    return { effectiveAt, handsOn, mine: parts.isMine(authorAddress), leftOut: parts.leftOut(commit) };
  });
  const from = weeks[0]?.from ?? request.now;
  const earlier = weeksUpTo(from - 1, mostEarlierWeeks, calendar).filter(
    week => week.from >= Math.max(parts.readFrom, historyFrom),
  );
  const { now } = request;
  const leaveOut = new Set(request.leaveOut);
  const cohorts = new Map<number, CohortLines>();
  const sums = weeklyChurn(replay.ages, commits, {
    weeks,
    earlier,
    now,
    historyFrom,
    leaveOut,
    kinds: fileKinds,
    onCohort: (commit, lines) => cohorts.set(commit, lines),
  });
  const written = replay.commits.flatMap(({ id, parents, effectiveAt }, number): WrittenCommit[] => {
    const { mine, leftOut } = commits[number] ?? { mine: false, leftOut: null };
    if (!mine || leftOut !== null || parents.length > 1 || weekIndex(weeks, effectiveAt) < 0) return [];
    const { added, churned } = cohorts.get(number) ?? { added: 0, churned: 0 };
    return [{ id, lines: added, churned }];
  });
  const report: Report = {
    schema: 'eddy-report/1',
    generatedAt: new Date(now).toISOString(),
    timeZone: request.timeZone,
    dayStart: formatDayStart(request.dayStartMinutes),
    range: { from: new Date(from).toISOString(), to: new Date(now).toISOString() },
    repository: facts,
    identity: { mode: request.allAuthors ? 'all' : 'mine', addresses },
    weeks: weeks.flatMap((week, index) => {
      const sum = sums[index];
      if (!sum) return [];
      const span = { week: week.week, from: new Date(week.from).toISOString(), to: new Date(week.to).toISOString() };
      return [{ ...span, ...sum, pullRequests: null, focus: null, newGround: null, reflection: null }];
    }),
    pullRequests: null,
    workInProgress: null,
    onboarding: null,
    ai: null,
    tensions: [],
    experiment: null,
    notes: notesOf(parts),
  };
  return { report, written };
}

function notesOf({ facts, addresses, request }: ReportParts): string[] {
  const { unreadableCommits: unreadable, commitsFromTheFuture: fromTheFuture } = facts;
  const notes: string[] = [];
  const commits = (count: number) => `${count} commit${count === 1 ? '' : 's'}`;
  if (addresses === 0 && !request.allAuthors) {
    notes.push('Git does not know your address here. Set it with git config user.email, or name it with --author.');
  }
  if (facts.shallow)
    notes.push('This clone is shallow: history before its first commits is missing. git fetch --unshallow gets it.');
  if (unreadable > 0) {
    const why = facts.partial
      ? 'this is a partial clone, and nothing is fetched for a report'
      : 'their objects are missing or damaged';
    notes.push(`${commits(unreadable)} could not be read: ${why}. Lines they changed count as older than the report.`);
  }
  if (fromTheFuture > 0) {
    notes.push(`${commits(fromTheFuture)} were left away: dated after this report, or on top of one that is.`);
  }
  return notes;
}
