import { isLanguageName } from './language';
import type { FirstTouch, PullRequestReport, Report, WeekReport, WorkInProgress } from './report';
import { byWeek } from './requestWeeks';

/** Words in the place of names, each for the number that it is given, from 1 on. */
export interface NeutralNames {
  readonly request: (number: number) => string;
  readonly branch: (number: number) => string;
  readonly area: (number: number) => string;
  readonly repository: (number: number) => string;
}

/**
 * The report without anything that tells what its person works on: repositories, branches, folders, requests' titles and
 * numbers, commits. The same name has the same word all over. Numbers, instants, forges and languages stay; sentences
 * that were written into the report are left away, to be written anew.
 * @param week the ISO week whose requests are numbered first.
 */
export function withoutNames(report: Report, names: NeutralNames, week: string | null = null): Report {
  const repository = numbered(names.repository);
  const area = numbered(names.area);
  const { pullRequests, workInProgress, weeks } = report;
  return {
    ...report,
    repository: { ...report.repository, name: names.repository(1), defaultBranch: null },
    weeks: weeks.map(each => withoutAreas(each, area)),
    pullRequests: pullRequests && namelessRequests(pullRequests, weeks, week, names, repository),
    workInProgress: workInProgress?.map((work, at) => namelessWork(work, names.branch(at + 1), repository)) ?? null,
    experiment: null,
    tensions: [],
    notes: [],
  };
}

type Rename = (name: string) => string;

/** A word for each name, in the order in which they are asked for. */
function numbered(word: (number: number) => string): Rename {
  const words = new Map<string, string>();
  return name => {
    const known = words.get(name) ?? word(words.size + 1);
    words.set(name, known);
    return known;
  };
}

function namelessRequests(
  requests: readonly PullRequestReport[],
  weeks: readonly WeekReport[],
  week: string | null,
  names: NeutralNames,
  repository: Rename,
): PullRequestReport[] {
  const shown = weeks.filter(each => each.week === week);
  const first = byWeek(requests, shown, ({ createdAt, landedAt }) => [createdAt, landedAt]).flat();
  const order = new Map([...new Set([...first, ...requests])].map((request, at) => [request, at + 1]));
  return requests.map(request => {
    const number = order.get(request) ?? 0;
    return {
      ...request,
      ...{ number: null, branch: null, title: names.request(number), landedCommit: String(number) },
      ...(request.repository !== undefined && { repository: repository(request.repository) }),
    };
  });
}

function namelessWork(work: WorkInProgress, name: string, repository: Rename): WorkInProgress {
  return {
    ...work,
    branches: [name],
    ...(work.repository !== undefined && { repository: repository(work.repository) }),
  };
}

function withoutAreas(week: WeekReport, area: Rename): WeekReport {
  const { newGround } = week;
  if (!newGround) return week;
  const renamed = (touch: FirstTouch) => ({ ...touch, name: area(touch.name) });
  return {
    ...week,
    newGround: {
      ...newGround,
      languages: newGround.languages.filter(({ name }) => isLanguageName(name)),
      areas: newGround.areas.map(renamed),
    },
  };
}
