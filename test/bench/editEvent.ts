// What one keystroke costs: `npm run bench:edit [-- --events 400000]`. The listener, the question whose edit it is, and
// the recorder of spans, on events made like VS Code's. Ends with 1 where a limit is not kept.
import { parseArgs } from 'node:util';
import type { TextChange } from '../../src/domain/editOrigin';
import type { FocusContext } from '../../src/domain/span';
import { SpanRecorder } from '../../src/domain/spanRecorder';
import { ActivityEdits, type EditEvent } from '../../src/vscode/activityEdits';
import { swiftEdge } from '../../src/vscode/edge';

type Listener = (event: EditEvent<typeof document>) => void;

const { values } = parseArgs({ options: { events: { type: 'string', default: '400000' } } });
const count = Number(values.events);
const rounds = 9;
const limits = { microseconds: 5, bytes: 200 };

const context: FocusContext = { repository: 'r', branch: 1, language: 'typescript', category: 'logic' };
const document = { uri: { scheme: 'file' }, version: 1, isDirty: true };
const editor = { document, selections: [lineRange(120)] };
const recorder = new SpanRecorder();
/** Five keystrokes a second, from some morning on. */
let at = Date.UTC(2026, 10, 2, 9);
const clock = { at: () => at + (performance.now() % 1), ticks: () => at };

const edits = new ActivityEdits<typeof document>({
  tell: (kind, _, characters) => recorder.step({ kind, at: clock.at(), ticks: clock.ticks(), context, characters }),
  activeEditor: () => editor,
  isOnDisk: () => true,
  ticks: clock.ticks,
});
const listener = swiftEdge({ error: fail }, 'edit', (event: EditEvent<typeof document>) => edits.change(event));

/** Made before it is measured, for VS Code makes them whoever listens. */
const events = ['a', 'b', '', ' ', '(', '\n    ', 'x'.repeat(60)].map(eventOf);

main();

function main(): void {
  edits.hasFocus = true;
  for (const kind of ['focused', 'active'] as const) recorder.step({ kind, at, ticks: at });
  type(count, listener);
  type(count, () => {});
  const microseconds = median(Array.from({ length: rounds }, () => microsecondsOf(listener)));
  const bytes = median(Array.from({ length: rounds }, () => bytesOf(listener) - bytesOf(() => {})));
  console.log(`${count} edit events, median of ${rounds} rounds, Node ${process.version}`);
  judge('time of an event', microseconds, limits.microseconds, 'µs');
  judge('allocated by an event', bytes, limits.bytes, 'bytes');
}

function microsecondsOf(listener: Listener): number {
  const start = performance.now();
  type(count, listener);
  return ((performance.now() - start) * 1000) / count;
}

/** Over as many events as fit into the young generation of 64 MB that package.json asks for, so that nothing is freed. */
function bytesOf(listener: Listener): number {
  const few = 100_000;
  if (!globalThis.gc) throw new Error('node --expose-gc is needed');
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  type(few, listener);
  return (process.memoryUsage().heapUsed - before) / few;
}

function type(keys: number, listener: Listener): void {
  for (let key = 0; key < keys; key++) {
    at += 200;
    document.version++;
    const event = events[key % events.length];
    if (event) listener(event);
  }
  recorder.take(at);
}

function eventOf(text: string): EditEvent<typeof document> {
  const change: TextChange = { range: lineRange(120), rangeLength: text === '' ? 1 : 0, text };
  return { document, contentChanges: [change], reason: undefined };
}

function lineRange(line: number) {
  return { start: { line }, end: { line } };
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

function judge(what: string, value: number, limit: number, unit: string): void {
  const kept = value <= limit;
  console.log(`${what}: ${value.toFixed(2)} ${unit}; limit ${limit} ${unit}: ${kept ? 'kept' : 'NOT kept'}`);
  if (!kept) process.exitCode = 1;
}

function fail(message: string): never {
  throw new Error(message);
}
