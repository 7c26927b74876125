import { parseArgs } from 'node:util';
import { type Calendar, isTimeZone, parseDayStart, parseUntil } from '../domain/calendar';
import { noiseRules, type ReportRequest } from '../domain/report';

/** What the command line asks for. */
export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | {
      kind: 'report';
      folder: string;
      format: 'text' | 'json';
      cache: boolean;
      storage: string | null;
      request: ReportRequest;
    }
  /** `remote` is a folder, or `null` where one is to be made for the while. */
  | { kind: 'simulate'; people: number; weeks: number; remote: string | null; seed: string; format: 'text' | 'json' }
  /** `message` is one line that names the argument and what is accepted. */
  | { kind: 'invalid'; message: string };

/** What an argument that is not given stands for. */
export interface ArgumentDefaults {
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA name. */
  readonly timeZone: string;
}

const options = {
  repo: { type: 'string' },
  weeks: { type: 'string' },
  until: { type: 'string' },
  'time-zone': { type: 'string' },
  'day-start': { type: 'string' },
  author: { type: 'string', multiple: true },
  'all-authors': { type: 'boolean' },
  plain: { type: 'boolean' },
  'no-cache': { type: 'boolean' },
  storage: { type: 'string' },
  people: { type: 'string' },
  remote: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type Option = keyof typeof options;

/** What only one command takes. */
const ofReport: readonly string[] = [
  'repo',
  'until',
  'time-zone',
  'day-start',
  'author',
  'all-authors',
  'plain',
  'no-cache',
  'storage',
] satisfies readonly Option[];
const ofSimulation: readonly string[] = ['people', 'remote', 'seed'] satisfies readonly Option[];

const accepted: Record<string, string> = {
  repo: 'a folder inside a git repository',
  weeks: 'a whole number from 1 to 520',
  until: 'a date like 2026-11-03 or an instant like 2026-11-03T18:00Z',
  'time-zone': 'an IANA name like Europe/Berlin',
  'day-start': 'a time from 00:00 to 23:59, like 04:00',
  author: 'an e-mail address',
  storage: 'the folder that "Eddy: Show Stored Data" names in VS Code',
  people: 'a whole number from 1 to 60',
  remote: 'the folder of a bare git repository',
  seed: 'any word or number',
};
const simulatedWeeks = 'a whole number from 1 to 52';

/** @param args without the program and script: `process.argv.slice(2)`. */
export function parseCommand(args: readonly string[], defaults: ArgumentDefaults): Command {
  const parsed = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const { values, positionals, tokens } = parsed;
  if (args.length === 0 || values.help === true || positionals[0] === 'help') return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };

  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(options, name) ? options[name as keyof typeof options] : undefined;
    if (option === undefined) return invalid(`${rawName} is not known. eddy --help lists what is.`);
    if (option.type === 'boolean' && value !== undefined) return invalid(`${rawName} takes no value.`);
    if (option.type === 'string' && (!value || (!inlineValue && value.startsWith('-')))) {
      return invalid(`${rawName} needs a value: ${accepted[name]}.`);
    }
  }
  const [command, ...rest] = positionals;
  const given = (name: Option) => [values[name] ?? []].flat().filter(value => typeof value === 'string');
  if (command === undefined) return invalid('Say what to do first: eddy report, or eddy --help.');
  const foreign = (names: readonly string[]) =>
    tokens.find(token => token.kind === 'option' && names.includes(token.name)) as { rawName: string } | undefined;
  if (command === 'team') {
    const [what, surplus] = rest;
    if (what !== 'simulate') return invalid('Say what to do for a team: eddy team simulate.');
    if (surplus !== undefined)
      return invalid(`${shown(surplus)} was not expected: a folder is given as --remote PATH.`);
    const other = foreign(ofReport);
    if (other) return invalid(`${other.rawName} is for eddy report.`);
    return simulation(given, values.json === true ? 'json' : 'text');
  }
  if (command !== 'report') {
    return invalid(`${shown(command)} is not known. The commands are: eddy report, eddy team simulate.`);
  }
  const [surplus] = rest;
  if (surplus !== undefined) return invalid(`${shown(surplus)} was not expected: a folder is given as --repo PATH.`);
  const other = foreign(ofSimulation);
  if (other) return invalid(`${other.rawName} is for eddy team simulate.`);
  return report(given, {
    defaults,
    allAuthors: values['all-authors'] === true,
    plain: values.plain === true,
    cache: values['no-cache'] !== true,
    format: values.json === true ? 'json' : 'text',
  });
}

interface Rest {
  defaults: ArgumentDefaults;
  allAuthors: boolean;
  plain: boolean;
  cache: boolean;
  format: 'text' | 'json';
}

function simulation(given: (name: Option) => string[], format: 'text' | 'json'): Command {
  const last = (name: Option) => given(name).at(-1);
  const people = last('people') ?? '8';
  if (!isCount(people, 60)) return refused('people', people);
  const weeks = last('weeks') ?? '6';
  if (!isCount(weeks, 52)) return refused('weeks', weeks, simulatedWeeks);
  return {
    kind: 'simulate',
    people: Number(people),
    weeks: Number(weeks),
    remote: last('remote') ?? null,
    seed: last('seed') ?? '1',
    format,
  };
}

function report(given: (name: Option) => string[], rest: Rest): Command {
  const { defaults, allAuthors, plain, cache, format } = rest;
  const last = (name: Option) => given(name).at(-1);

  const weeks = last('weeks') ?? '12';
  if (!isCount(weeks, 520)) return refused('weeks', weeks);
  const timeZone = last('time-zone') ?? defaults.timeZone;
  if (!isTimeZone(timeZone)) return refused('time-zone', timeZone);
  const dayStart = last('day-start') ?? '04:00';
  const dayStartMinutes = parseDayStart(dayStart);
  if (dayStartMinutes === null) return refused('day-start', dayStart);
  const calendar: Calendar = { timeZone, dayStartMinutes };

  const until = last('until');
  const end = until === undefined ? defaults.now : parseUntil(until, calendar);
  if (end === null) return refused('until', until ?? '');

  const authors = given('author');
  const noAddress = authors.find(author => !/^[^\s@]+@[^\s@]+$/.test(author));
  if (noAddress !== undefined) return refused('author', noAddress);
  if (allAuthors && authors.length > 0) return invalid('--author says nothing beside --all-authors: give one of them.');

  return {
    kind: 'report',
    folder: last('repo') ?? '.',
    format,
    cache,
    storage: last('storage') ?? null,
    request: {
      weeks: Number(weeks),
      now: Math.min(end, defaults.now),
      timeZone,
      dayStartMinutes,
      authors,
      allAuthors,
      leaveOut: plain ? [] : noiseRules,
    },
  };
}

function refused(name: Option, value: string, wanted = accepted[name]): Command {
  return invalid(`--${name} ${shown(value)} is not accepted: give ${wanted}.`);
}

/** Whether a text is a whole number from 1 to some other. */
function isCount(text: string, most: number): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}

function invalid(message: string): Command {
  return { kind: 'invalid', message };
}

/** Quoted, on one line, and not longer than a line. */
function shown(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}
