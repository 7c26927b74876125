import { parseDayStart } from '../domain/calendar';
import { type DurabilityFinding, durabilityFinding, leastLines } from '../domain/durability';
import type { LeftOutReason, Report, WeekFocus, WeekReport } from '../domain/report';
import { leftOutReasons } from '../domain/report';
import { columnsOf, cut, padStart, printable } from './columns';
import { aiLines, balanceLines, groundLines, openingLines } from './judgementLines';
import { labelColumns, Page, type TextStyle } from './page';
import { reflectionLines } from './reflectionLines';
import { requestLines } from './requestLines';

/** The report to be read in a terminal; ends with a line break. Every share stands beside the lines it is a share of. */
export function reportText(report: Report, style: TextStyle): string {
  const page = new Page(style, report.timeZone);
  const sections = [
    head(report, page),
    openingLines(report, page),
    weekLines(report, page),
    page.paragraph(summary(report, page)),
    focusLines(report, page),
    ...requestLines(report, page),
    balanceLines(report, page),
    reflectionLines(report, page),
    groundLines(report, page),
    aiLines(report, page),
    [leftOut(report, page), oldCode(report, page)].flatMap(text => page.paragraph(text)),
    report.notes.flatMap(note => page.item(printable(note))),
    page.paragraph('Churned means deleted or changed within 14 days; followed line by line in git.'),
  ];
  const text = sections.filter(lines => lines.length > 0).map(lines => `${lines.join('\n')}\n`);
  return text.join('\n');
}

function head({ repository, range, identity, weeks, timeZone, dayStart }: Report, page: Page): string[] {
  const { dash, dot } = page.marks;
  // `to` is exclusive, and hours before the day start belong to the day before.
  const last = new Date(Date.parse(range.to) - 1 - (parseDayStart(dayStart) ?? 0) * 60_000).toISOString();
  const state = [repository.shallow && 'shallow clone', repository.partial && 'partial clone'].filter(Boolean);
  const whose =
    identity.mode === 'all'
      ? "Everybody's lines"
      : `Your lines, ${page.count(identity.addresses, 'address', 'addresses')}`;
  return [
    page.strong(page.line(`Eddy ${dot} ${printable(repository.name)}`)),
    ...page.paragraph(
      `${whose}; ${page.count(weeks.length, 'week')}, ${page.day(range.from)} ${dash} ${page.day(last)}` +
        `${state.map(each => `; ${each}`).join('')}.`,
    ),
    ...page.paragraph(`Weeks start on Monday at ${dayStart}, ${printable(timeZone)}.`),
  ];
}

/** One line a week: label, bar, share, and the lines it is a share of. */
function weekLines({ weeks }: Report, page: Page): string[] {
  if (weeks.length === 0) return [];
  const shares = weeks.map(({ churn }) => churn.rate ?? churn.estimate ?? 0);
  const scale = [0.05, 0.1, 0.2, 0.3, 0.5, 1].find(top => Math.max(...shares) <= top) ?? 1;
  const bar = Math.max(8, Math.min(24, page.width - 58));
  const top = page.share(scale);
  const parts = weeks.map(week => weekParts(week, page));
  const shareColumns = Math.max(...parts.map(({ share }) => columnsOf(share)));
  const lines = weeks.map(({ week, churn }, i) => {
    const { share, rest } = parts[i] ?? { share: '', rest: '' };
    const drawn = barOf(churn.rate ?? churn.estimate, scale, bar, churn.rate === null, page);
    const painted = drawn === '' ? '' : churn.rate === null ? page.faint(page.blue(drawn)) : page.blue(drawn);
    const left = page.width - labelColumns - bar - 1 - shareColumns - 2;
    const gap = ' '.repeat(bar - drawn.length + 1 + shareColumns - columnsOf(share));
    return `${week.padEnd(labelColumns)}${painted}${gap}${share}  ${cut(rest, left, page.marks.ellipsis)}`;
  });
  const { eighths, estimate } = page.marks;
  return [
    page.faint(page.line(`${'Churn'.padEnd(labelColumns)}0%${top.padStart(bar - 2)}`)),
    ...lines,
    page.faint(
      page.line(`${' '.repeat(labelColumns)}${eighths.at(-1)} complete   ${estimate} estimated, roughly 95% interval`),
    ),
  ];
}

