import { leastLines } from '../domain/durability';
import type { FirstTouch, NewGround, Onboarding, Report, WeekReport } from '../domain/report';
import { shownName } from './shownName';
import type { Wording } from './wording';

/** Characters of a name. */
const mostOfName = 60;

/** A week in which something was touched for the first time, or the person's first one. */
export interface GroundWeek {
  readonly week: WeekReport;
  readonly ground: NewGround;
}

/** Those weeks, oldest first; `null` before they were read. */
export function groundWeeks({ weeks }: Report): GroundWeek[] | null {
  const known = weeks.flatMap(week => (week.newGround ? [{ week, ground: week.newGround }] : []));
  if (weeks.length > 0 && known.length === 0) return null;
  return known.filter(({ ground }) => ground.firstWeek || ground.languages.length + ground.areas.length > 0);
}

/** The sentence that opens the section: of the newest week that has any. */
export function groundSentence(report: Report, wording: Wording): string {
  const { t } = wording;
  const weeks = groundWeeks(report);
  if (!weeks) return t('What was new to you is not known here.');
  const newest = weeks.at(-1);
  if (!newest) {
    const count = wording.count(report.weeks.length);
    return t('In these {0} weeks you stayed with languages and areas that you had touched before.', count);
  }
  const day = wording.day(newest.week.from);
  if (newest.ground.firstWeek) return t('You began in the week of {0}: all of it was new.', day);
  return t('In the week of {0} you touched {1} for the first time.', day, touchesText(newest.ground, wording));
}

/** What was new in a week, in a row: `Go, Rust (with AI), and the areas api and web`. */
export function touchesText({ languages, areas, firstWeek }: NewGround, wording: Wording): string {
  const { t } = wording;
  if (firstWeek) return t('your first week: all of it was new');
  const named = languages.map(touch => touchText(touch, wording));
  const names = areas.map(touch => touchText(touch, wording));
  if (names.length === 0) return wording.all(named);
  const told = areas.length === 1 ? t('the area {0}', names[0] ?? '') : t('the areas {0}', wording.all(names));
  return wording.all([...named, told]);
}

function touchText({ name, withAi }: FirstTouch, { t }: Wording): string {
  const shown = shownName(name, mostOfName);
  return withAi ? t('{0} (with AI)', shown) : shown;
}

/** Of the newest week that tells it: how much of what was replaced had stood for long. */
export function oldCodeText(weeks: readonly WeekReport[], wording: Wording): string {
  const { t } = wording;
  const latest = weeks.findLast(({ oldCode }) => oldCode.share !== null && oldCode.ended >= leastLines);
  if (!latest || latest.oldCode.share === null) {
    return t(
      'Not enough yet: it takes a week in which you replaced {0} lines, after 12 weeks of history.',
      wording.count(leastLines),
    );
  }
  const said = [
    wording.count(latest.oldCode.ended),
    wording.day(latest.from),
    wording.share(latest.oldCode.share),
  ] as const;
  return t('Of the {0} lines you replaced in the week of {1}, {2} had stood for 12 weeks or more.', ...said);
}

/** The way to the tenth request that landed. */
export function wayInText(onboarding: Onboarding, wording: Wording): string {
  const { t } = wording;
  const { landed, firstLandedAt, tenthLandedAt, startBasis } = onboarding;
  const isSet = startBasis === 'set';
  const told = landedText(landed, wording);
  if (firstLandedAt === null) return told;
  const first = sinceStart(onboarding, firstLandedAt, wording);
  const tenth = tenthLandedAt === null ? null : sinceStart(onboarding, tenthLandedAt, wording);
  if (first !== null && tenth !== null) {
    return isSet
      ? t('Your first request here landed {0} after you began, the tenth {1} after it.', first, tenth)
      : t('Your first request here landed {0} after your first commit, the tenth {1} after it.', first, tenth);
  }
  if (first === null) return told;
  const since = isSet
    ? t('The first landed {0} after you began.', first)
    : t('The first landed {0} after your first commit.', first);
  return `${told} ${since}`;
}

function landedText(landed: number, wording: Wording): string {
  const { t } = wording;
  if (landed === 0) return t('No request of yours has landed here yet.');
  if (landed === 1) return t('One request of yours has landed here, on the way to the tenth.');
  return landed < 10
    ? t('{0} requests of yours have landed here, on the way to the tenth.', wording.count(landed))
    : t('{0} requests of yours have landed here.', wording.count(landed));
}

function sinceStart({ startAt }: Onboarding, at: string, wording: Wording): string | null {
  const ms = startAt === null ? -1 : Date.parse(at) - Date.parse(startAt);
  return ms < 0 ? null : wording.elapsed(ms);
}
