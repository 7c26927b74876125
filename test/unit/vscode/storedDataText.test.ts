import assert from 'node:assert/strict';
import { ImportRefused, JournalErased, JournalFailure } from '../../../src/domain/journal';
import { noReflections, ReflectionsForeign } from '../../../src/domain/reflections';
import { Wording } from '../../../src/text/wording';
import { FileNotSaved } from '../../../src/vscode/fileFailure';
import {
  bytesText,
  erasureText,
  type StoredFacts,
  storedDataFailure,
  storedFactsText,
} from '../../../src/vscode/storedDataText';
import { sampleReflection } from '../../support/sampleReflection';
import { at } from '../../support/spans';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en-GB', 'UTC');
const facts: StoredFacts = {
  folder: '/storage',
  journal: {
    files: 5,
    bytes: 345_678,
    spans: 12_345,
    first: at('09:00', -30),
    last: at('10:00'),
    damagedLines: 2,
    foreignFiles: 1,
  },
  storage: {
    caches: [
      { repository: 'a', bytes: 1_000_000 },
      { repository: 'b', bytes: 500_000 },
    ],
    ledgers: 200,
    exactDates: 2468,
    sessions: 312,
    reflections: 4321,
    team: 2100,
    key: 65,
    other: 0,
  },
  reflections: {
    ...noReflections,
    answers: [sampleReflection('2026-W43'), sampleReflection('2026-W44', { note: '' })],
    damagedLines: 1,
  },
  recording: { since: at('08:30', -30), pauses: [{ from: at('12:00', -1), to: at('13:00', -1) }] },
  keepMonths: null,
};

describe('the lines on what is stored', () => {
  it('say how much it is, where, and what decides', () => {
    const text = storedFactsText(facts, wording).join('\n');
    for (const part of [
      'In a folder that only your account may read, /storage:',
      'Journal of focus: 12,345 spans from 3 October 2026 to 2 November 2026; 5 files, 345.7 KB.',
      'Recorded since 3 October 2026, 08:30. Pauses: 1.',
      'Lines that are no record, set aside: 2. Files of another version of Eddy, left alone: 1.',
      'Cache of git histories: 1.5 MB, of repositories: 2.',
      'Ledgers of branches and requests: 200 bytes.',
      'Dates that GitHub told of your requests: 2.5 KB.',
      'Reflections: 4.3 KB; weeks answered: 2, with your own words: 1; lines that are no record: 1.',
      'Reflections are kept until you remove them in the panel, or erase everything.',
      'Sharing with teams, and all that was pushed for it: 2.1 KB.',
      'Focus sessions and the windows that know of them: 312 bytes.',
      'The key that turns repositories and branches into numbers: 65 bytes.',
      'the setting eddy.focus.keepMonths is 0.',
    ]) {
      assert.ok(text.includes(part), `${part}\n\n${text}`);
    }
    assert.doesNotMatch(text, /Anything else/);
  });

  it('say where nothing is stored', () => {
    const storage = { ...facts.storage, exactDates: 0 };
    const journal = { ...facts.journal, spans: 0, files: 1, bytes: 0, first: null, last: null };
    const recording = { since: null, pauses: [] };
    const text = storedFactsText({ ...facts, journal, storage, recording }, wording).join('\n');
    assert.match(text, /Journal of focus: no spans; 1 files, 0 bytes\./);
    assert.match(text, /Nothing has been recorded yet\./);
    assert.doesNotMatch(text, /GitHub/);
  });

  it('say that another version wrote the reflections', () => {
    const text = storedFactsText({ ...facts, reflections: { ...noReflections, foreign: true } }, wording).join('\n');
    assert.match(text, /Reflections, of another version of Eddy, left alone: 4\.3 KB\./);
  });

  it('say a pause that goes on, what is kept for how long, and what nobody knows', () => {
    const recording = { since: at('08:00'), pauses: [{ from: at('12:00'), to: null }] };
    const storage = { ...facts.storage, other: 1234 };
    const text = storedFactsText({ ...facts, recording, storage, keepMonths: 6 }, wording).join('\n');
    assert.match(text, /Paused since 2 November 2026, 12:00\./);
    assert.match(text, /Spans are kept for 6 months: the setting eddy\.focus\.keepMonths says so\./);
    assert.match(text, /Anything else: 1\.2 KB\./);
  });

  for (const [bytes, text] of [
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 KB'],
    [2_345_678, '2.3 MB'],
  ] as const) {
    it(`say ${bytes} bytes as ${text}`, () => assert.equal(bytesText(bytes, wording), text));
  }
});

describe('what is said before everything is erased', () => {
  it('is how much goes, and what comes then', () => {
    const text = erasureText(facts, wording);
    assert.match(text, /spans of focus \(12,345\), the caches of repositories \(2\), your reflections \(weeks: 2\)/);
    assert.doesNotMatch(text, /not asked/);
    assert.match(text, /can’t be undone/);
    assert.match(text, /Recording begins anew at once/);
  });

  it('is that the dates from GitHub go, where there are any', () => {
    assert.match(erasureText(facts, wording), /The dates that GitHub told of your requests go as well/);
    const storage = { ...facts.storage, exactDates: 0 };
    assert.doesNotMatch(erasureText({ ...facts, storage }, wording), /GitHub/);
  });

  it('is that who did not want to be asked is not', () => {
    const reflections = { ...noReflections, neverSince: 1 };
    assert.match(erasureText({ ...facts, reflections }, wording), /You are still not asked how your weeks were\./);
  });

  it('is that a pause stays in force', () => {
    const recording = { since: 0, pauses: [{ from: 1, to: null }] };
    assert.match(erasureText({ ...facts, recording }, wording), /Recording stays paused until you resume it\./);
  });
});

describe('what went wrong', () => {
  for (const [what, error, text] of [
    ['a full disk', new JournalFailure('diskFull'), /Make room/],
    ['a closed folder', new JournalFailure('notWritable'), /Make \/storage writable/],
    ['anything else', new TypeError('x'), /Try again/],
    [
      'an export that finds its disk full',
      new FileNotSaved(Object.assign(new Error('ENOSPC'), { code: 'Unknown' })),
      /^The file is not saved: the disk is full\./,
    ],
    [
      'an export to a closed folder',
      new FileNotSaved(Object.assign(new Error(), { code: 'NoPermissions' })),
      /^The file is not saved: VS Code may not write there\./,
    ],
    ['reflections of another version', new ReflectionsForeign(), /use the newer one/],
    ['an erasure meanwhile', new JournalErased(), /in another window/],
    ['a file that is no JSON', new ImportRefused('notJson', null, ''), /no JSON/],
    ['another file', new ImportRefused('notAnExport', null, ''), /no export of Eddy’s/],
    ['a newer export', new ImportRefused('otherVersion', 'schema', ''), /Update Eddy/],
    [
      'a damaged export',
      new ImportRefused('invalid', 'spans[3].start', 'spans[3].start is no text. Nothing was imported.'),
      /\(spans\[3\]\.start is no text\)/,
    ],
  ] as const) {
    it(`is told of ${what}, with the next step`, () =>
      assert.match(storedDataFailure(error, '/storage', english), text));
  }
});
