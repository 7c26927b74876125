import type { MemberWeek, ShareRecord } from '../domain/shareRecord';
import { weekToShareAt, windowsOf } from '../domain/shareSchedule';
import { shareSchema } from '../domain/teamAnswers';
import { leastPeople, mostPeople, type ShareConsent, type ShareStatus, type ShareWeek } from '../domain/teamSharing';

const hourMs = 3_600_000;
/** What could not be done is tried again after this time. */
const retryMs = hourMs / 2;
/** So often the board is looked at while a week goes on, and when it is late; so often too a removal is tried again. */
const lookEveryMs = 6 * hourMs;
const lookLateEveryMs = 24 * hourMs;

/** What is known of sharing; `null` where the person does not. */
export function statusOf(record: ShareRecord | null, now: number): ShareStatus | null {
  if (!record?.consent) return null;
  const { consent, weeks, trouble } = record;
  return { consent, asksAnew: !isInForce(consent), weeks: weeks.map(shownWeek), trouble, nextAt: nextAt(record, now) };
}

/** Whether what was agreed to is what this Eddy shares. */
export function isInForce({ schema, k }: ShareConsent): boolean {
  return schema === shareSchema && k >= leastPeople && k <= mostPeople;
}

/** Whether it is time to look at the board, between what has to be done. */
export function isLookDue(week: MemberWeek, now: number): boolean {
  const { graceUntil } = windowsOf(week.week);
  return now >= lookAt(week, now) || (now >= graceUntil && (week.lookedAt ?? 0) < graceUntil);
}

/** Whether something that this client posted may still lie on the host. */
export function isOnHost(week: MemberWeek): boolean {
  return hasOwnOnHost(week) || (!week.isRemoved && week.freeze !== 'none');
}

/** Whether something of the person's may still lie there. */
export function hasOwnOnHost({ join, sum, isRemoved }: MemberWeek): boolean {
  return !isRemoved && (join !== 'none' || sum !== 'none');
}

/**
 * When what is posted is removed, or that is tried again.
 * @param isStopped takes the person's own back at once, and the list as soon as nobody needs it.
 */
export function removalAt(week: MemberWeek, now: number, isStopped = false): number {
  const { graceUntil, removeFrom } = windowsOf(week.week);
  const soonest = hasOwnOnHost(week) ? Number.NEGATIVE_INFINITY : graceUntil;
  const from = isStopped ? soonest : removeFrom;
  const wasTried = week.lookedAt !== null && week.lookedAt >= from;
  return wasTried ? Math.max(from, lookAt(week, now)) : from;
}

/** Whether it was tried for long enough to remove what is posted. */
export function isGivenUp({ week, lookedAt }: MemberWeek, now: number): boolean {
  const { giveUpAt, removeFrom } = windowsOf(week);
  return now >= giveUpAt && (lookedAt ?? 0) >= removeFrom;
}

function shownWeek(week: MemberWeek): ShareWeek {
  const { joined, reason, opened, share, sum } = week;
  return { week: week.week, phase: phaseOf(week), joined, reason, opened, share: sum === 'none' ? null : share };
}

function phaseOf({ isOver, sum, cohort, join }: MemberWeek): ShareWeek['phase'] {
  if (isOver) return 'over';
  if (sum === 'posted') return 'posted';
  if (cohort !== null) return 'frozen';
  return join === 'posted' ? 'joined' : join === 'sent' ? 'sent' : 'waiting';
}

function nextAt({ weeks }: ShareRecord, now: number): number {
  const newest = weekToShareAt(now);
  const isKnown = weeks.some(({ week }) => week === newest);
  const { joinFrom, joinUntil } = windowsOf(newest);
  const nextJoin = isKnown || now >= joinUntil ? joinFrom + 7 * 24 * hourMs : now;
  const due = Math.min(nextJoin, ...weeks.map(week => dueAt(week, now)));
  return due > now ? due : now + retryMs;
}

/** When something has to be done for a week; endless where nothing has. */
function dueAt(week: MemberWeek, now: number): number {
  if (week.isOver) return isOnHost(week) ? removalAt(week, now) : Number.POSITIVE_INFINITY;
  const { freezeFrom, joinUntil, graceUntil } = windowsOf(week.week);
  if (week.join !== 'posted') return Math.min(week.joinAt, joinUntil);
  if (week.cohort === null) return Math.min(freezeFrom, now < joinUntil ? lookAt(week, now) : freezeFrom);
  return Math.min(week.sum === 'posted' ? lookAt(week, now) : week.sumAt, graceUntil);
}

function lookAt({ week, lookedAt }: MemberWeek, now: number): number {
  if (lookedAt === null || lookedAt > now) return now;
  return lookedAt + (now < windowsOf(week).sumUntil ? lookEveryMs : lookLateEveryMs);
}
