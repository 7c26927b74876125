import type { Baseline } from '../domain/baseline';
import {
  type ExperimentFinding,
  type ExperimentId,
  type ExperimentOutcome,
  smallRequestLines,
} from '../domain/experiments';
import type { Wording } from './wording';

const daysOfWeek = 7;

/** What to try, as the person picks it. */
export function experimentText(id: ExperimentId, wording: Wording): string {
  const { t } = wording;
  switch (id) {
    case 'deepBlocks':
      return t('Two protected blocks a day');
    case 'smallRequests':
      return t('Open the pull request before {0} lines', wording.count(smallRequestLines));
    case 'readAi':
      return t('Read AI output before committing');
    case 'finishOne':
      return t('Finish one branch before starting the next');
    case 'fixedTimes':
      return t('Look at messages and reviews at two fixed times a day');
    case 'ownDiff':
      return t('Read your own diff before opening the pull request');
    case 'testsAlong':
      return t('Write the test together with the code');
  }
}

/** What became of it, in one line: the numbers, and no judgement. */
export function outcomeText({ id, week, running, finding }: ExperimentOutcome, wording: Wording): string {
  const { t } = wording;
  const title = experimentText(id, wording);
  const found = findingText(finding, wording);
  return running
    ? t('{0}, tried this week. So far: {1}.', title, found)
    : t('{0}, tried in the week of {1}: {2}.', title, wording.day(week.from), found);
}

function findingText(finding: ExperimentFinding, wording: Wording): string {
  const { t } = wording;
  switch (finding.kind) {
    case 'deepBlocks': {
      const blocks = usually(t('deep blocks {0}', wording.count(finding.blocks)), finding.usual, wording);
      return t('{0}, on {1} of {2} days', blocks, wording.count(finding.days), wording.count(daysOfWeek));
    }
    case 'interruptions': {
      const perHour = t('interruptions in an hour of focus {0}', wording.tenth(finding.perHour));
      return usually(perHour, finding.usual, wording);
    }
    case 'smallRequests': {
      const { small, requests } = finding;
      const counts = [small, requests, smallRequestLines].map(count => wording.count(count));
      return t('of the requests that you opened, {0} of {1} have at most {2} lines', ...counts);
    }
    case 'maturity': {
      const maturity = t('maturity {0}', wording.share(finding.value));
      const requests = wording.count(finding.requests);
      const usual = finding.usual && wording.share(finding.usual.median);
      return usual === null
        ? t('{0}, the median of {1} requests', maturity, requests)
        : t('{0}, the median of {1} requests (usually {2})', maturity, requests, usual);
    }
    case 'rewritten':
      return rewrittenText(finding, wording);
    case 'branches': {
      const counts = [wording.count(finding.open), wording.count(finding.landed)] as const;
      return t('branches begun and not landed yet {0}, requests landed {1}', ...counts);
    }
    case 'tests': {
      const counts = [wording.count(finding.logic), wording.count(finding.tests)] as const;
      return t('lines that you added: of logic {0}, of tests {1}', ...counts);
    }
    case 'notEnough':
      return notEnoughText(finding, wording);
    case 'notKnown':
      return finding.of === 'focus'
        ? t('not known, for focus was not recorded all week')
        : t('not known, for requests could not be read');
  }
}

function rewrittenText(finding: ExperimentFinding & { kind: 'rewritten' }, wording: Wording): string {
  const { t } = wording;
  const { lines, rewritten, complete, usual } = finding;
  const said = [wording.count(lines), wording.share(rewritten / lines)] as const;
  if (!complete) return t('of the {0} lines that you added, {1} have been rewritten since', ...said);
  if (!usual) return t('of the {0} lines that you added, {1} were rewritten within two weeks', ...said);
  const median = wording.share(usual.median);
  return t('of the {0} lines that you added, {1} were rewritten within two weeks (usually {2})', ...said, median);
}

function notEnoughText({ of, have, least }: ExperimentFinding & { kind: 'notEnough' }, wording: Wording): string {
  const { t } = wording;
  switch (of) {
    case 'focus':
      return t('not enough to tell, {0} of {1} of focus', wording.duration(have), wording.duration(least));
    case 'lines':
      return t('not enough to tell, {0} of {1} lines', wording.count(have), wording.count(least));
    case 'requests':
      return t('not enough to tell, {0} of {1} requests', wording.count(have), wording.count(least));
  }
}

function usually(text: string, usual: Baseline | null, wording: Wording): string {
  return usual ? wording.t('{0} (usually {1})', text, wording.tenth(usual.median)) : text;
}
