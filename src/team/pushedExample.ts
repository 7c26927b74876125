import { cellCount } from '../domain/teamAnswers';
import type { PushedExample } from '../domain/teamSharing';
import { joinText, probeRefOf, probeText, refOf, sumText } from './wire';

const id = '0'.repeat(32);
const publicKey = Buffer.alloc(32).toString('base64url');

/** What would be pushed for a week, written by what writes it in earnest, with zeros for all that chance decides. */
export function pushedExample(week: string, k: number): PushedExample {
  return {
    probe: { ref: probeRefOf(id), content: probeText },
    join: { ref: refOf({ week, kind: 'join', id }), content: joinText({ k, publicKey }) },
    sum: {
      ref: refOf({ week, kind: 'sum', id }),
      content: sumText({ cohort: '0'.repeat(64), cells: new Uint32Array(cellCount) }),
    },
  };
}
