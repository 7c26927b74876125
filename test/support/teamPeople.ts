import type { Join } from '../../src/domain/shareRecord';
import { joinIdOf, type Keys, newKeys } from '../../src/team/secureSum';
import { seededRandom } from './seededRandom';

const made: Keys[] = [];
const random = seededRandom('people of a team');

/** So many people with their keys, sorted by the public ones; the same in every run. */
export function teamPeople(n: number): Keys[] {
  while (made.length < n) made.push(newKeys(random));
  return made.slice(0, n).sort((a, b) => (a.publicKey < b.publicKey ? -1 : 1));
}

export function joinOf({ publicKey }: Pick<Keys, 'publicKey'>, k = 5): Join {
  return { id: joinIdOf(publicKey), k, publicKey };
}
