import { type Bucket, buckets, type ShareAnswers, shareQuestions } from '../../src/domain/teamAnswers';
import { drawsFrom, flipped, flipShareOf, sitOutShare, sitsOut } from '../../src/team/rules';
import { chances } from './chances';
import { seededRandom } from './seededRandom';

/**
 * The newcomer attack: somebody joined a team that shares, and an attacker guesses one answer of theirs from two exact sums,
 * those of the first week that they took part in and of the last released one before it.
 *
 * The attacker knows all but who sat out and what chance replaced: the rules, that the newcomer took part, how many
 * the others are, that none of these changed their answer in between, and how answers are distributed. Their guess is the
 * likeliest answer of all, computed exactly and not by looking at differences: no attacker with this knowledge does better.
 */
export interface AttackStage {
  /** People in the newcomer's week, the newcomer among them. */
  readonly people: number;
  /** Who agreed to share before. */
  readonly incumbents: number;
  /** Whether chance replaces answers. */
  readonly flips: boolean;
  /** Whether people sit weeks out; else the attacker knows that all took part, as who reads the host's log does. */
  readonly sitOuts: boolean;
  /** How likely an incumbent gives each answer from 0 on; the newcomer gives 1 to 5 evenly. */
  readonly prior?: readonly number[];
}

const even = [0, 0.2, 0.2, 0.2, 0.2, 0.2];
/** Of who answers everything alike. */
const answersOf = Object.fromEntries(
  buckets.map(bucket => [bucket, Object.fromEntries(shareQuestions.map(question => [question, bucket]))]),
) as unknown as Record<Bucket, ShareAnswers>;

/** How many of so many guesses were right. */
export function rightGuesses(stage: AttackStage, trials: number, seed: number): number {
  const { between } = chances(seed);
  const below = (count: number) => Math.floor(between(0, count));
  const random = seededRandom(seed);
  const prior = stage.prior ?? even;
  const upTo = prior.map((_, bucket) => prior.slice(0, bucket + 1).reduce((sum, share) => sum + share, 0));
  const drawn = () => {
    const at = between(0, 1);
    return Math.max(
      0,
      upTo.findIndex(sum => at < sum),
    ) as Bucket;
  };
  let right = 0;
  let tries = 0;
  for (let done = 0; done < trials; ) {
    if (tries++ > 1000 * trials) throw new Error('such a week hardly ever comes about');
    // Fewer than eight share in every fourth week only.
    const week = stage.people < 8 ? 4 + 4 * below(13) : 1 + below(52);
    const incumbents = Array.from({ length: stage.incumbents }, drawn);
    const newcomer = (1 + below(5)) as Bucket;
    const second = weekOf(stage, week, incumbents, newcomer, random);
    if (second?.n !== stage.people) continue;
    const first = lastBefore(stage, week, incumbents, random);
    if (!first) continue;
    done++;
    if (guessOf(stage, first, second, prior) === newcomer) right++;
  }
  return right;
}

/**
 * How many guesses were right of who knows that all take part, and compares the mean sums of so many weeks before somebody
 * joined with those of as many after. The guess is the answer that there is more of.
 */
export function rightGuessesOverWeeks(people: number, weeks: number, trials: number, seed: number): number {
  const random = seededRandom(seed);
  const below = (count: number) => random(6).readUIntBE(0, 6) % count;
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const incumbents = Array.from({ length: people - 1 }, () => (1 + below(5)) as Bucket);
    const newcomer = (1 + below(5)) as Bucket;
    const more = buckets.map(() => 0);
    for (let week = 0; week < weeks; week++) {
      const stage = { people, incumbents: people - 1, flips: true, sitOuts: false };
      const [before, after] = [null, newcomer].map(each => weekOf(stage, 4, incumbents, each, random)?.cells ?? []);
      for (const bucket of buckets)
        more[bucket] = (more[bucket] ?? 0) + (after?.[bucket] ?? 0) - (before?.[bucket] ?? 0);
    }
    const most = Math.max(...more.slice(1));
    if (more.indexOf(most, 1) === newcomer) right++;
  }
  return right;
}

interface Released {
  readonly n: number;
  readonly share: number;
  /** Of the question that is attacked. */
  readonly cells: readonly number[];
}

function lastBefore(
  stage: AttackStage,
  week: number,
  incumbents: readonly Bucket[],
  random: (bytes: number) => Buffer,
): Released | null {
  for (let back = 1; back <= 8; back++) {
    const released = weekOf(stage, ((week - back + 51) % 52) + 1, incumbents, null, random);
    if (released) return released;
  }
  return null;
}

