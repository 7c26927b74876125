import assert from 'node:assert/strict';
import { noiseRules } from '../../../src/domain/report';
import { type SettingName, settingValues } from '../../../src/vscode/settingValue';

const minuteMs = 60_000;
const defaults = {
  statusBarVisible: true,
  dayStartMinutes: 240,
  weeks: 12,
  authors: [],
  leaveOut: [...noiseRules],
  focus: { idleTimeoutMs: 5 * minuteMs, awayGraceMs: 2 * minuteMs, deepBlockMs: 25 * minuteMs },
  keepMonths: null,
  focusDoNotDisturb: 'ask',
  reflection: { wanted: true, askFrom: { weekday: 5, minutes: 900 } },
  teamExport: { endpoint: '', teamName: '' },
};
const read = (given: Partial<Record<SettingName, unknown>>) => settingValues(name => given[name]);

describe('settings', () => {
  it('have defaults', () => assert.deepEqual(read({}), defaults));

  it('are read', () => {
    const given = {
      'eddy.statusBar.visible': false,
      'eddy.dayStart': '23:59',
      'eddy.weeks': 52,
      'eddy.authors': [' ada@example.org ', 'ada@example.com'],
      'eddy.churn.leaveOut': ['bots', 'copies'],
      'eddy.focus.idleTimeout': 1,
      'eddy.focus.awayGrace': 0,
      'eddy.focus.deepBlock': 52.5,
      'eddy.focus.keepMonths': 24,
      'eddy.focusSession.doNotDisturb': 'leave',
      'eddy.reflection.prompt': false,
      'eddy.reflection.from': 'Monday 09:05',
      'eddy.team.export.endpoint': ' https://collector.example ',
      'eddy.team.export.teamName': 'Harbour',
    };
    const authors = ['ada@example.org', 'ada@example.com'];
    const leaveOut = ['bots', 'copies'];
    const focus = { idleTimeoutMs: minuteMs, awayGraceMs: 0, deepBlockMs: 52.5 * minuteMs };
    const churn = { authors, leaveOut };
    const shown = { statusBarVisible: false, dayStartMinutes: 1439, weeks: 52 };
    const teamExport = { endpoint: 'https://collector.example', teamName: 'Harbour' };
    const reflection = { wanted: false, askFrom: { weekday: 1, minutes: 545 } };
    const expected = { ...shown, ...churn, focus, keepMonths: 24, focusDoNotDisturb: 'leave', reflection, teamExport };
    assert.deepEqual(read(given), expected);
  });

  const misfits: [SettingName, unknown][] = [
    ['eddy.statusBar.visible', 'yes'],
    ['eddy.dayStart', '24:00'],
    ['eddy.dayStart', '4:00'],
    ['eddy.dayStart', 400],
    ['eddy.weeks', 3],
    ['eddy.weeks', 53],
    ['eddy.weeks', 12.5],
    ['eddy.weeks', Number.NaN],
    ['eddy.authors', 'ada@example.org'],
    ['eddy.authors', [1]],
    ['eddy.authors', [' ']],
    ['eddy.churn.leaveOut', 'bots'],
    ['eddy.churn.leaveOut', ['spaces']],
    ['eddy.churn.leaveOut', ['notMine']],
    ['eddy.focus.idleTimeout', 0.5],
    ['eddy.focus.idleTimeout', 31],
    ['eddy.focus.awayGrace', -1],
    ['eddy.focus.awayGrace', 16],
    ['eddy.focus.deepBlock', 9],
    ['eddy.focus.deepBlock', '25'],
    ['eddy.focus.keepMonths', 121],
    ['eddy.focus.keepMonths', 1.5],
    ['eddy.focusSession.doNotDisturb', true],
    ['eddy.focusSession.doNotDisturb', 'turnOff'],
    ['eddy.reflection.prompt', 'off'],
    ['eddy.team.export.endpoint', null],
    ['eddy.team.export.teamName', 'x'.repeat(101)],
    ['eddy.reflection.from', 'Tuesday 09:00'],
    ['eddy.reflection.from', 'friday 15:00'],
    ['eddy.reflection.from', 'Friday 24:00'],
    ['eddy.reflection.from', 'Friday'],
    ['eddy.reflection.from', ['Friday 15:00']],
  ];
  for (const [name, value] of misfits) {
    it(`take the default for ${name}: ${JSON.stringify(value)}`, () => {
      assert.deepEqual(read({ [name]: value }), defaults);
    });
  }
});
