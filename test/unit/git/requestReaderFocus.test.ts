import assert from 'node:assert/strict';
import type { Recording } from '../../../src/domain/journal';
import { journalPlace, type Report } from '../../../src/domain/report';
import { withFocus } from '../../../src/domain/reportFocus';
import { usualThresholds } from '../../../src/domain/span';
import { RepositoryReader } from '../../../src/git/repositoryReader';
import { noStore } from '../../../src/store/changeCache';
import { Installation } from '../../../src/store/installation';
import { RequestStage, stageDay } from '../../support/requestStage';
import { sampleSpan } from '../../support/sampleSpan';

const minuteMs = 60_000;

describe('the focus in requests that landed in a clone', () => {
  let stage: RequestStage;
  let reader: RepositoryReader;
  const installation = Installation.passing();
  beforeEach(async () => {
    stage = await RequestStage.create();
    reader = new RepositoryReader({
      store: noStore,
      ledger: stage.ledger(),
      repositoryId: () => 'a'.repeat(32),
      branchNumber: (id, branch) => installation.branchNumber(id, branch),
      git: { environment: stage.clone.environment },
    });
  });
  afterEach(() => stage.dispose());

  /** Ten minutes of work on a branch, from so many days and minutes on. */
  const work = (days: number, minutes: number, branch: string) => {
    const start = stageDay(days) + minutes * minuteMs;
    const context = {
      repository: 'a'.repeat(32),
      branch: installation.branchNumber('a'.repeat(32), branch),
      language: null,
      category: null,
    };
    return sampleSpan(start, { last: start + 10 * minuteMs, context });
  };
  const recording: Recording = { since: stageDay(-30), pauses: [] };
  const focused = (report: Report, ...spans: ReturnType<typeof work>[]) => {
    const reading = { spans, recording, damagedLines: 0, foreignFiles: 0 };
    return withFocus(report, reading, usualThresholds);
  };

  it('is that in each branch, under the names that it had here', async () => {
    await stage.at(3).git('switch', '--quiet', '--create', 'first');
    await stage.commit('feature.ts', 20);
    await stage.at(3.5).git('branch', '-m', 'first', 'second');
    await stage.at(4).commit('feature.ts', 30);
    await stage.git('push', '--quiet', '--set-upstream', 'origin', 'second:feature');
    await stage.at(5).forgeMerges(7);
    await stage.git('fetch', '--quiet');
    const report = await stage.readWith(reader);
    const [request] = report.pullRequests ?? [];
    assert.deepEqual(
      [request?.number, request?.branch, request?.createdBasis, request?.[journalPlace]?.branches.length],
      [7, 'feature', 'recorded-push', 2],
    );
    const spans = [
      work(3, 60, 'first'),
      work(3.5, 60, 'second'),
      work(3.6, 60, 'main'),
      work(3.7, 60, 'feature'),
      work(4.5, 60, 'second'),
    ];
    const told = focused(report, ...spans).pullRequests?.[0];
    // Of each stretch the last interaction lasts ten seconds.
    assert.equal(told?.focusMs, 2 * (10 * minuteMs + 10_000));
  });

  it('is that in a branch of which only the landing tells the name', async () => {
    await stage.at(3).git('switch', '--quiet', '--create', 'feature');
    await stage.commit('feature.ts', 20);
    await stage.at(4).git('push', '--quiet', 'origin', 'feature');
    await stage.at(5).forgeMerges(7);
    await stage.forgetBranch('feature');
    const report = await stage.readWith(reader);
    const [request] = report.pullRequests ?? [];
    const branches = [installation.branchNumber('a'.repeat(32), 'feature')];
    assert.deepEqual(request?.[journalPlace], { repository: 'a'.repeat(32), branches });
    // When it was created is not known well enough.
    assert.equal(focused(report, work(3, 60, 'feature')).pullRequests?.[0]?.focusMs, null);
  });

  it('is not told of a report of everybody', async () => {
    await stage.at(3).git('switch', '--quiet', '--create', 'feature');
    await stage.commit('feature.ts', 20);
    await stage.at(4).git('push', '--quiet', 'origin', 'feature');
    await stage.at(5).forgeMerges(7);
    await stage.git('fetch', '--quiet');
    const report = await stage.readWith(reader, { allAuthors: true });
    const [request] = focused(report, work(3, 60, 'feature')).pullRequests ?? [];
    assert.ok(request);
    assert.deepEqual([request.focusMs, journalPlace in request], [null, false]);
  });
});
