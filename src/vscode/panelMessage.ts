import * as v from 'valibot';
import type { FromPanel, PanelCommand } from '../protocol';

const key = v.pipe(v.string(), v.maxLength(100));

const commands = [
  'correctBlock',
  'showStoredData',
  'pause',
  'resume',
  'startFocusSession',
] as const satisfies readonly PanelCommand[];

const schema = v.variant('type', [
  v.strictObject({ type: v.literal('ready'), repository: v.nullable(key) }),
  v.strictObject({ type: v.literal('selectRepository'), repository: key }),
  v.strictObject({ type: v.literal('retry') }),
  v.strictObject({ type: v.literal('manageTrust') }),
  v.strictObject({ type: v.literal('openSettings') }),
  v.strictObject({ type: v.literal('runCommand'), command: v.picklist(commands) }),
]);

/** A message of the panel, or `null` for anything else: what came in is refused, not repaired. */
export function panelMessage(received: unknown): FromPanel | null {
  const result = v.safeParse(schema, received);
  return result.success ? result.output : null;
}
