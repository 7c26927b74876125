import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noiseRules, type ReportRequest } from '../../../src/domain/report';
import { type Command, parseCommand } from '../../../src/terminal/arguments';
import { helpText } from '../../../src/terminal/help';

const now = Date.parse('2026-11-22T12:00Z');
const parse = (line: string): Command =>
  parseCommand(line.split(' ').filter(Boolean), { now, timeZone: 'Europe/Berlin' });

describe('arguments', () => {
  const standard: ReportRequest = {
    weeks: 12,
    now,
    timeZone: 'Europe/Berlin',
    dayStartMinutes: 240,
    authors: [],
    allAuthors: false,
    leaveOut: noiseRules,
  };
  const good: [string, Partial<ReportRequest>, Partial<Command & { kind: 'report' }>?][] = [
    ['report', {}],
    ['report --repo /a/b', {}, { folder: '/a/b' }],
    ['report --repo=-odd', {}, { folder: '-odd' }],
    ['--json report --no-cache', {}, { format: 'json', cache: false }],
    ['report --storage /a/b', {}, { storage: '/a/b' }],
    ['report --weeks 1', { weeks: 1 }],
    ['report --weeks=520 --weeks 3', { weeks: 3 }],
    ['report --until 2026-11-03', { now: Date.parse('2026-11-04T03:00Z') }],
    [
      'report --until 2026-11-03 --day-start 00:00 --time-zone UTC',
      { now: Date.parse('2026-11-04T00:00Z'), timeZone: 'UTC', dayStartMinutes: 0 },
    ],
    ['report --until 2026-11-03T18:00Z', { now: Date.parse('2026-11-03T18:00Z') }],
    ['report --until 2026-11-03T18:00', { now: Date.parse('2026-11-03T17:00Z') }],
    // Today ends later than now.
    ['report --until 2026-11-22', { now }],
    ['report --time-zone America/Argentina/Buenos_Aires', { timeZone: 'America/Argentina/Buenos_Aires' }],
    ['report --author a@b.c --author D@e', { authors: ['a@b.c', 'D@e'] }],
    ['report --all-authors --plain', { allAuthors: true, leaveOut: [] }],
  ];
  for (const [line, request, rest = {}] of good) {
    it(`eddy ${line}`, () => {
      assert.deepEqual(parse(line), {
        kind: 'report',
        folder: '.',
        format: 'text',
        cache: true,
        storage: null,
        request: { ...standard, ...request },
        ...rest,
      });
    });
  }

  const simulated: [string, Partial<Command & { kind: 'simulate' }>][] = [
    ['team simulate', {}],
    ['team simulate --people 60 --weeks=52 --json', { people: 60, weeks: 52, format: 'json' }],
    ['--seed a team simulate --seed b --remote /a/b.git', { seed: 'b', remote: '/a/b.git' }],
  ];
  for (const [line, rest] of simulated) {
    it(`eddy ${line}`, () => {
      const standard = { kind: 'simulate', people: 8, weeks: 6, remote: null, seed: '1', format: 'text' };
      assert.deepEqual(parse(line), { ...standard, ...rest });
    });
  }

  for (const line of ['', '--help', 'team --help', '-h', 'help', 'report --help', 'report --weeks 0 --help']) {
    it(`eddy ${line}: help`, () => assert.deepEqual(parse(line), { kind: 'help' }));
  }
  for (const line of ['--version', 'report --version']) {
    it(`eddy ${line}: version`, () => assert.deepEqual(parse(line), { kind: 'version' }));
  }

  for (const [line, message] of [
    ['report --weeks 0', '--weeks "0" is not accepted: give a whole number from 1 to 520.'],
    ['report --weeks 521', '--weeks "521" is not accepted: give a whole number from 1 to 520.'],
    ['report --weeks 1.5', '--weeks "1.5" is not accepted: give a whole number from 1 to 520.'],
    ['report --weeks twelve', '--weeks "twelve" is not accepted: give a whole number from 1 to 520.'],
    ['report --weeks -3', '--weeks needs a value: a whole number from 1 to 520.'],
    ['report --weeks', '--weeks needs a value: a whole number from 1 to 520.'],
    ['report --weeks=', '--weeks needs a value: a whole number from 1 to 520.'],
    ['report --repo --json', '--repo needs a value: a folder inside a git repository.'],
    [
      'report --until yesterday',
      '--until "yesterday" is not accepted: give a date like 2026-11-03 or an instant like 2026-11-03T18:00Z.',
    ],
    [
      'report --until 2026-02-30',
      '--until "2026-02-30" is not accepted: give a date like 2026-11-03 or an instant like 2026-11-03T18:00Z.',
    ],
    ['report --time-zone Mars', '--time-zone "Mars" is not accepted: give an IANA name like Europe/Berlin.'],
    ['report --time-zone +02:00', '--time-zone "+02:00" is not accepted: give an IANA name like Europe/Berlin.'],
    ['report --day-start 4', '--day-start "4" is not accepted: give a time from 00:00 to 23:59, like 04:00.'],
    ['report --author Ada', '--author "Ada" is not accepted: give an e-mail address.'],
    ['report --author a@b.c --all-authors', '--author says nothing beside --all-authors: give one of them.'],
    ['report --json=yes', '--json takes no value.'],
    ['report --week 3', '--week is not known. eddy --help lists what is.'],
    ['report --toString', '--toString is not known. eddy --help lists what is.'],
    ['report -x', '-x is not known. eddy --help lists what is.'],
    ['report /a/b', '"/a/b" was not expected: a folder is given as --repo PATH.'],
    ['churn', '"churn" is not known. The commands are: eddy report, eddy team simulate.'],
    ['report --people 8', '--people is for eddy team simulate.'],
    ['report --seed=1', '--seed is for eddy team simulate.'],
    ['team', 'Say what to do for a team: eddy team simulate.'],
    ['team share', 'Say what to do for a team: eddy team simulate.'],
    ['team simulate 8', '"8" was not expected: a folder is given as --remote PATH.'],
    ['team simulate --repo .', '--repo is for eddy report.'],
    ['team simulate --plain', '--plain is for eddy report.'],
    ['team simulate --people 0', '--people "0" is not accepted: give a whole number from 1 to 60.'],
    ['team simulate --people 61', '--people "61" is not accepted: give a whole number from 1 to 60.'],
    ['team simulate --weeks 53', '--weeks "53" is not accepted: give a whole number from 1 to 52.'],
    ['team simulate --remote', '--remote needs a value: the folder of a bare git repository.'],
    ['team simulate --seed', '--seed needs a value: any word or number.'],
    ['--json', 'Say what to do first: eddy report, or eddy --help.'],
  ] as const) {
    it(`eddy ${line}: ${message}`, () => assert.deepEqual(parse(line), { kind: 'invalid', message }));
  }

  it('answers any arguments, in one line', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'report',
        'team',
        'simulate',
        '--seed',
        '--weeks',
        '--until',
        '--repo',
        '--json',
        '--',
        '-h',
        '--author',
        '--day-start=x',
        '--plain',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), args => {
        const command = parseCommand(args, { now, timeZone: 'UTC' });
        if (command.kind === 'invalid') assert.doesNotMatch(command.message, /\p{Cc}/u);
      }),
    );
  });

  it('has a help that fits 80 columns and names every option', () => {
    for (const line of helpText.split('\n')) assert.ok(line.length <= 80, line);
    for (const option of 'repo weeks until time-zone day-start author all-authors plain no-cache people remote seed json help version'.split(
      ' ',
    )) {
      assert.ok(helpText.includes(`--${option}`), option);
    }
  });
});
