import type { ReadFailureFacts } from '../domain/report';
import { shownName } from './shownName';
import type { Translate } from './wording';

/** What is wrong with a reading, and what the person can do, if anything. */
export interface FailureText {
  readonly message: string;
  readonly nextStep: string | null;
}

/** Characters of what git said. */
const mostOfComplaint = 300;

/** Why a repository could not be read, in words. What git said stays as it said it. */
export function failureText({ kind, values: [first = '', second = ''] }: ReadFailureFacts, t: Translate): FailureText {
  switch (kind) {
    case 'noGit':
      return {
        message: t('Git was not found on this machine.'),
        nextStep: t('Install git 2.30 or later and make sure that it is on the PATH.'),
      };
    case 'gitTooOld':
      return { message: t('Git {0} is too old.', first), nextStep: t('Install git {0} or later.', second) };
    case 'noFolder':
      return { message: t('There is no such folder.'), nextStep: t('Check the path.') };
    case 'notAFolder':
      return { message: t('This is a file, not a folder.'), nextStep: t('Name the folder it is in.') };
    case 'notARepository':
      return {
        message: t('This folder is not in a git repository.'),
        nextStep: t('Open a folder that is, or run: git init'),
      };
    case 'noCommits':
      return {
        message: t('This repository has no commits yet.'),
        nextStep: t('There will be something to see after the first commits.'),
      };
    case 'unsafeOwnership':
      return {
        message: t('Git refuses to read this repository, because another user owns it.'),
        nextStep: t('If you trust it, run: git config --global --add safe.directory FOLDER'),
      };
    case 'missingObjects':
      return {
        message: t('Some of this repository’s objects are missing or damaged.'),
        nextStep: t('Run git fsck to see which, and git fetch --refetch or a fresh clone to get them back.'),
      };
    case 'foreignAuthor':
      return {
        message: t(
          '.mailmap ties {0} to a name that is not yours, and a report is about the person who runs it.',
          first,
        ),
        nextStep: null,
      };
    case 'aborted':
      return { message: t('The reading was cancelled.'), nextStep: null };
    case 'timedOut':
      return { message: t('Git took too long to answer.'), nextStep: t('Try again.') };
    case 'failed':
      return { message: t('git {0} failed: {1}', first, shownName(second, mostOfComplaint)), nextStep: null };
  }
}
