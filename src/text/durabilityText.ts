import { leastBaselineWeeks } from '../domain/baseline';
import { type DurabilityFinding, leastLines } from '../domain/durability';
import type { Wording } from './wording';

/** The sentence that opens the durability section; the same finding gives the same sentence. */
export function durabilitySentence(finding: DurabilityFinding, wording: Wording): string {
  const { t } = wording;
  switch (finding.kind) {
    case 'rate':
      return rateSentence(finding, wording);
    case 'tooFew': {
      const { week, earlier } = finding;
      const said = [wording.count(week.churn.added), wording.count(leastLines), wording.day(week.from)] as const;
      const missing = t('Not enough: {0} of {1} lines in the week of {2}.', ...said);
      if (!earlier) return missing;
      const before = [wording.day(earlier.week.from), wording.share(earlier.rate)] as const;
      return `${missing} ${t('Of those from the week of {0}, {1} were rewritten within two weeks.', ...before)}`;
    }
    case 'estimate': {
      const { added } = finding.week.churn;
      const said = [wording.count(added), wording.day(finding.week.from), wording.share(finding.estimate)] as const;
      return t(
        'Of the {0} lines you added in the week of {1}, about {2} will have been rewritten within two weeks, as it looks now.',
        ...said,
      );
    }
    case 'tooEarly': {
      const { churn, from } = finding.week;
      const said = [wording.count(churn.added), wording.day(from)] as const;
      if (!churn.byDay) return t('Too early to tell for the {0} lines you added in the week of {1}.', ...said);
      return t(
        'Too early to tell for the {0} lines you added in the week of {1}: {2} were rewritten by day {3}.',
        ...said,
        wording.share(churn.byDay.share),
        wording.count(churn.byDay.day),
      );
    }
    case 'nothing':
      return t('Nothing to measure yet: no lines of yours were found in these weeks.');
  }
}

function rateSentence(finding: DurabilityFinding & { kind: 'rate' }, wording: Wording): string {
  const { t } = wording;
  const { week, rate, against } = finding;
  const said = [wording.count(week.churn.added), wording.day(week.from), wording.share(rate)] as const;
  if (!against.baseline) {
    const alone = t('Of the {0} lines you added in the week of {1}, {2} were rewritten within two weeks.', ...said);
    const weeks = [wording.count(against.weeks), wording.count(leastBaselineWeeks)] as const;
    return `${alone} ${t('Not enough yet to compare it with: {0} of {1} earlier weeks.', ...weeks)}`;
  }
  const median = wording.share(against.baseline.median);
  switch (against.comparison) {
    case 'same':
      return t(
        'Of the {0} lines you added in the week of {1}, {2} were rewritten within two weeks – about the same as your other weeks.',
        ...said,
      );
    case 'more':
      return t(
        'Of the {0} lines you added in the week of {1}, {2} were rewritten within two weeks – more than in your other weeks, where the median is {3}.',
        ...said,
        median,
      );
    case 'less':
      return t(
        'Of the {0} lines you added in the week of {1}, {2} were rewritten within two weeks – less than in your other weeks, where the median is {3}.',
        ...said,
        median,
      );
  }
}
