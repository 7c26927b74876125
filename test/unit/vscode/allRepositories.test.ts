import assert from 'node:assert/strict';
import type { Report } from '../../../src/domain/report';
import { allKey, panelChoices, pickedRepository } from '../../../src/vscode/allRepositories';
import { panelState } from '../../../src/vscode/panelState';
import type { OpenRepository, RepositoryState, Workspace } from '../../../src/vscode/repositoryState';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { withSampleRequests } from '../../support/sampleRequests';
import { english } from '../../support/translation';

const reportOf = (id: string, lines = 100): Report => {
  const report = withSampleRequests(sampleReport([completeChurn(lines, 5)]), []);
  return { ...report, repository: { ...report.repository, id } };
};
const ready = (id: string): RepositoryState => ({ kind: 'ready', report: reportOf(id) });
const problem: RepositoryState = { kind: 'problem', failure: null };

function open(states: Record<string, RepositoryState>): Workspace {
  const repositories = Object.entries(states).map(([name, state], index): OpenRepository => {
    return { key: String(index), name, state };
  });
  return { kind: 'open', repositories };
}

const choicesOf = (workspace: Workspace) => panelChoices(workspace, english).map(({ name }) => name);
const allOf = (workspace: Workspace) => pickedRepository(workspace, allKey, english);

describe('what the panel lets the person pick', () => {
  it('is nothing but the repository where there is one', () => {
    assert.deepEqual(choicesOf(open({ stream: ready('a') })), ['stream']);
    assert.deepEqual(choicesOf({ kind: 'searching' }), []);
  });

  it('begins with all of them where two can be read', () => {
    assert.deepEqual(choicesOf(open({ stream: ready('a'), mill: { kind: 'reading', progress: null } })), [
      'All repositories',
      'stream',
      'mill',
    ]);
    for (const state of [problem, { kind: 'virtual' } as const]) {
      const workspace = open({ stream: ready('a'), mill: state });
      assert.deepEqual(choicesOf(workspace), ['stream', 'mill']);
      assert.equal(allOf(workspace), undefined);
    }
  });

  it('is a repository by its key', () => {
    const workspace = open({ stream: ready('a'), mill: ready('b') });
    assert.equal(pickedRepository(workspace, '1', english)?.name, 'mill');
    assert.equal(pickedRepository(workspace, '2', english), undefined);
    assert.equal(pickedRepository(workspace, null, english), undefined);
  });
});

describe('all repositories', () => {
  it('are known once each is', () => {
    const progress = { done: 10, total: 30 };
    assert.deepEqual(allOf(open({ stream: ready('a'), mill: { kind: 'reading', progress } }))?.state, {
      kind: 'reading',
      progress,
    });
    const state = allOf(open({ stream: ready('a'), mill: ready('b') }))?.state;
    assert.equal(state?.kind === 'ready' && state.report.weeks[0]?.churn.added, 200);
  });

  it('are read while one of them still tells of other weeks', () => {
    const other = sampleReport([completeChurn(100, 5), completeChurn(100, 5)]);
    const state = allOf(open({ stream: ready('a'), mill: { kind: 'ready', report: other } }))?.state;
    assert.deepEqual(state, { kind: 'reading', progress: null });
  });

  it('are explained where they are shown together, and only there', () => {
    const workspace = open({ stream: ready('a'), mill: ready('b') });
    const termsOf = (key: string) => {
      const { body } = panelState(workspace, pickedRepository(workspace, key, english), english, 'en');
      return body.kind === 'week' ? body.durability.measured.points.map(({ term }) => term) : [];
    };
    assert.ok(termsOf(allKey).includes('All repositories'));
    assert.ok(!termsOf('0').includes('All repositories'));
  });

  it('say what is missing of them', () => {
    const state = allOf(
      open({ stream: ready('a'), mill: ready('b'), empty: problem, far: { kind: 'virtual' } }),
    )?.state;
    assert.deepEqual(state?.kind === 'ready' && state.missing, ['empty', 'far']);
  });

  it('are pending while one of them is', () => {
    const pending: RepositoryState = { kind: 'ready', report: reportOf('b'), pending: true };
    const pendingOf = (mill: RepositoryState) => {
      const state = allOf(open({ stream: ready('a'), mill }))?.state;
      return state?.kind === 'ready' && state.pending;
    };
    assert.deepEqual([pendingOf(pending), pendingOf(ready('b'))], [true, undefined]);
  });

  it('lack requests where one of them does', () => {
    const report = { ...reportOf('b'), pullRequests: null };
    const workspace = open({ stream: ready('a'), mill: { kind: 'ready', report, requestsFailed: true } });
    const state = allOf(workspace)?.state;
    assert.ok(state?.kind === 'ready');
    assert.deepEqual([state.requestsFailed, state.report.pullRequests], [true, null]);
  });
});