function weekParts({ churn }: WeekReport, page: Page): { share: string; rest: string } {
  const { added, rate, estimate, low, high, byDay } = churn;
  const lines = page.count(added, 'line');
  if (rate !== null) return { share: page.share(rate), rest: `of ${lines}` };
  if (estimate !== null) {
    const interval = low === null || high === null ? '' : `, ${page.share(low)} to ${page.share(high)}`;
    return { share: `${page.marks.about}${page.share(estimate)}`, rest: `of ${lines}${interval}` };
  }
  if (added === 0) return { share: '', rest: 'no lines' };
  if (added < leastLines) return { share: '', rest: `not enough: ${page.number(added)} of ${leastLines} lines` };
  const known = byDay === null ? '' : `, ${page.share(byDay.share)} ${page.byDay(byDay.day)}`;
  return { share: '', rest: `too early: ${lines}${known}` };
}

/** A bar in eighths of a column, at most `columns` long; estimates in whole columns of a lighter mark. Anything above 0 can be seen. */
function barOf(share: number | null, scale: number, columns: number, estimated: boolean, page: Page): string {
  if (share === null || share === 0) return '';
  const { eighths, estimate } = page.marks;
  const wanted = (Math.min(share, scale) / scale) * columns;
  if (estimated) return estimate.repeat(Math.max(1, Math.round(wanted)));
  const parts = eighths.length - 1;
  const filled = Math.max(1, Math.round(wanted * parts));
  const part = filled % parts;
  return eighths.charAt(parts).repeat(Math.floor(filled / parts)) + (part > 0 ? eighths.charAt(part) : '');
}

/** One line for each week that was recorded, and nothing where none has any focus. */
function focusLines({ weeks }: Report, page: Page): string[] {
  const known = weeks.flatMap(({ week, focus }) => (focus === null ? [] : [{ week, focus }]));
  if (known.every(({ focus }) => focus.totalMs === 0)) return [];
  const totals = known.map(({ focus }) => page.duration(focus.totalMs));
  const shares = known.map(({ focus }) => page.share(focus.totalMs === 0 ? 0 : focus.deepMs / focus.totalMs));
  const [totalColumns, shareColumns] = [totals, shares].map(texts => Math.max(...texts.map(columnsOf)));
  const lines = known.map(({ week, focus }, i) => {
    const total = padStart(totals[i] ?? '', totalColumns ?? 0);
    const deep = padStart(shares[i] ?? '', shareColumns ?? 0);
    return page.line(`${week.padEnd(labelColumns)}${total}  ${deep} deep  ${interruptionsText(focus, page)}`);
  });
  return [page.faint(page.line('Focus in VS Code on this machine, in all repositories')), ...lines];
}

function interruptionsText({ interruptions, recordedFrom }: WeekFocus, page: Page): string {
  const { away, idle, sleep } = interruptions;
  const since = recordedFrom === null ? '' : `, recorded since ${page.day(recordedFrom)}`;
  return `${page.count(away + idle + sleep, 'interruption')}${since}`;
}

