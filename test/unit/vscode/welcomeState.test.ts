import assert from 'node:assert/strict';
import type { FlowInput } from '../../../src/vscode/flowInput';
import { panelState } from '../../../src/vscode/panelState';
import type { OpenRepository, Workspace } from '../../../src/vscode/repositoryState';
import { recordedSince, sampleFlow } from '../../support/sampleFlow';
import { completeChurn, emptyChurn, sampleReport } from '../../support/sampleReport';
import { english } from '../../support/translation';

const now = '2026-11-19 15:20';
const never = sampleFlow(now, [], { recording: { since: null, pauses: [] } });
const today = sampleFlow(now, [], { recording: recordedSince('2026-11-19') });
const firstMinutes = sampleFlow(now, ['2026-11-19 15:16 15:20 open'], { recording: recordedSince('2026-11-19') });
const some = sampleFlow(now, ['2026-11-19 14:31 15:20 open'], { recording: recordedSince('2026-11-19') });
const lot = sampleFlow(now, ['2026-11-19 10:31 15:20 open'], { recording: recordedSince('2026-11-19') });

const withReport = (...commits: number[]): OpenRepository => {
  const churns = commits.map(count => (count > 0 ? completeChurn(100 * count, 3) : emptyChurn));
  return { key: '1', name: 'stream', state: { kind: 'ready', report: sampleReport(churns) } };
};
const stranger = withReport(0, 0);
const known = withReport(2, 0);
const reading: OpenRepository = { key: '1', name: 'stream', state: { kind: 'reading', progress: null } };

function stateOf(flow: FlowInput | null, repository?: OpenRepository) {
  const workspace: Workspace = { kind: 'open', repositories: repository ? [repository] : [] };
  return panelState(workspace, repository, english, 'en', flow);
}

describe('the panel of somebody of whom nothing is known', () => {
  for (const [what, flow, repository, expected] of [
    ['without a repository, at the first start', never, undefined, 'welcome'],
    ['without a repository, before the first minutes of focus', today, undefined, 'welcome'],
    ['without a repository, in the first minutes of focus', firstMinutes, undefined, 'welcome'],
    ['in a repository that holds no commit of theirs', never, stranger, 'welcome'],
    ['in a repository of theirs: its weeks are there, and focus is not', never, known, 'offer'],
    ['in a repository of theirs, before the first minutes of focus', today, known, 'offer'],
    ['while the history is read', never, reading, null],
    ['in a repository of theirs, after a first block of focus', some, known, 'offer'],
    ['without a repository, after a first block of focus', some, undefined, 'offer'],
    ['once there was focus to compare with', lot, stranger, null],
    ['where focus is not recorded', null, known, null],
  ] as const) {
    it(`${expected === null ? 'leads to no example' : `leads to the example by its ${expected}`}: ${what}`, () => {
      const { welcome, offer, example } = stateOf(flow, repository);
      assert.equal(example, null);
      assert.deepEqual([welcome !== null, offer !== null], [expected === 'welcome', expected === 'offer']);
      const action = { label: 'Look at an Example Week', message: 'showExample' };
      if (expected) assert.deepEqual(welcome?.action ?? offer, action);
    });
  }

  it('says in plain words what will be measured', () => {
    const terms = stateOf(never).welcome?.points.map(({ term }) => term);
    assert.deepEqual(terms, ['Focus', 'Churn', 'Pull requests', 'Reflection']);
  });

  it('says that a repository holds no commit of theirs, and what they can do', () => {
    const { body, week, flow } = stateOf(never, stranger);
    assert.ok(body.kind === 'notice');
    assert.match(body.text, /^In the last 2 weeks of stream no commit is under an address of yours\./);
    assert.deepEqual(
      body.actions.map(({ message }) => message),
      ['openSettings'],
    );
    assert.deepEqual([week, flow], [null, null]);
  });

  it('says why commits of theirs may not be seen', () => {
    const report = sampleReport([emptyChurn, emptyChurn]);
    const shallow = { ...report, repository: { ...report.repository, shallow: true } };
    const { body } = stateOf(never, { ...stranger, state: { kind: 'ready', report: shallow } });
    assert.match(body.kind === 'notice' ? body.text : '', /add it\. This clone is shallow: .* gets it\.$/);
  });

  it('says also then that recording is paused', () => {
    const since = never.now - 1000;
    const { flow } = stateOf({ ...never, recording: { since, pauses: [{ from: since, to: null }] } });
    assert.equal(flow?.paused?.resume.command, 'resume');
  });
});
