// How large the journal grows, and how long it takes to open: `npm run bench:journal -- [--rounds 9] [--years 5]`. Each
// round is a process of its own that opens what was generated and rolled: 8 hours on 230 days a year.
import { fork } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { FocusContext, Span } from '../../src/domain/span';
import { FolderJournal } from '../../src/store/journal';
import { exitOnSignals } from '../support/leftovers';
import { TemporaryFolder } from '../support/temporaryFolder';

const dayMs = 86_400_000;
const yearMs = 365.25 * dayMs;
const end = Date.UTC(2026, 0, 1);
/** What a year may take, bytes, and what opening may. */
const limits = { year: 3_000_000, lately: 100, all: 1000 };

interface Opened {
  readonly spans: number;
  readonly ms: number;
  /** Of all threads: what it takes however busy the machine is. */
  readonly processorMs: number;
}

/** Chance that is the same each time: mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The working days of a year are 230: every weekday but 31. */
function isWorkday(day: number, random: () => number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday > 0 && weekday < 6 && random() < 230 / 261;
}

/** 8 hours of work: some 300 spans of 10 to 240 seconds, the focus lost every few minutes, and glances. */
function workday(day: number, contexts: readonly FocusContext[], random: () => number): Span[] {
  const spans: Span[] = [];
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  let at = day / 1000 + 9 * 3600 + between(0, 1800);
  const until = at + 8 * 3600;
  let focusedFrom = at;
  let context = contexts[0] as FocusContext;
  while (at < until) {
    const length = Math.round(10 + 230 * random() ** 2.7);
    const reads = random() < 0.4;
    const edit = reads ? 0 : between(1, Math.max(2, length));
    const end = random();
    const ended = end < 0.3 ? 'unfocused' : end < 0.4 ? 'idle' : 'context';
    const tail = ended === 'idle' ? 30 : between(0, ended === 'unfocused' ? 20 : 10);
    const away = ended === 'unfocused' ? between(5, 90) : 0;
    const seen = ended === 'idle' ? between(30, 150) : 0;
    spans.push({
      start: at * 1000,
      last: (at + length) * 1000,
      end: (at + length + tail) * 1000,
      focusedFrom: focusedFrom * 1000,
      unfocusedAt: ended === 'unfocused' ? (at + length + tail) * 1000 : null,
      ended,
      context,
      counts: {
        edit,
        inserted: random() < 0.15 ? between(1, 3) : 0,
        read: between(reads ? 1 : 0, 20),
        run: random() < 0.08 ? 1 : 0,
        review: random() < 0.03 ? between(1, 9) : 0,
      },
      typed: edit * between(1, 3),
      inserted: random() < 0.15 ? between(40, 900) : 0,
      firstWork: reads ? null : between(0, Math.min(20, length)) * 1000,
    });
    at += length + tail + away + seen;
    if (ended === 'unfocused') focusedFrom = at;
    if (ended === 'unfocused' && random() < 0.15) at = addGlance(spans, at, context, between(3, 40));
    if (ended === 'unfocused' && focusedFrom < at) focusedFrom = at;
    if (random() < 0.7) context = contexts[Math.floor(contexts.length * random() ** 2)] as FocusContext;
  }
  return spans;
}

/** The window gets the focus and loses it, and nothing happens; gives when it gets it again. */
function addGlance(spans: Span[], at: number, context: FocusContext, seconds: number): number {
  spans.push({
    start: at * 1000,
    last: at * 1000,
    end: at * 1000,
    focusedFrom: at * 1000,
    unfocusedAt: (at + seconds) * 1000,
    ended: 'unfocused',
    context,
    counts: { edit: 0, inserted: 0, read: 0, run: 0, review: 0 },
    typed: 0,
    inserted: 0,
    firstWork: null,
  });
  return at + seconds + 30;
}

