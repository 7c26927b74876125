import { cellCount } from '../domain/teamAnswers';
import type { PushedExample } from '../domain/teamSharing';
import { cohortText, joinText, probeRefOf, probeText, refOf, sumText } from './wire';

const id = '0'.repeat(32);
/** Placeholders of keys, told apart by a number of 0 to 255. */
const keyOf = (number: number): string => Buffer.alloc(32, number).toString('base64url');

/** What would be pushed for a week, written by what writes it in earnest, with placeholders for all that chance decides. */
export function pushedExample(week: string, k: number): PushedExample {
  return {
    probe: { ref: probeRefOf(id), content: probeText },
    join: { ref: refOf({ week, kind: 'join', id }), content: joinText({ k, publicKey: keyOf(0) }) },
    cohort: {
      ref: refOf({ week, kind: 'cohort' }),
      content: cohortText(Array.from({ length: k }, (_, number) => keyOf(number)).sort()),
    },
    sum: {
      ref: refOf({ week, kind: 'sum', id }),
      content: sumText({ cohort: '0'.repeat(64), cells: new Uint32Array(cellCount) }),
    },
  };
}
