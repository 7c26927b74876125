import type { ActivityEvent } from '../../src/domain/activity';
import type { Recording } from '../../src/domain/journal';
import type { FocusContext, Span } from '../../src/domain/span';
import { mergedSpans } from '../../src/domain/spanMerge';
import { beatMs, SpanRecorder } from '../../src/domain/spanRecorder';

const secondMs = 1000;

/** What the windows of a script have stored when it is over. */
export interface PlayedScript {
  readonly spans: Span[];
  readonly recording: Recording;
}

/**
 * Plays what a person does, line by line: `HH:MM:SS who verb …`, by the clock on the wall. Hours from 24 on are the next
 * day's. Of the windows, one has the focus at a time; the first that is named has it from its first line on.
 *
 * A window: `type 10m` (a key every 5 seconds, the last after ten minutes), `read 10m` (every 20 seconds), `key`, `look`,
 * `run`, `review`, `paste 200` (characters), `file tests` (changes to a file of that kind), `focus` (from another
 * window), `leave` (to another program), `return`, `inactive`, `active`, `crash`, `start` (after a crash), `close`.
 * The machine: `sleep 10m` (its monotonic clock stops), `doze 10m` (it runs on), `clock -1h` (the wall clock is set).
 * The person: `pause`, `resume`.
 */
export function play(script: string, day: number): PlayedScript {
  const stage = new Stage(day);
  for (const line of script.trim().split('\n')) {
    const [, hours = '', minutes = '', seconds = '', who = '', verb = '', argument = ''] =
      /^\s*(\d\d):(\d\d):(\d\d) (\w+) (\w+) ?(\S*)\s*$/.exec(line) ?? [];
    if (verb === '') throw new Error(`not understood: ${line}`);
    stage.waitUntil(day + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * secondMs);
    stage.do(who, verb, argument);
  }
  return stage.end();
}

/** Milliseconds of `90s`, `10m`, `-1h`. */
export function lengthOf(text: string): number {
  const [, amount, unit] = /^([+-]?\d+)([smh])$/.exec(text) ?? [];
  const units = { s: secondMs, m: 60 * secondMs, h: 3600 * secondMs };
  if (amount === undefined) throw new Error(`no length of time: ${text}`);
  return Number(amount) * units[unit as keyof typeof units];
}

class Stage {
  private wall: number;
  private ticks = 5000;
  private readonly windows = new Map<string, Window>();
  private readonly stored: Span[] = [];
  private readonly pauses: { from: number; to: number | null }[] = [];

  constructor(private readonly since: number) {
    this.wall = since;
  }

  /** Beats come when they are due. */
  waitUntil(wall: number): void {
    if (wall < this.wall) throw new Error('the script goes back in time without setting the clock');
    for (;;) {
      const due = Math.min(...[...this.windows.values()].map(({ beatDue }) => beatDue));
      if (this.wall + (due - this.ticks) > wall) break;
      this.pass(Math.max(0, due - this.ticks));
      for (const window of this.windows.values()) if (window.beatDue <= this.ticks) this.beat(window);
    }
    this.pass(wall - this.wall);
  }

  do(who: string, verb: string, argument: string): void {
    const deeds =
      who === 'machine' ? this.machine(argument) : who === 'person' ? this.person() : this.window(who, argument);
    const deed = deeds[verb];
    if (!deed) throw new Error(`${who} does not ${verb}`);
    deed();
  }

  /** Everybody goes home seven minutes later. */
  end(): PlayedScript {
    this.waitUntil(this.wall + lengthOf('7m'));
    for (const window of this.windows.values()) this.tell(window, { kind: 'closed' });
    return { spans: mergedSpans([this.stored]), recording: { since: this.since, pauses: this.pauses } };
  }

  private machine(argument: string): Deeds {
    const jump = (wall: number, ticks: number) => {
      this.wall += wall;
      this.ticks += ticks;
    };
    const length = lengthOf(argument);
    return { sleep: () => jump(length, 0), doze: () => jump(length, length), clock: () => jump(length, 0) };
  }

  private person(): Deeds {
    const all = (kind: 'paused' | 'resumed') => {
      for (const window of this.windows.values()) this.tell(window, { kind });
    };
    return {
      pause: () => {
        this.pauses.push({ from: this.wall, to: null });
        all('paused');
      },
      resume: () => {
        const last = this.pauses.at(-1);
        if (last) last.to = this.wall;
        all('resumed');
      },
    };
  }

  private window(name: string, argument: string): Deeds {
    const window = this.windows.get(name) ?? this.open(name);
    const { context } = window;
    const tell = (event: Told) => this.tell(window, event);
    const key = () => tell({ kind: 'edit', context, characters: 1 });
    const look = () => tell({ kind: 'read', context });
    const focus = () => this.focus(window);
    return {
      type: () => this.repeat(argument, '5s', key),
      read: () => this.repeat(argument, '20s', look),
      key,
      look,
      run: () => tell({ kind: 'run', context }),
      review: () => tell({ kind: 'review', context }),
      paste: () => tell({ kind: 'inserted', context, characters: Number(argument) }),
      file: () => {
        window.context = { ...context, category: argument as FocusContext['category'] };
      },
      focus,
      return: focus,
      start: focus,
      leave: () => tell({ kind: 'unfocused' }),
      active: () => tell({ kind: 'active' }),
      inactive: () => tell({ kind: 'inactive' }),
      close: () => {
        tell({ kind: 'closed' });
        this.windows.delete(name);
      },
      crash: () => this.windows.delete(name),
    };
  }

  private open(name: string): Window {
    const context = {
      repository: `repository of ${name}`,
      branch: 1,
      language: 'typescript',
      category: 'logic',
    } as const;
    const window: Window = { recorder: new SpanRecorder(), beatDue: Number.POSITIVE_INFINITY, focused: false, context };
    const isFirst = this.windows.size === 0;
    this.windows.set(name, window);
    if (isFirst) this.focus(window);
    return window;
  }

  private focus(window: Window): void {
    for (const other of this.windows.values()) if (other.focused) this.tell(other, { kind: 'unfocused' });
    this.tell(window, { kind: 'focused' });
    this.tell(window, { kind: 'active' });
  }

  private repeat(length: string, every: string, deed: () => void): void {
    const end = this.wall + lengthOf(length);
    for (let next = this.wall; next <= end; next += lengthOf(every)) {
      this.waitUntil(next);
      deed();
    }
  }

  private tell(window: Window, event: Told): void {
    window.recorder.step({ ...event, at: this.wall, ticks: this.ticks } as ActivityEvent);
    if (event.kind === 'focused') window.focused = true;
    if (event.kind === 'unfocused' || event.kind === 'closed') window.focused = false;
    if (['unfocused', 'closed', 'paused'].includes(event.kind)) this.stored.push(...window.recorder.take(this.wall));
    if (window.beatDue === Number.POSITIVE_INFINITY && window.recorder.isWatching) window.beatDue = this.ticks + beatMs;
  }

  private beat(window: Window): void {
    window.beatDue = Number.POSITIVE_INFINITY;
    this.tell(window, { kind: 'beat' });
    this.stored.push(...window.recorder.take(this.wall));
  }

  private pass(length: number): void {
    this.wall += length;
    this.ticks += length;
  }
}

type Deeds = Record<string, () => void>;

interface Window {
  recorder: SpanRecorder;
  /** By the monotonic clock. */
  beatDue: number;
  focused: boolean;
  context: FocusContext;
}

/** An event without the moment that it happens at. */
type Told = ActivityEvent extends infer E ? (E extends unknown ? Omit<E, 'at' | 'ticks'> : never) : never;
