import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Calendar, dayOf, weekOf } from '../../../src/domain/calendar';
import type { FocusNow } from '../../../src/domain/focusBlock';
import { type Prompt, promptNow, usualAskFrom } from '../../../src/domain/reflectionPrompt';
import type { ReflectionsReading } from '../../../src/domain/reflections';
import { FolderReflections } from '../../../src/store/reflections';
import { chances } from '../../support/chances';
import { sampleReflection } from '../../support/sampleReflection';
import { TemporaryFolder } from '../../support/temporaryFolder';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Pacific/Apia'];
const states: FocusNow['state'][] = ['resting', 'resting', 'settling', 'deep', 'scattered'];
const replies = ['answer', 'skip', 'later', 'later', null, null] as const;
const begin = Date.UTC(2026, 0, 7, 9);

interface Asked extends Prompt {
  /** By the clock of the machine. */
  readonly at: number;
  readonly calendar: Calendar;
  readonly reply: (typeof replies)[number] | 'never';
}

/** One window, which reads before it asks; it may know less than is stored by then. */
class Window {
  readonly store: FolderReflections;
  known: ReflectionsReading | null = null;

  constructor(folder: string) {
    this.store = new FolderReflections(folder);
  }
}

/** A machine for a year: windows come and go, are killed, it sleeps, travels, and its clock is set. */
class Machine {
  readonly asked: Asked[] = [];
  readonly folder = new TemporaryFolder('year');
  #windows: Window[] = [];
  #time = begin;
  /** How far the clock is off. */
  #off = 0;
  #zone = zones[0] ?? '';
  /** By the clock of the machine. */
  never: number | null = null;
  readonly #chances: ReturnType<typeof chances>;

  constructor(seed: number) {
    this.#chances = chances(seed);
    this.#open();
  }

  get #now(): number {
    return this.#time + this.#off;
  }

  get #calendar(): Calendar {
    return { timeZone: this.#zone, dayStartMinutes: 4 * 60 };
  }

  async live(neverAfter: number): Promise<void> {
    while (this.#time < begin + 365 * day) {
      this.#time += this.#chance(0.8) ? this.#upTo(3 * hour) : this.#upTo(4 * day);
      this.#happen();
      await this.#lookRound(neverAfter);
    }
  }

  #happen(): void {
    if (this.#chance(0.3)) this.#open();
    if (this.#chance(0.3)) this.#windows = this.#windows.filter(() => this.#chance(0.5));
    // All of them at once: a restart.
    if (this.#chance(0.05)) this.#windows = [];
    if (this.#chance(0.05)) this.#zone = this.#one(zones);
    if (this.#chance(0.03))
      this.#off = this.#chances.between(-1, 1) * this.#one([10 * minute, 5 * hour, 4 * day, 30 * day]);
    if (this.#chance(0.1)) this.#off = 0;
    while (this.#windows.length < 2) this.#open();
  }

  /** Every window looks whether to ask; several may be at it at once. */
  async #lookRound(neverAfter: number): Promise<void> {
    const question = {
      now: this.#now,
      calendar: this.#calendar,
      askFrom: usualAskFrom,
      wanted: true,
      recording: { since: begin, pauses: [] },
      current: { state: this.#one(states), blockMs: this.#upTo(8 * minute) },
      paused: this.#chance(0.1),
      focused: this.#chance(0.9),
      ...{ inSession: this.#chance(0.1), atQuestions: false },
    };
    const reply = this.#time > neverAfter && this.never === null ? 'never' : this.#one(replies);
    await Promise.all(
      this.#windows.map(async window => {
        // What it has read may be old: it is killed, and another takes its place, or looks first.
        if (!window.known || this.#chance(0.8)) window.known = await window.store.read();
        const prompt = promptNow({ ...question, reading: window.known });
        if (!prompt || !(await window.store.claim(prompt.week, prompt.asking))) return;
        this.asked.push({ ...prompt, at: question.now, calendar: question.calendar, reply });
        await this.#reply(window, prompt.week, reply);
      }),
    );
  }

  async #reply({ store }: Window, week: string, reply: Asked['reply']): Promise<void> {
    const now = this.#now;
    if (reply === 'answer') await store.answer(sampleReflection(week, { at: now }));
    else if (reply === 'skip') await store.skip(week, now);
    else if (reply === 'later') await store.later(week, now);
    else if (reply === 'never') {
      await store.never(now);
      this.never = this.asked.length;
    }
  }

  #open(): void {
    this.#windows.push(new Window(this.folder.path));
  }

  #chance(share: number): boolean {
    return this.#chances.chance(share);
  }

  #upTo(ms: number): number {
    return Math.floor(this.#chances.between(0, ms));
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#chances.between(0, list.length))] as T;
  }
}

describe('a year with restarts, sleep, journeys, a clock that is set, and several windows', function () {
  this.timeout(120_000);

  it('asks about a week once, and again only where the person put it off, on another day; never in the first, nor after never', async () => {
    let weeks = 0;
    let again = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), fc.double({ min: 0.3, max: 2, noNaN: true }), async (seed, share) => {
        const machine = new Machine(seed);
        await machine.live(begin + share * 365 * day);
        const { asked } = machine;
        for (const each of asked) {
          const { calendar, week, at } = each;
          assert.notEqual(week, weekOf(begin, calendar).week);
          const same = asked.filter(other => other.week === week);
          const [first, second] = same;
          assert.ok(same.length <= 2 && first?.asking === 1, week);
          if (!second || each !== second) continue;
          again++;
          assert.deepEqual([second.asking, first.reply], [2, 'later']);
          assert.ok(at >= dayOf(first.at, calendar).to, week);
        }
        if (machine.never !== null) assert.equal(asked.length, machine.never);
        weeks += new Set(asked.map(({ week }) => week)).size;
        machine.folder.dispose();
      }),
      { numRuns: 8, seed: 20261122 },
    );
    // It is no rule that never asks.
    assert.ok(weeks > 8 * 10 && again > 8, `${weeks} weeks, ${again} again`);
  });
});
