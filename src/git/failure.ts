import { ReadFailure, type ReadFailureKind } from '../domain/report';

/** The oldest git that has all the options used. */
export const leastGit = [2, 30] as const;

interface Symptom {
  kind: ReadFailureKind;
  /** What git, or the system, prints in English (`LC_ALL=C`). */
  pattern: RegExp;
}

const symptoms: readonly Symptom[] = [
  {
    kind: 'noGit',
    pattern: /spawn git ENOENT|spawn git EACCES/,
  },
  {
    // So says simple-git where a query is silent for too long.
    kind: 'timedOut',
    pattern: /^block timeout reached$/,
  },
  {
    kind: 'unsafeOwnership',
    pattern: /detected dubious ownership|unsafe repository/,
  },
  {
    kind: 'notARepository',
    pattern: /not a git repository|invalid gitfile format|must be run in a work tree/i,
  },
  {
    kind: 'noCommits',
    pattern:
      /does not have any commits yet|unknown revision or path not in the working tree.*HEAD|bad default revision 'HEAD'/s,
  },
  {
    kind: 'missingObjects',
    pattern:
      /unable to read|bad object|is not a blob!|missing (blob|tree|commit|object)|could not read|could not fetch|promisor|object .* is corrupt|loose object|failed to unpack|inflate|bad tree|bad revision/i,
  },
];

/** Tells git's complaint, or the system's about starting it, apart. The first line of what git said is kept. */
export function failureOf(complaint: string, command: string, options?: ErrorOptions): ReadFailure {
  for (const { kind, pattern } of symptoms) {
    if (pattern.test(complaint)) return new ReadFailure(kind, [], options);
  }
  const line = complaint.split('\n').find(text => text.trim() !== '') ?? '';
  return new ReadFailure('failed', [command, line.trim()], options);
}
