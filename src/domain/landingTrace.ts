import { type LandingPattern, landingPatterns, loosePatterns } from './landingPatterns';
import { type Forge, forges, type LandingTrace } from './pullRequest';

/** A commit's message as git splits it: `%s` and `%b`. */
export interface CommitMessage {
  readonly subject: string;
  readonly body: string;
}

interface Match {
  readonly trace: LandingTrace;
  readonly pattern: ForgePattern;
  /** Where what matched stands in the body. */
  readonly bodyAt: number;
}

interface ForgePattern extends LandingPattern {
  readonly forge: Forge;
  /** The subject's, with indices: to tell where a number stands takes long. */
  readonly indexed?: RegExp;
  /** What the subject begins with, and what it holds, for most forms fit few messages. */
  readonly subjectStart: string;
  readonly subjectHolds: string;
}

const ofForge = (forge: Forge, patterns: readonly LandingPattern[]): readonly ForgePattern[] =>
  patterns.map(pattern => ({
    ...pattern,
    forge,
    subjectStart: startOf(pattern.subject),
    subjectHolds: bracketOf(pattern.subject),
    ...(pattern.subject && { indexed: new RegExp(pattern.subject, `d${pattern.subject.flags}`) }),
  }));

/** The letters that all that fits begins with: those behind `^`, but for the last where it may be left out. */
function startOf(expression: RegExp | undefined): string {
  const [, start = ''] = /^\^([\w# -]+)(?![?*{|])/.exec(expression?.source ?? '') ?? [];
  return expression?.flags.includes('i') ? '' : start;
}

/** The first bracket that all that fits holds, with the letters behind it but for the last, which may be left out. */
function bracketOf(expression: RegExp | undefined): string {
  const [, inside] = /\\\(([\w !#]*)(?![?*{|])/.exec(expression?.source ?? '') ?? [];
  return inside === undefined || expression?.flags.includes('i') ? '' : `(${inside}`;
}

const all = forges.flatMap(forge => ofForge(forge, landingPatterns[forge]));
/** What subject and body say together is surer than the subject, and that is surer than the body. */
const ranks: readonly (readonly ForgePattern[])[] = [
  all.filter(({ subject, body }) => subject && body),
  all.filter(({ subject, body }) => subject && !body),
  all.filter(({ subject }) => !subject),
];
const anyOf = (starts: readonly string[], flags = '') => new RegExp(`^(?:${[...new Set(starts)].join('|')})`, flags);
/** A body in which a line begins as one of the forms does, and a subject that does. */
const bodyStart = anyOf(
  all.flatMap(({ body }) => (body ? startOf(body) : [])),
  'm',
);
const subjectStart = anyOf(all.flatMap(each => each.subjectStart || []));
/** What any other subject may be. */
const inAnySubject = ranks[1]?.filter(each => each.subjectStart === '') ?? [];

/**
 * What a message says of the request that landed with it, or `null` where it names none. Where several patterns fit, the
 * last number of the subject counts: a forge puts its own behind what the person wrote. A number in quotes is that of
 * a request that is reverted or quoted; one without a forge's form (`#12`, `fixes #12`, `ABC-12`) is none of a request.
 */
export function traceOf({ subject, body }: CommitMessage): LandingTrace | null {
  const message = { subject: subject.trim(), body };
  const [both = [], inSubject = [], inBody = []] = ranks;
  const mayBeInBody = bodyStart.test(body);
  return (
    (mayBeInBody ? lastOf(both, message) : null) ??
    lastOf(subjectStart.test(message.subject) ? inSubject : inAnySubject, message) ??
    (mayBeInBody ? lastOf(inBody, message) : null)
  );
}

const loose = {
  merge: ofForge('github', loosePatterns.merge),
  squash: ofForge('github', loosePatterns.squash),
};

/** What the message of a merge commit, or of a squash that the forge committed, says besides in people's own words. */
export function looseTraceOf({ subject, body }: CommitMessage, way: keyof typeof loose): LandingTrace | null {
  return lastOf(loose[way], { subject: subject.trim(), body });
}

function lastOf(patterns: readonly ForgePattern[], message: CommitMessage): LandingTrace | null {
  let last: Match | null = null;
  for (const pattern of patterns) {
    const match = matchOf(pattern, message);
    if (match && (last === null || placeOf(match, message) > placeOf(last, message))) last = match;
  }
  return last?.trace ?? null;
}

/** Where the number stands in the subject, or in the body where the subject has none. */
function placeOf({ pattern, bodyAt }: Match, { subject }: CommitMessage): number {
  return pattern.indexed?.exec(subject)?.indices?.groups?.number?.[0] ?? bodyAt;
}

function matchOf(pattern: ForgePattern, { subject, body }: CommitMessage): Match | null {
  if (!subject.startsWith(pattern.subjectStart) || !subject.includes(pattern.subjectHolds)) return null;
  const inSubject = pattern.subject ? pattern.subject.exec(subject) : null;
  if (pattern.subject && !inSubject) return null;
  // A squash quotes the messages of its commits: what stands last is its own.
  const inBody = pattern.body ? [...body.matchAll(pattern.body)].at(-1) : null;
  if (pattern.body && !inBody) return null;
  const first = inSubject?.groups ?? {};
  const second = inBody?.groups ?? {};
  if (first.number && second.number && Number(first.number) !== Number(second.number)) return null;
  const number = numberOf(first.number ?? second.number);
  if (number === null) return null;
  const repository = second.repository;
  const title = pattern.titleFirst ? body.trimStart().split('\n', 1)[0] : (first.title ?? (inSubject ? null : subject));
  return {
    trace: {
      forge: pattern.forge,
      number,
      branch: first.branch ?? second.branch ?? null,
      title: title?.trim() || null,
      kind: pattern.kind,
      ...(repository !== undefined && { repository }),
    },
    pattern,
    bodyAt: inBody?.index ?? 0,
  };
}

/** No forge counts from 0, writes zeros in front, or has come to ten digits. */
function numberOf(digits: string | undefined): number | null {
  return digits !== undefined && /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : null;
}
