import type { NeutralNames } from '../domain/withoutNames';
import type { Wording } from './wording';

/** What stands in the place of names where a person takes a week along without them. */
export function neutralNames(wording: Wording): NeutralNames {
  const { t } = wording;
  return {
    request: number => t('Request {0}', wording.count(number)),
    branch: number => t('Branch {0}', wording.count(number)),
    area: letters,
    repository: number => t('Repository {0}', wording.count(number)),
  };
}

/** A, B, … Z, AA, AB, … */
function letters(number: number): string {
  const rest = number - 1;
  const last = String.fromCharCode(65 + (rest % 26));
  return rest < 26 ? last : letters(Math.floor(rest / 26)) + last;
}
