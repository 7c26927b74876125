import { type FailureText, failureText } from '../text/failureText';
import type { Translate } from '../text/wording';
import type { RepositoryState } from './repositoryState';

/** What went wrong with a reading, and what the person can do about it, if anything. */
export function problemText({ failure }: RepositoryState & { kind: 'problem' }, t: Translate): FailureText {
  if (failure) return failureText(failure, t);
  return {
    message: t('Eddy could not read this repository.'),
    nextStep: t('Try again. If it stays like this, the log of Eddy tells what kind of error it was.'),
  };
}
