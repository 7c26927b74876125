import { categories, leftOutReasons, type Report, type WeekChurn, type WeekReport } from '../../src/domain/report';

const weekMs = 7 * 24 * 60 * 60 * 1000;
/** Monday, 2 November 2026, 04:00 in Berlin. */
const firstMonday = Date.UTC(2026, 10, 2, 3);

/** A complete cohort of `added` lines, of which `churned` ended in time. */
export function completeChurn(added: number, churned: number, churnedByMe = churned): WeekChurn {
  const rate = added >= 50 ? churned / added : null;
  return {
    ...emptyChurn,
    added,
    churned,
    churnedByMe,
    rate,
    estimate: rate,
    basis: rate === null ? null : 'complete',
    complete: true,
  };
}

/** A young cohort with an estimate and its interval. */
export function youngChurn(added: number, churned: number, estimate: number, low: number, high: number): WeekChurn {
  return { ...emptyChurn, added, churned, churnedByMe: churned, estimate, basis: 'own pattern', low, high };
}

export const emptyChurn: WeekChurn = {
  added: 0,
  churned: 0,
  churnedByMe: 0,
  rate: null,
  estimate: null,
  basis: null,
  low: null,
  high: null,
  complete: false,
  byDay: null,
  leftOut: Object.fromEntries(leftOutReasons.map(reason => [reason, 0])) as WeekChurn['leftOut'],
};

/** A report whose first week is that of 2 November 2026, with one week for each cohort given. */
export function sampleReport(churns: readonly WeekChurn[]): Report {
  const weeks = churns.map(weekOf);
  return {
    schema: 'eddy-report/1',
    generatedAt: new Date(firstMonday + churns.length * weekMs).toISOString(),
    timeZone: 'Europe/Berlin',
    dayStart: '04:00',
    range: { from: weeks[0]?.from ?? '', to: weeks.at(-1)?.to ?? '' },
    repository: {
      id: 'c0ffee',
      name: 'stream',
      defaultBranch: 'main',
      shallow: false,
      partial: false,
      unreadableCommits: 0,
      commitsFromTheFuture: 0,
      tracedShare: null,
    },
    identity: { mode: 'mine', addresses: 2 },
    weeks,
    pullRequests: null,
    workInProgress: null,
    onboarding: null,
    ai: null,
    tensions: [],
    experiment: null,
    notes: [],
  };
}

function weekOf(churn: WeekChurn, index: number): WeekReport {
  const { added, churned } = churn;
  const byCategory = Object.fromEntries(categories.map(category => [category, { added: 0, ended: 0 }]));
  byCategory.logic = { added, ended: churned };
  return {
    week: index < 9 ? `2026-W${45 + index}` : `2027-W${String(index - 8).padStart(2, '0')}`,
    from: new Date(firstMonday + index * weekMs).toISOString(),
    to: new Date(firstMonday + (index + 1) * weekMs).toISOString(),
    commits: added > 0 ? 1 + Math.floor(added / 100) : 0,
    lines: {
      ...{ added, ended: churned },
      byCategory: byCategory as WeekReport['lines']['byCategory'],
      mine: { generated: 0, tests: 0, docs: 0, config: 0, logic: added },
    },
    churn,
    oldCode: { ended: churned, old: 0, share: null },
    pullRequests: null,
    focus: null,
    newGround: null,
    reflection: null,
  };
}
