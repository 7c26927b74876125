import assert from 'node:assert/strict';
import type { WeekChurn } from '../../../src/domain/report';
import type { OpenRepository, RepositoryState, Workspace } from '../../../src/vscode/repositoryState';
import { statusText } from '../../../src/vscode/statusText';
import { completeChurn, emptyChurn, sampleReport, youngChurn } from '../../support/sampleReport';
import { english } from '../../support/translation';

const repository = (state: RepositoryState): OpenRepository => ({ key: '1', name: 'stream', state });
const textOf = (state: RepositoryState, ...others: OpenRepository[]) => {
  const current = repository(state);
  return statusText({ kind: 'open', repositories: [current, ...others] }, current, english, 'en');
};
const ready = (...churns: WeekChurn[]): RepositoryState => ({ kind: 'ready', report: sampleReport(churns) });

describe('the status bar', () => {
  it('shows the churn of the latest complete week', () => {
    assert.equal(textOf(ready(completeChurn(1240, 99), youngChurn(99, 9, 0.5, 0.1, 0.9))).text, '$(eddy-icon) 8%');
  });

  it('tells in its tooltip what the number rests on, and the own weeks it is seen against', () => {
    const before = [completeChurn(100, 6), completeChurn(100, 8), completeChurn(100, 9)];
    const { tooltip, spoken } = textOf(ready(...before, completeChurn(1240, 99)));
    assert.match(tooltip[0] ?? '', /^Of the 1,240 lines you added in the week of November 23, 8% were rewritten/);
    assert.equal(tooltip[1], 'Your own 3 weeks before: 8% in the middle, 6% to 9%.');
    assert.match(spoken, /^Eddy: Of the 1,240 lines/);
  });

  it('names the repository only where there are several', () => {
    const other = repository({ kind: 'virtual' });
    assert.match(textOf(ready(completeChurn(100, 8)), other).tooltip[0] ?? '', /^stream: Of the 100/);
  });

  const quiet: [string, RepositoryState, RegExp][] = [
    ['too few lines', ready(completeChurn(31, 2)), /Not enough yet: 31 of 50 lines/],
    ['an estimate only', ready(youngChurn(99, 9, 0.5, 0.1, 0.9)), /about 50%/],
    ['no lines', ready(emptyChurn), /Nothing to measure yet/],
    ['a reading', { kind: 'reading', progress: { done: 1, total: 2 } }, /Reading the history/],
    ['a problem', { kind: 'problem', failure: { message: 'Git is missing.', nextStep: null } }, /Git is missing\./],
    ['a problem nobody foresaw', { kind: 'problem', failure: null }, /could not read/],
    ['a virtual folder', { kind: 'virtual' }, /on disk/],
  ];
  for (const [situation, state, tooltip] of quiet) {
    it(`shows the icon alone for ${situation}`, () => {
      const text = textOf(state);
      assert.equal(text.text, '$(eddy-icon)');
      assert.match(text.tooltip.join(' '), tooltip);
    });
  }

  const without: [Workspace, RegExp][] = [
    [{ kind: 'untrusted' }, /trust/],
    [{ kind: 'searching' }, /Looking/],
    [{ kind: 'open', repositories: [] }, /No git repository/],
  ];
  for (const [workspace, tooltip] of without) {
    it(`shows the icon alone while the workspace is ${workspace.kind} and holds nothing`, () => {
      const text = statusText(workspace, undefined, english, 'en');
      assert.equal(text.text, '$(eddy-icon)');
      assert.match(text.spoken, tooltip);
    });
  }
});