/** Those of a month: three repositories, some branches in each, languages and kinds of files. */
function contextsOf(random: () => number): FocusContext[] {
  const kinds = [
    ['typescript', 'logic'],
    ['typescript', 'tests'],
    ['markdown', 'docs'],
    ['json', 'config'],
    [null, null],
  ] as const;
  return Array.from({ length: 8 }, (_, at) => ({
    repository: `${(at % 3) + 1}`.repeat(32),
    branch: Math.floor(random() * 2 ** 32),
  })).flatMap(place => kinds.map(([language, category]) => ({ ...place, language, category })));
}

/** Stores it as windows do, three at a time and new ones each day, and rolls it. */
async function generate(folder: string, years: number): Promise<number> {
  const random = chance(7);
  let count = 0;
  let contexts: FocusContext[] = [];
  for (let day = end - Math.round((years * yearMs) / dayMs) * dayMs; day < end; day += dayMs) {
    if (contexts.length === 0 || new Date(day).getUTCDate() === 1) contexts = contextsOf(random);
    if (!isWorkday(day, random)) continue;
    const spans = workday(day, contexts, random);
    await new FolderJournal(folder).append(spans);
    count += spans.length;
  }
  await new FolderJournal(folder).roll(Date.now() + 3 * dayMs, null);
  return count;
}

async function bench(years: number, rounds: number): Promise<void> {
  const folder = new TemporaryFolder('bench-journal');
  try {
    const started = performance.now();
    const stored = await generate(folder.path, years);
    console.log(
      `${years} years, ${stored} spans, generated and rolled in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
    const place = path.join(folder.path, 'journal');
    const bytes = readdirSync(place).reduce((sum, name) => sum + statSync(path.join(place, name)).size, 0) / years;
    const lately = await rounded(folder.path, end - 12 * 7 * dayMs, rounds);
    const all = await rounded(folder.path, 0, rounds);
    if (all.spans !== stored) throw new Error(`${all.spans} of ${stored} spans were read.`);
    console.log(`The median of ${rounds} processes each:`);
    const kept = [
      judge(`a year, ${Math.round(stored / years)} spans`, bytes / 1e6, limits.year / 1e6, 'MB'),
      judge(`opening the last 12 weeks, ${lately.spans} spans`, lately.ms, limits.lately, 'ms'),
      judge(`opening all, ${all.spans} spans`, all.ms, limits.all, 'ms'),
    ];
    process.exitCode = kept.every(each => each) ? 0 : 1;
  } finally {
    folder.dispose();
  }
}

function judge(name: string, value: number, limit: number, unit: string): boolean {
  const kept = value <= limit;
  console.log(
    `  ${name}: ${value.toFixed(unit === 'MB' ? 2 : 1)} ${unit}; ${limit} ${unit}: ${kept ? 'kept' : 'NOT kept'}`,
  );
  return kept;
}

async function rounded(folder: string, from: number, rounds: number): Promise<Opened> {
  const opened: Opened[] = [];
  for (let round = 0; round < rounds; round++) opened.push(await openInProcess(folder, from));
  opened.sort((a, b) => a.ms - b.ms);
  const text = ({ ms, processorMs }: Opened) => `${ms.toFixed(0)} (${processorMs.toFixed(0)})`;
  console.log(`  ${opened[0]?.spans} spans, ms (of them processor time): ${opened.map(text).join(', ')}`);
  return opened[rounds >> 1] as Opened;
}

function openInProcess(folder: string, from: number): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, ['--open', folder, '--from', `${from}`]);
    child.once('message', message => resolve(message as Opened));
    child.once('exit', code => reject(new Error(`A process ended with ${code}.`)));
  });
}

async function open(folder: string, from: number): Promise<void> {
  const start = performance.now();
  const used = process.cpuUsage();
  const { spans } = await new FolderJournal(folder).read(from);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  process.send?.({ spans: spans.length, ms, processorMs: (user + system) / 1000 } satisfies Opened);
}

exitOnSignals();
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    years: { type: 'string', default: '5' },
    open: { type: 'string' },
    from: { type: 'string', default: '0' },
  },
});
const work =
  values.open === undefined
    ? bench(Number(values.years), Number(values.rounds))
    : open(values.open, Number(values.from));
work.catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
