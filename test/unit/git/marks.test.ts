import assert from 'node:assert/strict';
import type { Report, ReportRequest } from '../../../src/domain/report';
import { Git } from '../../../src/git/git';
import { Marks } from '../../../src/git/marks';
import type { RepositoryReader } from '../../../src/git/repositoryReader';
import { linesOf, plainRequest } from '../../support/reading';
import { RequestStage, stageDay } from '../../support/requestStage';
import { DEFAULT_IDENTITY, TemporaryRepository } from '../../support/temporaryRepository';

const { signal } = new AbortController();
const trailer = 'Co-Authored-By: Claude <noreply@anthropic.com>';
const cursor = { name: 'Cursor', email: 'cursoragent@cursor.com' };

describe('marks of assistants', function () {
  this.timeout(60_000);

  describe('of commits', () => {
    let repository: TemporaryRepository;
    let git: Git;
    beforeEach(async () => {
      repository = await TemporaryRepository.create();
      git = new Git(repository.path, { environment: repository.environment });
    });
    afterEach(() => repository.dispose());

    it('are in trailers and addresses, also of those that .mailmap calls otherwise', async () => {
      repository.write('.mailmap', 'Ada Example <ada@example.com> <cursoragent@cursor.com>\n');
      const commits = {
        plain: await repository.commit('one'),
        trailer: await repository.commit(`two\n\nBecause.\n\n${trailer}`),
        subject: await repository.commit(trailer),
        author: await repository.commit('three', { author: cursor, committer: DEFAULT_IDENTITY }),
        committer: await repository.commit('four', { committer: cursor }),
        empty: await repository.commit('five\n\n\n'),
      };
      const marks = new Marks();
      await marks.read(git, Object.values(commits), signal);
      const marked = Object.entries(commits).filter(([, id]) => marks.isMarked(id));
      assert.deepEqual(
        marked.map(([name]) => name),
        ['trailer', 'author', 'committer'],
      );
    });

    it('are of none that is not there, and asked for once', async () => {
      const id = await repository.commit(`one\n\n${trailer}`);
      let runs = 0;
      git = new Git(repository.path, { environment: repository.environment, onRun: () => runs++ });
      const marks = new Marks();
      await marks.read(git, [], signal);
      for (let round = 0; round < 2; round++) await marks.read(git, [id, '1'.repeat(40), id], signal);
      assert.deepEqual(
        [marks.isMarked(id), marks.isMarked('1'.repeat(40)), marks.isMarked('other'), runs],
        [true, false, false, 1],
      );
    });

    it('are found in many messages at once', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 6; index++) {
        const body = index % 2 === 0 ? `${'x'.repeat(30_000)}\n\n${trailer}` : 'é'.repeat(20_000);
        ids.push(await repository.commit(`${index}\n\n${body}`));
      }
      const marks = new Marks();
      await marks.read(git, ids, signal);
      assert.deepEqual(ids.map(marks.isMarked), [true, false, true, false, true, false]);
    });
  });

  describe('in a report', () => {
    let stage: RequestStage;
    beforeEach(async () => {
      stage = await RequestStage.create();
    });
    afterEach(() => stage.dispose());

    async function report(
      asked: Partial<ReportRequest> = {},
      reader: RepositoryReader = stage.reader(),
    ): Promise<Report> {
      const request = { ...plainRequest, ...asked };
      const { path } = stage.clone;
      return reader.addGround(path, request, await stage.readWith(reader, asked), signal);
    }

    const counts = ({ ai }: Report) => [ai?.marked.commits, ai?.unmarked.commits];
    const requestsOf = ({ pullRequests, ai }: Report) => [
      pullRequests?.map(({ marked }) => marked),
      ai?.marked.requests,
      ai?.unmarked.requests,
    ];

    /** Commits of ten lines each in the clone, on the branch that is checked out. */
    async function commits(count: number, message: string, name = 'file'): Promise<void> {
      for (let index = 0; index < count; index++) {
        stage.clone.write(`${name}${index}.ts`, linesOf(`${name}${index}`, 10));
        await stage.git('add', '--all');
        await stage.git('commit', '--quiet', '--message', `${name} ${index}\n\n${message}`);
      }
    }

    async function branchOff(day: number): Promise<void> {
      await stage.at(day).git('switch', '--quiet', '--create', 'feature');
      await commits(2, trailer, 'marked');
      await commits(1, 'by hand', 'plain');
      await stage.git('push', '--quiet', '--set-upstream', 'origin', 'feature');
    }

    it('are counted over the person’s commits on all branches, without merges', async () => {
      await branchOff(1);
      await stage.othersLand(1);
      await stage.git('fetch', '--quiet');
      await stage.git('merge', '--quiet', '--no-edit', 'origin/main');
      // With the first commit of the stage.
      assert.deepEqual(counts(await report()), [2, 2]);
    });

    it('are a request’s where one of the commits that were merged has it', async () => {
      await branchOff(1);
      await stage.at(2).forgeMerges(7);
      await stage.git('fetch', '--quiet');
      await stage.othersLand(8);
      await stage.git('fetch', '--quiet');
      const found = await report();
      assert.deepEqual(requestsOf(found), [[true], 1, 0]);
      assert.deepEqual(counts(found), [2, 2]);
    });

    it('are a squash’s while its branch is there, and kept in its message after', async () => {
      await branchOff(1);
      await stage.at(2).forgeSquashes('The feature (#7)');
      await stage.git('fetch', '--quiet');
      const there = await report();
      assert.deepEqual(
        [requestsOf(there), counts(there)],
        [
          [[true], 1, 0],
          [1, 1],
        ],
      );
      await stage.forgetBranch('feature');
      const gone = await report();
      assert.deepEqual(
        [requestsOf(gone), counts(gone)],
        [
          [[false], 0, 1],
          [0, 2],
        ],
      );
    });

    it('are a squash’s when its branch is gone, and git forgot it, where Eddy saw it before', async () => {
      const ledger = stage.ledger();
      await branchOff(1);
      await report({}, stage.reader(ledger));
      await stage.at(2).forgeSquashes('The feature (#7)');
      await stage.forgetBranch('feature');
      for (let round = 0; round < 2; round++) {
        const gone = await report({}, stage.reader(ledger));
        assert.deepEqual(
          [requestsOf(gone), counts(gone)],
          [
            [[true], 1, 0],
            [1, 1],
          ],
        );
      }
      const { events } = await ledger.read('repository');
      assert.equal(events.filter(({ kind }) => kind === 'marked').length, 1);
    });

    it('are not kept of work without any, nor of others’', async () => {
      const ledger = stage.ledger();
      await stage.at(1).git('switch', '--quiet', '--create', 'plain');
      await commits(1, 'by hand', 'plain');
      await stage.git('switch', '--quiet', '--create', 'theirs', 'main');
      stage.clone.write('theirs.ts', linesOf('theirs', 10));
      await stage.git('add', '--all');
      await stage.git('commit', '--quiet', '--author', 'Bo <bo@example.com>', '--message', `theirs\n\n${trailer}`);
      await report({}, stage.reader(ledger));
      const { events } = await ledger.read('repository');
      assert.deepEqual(
        events.filter(({ kind }) => kind === 'marked'),
        [],
      );
    });

    it('are a squash’s whose message kept them', async () => {
      await branchOff(1);
      await stage.at(2).forgeSquashes(`The feature (#7)\n\n* marked 0\n\n${trailer}`);
      await stage.git('fetch', '--quiet');
      await stage.forgetBranch('feature');
      const gone = await report();
      assert.deepEqual(
        [requestsOf(gone), counts(gone)],
        [
          [[true], 1, 0],
          [1, 1],
        ],
      );
    });

    it('are each commit’s own where the request was rebased', async () => {
      await branchOff(1);
      await stage.othersLand(1);
      await stage.at(2).forgeRebases();
      await stage.git('fetch', '--quiet');
      const found = await report();
      assert.deepEqual(
        [requestsOf(found), counts(found)],
        [
          [[true], 1, 0],
          [2, 2],
        ],
      );
    });

    it('tell apart the lines of complete cohorts', async () => {
      stage.at(1);
      await commits(10, trailer, 'marked');
      await commits(10, 'by hand', 'plain');
      for (let index = 0; index < 5; index++) stage.clone.write(`marked${index}.ts`, linesOf('other', 5));
      stage.clone.write('plain0.ts', linesOf('plain0', 5));
      await stage.at(5).git('commit', '--quiet', '--all', '--message', 'go on');
      // Young lines do not count.
      await stage.at(38);
      await commits(1, trailer, 'young');
      const { ai } = await report();
      assert.deepEqual(
        [ai?.marked.lines, ai?.marked.churned, ai?.marked.churn, ai?.marked.commits],
        [100, 50, 0.5, 11],
      );
      // The 30 lines of the first commit, and the 25 of the last.
      const lines = 100 + 30 + 25;
      assert.deepEqual([ai?.unmarked.lines, ai?.unmarked.churned, ai?.unmarked.churn], [lines, 5, 5 / lines]);
    });

    it('are the same cold and warm', async () => {
      await branchOff(1);
      await stage.at(2).forgeSquashes('The feature (#7)');
      await stage.git('fetch', '--quiet');
      const reader = stage.reader();
      const first = await report({}, reader);
      for (let round = 0; round < 5; round++) {
        assert.deepEqual(await report({}, reader), first);
        assert.deepEqual(await report(), first);
      }
    });

    it('are counted over everybody’s in a report of everybody', async () => {
      await branchOff(1);
      await stage.othersLand(1);
      await stage.git('fetch', '--quiet');
      assert.deepEqual(counts(await report({ allAuthors: true, now: stageDay(30) })), [2, 3]);
    });

    it('stay unknown where the requests were not read', async () => {
      const reader = stage.reader();
      const read = await reader.read(stage.clone.path, plainRequest, { signal });
      assert.equal(await reader.addGround(stage.clone.path, plainRequest, read, signal), read);
    });
  });
});
