import type { Recording } from '../domain/journal';
import { parseObject } from './spanLine';

type Pause = Recording['pauses'][number];

/** The file of the journal's folder that says since when, and with which pauses, is recorded. */
export const recordingFile = 'recording.jsonl';

/** What one of its lines tells; instants in epoch milliseconds. `until`: of a pause that is over, and told as a whole. */
export interface RecordingEvent {
  readonly recording: 'from' | 'paused' | 'resumed';
  readonly at: number;
  readonly until?: number;
}

export function recordingLine({ recording, at, until }: RecordingEvent): string {
  const iso = (instant: number) => new Date(Math.floor(instant / 1000) * 1000).toISOString();
  return `${JSON.stringify({ recording, at: iso(at), ...(until !== undefined && { until: iso(until) }) })}\n`;
}

/** Lines as they were added by all windows; the clock may have been set in between. */
export function parseRecording(text: string): { recording: Recording; damagedLines: number } {
  const lines = text.split('\n');
  const torn = lines.pop() ?? '';
  const events = lines.filter(line => line !== '').map(parseEvent);
  const damagedLines = events.filter(event => event === null).length;
  return { recording: recordingOf([...events, parseEvent(torn)].filter(event => event !== null)), damagedLines };
}

function recordingOf(events: readonly RecordingEvent[]): Recording {
  let since: number | null = null;
  let pausedFrom: number | null = null;
  const pauses: Pause[] = [];
  for (const { recording, at, until } of events) {
    if (recording === 'from') {
      since = Math.min(since ?? at, at);
    } else if (recording === 'resumed') {
      if (pausedFrom !== null) pauses.push({ from: pausedFrom, to: Math.max(pausedFrom, at) });
      pausedFrom = null;
    } else if (until !== undefined) {
      pauses.push({ from: at, to: Math.max(at, until) });
    } else {
      pausedFrom ??= at;
    }
  }
  if (pausedFrom !== null) pauses.push({ from: pausedFrom, to: null });
  return { since, pauses: unionOf(pauses) };
}

function unionOf(pauses: readonly Pause[]): Pause[] {
  const union: Pause[] = [];
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    const before = union.at(-1);
    if (!before || (before.to !== null && before.to < pause.from)) union.push(pause);
    else if (before.to !== null) union[union.length - 1] = { from: before.from, to: laterOf(before.to, pause.to) };
  }
  return union;
}

function laterOf(a: number, b: number | null): number | null {
  return b === null ? null : Math.max(a, b);
}

function parseEvent(line: string): RecordingEvent | null {
  const { recording, at: atText, until: untilText } = parseObject(line);
  const at = parseInstant(atText);
  if (at === null || (recording !== 'from' && recording !== 'paused' && recording !== 'resumed')) return null;
  if (untilText === undefined) return { recording, at };
  const until = parseInstant(untilText);
  return until === null ? null : { recording, at, until };
}

/** Epoch milliseconds of an instant of UTC as ISO 8601 tells it; `null` for anything else. */
export function parseInstant(value: unknown): number | null {
  const isInstant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);
  const at = isInstant ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