/** One week as the clients of these people share it; `null` where it is not released. */
function weekOf(
  stage: AttackStage,
  number: number,
  incumbents: readonly Bucket[],
  newcomer: Bucket | null,
  random: (bytes: number) => Buffer,
): Released | null {
  const all = incumbents.map(bucket => ({ bucket, draws: drawsFrom(random) }));
  const there = all.filter(({ draws }) => !(stage.sitOuts && sitsOut(draws)));
  if (newcomer !== null) there.push({ bucket: newcomer, draws: drawsFrom(random) });
  const share = flipShareOf(there.length, `2026-W${String(number).padStart(2, '0')}`);
  if (share === null) return null;
  const cells = buckets.map(() => 0);
  for (const { bucket, draws } of there) {
    const said = stage.flips ? flipped(answersOf[bucket], draws, share).answers.flow : bucket;
    cells[said] = (cells[said] ?? 0) + 1;
  }
  return { n: there.length, share: stage.flips ? share : 0, cells };
}

/** The likeliest answer of the newcomer's. */
function guessOf(stage: AttackStage, first: Released, second: Released, prior: readonly number[]): number {
  const left = leftLikelihoods(stage, first, second, prior);
  const likelihoods = [1, 2, 3, 4, 5].map(answer =>
    left.reduce((sum, weight, said) => sum + weight * becomes(answer, said, second.share), 0),
  );
  return 1 + likelihoods.indexOf(Math.max(...likelihoods));
}

/** How likely an answer becomes another one. */
const becomes = (answer: number, said: number, share: number) =>
  (answer === said ? 1 - share : 0) + share / buckets.length;

/**
 * For each answer that the newcomer may have posted: how likely both sums are, but for a factor that all have in common.
 * All ways to tell who of the first week gave which answer of the second are summed up, over what is left of the second
 * week's answers after one person of the first week and the next.
 */
function leftLikelihoods(stage: AttackStage, first: Released, second: Released, prior: readonly number[]): number[] {
  const out = stage.sitOuts ? sitOutShare : 0;
  const inBoth = buckets.map(a =>
    buckets.map(b =>
      prior.reduce((sum, p, answer) => sum + p * becomes(answer, a, first.share) * becomes(answer, b, second.share), 0),
    ),
  );
  const inSecond = buckets.map(b => prior.reduce((sum, p, answer) => sum + p * becomes(answer, b, second.share), 0));
  const inFirst = buckets.map(a => prior.reduce((sum, p, answer) => sum + p * becomes(answer, a, first.share), 0));
  // What is left is told by one number, in which each answer has a digit of its own.
  const steps = second.cells.map((_, b) => second.cells.slice(0, b).reduce((product, cell) => product * (cell + 1), 1));
  const digit = (left: number, b: number) => Math.floor(left / (steps[b] ?? 1)) % ((second.cells[b] ?? 0) + 1);
  const whole = second.cells.reduce((sum, cell, b) => sum + cell * (steps[b] ?? 1), 0);
  let weights = new Float64Array(whole + 1);
  weights[whole] = 1;
  for (const a of buckets) {
    for (let person = 0; person < (first.cells[a] ?? 0); person++) {
      const next = new Float64Array(whole + 1);
      for (let left = 0; left <= whole; left++) {
        const weight = weights[left] ?? 0;
        if (weight === 0) continue;
        next[left] = (next[left] ?? 0) + weight * out * (inFirst[a] ?? 0);
        for (const b of buckets) {
          if (digit(left, b) === 0) continue;
          const to = left - (steps[b] ?? 1);
          next[to] = (next[to] ?? 0) + weight * (1 - out) * (inBoth[a]?.[b] ?? 0);
        }
      }
      weights = next;
    }
  }
  const others = stage.incumbents - first.n;
  return buckets.map(newcomer =>
    weights.reduce((sum, weight, left) => {
      if (weight === 0 || digit(left, newcomer) === 0) return sum;
      const rest = buckets.map(b => digit(left, b) - (b === newcomer ? 1 : 0));
      const came = rest.reduce((all, count) => all + count, 0);
      if (came > others) return sum;
      // The multinomial of who of the others came and what they said.
      const ways = rest.reduce(
        (product, count, b) => (product * ((1 - out) * (inSecond[b] ?? 0)) ** count) / factorial(count),
        (factorial(others) / factorial(others - came)) * out ** (others - came),
      );
      return sum + weight * ways;
    }, 0),
  );
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
