import assert from 'node:assert/strict';
import { noiseRules } from '../../../src/domain/report';
import { type SettingName, settingValues } from '../../../src/vscode/settingValue';

const defaults = { statusBarVisible: true, dayStartMinutes: 240, weeks: 12, authors: [], leaveOut: [...noiseRules] };
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
    };
    const authors = ['ada@example.org', 'ada@example.com'];
    const leaveOut = ['bots', 'copies'];
    assert.deepEqual(read(given), { statusBarVisible: false, dayStartMinutes: 1439, weeks: 52, authors, leaveOut });
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
  ];
  for (const [name, value] of misfits) {
    it(`take the default for ${name}: ${JSON.stringify(value)}`, () => {
      assert.deepEqual(read({ [name]: value }), defaults);
    });
  }
});
