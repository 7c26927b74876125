import assert from 'node:assert/strict';
import { focusOverview } from '../../../src/domain/focusOverview';
import { type Span, usualThresholds } from '../../../src/domain/span';
import type { OpenRepository, RepositoryState, Workspace } from '../../../src/vscode/repositoryState';
import { type StatusFacts, statusText } from '../../../src/vscode/statusText';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { at, span } from '../../support/spans';
import { english } from '../../support/translation';

const repository = (state: RepositoryState): OpenRepository => ({ key: '1', name: 'stream', state });
const closed: Workspace = { kind: 'open', repositories: [] };

interface Situation extends Partial<Omit<StatusFacts, 'focus'>> {
  readonly now: string;
  readonly spans?: readonly Span[];
  readonly pausedFrom?: string;
}

function said({ now, spans = [], pausedFrom, ...others }: Situation) {
  const pauses = pausedFrom === undefined ? [] : [{ from: at(pausedFrom), to: null }];
  const reading = { spans, recording: { since: at('00:00', -30), pauses }, damagedLines: 0, foreignFiles: 0 };
  const focus = focusOverview(reading, {
    now: at(now),
    calendar: { timeZone: 'UTC', dayStartMinutes: 240 },
    thresholds: usualThresholds,
    weeks: 9,
    repository: null,
  });
  const facts = { focus, trouble: null, sessionUntil: null, workspace: closed, current: undefined, ...others };
  // Numbers and their units are kept together.
  const spaced = (text: string) => text.replaceAll('\u00a0', ' ');
  const { text, heading, tooltip, spoken } = statusText(facts, english, 'en');
  return { text, heading: spaced(heading), tooltip: tooltip.map(spaced), spoken: spaced(spoken) };
}

/** Four blocks of three minutes, each broken off by three minutes elsewhere. */
const brokenUp = ['09:00', '09:06', '09:12', '09:18'].map(from => {
  const to = `09:${String(Number(from.slice(3)) + 3).padStart(2, '0')}`;
  return span(from, to, { unfocusedAt: to });
});

describe('the status bar item', () => {
  const table: [string, Situation, text: string, heading: RegExp][] = [
    ['the icon alone before anything was recorded', { now: '09:00' }, '$(eddy-resting)', /^Resting\.$/],
    [
      "today's focus while resting",
      { now: '12:30', spans: [span('03:00', '03:50'), span('09:00', '10:10')] },
      '$(eddy-resting) 1h 10m',
      /^Resting\.$/,
    ],
    [
      'a block in its first minute',
      { now: '09:00:40', spans: [span('09:00', '09:00:40')] },
      '$(eddy-icon)',
      /^Settling\.$/,
    ],
    [
      'a block that settles',
      { now: '09:24', spans: [span('09:00', '09:23:59')] },
      '$(eddy-icon) 23m',
      /^Settling: 23 min/,
    ],
    ['a deep block', { now: '10:06', spans: [span('09:00', '10:05')] }, '$(eddy-deep) 1h 5m', /^Deep: 1 h 5 min/],
    [
      'an hour that breaks up',
      { now: '09:26', spans: [...brokenUp, span('09:24', '09:26')] },
      '$(eddy-scattered) 2m',
      /^Scattered: the last hour broke up/,
    ],
    [
      'such an hour in the first minute of a block',
      { now: '09:24:20', spans: [...brokenUp, span('09:24', '09:24:20')] },
      '$(eddy-scattered)',
      /^Scattered: the last hour broke up again and again\.$/,
    ],
    [
      'that it is paused',
      { now: '09:24', spans: [span('09:00', '09:10')], pausedFrom: '09:10' },
      '$(eddy-resting) paused',
      /^Recording is paused\.$/,
    ],
    [
      'what is left of a focus session, whatever the state',
      { now: '09:10:30', spans: [span('09:00', '09:10:30')], sessionUntil: at('09:40') },
      '$(eddy-session) 30m left',
      /^Focus session: 30m left\.$/,
    ],
    [
      'the state again once a session is over',
      { now: '09:40', spans: [span('09:35', '09:40')], sessionUntil: at('09:40') },
      '$(eddy-icon) 5m',
      /^Settling/,
    ],
  ];
  for (const [what, situation, text, heading] of table) {
    it(`shows ${what}`, () => {
      const status = said(situation);
      assert.equal(status.text, text);
      assert.match(status.heading, heading);
      assert.ok(status.spoken.startsWith(`Eddy: ${status.heading}`), status.spoken);
    });
  }

  it('tells of today and the week in its tooltip', () => {
    const { tooltip, spoken } = said({ now: '12:30', spans: [span('09:00', '10:10')] });
    assert.equal(tooltip[0], '1 h 10 min of focus today.');
    assert.match(tooltip[1] ?? '', /^1 h 10 min of focus this week so far, one deep block\. Not enough yet/);
    assert.match(spoken, /1 h 10 min of focus today\.$/);
  });

  it('puts the week beside the own median week', () => {
    const before = [-7, -14, -21].map(day => span('09:00', '13:00', { day }));
    const { tooltip } = said({ now: '12:30', spans: [...before, span('09:00', '10:10')] });
    assert.match(tooltip[1] ?? '', /your median week has 4 h\.$/);
  });

  it('says first what keeps it from storing', () => {
    const { tooltip, spoken } = said({ now: '12:30', trouble: 'The disk is full.' });
    assert.equal(tooltip[0], 'The disk is full.');
    assert.match(spoken, /The disk is full\./);
  });

  it('tells how durable the work is, and of which repository where there are several', () => {
    const current = repository({ kind: 'ready', report: sampleReport([completeChurn(100, 8)]) });
    const alone = said({ now: '12:30', current, workspace: { kind: 'open', repositories: [current] } });
    assert.match(alone.tooltip.at(-1) ?? '', /^Durability: Of the 100 lines/);
    const two = [current, repository({ kind: 'virtual' })];
    const among = said({ now: '12:30', current, workspace: { kind: 'open', repositories: two } });
    assert.match(among.tooltip.at(-1) ?? '', /^Durability of stream: Of the 100/);
  });

  const quiet: [string, Workspace, RepositoryState | undefined, RegExp][] = [
    ['trust', { kind: 'untrusted' }, undefined, /until you trust/],
    ['the search', { kind: 'searching' }, undefined, /Looking/],
    ['a repository', closed, undefined, /No git repository/],
    ['the reading', closed, { kind: 'reading', progress: { done: 1, total: 2 } }, /Reading the history/],
    ['git', closed, { kind: 'problem', failure: { kind: 'noGit', values: [] } }, /Git was not found on this machine\./],
    ['what nobody foresaw', closed, { kind: 'problem', failure: null }, /could not read/],
    ['a disk', closed, { kind: 'virtual' }, /on disk/],
  ];
  for (const [what, workspace, state, last] of quiet) {
    it(`tells of focus while it waits for ${what}`, () => {
      const current = state && repository(state);
      const status = said({ now: '09:24', spans: [span('09:00', '09:24')], workspace, current });
      assert.equal(status.text, '$(eddy-icon) 24m');
      assert.match(status.tooltip.at(-1) ?? '', last);
    });
  }
});
