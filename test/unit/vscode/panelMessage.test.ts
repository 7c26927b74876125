import assert from 'node:assert/strict';
import { panelMessage } from '../../../src/vscode/panelMessage';

const week = '2026-W47';
const nothing = { flow: null, slogs: [], biggest: null, note: '', ventured: null, load: null };
const answer = { type: 'answerReflection', week, ...nothing };

describe('a message of the panel', () => {
  for (const message of [
    { type: 'ready', repository: null, week: null },
    { type: 'ready', repository: '2', week },
    { type: 'selectRepository', repository: '1' },
    { type: 'selectWeek', week },
    { type: 'selectWeek', week: null },
    { type: 'retry' },
    { type: 'manageTrust' },
    { type: 'openSettings' },
    { type: 'openFolder' },
    { type: 'cloneRepository' },
    { type: 'showExample' },
    { type: 'hideExample' },
    { type: 'runCommand', command: 'correctBlock' },
    { type: 'runCommand', command: 'showStoredData' },
    { type: 'runCommand', command: 'pause' },
    { type: 'runCommand', command: 'resume' },
    { type: 'runCommand', command: 'startFocusSession' },
    answer,
    {
      ...answer,
      flow: 'mostDays',
      slogs: ['tests', 'builds'],
      biggest: 'builds',
      note: 'Flaky.',
      ventured: 'withAi',
      load: 5,
    },
    { type: 'skipReflection', week },
    { type: 'removeReflection', week },
    { type: 'askAgain' },
    { type: 'pickExperiment', week, experiment: 'smallRequests' },
    { type: 'pickExperiment', week, experiment: null },
    { type: 'takeWeek', request: 1, week, kind: 'markdown', withoutNames: true, withAnswers: false },
    { type: 'takeWeek', request: 2, week, kind: 'picture', withoutNames: false, withAnswers: true },
    { type: 'saveWeek', request: 3, content: '<!DOCTYPE html>' },
    { type: 'saveWeek', request: 4, content: Uint8Array.of(0x89, 0x50) },
  ]) {
    it(`is taken: ${JSON.stringify(message)}`, () => assert.deepEqual(panelMessage(message), message));
  }

  for (const message of [
    null,
    undefined,
    'ready',
    [],
    {},
    { type: 'ready' },
    { type: 'ready', repository: null },
    { type: 'ready', repository: 1, week },
    { type: 'ready', repository: 'x'.repeat(101), week: null },
    { type: 'ready', repository: null, week: '' },
    { type: 'selectWeek' },
    { type: 'selectWeek', week: 47 },
    { type: 'selectWeek', week: `${week} ` },
    { type: 'selectWeek', week: `<b>${week}</b>` },
    { type: 'selectWeek', week, repository: '1' },
    { type: 'retry', command: 'workbench.action.terminal.sendSequence' },
    { type: 'cloneRepository', url: 'https://example.org/x.git' },
    { type: 'selectRepository' },
    { type: 'executeCommand', command: 'workbench.trust.manage' },
    { type: '__proto__' },
    { type: 'runCommand' },
    { type: 'runCommand', command: 'eddy.pause' },
    { type: 'runCommand', command: 'eraseEverything' },
    { type: 'runCommand', command: 'pause', args: [1] },
    { type: 'answerReflection', week },
    { ...answer, week: 'this' },
    { ...answer, week: '2026-W47/../../key' },
    { ...answer, flow: 'always' },
    { ...answer, slogs: ['people'] },
    { ...answer, slogs: ['tests', 'tests'] },
    { ...answer, slogs: 'tests' },
    { ...answer, slogs: ['tests'], biggest: 'builds' },
    { ...answer, note: null },
    { ...answer, ventured: true },
    { ...answer, load: 0 },
    { ...answer, load: 6 },
    { ...answer, load: 2.5 },
    { ...answer, at: 0 },
    { type: 'skipReflection' },
    { type: 'skipReflection', week: 47 },
    { type: 'removeReflection', week: '' },
    { type: 'pickExperiment', week },
    { type: 'pickExperiment', week, experiment: 'x'.repeat(101) },
    { type: 'takeWeek', request: 1, week, kind: 'pdf', withoutNames: true, withAnswers: false },
    { type: 'takeWeek', request: 0, week, kind: 'png', withoutNames: true, withAnswers: false },
    { type: 'takeWeek', request: 1.5, week, kind: 'png', withoutNames: true, withAnswers: false },
    { type: 'takeWeek', request: 1, week, kind: 'png', withoutNames: true },
    { type: 'takeWeek', request: 1, week, kind: 'png', withoutNames: 'yes', withAnswers: false },
    { type: 'takeWeek', request: 1, week, kind: 'png', withoutNames: true, withAnswers: false, path: '/etc' },
    { type: 'takeWeek', request: 1, kind: 'png', withoutNames: true, withAnswers: false },
    { type: 'takeWeek', request: 1, week: 'W45', kind: 'png', withoutNames: true, withAnswers: false },
    { type: 'saveWeek', request: 1 },
    { type: 'saveWeek', request: 1, content: null },
    { type: 'saveWeek', request: 1, content: [137, 80] },
    { type: 'saveWeek', request: '1', content: '' },
    { type: 'saveWeek', request: 1, content: '', name: '../x' },
  ]) {
    it(`is refused: ${JSON.stringify(message)}`, () => assert.equal(panelMessage(message), null));
  }

  it('has a note of up to 500 characters', () => {
    assert.notEqual(panelMessage({ ...answer, note: 'x'.repeat(500) }), null);
    assert.equal(panelMessage({ ...answer, note: 'x'.repeat(501) }), null);
  });
});
