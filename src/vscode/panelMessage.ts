import * as v from 'valibot';
import { flowFrequencies, longestNote, slogs, venturings } from '../domain/reflection';
import type { FromPanel, PanelCommand, TakeKind } from '../protocol';

const key = v.pipe(v.string(), v.maxLength(100));

const commands = [
  'correctBlock',
  'showStoredData',
  'pause',
  'resume',
  'startFocusSession',
  'shareWithTeam',
  'stopSharing',
  'showShared',
  'exportTeamSums',
] as const satisfies readonly PanelCommand[];

const week = v.pipe(v.string(), v.regex(/^\d{4}-W\d{2}$/));

const answers = v.pipe(
  v.strictObject({
    type: v.literal('answerReflection'),
    week,
    flow: v.nullable(v.picklist(flowFrequencies)),
    slogs: v.pipe(
      v.array(v.picklist(slogs)),
      v.check(list => new Set(list).size === list.length),
    ),
    biggest: v.nullable(v.picklist(slogs)),
    note: v.pipe(v.string(), v.maxLength(longestNote)),
    ventured: v.nullable(v.picklist(venturings)),
    load: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))),
  }),
  v.check(({ biggest, slogs }) => biggest === null || slogs.includes(biggest)),
);

const request = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const takeKinds = ['markdown', 'picture', 'png', 'html'] as const satisfies readonly TakeKind[];

/** Those that say everything by their name. */
const plain = [
  'showExample',
  'hideExample',
  'retry',
  'manageTrust',
  'openSettings',
  'openFolder',
  'cloneRepository',
  'askAgain',
] as const satisfies readonly FromPanel['type'][];

const schema = v.variant('type', [
  v.strictObject({ type: v.literal('ready'), repository: v.nullable(key), week: v.nullable(week) }),
  v.strictObject({ type: v.literal('selectRepository'), repository: key }),
  v.strictObject({ type: v.literal('selectWeek'), week: v.nullable(week) }),
  ...plain.map(type => v.strictObject({ type: v.literal(type) })),
  v.strictObject({ type: v.literal('runCommand'), command: v.picklist(commands) }),
  answers,
  v.strictObject({ type: v.literal('skipReflection'), week }),
  v.strictObject({ type: v.literal('removeReflection'), week }),
  v.strictObject({ type: v.literal('pickExperiment'), week, experiment: v.nullable(key) }),
  v.strictObject({
    type: v.literal('takeWeek'),
    request,
    week,
    kind: v.picklist(takeKinds),
    withoutNames: v.boolean(),
    withAnswers: v.boolean(),
  }),
  v.strictObject({ type: v.literal('saveWeek'), request, content: v.union([v.string(), v.instance(Uint8Array)]) }),
]);

/** A message of the panel, or `null` for anything else: what came in is refused, not repaired. */
export function panelMessage(received: unknown): FromPanel | null {
  const result = v.safeParse(schema, received);
  return result.success ? result.output : null;
}
