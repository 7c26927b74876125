import assert from 'node:assert/strict';
import type { ExactDates } from '../../../src/domain/exactDates';
import type { PullRequestReport } from '../../../src/domain/report';
import { reviewTimeMs, timeToRequestMs } from '../../../src/domain/requestWeeks';
import { RepositoryReader } from '../../../src/git/repositoryReader';
import { noStore } from '../../../src/store/changeCache';
import { TemporaryRepository } from '../../support/temporaryRepository';

const hourMs = 3_600_000;
const monday = Date.UTC(2026, 0, 5, 9);
const at = (hours: number) => monday + hours * hourMs;

describe('exact dates of what landed in a clone', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
    await repository.commit('The spring', { date: at(0) });
  });
  afterEach(() => repository.dispose());

  const squash = async (number: number, hours: number) => {
    repository.write(`stream-${number}.ts`, `flow(${number});\n`);
    await repository.commit(`Widen the banks (#${number})`, { date: at(hours) });
  };
  const dates = (number: number, created: number, ready: number | null, merged: number | null): ExactDates => ({
    number,
    createdAt: at(created),
    readyAt: ready === null ? null : at(ready),
    mergedAt: merged === null ? null : at(merged),
    closedAt: merged === null ? null : at(merged),
    firstCommitAt: at(created - 5),
  });
  const read = async (...told: ExactDates[]): Promise<Map<number | null, PullRequestReport>> => {
    const reader = new RepositoryReader({
      store: noStore,
      repositoryId: () => 'a',
      exactDates: async () => new Map(told.map(each => [each.number, each])),
      git: { environment: repository.environment },
    });
    const request = {
      weeks: 4,
      now: at(200),
      timeZone: 'UTC',
      dayStartMinutes: 240,
      authors: [],
      allAuthors: false,
      leaveOut: [],
    };
    const { signal } = new AbortController();
    const report = await reader.read(repository.path, request, { signal });
    const { pullRequests } = await reader.addRequests(repository.path, request, report, signal);
    return new Map(pullRequests?.map(each => [each.number, each]));
  };
  const createdOf = (request: PullRequestReport | undefined) => [request?.createdBasis, request?.createdAt];
  const iso = (hours: number) => new Date(at(hours)).toISOString();

  it('tell when it was created, and its first commit where the clone does not know it', async () => {
    await squash(7, 100);
    const request = (await read(dates(7, 40, 40, 100))).get(7);
    assert.deepEqual([...createdOf(request), request?.firstCommitAt], ['exact', iso(40), iso(35)]);
  });

  it('tell when it left draft', async () => {
    await squash(7, 100);
    assert.deepEqual(createdOf((await read(dates(7, 40, 60, 100))).get(7)), ['exact', iso(60)]);
  });

  it('tell nothing of a request that was an open draft when GitHub was asked', async () => {
    await squash(7, 100);
    assert.deepEqual(createdOf((await read(dates(7, 40, null, null))).get(7)), ['landing-only', iso(100)]);
  });

  it('tell when it was created, though its commits were written anew later, and enter no median then', async () => {
    for (const number of [7, 8, 9]) await squash(number, 150);
    const told = [7, 8, 9].map(number => ({ ...dates(number, 40, 40, 150), firstCommitAt: at(90) }));
    const requests = [...(await read(...told)).values()];
    assert.deepEqual(
      requests.map(request => [...createdOf(request), request.firstCommitAt]),
      Array(3).fill(['exact', iso(40), iso(90)]),
    );
    assert.deepEqual(requests.map(timeToRequestMs), [null, null, null]);
    assert.deepEqual(requests.map(reviewTimeMs), [null, null, null]);
  });

  it('tell when the numbers around it were given out, drafts too', async () => {
    await squash(7, 150);
    await squash(8, 120);
    const range = (await read(dates(7, 40, 140, 150))).get(8)?.createdRange;
    assert.deepEqual(range, [iso(40), iso(120)]);
  });

  it('tell nothing of the request of another repository with that number', async () => {
    await squash(7, 100);
    const request = (await read(dates(7, -900, -900, -800))).get(7);
    assert.deepEqual([...createdOf(request), request?.firstCommitAt], ['landing-only', iso(100), null]);
  });
});
