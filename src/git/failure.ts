import { ReadFailure, type ReadFailureKind } from '../domain/report';

/** The oldest git that has all the options used. */
export const leastGit = [2, 30] as const;

interface Symptom {
  kind: ReadFailureKind;
  /** What git, or the system, prints in English (`LC_ALL=C`). */
  pattern: RegExp;
  message: string;
  nextStep: string;
}

const symptoms: readonly Symptom[] = [
  {
    kind: 'noGit',
    pattern: /spawn git ENOENT|spawn git EACCES/,
    message: 'Git was not found on this machine.',
    nextStep: 'Install git 2.30 or later and make sure that it is on the PATH.',
  },
  {
    kind: 'unsafeOwnership',
    pattern: /detected dubious ownership|unsafe repository/,
    message: 'Git refuses to read this repository, because another user owns it.',
    nextStep: 'If you trust it, run: git config --global --add safe.directory FOLDER',
  },
  {
    kind: 'notARepository',
    pattern: /not a git repository|invalid gitfile format|must be run in a work tree/i,
    message: 'This folder is not in a git repository.',
    nextStep: 'Open a folder that is, or run: git init',
  },
  {
    kind: 'noCommits',
    pattern:
      /does not have any commits yet|unknown revision or path not in the working tree.*HEAD|bad default revision 'HEAD'/s,
    message: 'This repository has no commits yet.',
    nextStep: 'There will be something to see after the first commits.',
  },
  {
    kind: 'missingObjects',
    pattern:
      /unable to read|bad object|is not a blob!|missing (blob|tree|commit|object)|could not read|could not fetch|promisor|object .* is corrupt|loose object|failed to unpack|inflate|bad tree|bad revision/i,
    message: 'Some of this repository’s objects are missing or damaged.',
    nextStep: 'Run git fsck to see which, and git fetch --refetch or a fresh clone to get them back.',
  },
];

/** Tells git's complaint, or the system's about starting it, apart. The first line of what git said is kept. */
export function failureOf(complaint: string, command: string, options?: ErrorOptions): ReadFailure {
  for (const { kind, pattern, message, nextStep } of symptoms) {
    if (pattern.test(complaint)) return new ReadFailure(kind, message, nextStep, options);
  }
  const line = complaint.split('\n').find(text => text.trim() !== '') ?? '';
  return new ReadFailure('failed', `git ${command} failed: ${line.trim().slice(0, 300)}`, null, options);
}
