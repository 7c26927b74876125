import * as v from 'valibot';
import { shareQuestions } from '../domain/teamAnswers';
import { offeredPeople } from '../domain/teamSharing';

const schema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({
    type: v.literal('letShare'),
    question: v.picklist(shareQuestions),
    isShared: v.boolean(),
  }),
  v.strictObject({
    type: v.literal('setPeople'),
    people: v.picklist(offeredPeople),
  }),
  v.strictObject({ type: v.literal('probe') }),
  v.strictObject({ type: v.literal('agree') }),
  v.strictObject({ type: v.literal('decline') }),
  v.strictObject({ type: v.literal('stop') }),
  v.strictObject({ type: v.literal('showLog') }),
]);

/** A message of the page about sharing; it fits `FromShare`. */
export type ShareMessage = v.InferOutput<typeof schema>;

/** A message of the page about sharing, or `null` for anything else: what came in is refused, not repaired. */
export function shareMessage(received: unknown): ShareMessage | null {
  const result = v.safeParse(schema, received);
  return result.success ? result.output : null;
}
