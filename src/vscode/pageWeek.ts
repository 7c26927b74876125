import { calendarOf, lastDayOf, spanOfWeek, type WeekSpan, weekOf, weeksUpTo } from '../domain/calendar';
import type { Report } from '../domain/report';
import type { PageWeek, WeekChoice } from '../protocol';
import type { Wording } from '../text/wording';
import type { FlowInput } from './flowInput';

/** What is known of weeks: of a repository's, and of the person's focus. */
export interface KnownWeeks {
  readonly report: Report | null;
  readonly flow: FlowInput | null;
}

/**
 * The weeks that the page can show, and the one that it does; `null` where nothing is known of any. The picked one is among
 * them from the start, though the history that tells of it may still be read.
 * @param picked ISO 8601 week; `null` for the running one, which is also shown where there is no such week.
 */
export function pageWeek(known: KnownWeeks, picked: string | null, wording: Wording): PageWeek | null {
  const spans = spansOf(known, picked);
  const last = spans.at(-1);
  if (!last) return null;
  const { t } = wording;
  return {
    weeks: spans.map((span, index) => choiceOf(span, index, spans, known, wording)),
    shown: spans.some(({ week }) => week === picked) && picked !== null ? picked : last.week,
    labels: {
      weeks: t('Week'),
      previousWeek: t('Previous Week'),
      previousKeys: t('Alt+Page Up'),
      nextWeek: t('Next Week'),
      nextKeys: t('Alt+Page Down'),
    },
  };
}

/** Each once, oldest first, the running one last. */
function spansOf({ report, flow }: KnownWeeks, picked: string | null): WeekSpan[] {
  const told = [...(report?.weeks.map(spanOfWeek) ?? []), ...(flow?.weeks.flatMap(week => week?.week ?? []) ?? [])];
  const running = flow ? [weekOf(flow.now, flow.calendar)] : [];
  const spans = new Map([...told, ...running].map(span => [span.week, span]));
  const isOlder = flow !== null && picked !== null && !spans.has(picked);
  const before = isOlder ? weeksUpTo(flow.now, flow.weeks.length, flow.calendar) : [];
  for (const span of before) if (span.week === picked) spans.set(span.week, span);
  return [...spans.values()].sort((a, b) => a.from - b.from);
}

function choiceOf(
  span: WeekSpan,
  index: number,
  spans: readonly WeekSpan[],
  { report, flow }: KnownWeeks,
  wording: Wording,
): WeekChoice {
  const { t } = wording;
  const last = spans.at(-1);
  const calendar = flow?.calendar ?? (report && calendarOf(report));
  const lastDay = calendar ? lastDayOf(span, calendar) : span.to - 1;
  return {
    week: span.week,
    title: index === spans.length - 1 ? t('This week') : span.to === last?.from ? t('Last week') : null,
    span: wording.days(span.from, lastDay),
  };
}