function summary({ weeks, identity }: Report, page: Page): string {
  const finding = durabilityFinding(weeks);
  if (finding.kind === 'nothing') {
    return identity.mode === 'all'
      ? 'Nothing to measure yet: no lines were found in these weeks.'
      : 'Nothing to measure yet: no lines of yours were found in these weeks.';
  }
  const { churn, from } = finding.week;
  const added = identity.mode === 'all' ? 'added' : 'you added';
  const cohort = `the ${page.count(churn.added, 'line')} ${added} in the week of ${page.day(from)}`;
  switch (finding.kind) {
    case 'rate': {
      const by =
        identity.mode === 'all' || churn.churned === 0
          ? ''
          : ` (${page.number(churn.churnedByMe)} of ${page.number(churn.churned)} by you)`;
      return `Of ${cohort}, ${page.share(finding.rate)} were rewritten within two weeks${by}${compared(finding, identity.mode, page)}`;
    }
    case 'estimate':
      return `Of ${cohort}, about ${page.share(finding.estimate)} will have been rewritten within two weeks, as it looks now.`;
    case 'tooEarly': {
      const known = churn.byDay;
      const by = known === null ? '.' : `: ${page.share(known.share)} were rewritten ${page.byDay(known.day)}.`;
      return `Too early to tell for ${cohort}${by}`;
    }
    case 'tooFew': {
      const { earlier } = finding;
      const missing = `Not enough: ${page.number(churn.added)} of ${leastLines} lines in the week of ${page.day(from)}.`;
      if (earlier === null) return missing;
      const { week, rate } = earlier;
      const lines = page.count(week.churn.added, 'line');
      return `${missing} Of the ${lines} from the week of ${page.day(week.from)}, ${page.share(rate)} were rewritten within two weeks.`;
    }
  }
}

/** How the week stands to the weeks before: the end of the sentence. */
function compared({ against }: DurabilityFinding & { kind: 'rate' }, mode: 'mine' | 'all', page: Page): string {
  if (against.baseline === null) {
    return `. Not enough yet to compare it with: ${page.number(against.weeks)} of 3 earlier weeks.`;
  }
  const { median, weeks } = against.baseline;
  const others = `${mode === 'all' ? 'the' : 'your'} ${page.count(weeks, 'week')} before`;
  const middle = `where the median is ${page.share(median)}`;
  if (against.comparison === 'same') return `, about the same as in ${others}, ${middle}.`;
  return `, ${against.comparison} than in ${others}, ${middle}.`;
}

const leftOutWords: Record<LeftOutReason, string> = {
  blank: 'blank',
  whitespace: 'white space only',
  moved: 'moved',
  generated: 'generated',
  vendored: 'vendored',
  bots: 'by bots',
  ignoredRevisions: 'in ignored revisions',
  copies: 'in copied commits',
  notMine: 'not yours',
  binary: 'binary files',
};

function leftOut({ weeks }: Report, page: Page): string {
  const parts = leftOutReasons.flatMap(reason => {
    const n = weeks.reduce((sum, { churn }) => sum + churn.leftOut[reason], 0);
    if (n === 0) return [];
    if (reason === 'binary') return [page.count(n, 'binary file')];
    return [`${page.number(n)} ${leftOutWords[reason]}`];
  });
  return parts.length === 0 ? 'Nothing was left out.' : `Left out, in added lines: ${parts.join(', ')}.`;
}

function oldCode({ weeks, identity }: Report, page: Page): string {
  const known = weeks.filter(({ oldCode }) => oldCode.share !== null);
  if (known.length === 0) return 'Old code: not enough yet, it takes changed lines and 84 days of history before them.';
  const ended = known.reduce((sum, { oldCode }) => sum + oldCode.ended, 0);
  const old = known.reduce((sum, { oldCode }) => sum + oldCode.old, 0);
  const whose = identity.mode === 'all' ? 'lines that were changed' : 'lines you changed';
  const share = ended < leastLines ? '' : ` (${page.share(old / ended)})`;
  const weeksKnown =
    known.length === weeks.length ? '' : `, in ${page.number(known.length)} of ${page.count(weeks.length, 'week')}`;
  return `Old code: ${page.number(old)} of the ${page.number(ended)} ${whose}${share} were at least 84 days old${weeksKnown}.`;
}
