import assert from 'node:assert/strict';
import { panelMessage } from '../../../src/vscode/panelMessage';

describe('a message of the panel', () => {
  for (const message of [
    { type: 'ready', repository: null },
    { type: 'ready', repository: '2' },
    { type: 'selectRepository', repository: '1' },
    { type: 'retry' },
    { type: 'manageTrust' },
    { type: 'openSettings' },
    { type: 'runCommand', command: 'correctBlock' },
    { type: 'runCommand', command: 'showStoredData' },
    { type: 'runCommand', command: 'pause' },
    { type: 'runCommand', command: 'resume' },
    { type: 'runCommand', command: 'startFocusSession' },
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
    { type: 'ready', repository: 1 },
    { type: 'ready', repository: 'x'.repeat(101) },
    { type: 'retry', command: 'workbench.action.terminal.sendSequence' },
    { type: 'selectRepository' },
    { type: 'executeCommand', command: 'workbench.trust.manage' },
    { type: '__proto__' },
    { type: 'runCommand' },
    { type: 'runCommand', command: 'eddy.pause' },
    { type: 'runCommand', command: 'eraseEverything' },
    { type: 'runCommand', command: 'pause', args: [1] },
  ]) {
    it(`is refused: ${JSON.stringify(message)}`, () => assert.equal(panelMessage(message), null));
  }
});
