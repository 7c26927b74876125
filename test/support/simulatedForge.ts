import type { NumberedRequest } from '../../src/domain/numberBracket';
import { chances } from './chances';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How a simulated repository lives; shares are of its requests if nothing else is said. */
export interface ForgeHabits {
  readonly days: number;
  readonly requestsPerDay: number;
  /** Issues for each request, which take numbers too. */
  readonly issues: number;
  readonly people: number;
  /** Requests that leave only one commit, whose dates say nothing of the first. */
  readonly squashed: number;
  readonly bots: number;
  /** How likely an opening is one of several within the hour. */
  readonly bursts: number;
  /** Median, in days, from creation to landing. */
  readonly reviewDays: number;
  /** Open for one to twelve months. */
  readonly longLived: number;
  /** All commits made anew after creation, as after a reset; a mere rebase keeps author dates. */
  readonly remade: number;
  readonly neverLanded: number;
  /** Landings whose message ends in a number of another tracker, and where that tracker's count begins. */
  readonly foreign: number;
  readonly foreignFrom: number;
  readonly landedTwice: number;
  /** Machines whose clock is minutes to hours off; a tenth of these, days. */
  readonly skewedMachines: number;
  /** Landings by hand, with the clock of the machine. */
  readonly landedByHand: number;
}

/** What a clone and its owner know, the landings of other trackers' numbers among it, and what only the forge knows. */
export interface SimulatedForge {
  readonly requests: readonly NumberedRequest[];
  /** By number, of the forge's own requests that landed. */
  readonly createdAt: ReadonlyMap<number, number>;
}

/** The same for the same seed. The first person is the clone's owner, half of whose first pushes are known. */
export function simulatedForge(habits: ForgeHabits, seed: number): SimulatedForge {
  const { chance, between, exponential, around } = chances(seed);
  const requests: NumberedRequest[] = [];
  const createdAt = new Map<number, number>();
  const clocks = Array.from({ length: habits.people }, () => {
    if (!chance(habits.skewedMachines)) return 0;
    const off = chance(0.1) ? between(1, 4) * dayMs : around(20 * minuteMs, 1.5);
    return chance(0.5) ? off : -off;
  });
  const clockOf = (person: number) => clocks[person] ?? 0;
  const start = Date.UTC(2024, 0, 1);
  let now = start;
  let number = 0;
  let foreignNumber = habits.foreignFrom;

  const land = (landed: NumberedRequest) => {
    if (chance(habits.foreign)) {
      foreignNumber += Math.ceil(exponential(5));
      requests.push({ ...landed, number: foreignNumber, firstPushAt: null });
      return false;
    }
    requests.push(landed);
    return true;
  };
  const open = () => {
    number += 1 + Math.floor(exponential(habits.issues));
    const bot = chance(habits.bots);
    const person = Math.floor(between(0, habits.people));
    const clock = bot ? 0 : clockOf(person);
    const lead = bot ? around(minuteMs, 0.5) : around(8 * hourMs, 1.8);
    const pushedBefore = chance(0.8) ? Math.min(lead, around(3 * minuteMs, 1)) : lead * between(0, 1);
    const byHand = chance(habits.landedByHand) ? clockOf(Math.floor(between(0, habits.people))) : 0;
    const review = chance(habits.longLived)
      ? between(30, 365) * dayMs
      : around((bot ? 0.1 : habits.reviewDays) * dayMs, 1.6);
    if (chance(habits.neverLanded)) return;
    const firstCommitAt = (chance(habits.remade) ? now + between(0, review) : now - lead) + clock;
    const own = !bot && person === 0;
    const landedAt = now + review + byHand;
    const landed = {
      number,
      landedAt,
      firstCommitAt: own || !chance(habits.squashed) ? firstCommitAt : null,
      knownCreatedAt: null,
      firstPushAt: own && chance(0.5) ? now - pushedBefore + clock : null,
    };
    if (!land(landed)) return;
    createdAt.set(number, now);
    if (chance(habits.landedTwice)) land({ ...landed, landedAt: landedAt + exponential(20) * dayMs });
  };

  while (now < start + habits.days * dayMs) {
    now += exponential(dayMs / habits.requestsPerDay);
    const together = chance(habits.bursts) ? Math.ceil(between(3, 15)) : 1;
    for (let count = 0; count < together; count++) {
      open();
      now += exponential(5 * minuteMs);
    }
  }
  const end = start + habits.days * dayMs;
  return { requests: requests.filter(({ landedAt }) => (landedAt ?? 0) <= end), createdAt };
}

const usual: ForgeHabits = {
  days: 730,
  requestsPerDay: 3,
  issues: 1.5,
  people: 30,
  squashed: 0.5,
  bots: 0.1,
  bursts: 0.03,
  reviewDays: 0.8,
  longLived: 0.03,
  remade: 0.07,
  neverLanded: 0.2,
  foreign: 0.017,
  foreignFrom: 900,
  landedTwice: 0.02,
  skewedMachines: 0.1,
  landedByHand: 0.1,
};

/** Repositories of many kinds, each with something that makes numbers and dates disagree. */
export const simulatedRepositories: Readonly<Record<string, ForgeHabits>> = {
  usual,
  'a few people, merge commits': { ...usual, requestsPerDay: 0.6, people: 4, squashed: 0, issues: 0.7 },
  'a few people, squashed': { ...usual, requestsPerDay: 0.6, people: 4, squashed: 1, issues: 0.7 },
  'many people at once': { ...usual, requestsPerDay: 40, people: 400, days: 365 },
  'many people, merge commits': { ...usual, requestsPerDay: 25, people: 200, days: 365, squashed: 0 },
  'a flood of issues': { ...usual, issues: 25, requestsPerDay: 1 },
  'no issues': { ...usual, issues: 0 },
  'another tracker far ahead': { ...usual, foreignFrom: 60_000, foreign: 0.03 },
  'another tracker just ahead': { ...usual, foreignFrom: 3_000, foreign: 0.05 },
  'another tracker behind, merge commits': { ...usual, foreignFrom: 1, foreign: 0.05, squashed: 0 },
  'two trackers from the start': { ...usual, foreignFrom: 20_000, foreign: 0.1 },
  'backports that land twice': { ...usual, landedTwice: 0.25 },
  'skewed clocks': { ...usual, skewedMachines: 0.4, landedByHand: 0.3, squashed: 0.2 },
  'landed by hand with skewed clocks': { ...usual, skewedMachines: 0.25, landedByHand: 1 },
  'commits often made anew': { ...usual, remade: 0.2, squashed: 0.2 },
  'long-lived requests': { ...usual, longLived: 0.25 },
  'slow reviews': { ...usual, reviewDays: 10 },
  'slow reviews, merge commits, few people': { ...usual, reviewDays: 7, requestsPerDay: 0.8, people: 6, squashed: 0 },
  'landed within the hour': { ...usual, reviewDays: 0.03 },
  bursts: { ...usual, bursts: 0.4, requestsPerDay: 1 },
  'mostly bots': { ...usual, bots: 0.8 },
  'most never land': { ...usual, neverLanded: 0.7 },
  'one person': { ...usual, people: 1, requestsPerDay: 1, issues: 0.3, foreign: 0, squashed: 0 },
  'a young repository': { ...usual, days: 60, requestsPerDay: 2, people: 8 },
};
