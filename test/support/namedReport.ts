import fc from 'fast-check';
import type { Report } from '../../src/domain/report';
import { anyReport } from './anyReport';

/** Stands in each name of {@link anyNamedReport}, and nowhere else. */
export const nameMark = 'Zqx';

/** What names may hold that somebody else wrote: markup, changes of direction, and words that mean something. */
const name = fc
  .tuple(
    fc.constantFrom('', '<b>', '](x', '`', '|', '\u202E', 'Request 1 ', '{0}', '&amp;', ']]>', '--', '@', '#'),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  .map(([before, after]) => `${before}${nameMark}${after}`);

/** Fields that hold words of Eddy's own, or numbers that name nothing. */
const ownWords = new Set([
  ...['schema', 'timeZone', 'dayStart', 'id', 'mode', 'basis', 'forge', 'createdBasis', 'landing', 'startBasis'],
  ...['pair', 'pace', 'guard', 'week', 'flow', 'slogs', 'biggest', 'ventured', 'generatedAt', 'from', 'to'],
]);
const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text);

/** The same value with every string that is nobody's known word replaced by the next of `names`. */
function renamed(value: unknown, names: () => string, field = ''): unknown {
  if (Array.isArray(value)) return value.map(each => renamed(each, names, field));
  if (typeof value === 'string') return ownWords.has(field) || isInstant(value) ? value : names();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each, names, key)]));
}

/** A report at random that has a name wherever one can be, each with {@link nameMark} in it; of several repositories or one. */
export const anyNamedReport: fc.Arbitrary<Report> = fc
  .record({ report: anyReport, names: fc.array(name, { minLength: 1, maxLength: 20 }), joined: fc.boolean() })
  .map(({ report, names, joined }) => {
    let at = 0;
    const next = () => names[at++ % names.length] ?? nameMark;
    return renamed(filled(report, joined), next) as Report;
  });

/** With work and words in every place that may have some. */
function filled(report: Report, joined: boolean): Report {
  const at = report.generatedAt;
  const repository = joined ? { repository: '-' } : {};
  const work = { commits: 2, lines: 30, oldestAt: at, lastAt: at, bloat: null, smaller: null, ...repository };
  const touch = { name: '-', withAi: true };
  return {
    ...report,
    repository: { ...report.repository, id: joined ? 'a b' : 'a', defaultBranch: '-' },
    weeks: report.weeks.map((week, index) => ({
      ...week,
      newGround: index % 3 === 0 ? { languages: [touch], areas: [touch, touch], firstWeek: false } : week.newGround,
    })),
    pullRequests:
      report.pullRequests?.map(request => ({
        ...{ ...request, title: '-', branch: '-', landedCommit: '-', ...repository },
      })) ?? null,
    workInProgress: [
      { ...work, branches: ['-', '-'] },
      { ...work, branches: ['-'] },
    ],
    experiment: { id: '-', week: '2026-W01', text: '-', outcome: '-' },
    tensions: [{ pair: 'lines-churn', week: null, pace: null, guard: null, text: '-' }],
    notes: ['-'],
  };
}
