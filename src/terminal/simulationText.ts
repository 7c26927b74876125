import type { SimulatedWeek } from '../domain/simulatedWeek';
import { buckets, shareQuestions } from '../domain/teamAnswers';
import { teamResultOf } from '../domain/teamResult';
import { leastPeople, type NoNumberReason } from '../domain/teamSharing';

const reasons: Readonly<Record<NoNumberReason, string>> = {
  satOut: 'everybody sat it out, by chance',
  notJoined: 'nobody joined',
  stopped: 'somebody stopped sharing',
  keyLost: 'somebody lost the key of the week',
  fewerThanK: 'too few people joined',
  notThisWeek: 'five to seven share in every fourth week only',
  moreThanAuthors: 'more joined than there are authors',
  missesJoin: 'the list misses somebody who joined',
  missesMe: 'the list was closed without somebody',
  tampered: 'the host showed what was not posted',
  incomplete: 'not everybody posted in time',
  garbled: 'what came out is no sum of answers',
};

/** What stands above the weeks, with an empty line behind it. */
export function simulationHead(people: number): string {
  const who = people === 1 ? '1 person who does not exist shares' : `${people} people who do not exist share`;
  return `${who} by the rules of Eddy, over a bare repository.\n\nWeek      Joined  What everybody can see\n`;
}

/** One line, with its end. */
export function simulatedLine(week: SimulatedWeek): string {
  return `${week.week}  ${String(week.joined).padStart(6)}  ${outcomeOf(week)}\n`;
}

/** What stands below them. */
export function simulationFoot(weeks: readonly SimulatedWeek[]): string {
  const released = weeks.filter(week => week.released);
  if (released.length === 0) return '\nNo week had a number.\n';
  const good = isExact(weeks) ? 'Every sum is that of what was approved, after chance.' : differs;
  return `\n${released.length} of ${weeks.length} weeks had a number. ${good}\n`;
}

const differs = 'A sum differs from what was approved.';

/** Whether all sums are those of what was approved. */
export function isExact(weeks: readonly SimulatedWeek[]): boolean {
  return weeks.every(({ released, sum, plainSum }) => !released || JSON.stringify(sum) === JSON.stringify(plainSum));
}

/** As `--json` prints it. */
export function simulationJson(weeks: readonly SimulatedWeek[]): string {
  return `${JSON.stringify({ weeks }, null, 2)}\n`;
}

function outcomeOf({ week, sum, reason, joined }: SimulatedWeek): string {
  if (!sum) return `no number: ${reasons[reason ?? 'incomplete']}`;
  const n = sum.slice(0, buckets.length).reduce((total, cell) => total + cell, 0);
  const questions = teamResultOf([{ week, opened: { n, cells: sum } }], leastPeople)[0]?.questions ?? [];
  const shown = questions.filter(question => question.shown !== 'tooFew').length;
  const whose = n === joined ? `${n}` : `${n} of them`;
  return `the sum of ${whose}, ${shown} of ${shareQuestions.length} answers given by enough to be shown`;
}
