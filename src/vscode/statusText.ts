import { type DurabilityFinding, durabilityFinding } from '../domain/durability';
import type { Report } from '../domain/report';
import { icon } from './contribution';
import { durabilitySentence } from './durabilityText';
import { problemText } from './problemText';
import type { OpenRepository, Workspace } from './repositoryState';
import { type Translate, Wording } from './wording';

/** What the status bar item says. */
export interface StatusText {
  /** With the icon; a number only for the latest complete week, and only when there is enough to rest on. */
  text: string;
  /** Plain sentences, to be escaped for Markdown. */
  tooltip: string[];
  /** For a screen reader, which reads no icon. */
  spoken: string;
}

/** @param current the repository that the number is of; named when there are several. */
export function statusText(
  workspace: Workspace,
  current: OpenRepository | undefined,
  t: Translate,
  locale: string,
): StatusText {
  const quiet = (...tooltip: string[]): StatusText => ({ text: icon, tooltip, spoken: `Eddy: ${tooltip.join(' ')}` });
  if (workspace.kind === 'untrusted') return quiet(t('Reading git history waits until you trust the workspace.'));
  if (workspace.kind === 'searching') return quiet(t('Looking for repositories.'));
  if (!current) return quiet(t('No git repository is open.'));
  switch (current.state.kind) {
    case 'reading':
      return quiet(t('Reading the history.'));
    case 'problem':
      return quiet(problemText(current.state, t).message);
    case 'virtual':
      return quiet(t("Git history can only be read where the repository's files are on disk."));
    case 'ready':
      return readyText(current.state.report, workspace.repositories.length > 1 ? current.name : null, t, locale);
  }
}

function readyText(report: Report, name: string | null, t: Translate, locale: string): StatusText {
  const wording = new Wording(t, locale, report.timeZone);
  const finding = durabilityFinding(report.weeks);
  const sentence = durabilitySentence(finding, wording);
  const tooltip = [name === null ? sentence : t('{0}: {1}', name, sentence), ...baselineLines(finding, wording)];
  const text = finding.kind === 'rate' ? `${icon} ${wording.share(finding.rate)}` : icon;
  return { text, tooltip, spoken: `Eddy: ${tooltip.join(' ')}` };
}

function baselineLines(finding: DurabilityFinding, wording: Wording): string[] {
  if (finding.kind !== 'rate' || !finding.against.baseline) return [];
  const { median, least, greatest, weeks } = finding.against.baseline;
  const said = [wording.count(weeks), wording.share(median), wording.share(least), wording.share(greatest)] as const;
  return [wording.t('Your own {0} weeks before: {1} in the middle, {2} to {3}.', ...said)];
}
