import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { leftOutReasons, type Report, type WeekReport } from '../../../src/domain/report';
import { ChangeCache } from '../../../src/store/changeCache';
import { linesOf, plainRequest, readerOf, readReport, readUntil } from '../../support/reading';
import { TemporaryFolder } from '../../support/temporaryFolder';
import { DEFAULT_IDENTITY, FIRST_COMMIT_TIME, TemporaryRepository } from '../../support/temporaryRepository';

const dayMs = 86_400_000;
/** Somebody else's work, taken in by the person: who commits in a clone is who works there. */
const byBo = { author: { name: 'Bo Example', email: 'bo@example.com' }, committer: DEFAULT_IDENTITY };

/** Nine in the morning, so many days after the first Monday; whole weeks are multiples of 7. */
const day = (days: number): number => FIRST_COMMIT_TIME + days * dayMs;

function week(report: Report, index: number): WeekReport {
  const found = report.weeks[index];
  assert.ok(found, `${report.weeks.length} weeks`);
  return found;
}

const sum = (report: Report, count: (week: WeekReport) => number): number =>
  report.weeks.reduce((total, one) => total + count(one), 0);
const added = (report: Report): number => sum(report, ({ churn }) => churn.added);

/** Every text line of a week is in its cohort or in exactly one of what was left out. */
function assertSumsFit(report: Report): void {
  for (const { week, lines, churn } of report.weeks) {
    const { binary: _, ...leftOut } = churn.leftOut;
    const all = Object.values(leftOut).reduce((total, count) => total + count, churn.added);
    assert.equal(lines.added, all, week);
    const kinds = Object.values(lines.byCategory);
    assert.equal(
      lines.added,
      kinds.reduce((total, kind) => total + kind.added, 0),
      week,
    );
    assert.equal(
      lines.ended,
      kinds.reduce((total, kind) => total + kind.ended, 0),
      week,
    );
    assert.ok(churn.churned <= churn.added && churn.churnedByMe <= churn.churned, week);
    for (const reason of leftOutReasons) assert.ok(churn.leftOut[reason] >= 0, reason);
  }
}

describe('RepositoryReader', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
  });
  afterEach(() => repository.dispose());

  /** Writes a file and commits it. */
  const put = (file: string, text: string | Buffer, days: number, options = {}) => {
    repository.write(file, text);
    return repository.commit(`${file}, day ${days}`, { date: day(days), ...options });
  };
  /** Runs git with its clock at that day. */
  const gitAt = (days: number, ...words: string[]) => {
    repository.environment.GIT_COMMITTER_DATE = `@${day(days) / 1000} +0000`;
    return repository.git(...words);
  };
  const without = (text: string, lines: number) => text.split('\n').slice(lines).join('\n');

  describe('counts', () => {
    it('a line in the week of its commit, and its end by whoever made it', async () => {
      const text = linesOf('a', 100);
      await put('a.ts', text, 0);
      await put('a.ts', without(text, 10), 3);
      await put('a.ts', without(text, 30), 8, byBo);
      await put('a.ts', without(text, 60), 15);
      const report = await readReport(repository);
      const first = week(report, 0);
      assert.equal(first.week, '2026-W02');
      assert.deepEqual(
        [first.commits, first.churn.added, first.churn.churned, first.churn.churnedByMe, first.churn.rate],
        [2, 100, 30, 10, 0.3],
      );
      assert.deepEqual(
        report.weeks.map(({ lines }) => lines.ended),
        [10, 20, 30, 0, 0, 0],
      );
      assertSumsFit(report);
    });

    it('weeks by the time zone and the start of the day', async () => {
      // Monday 2026-01-12, 03:30 in Berlin: still Sunday where a day starts at four.
      await put('a.ts', linesOf('a', 5), 0, { date: Date.parse('2026-01-12T02:30:00Z') });
      const cohorts = async (timeZone: string, dayStartMinutes: number) =>
        (await readReport(repository, { timeZone, dayStartMinutes })).weeks.map(({ churn }) => churn.added);
      assert.deepEqual(await cohorts('Europe/Berlin', 240), [5, 0, 0, 0, 0, 0]);
      assert.deepEqual(await cohorts('Europe/Berlin', 210), [0, 5, 0, 0, 0, 0]);
      assert.deepEqual(await cohorts('America/New_York', 0), [5, 0, 0, 0, 0, 0]);
      assert.deepEqual(await cohorts('UTC', 0), [0, 5, 0, 0, 0, 0]);
    });

    it('a week of 167 hours when summer time begins', async () => {
      // In Berlin clocks went forward in the night to Sunday 2026-03-29; the week ends on Monday at 02:00Z, not 03:00Z.
      await put('a.ts', linesOf('a', 3), 0, { date: Date.parse('2026-03-30T01:59:59Z') });
      await put('b.ts', linesOf('b', 4), 0, { date: Date.parse('2026-03-30T02:00:00Z') });
      const asked = { timeZone: 'Europe/Berlin', dayStartMinutes: 240, now: Date.parse('2026-04-01T00:00Z'), weeks: 2 };
      const report = await readReport(repository, asked);
      assert.deepEqual(
        report.weeks.map(({ from, to, churn }) => [from, to, churn.added]),
        [
          ['2026-03-23T03:00:00.000Z', '2026-03-30T02:00:00.000Z', 3],
          ['2026-03-30T02:00:00.000Z', '2026-04-06T02:00:00.000Z', 4],
        ],
      );
    });

    it('no week that only starts when the range ends', async () => {
      await put('a.ts', linesOf('a', 3), 0);
      const weeks = async (now: number) => (await readReport(repository, { now })).weeks.map(({ week }) => week);
      assert.equal((await weeks(readUntil)).at(-1), '2026-W07');
      assert.equal((await weeks(readUntil + 1)).at(-1), '2026-W08');
    });

    it('until an earlier time as if the later commits were not there yet', async () => {
      const text = linesOf('a', 100);
      await put('a.ts', text, 0);
      await put('a.ts', without(text, 20), 5);
      const then = await readReport(repository, { now: day(7) });
      await put('a.ts', without(text, 90), 9);
      await put('b.ts', linesOf('b', 70), 10);
      const later = await readReport(repository, { now: day(7) });
      assert.equal(week(then, 5).churn.churned, 0);
      assert.equal(added(then), 100);
      assert.deepEqual(later.weeks, then.weeks);
      assert.match(later.notes.join(), /2 commits were left away/);
    });

    it('binary files, each once, and no lines of them', async () => {
      await put('image.bin', Buffer.from([0, 1, 2, 10, 3, 10]), 0);
      const first = week(await readReport(repository), 0);
      assert.deepEqual([first.lines.added, first.churn.leftOut.binary, first.commits], [0, 1, 1]);
    });

    it('each reason for leaving lines out, and with --plain none', async () => {
      const text = `${linesOf('a', 20)}\n\n${linesOf('b', 20)}`;
      await put('a.ts', text, 0);
      await put('a.ts', text.replace('a says line 1\n', '    a says line 1\n'), 1);
      await put('b.ts', linesOf('b', 20), 2);
      await put('package-lock.json', linesOf('lock', 7), 3);
      await put('node_modules/x.js', linesOf('x', 6), 3);
      await put('bot.ts', linesOf('bot', 9), 3, {
        author: { name: 'renovate[bot]', email: '29139614+renovate[bot]@users.noreply.github.com' },
        committer: DEFAULT_IDENTITY,
      });
      await put('bo.ts', linesOf('bo', 8), 4, byBo);
      const report = await readReport(repository);
      const { leftOut, added: cohort } = week(report, 0).churn;
      assert.deepEqual(
        { ...leftOut, cohort },
        {
          blank: 2,
          whitespace: 1,
          moved: 0,
          generated: 7,
          vendored: 6,
          bots: 9,
          ignoredRevisions: 0,
          copies: 0,
          notMine: 8,
          binary: 0,
          cohort: 60,
        },
      );
      assertSumsFit(report);
      const plain = await readReport(repository, { plain: true });
      const noise = { ...week(plain, 0).churn.leftOut };
      assert.equal(noise.notMine, 17);
      assert.equal(
        Object.values(noise).reduce((all, one) => all + one),
        17,
      );
      assertSumsFit(plain);
    });

    it('moved lines once, under the age they had', async () => {
      const text = linesOf('a', 60);
      await put('a.ts', `${text}${linesOf('stays', 60)}`, 0);
      await put('other/b.ts', linesOf('b', 60), 1);
      repository.write('a.ts', linesOf('stays', 60));
      await put('other/b.ts', `${linesOf('b', 60)}one more line\n${text}`, 8);
      const report = await readReport(repository);
      assert.equal(week(report, 0).churn.churned, 0);
      assert.deepEqual([week(report, 1).churn.added, week(report, 1).churn.leftOut.moved], [1, 60]);
      const plain = await readReport(repository, { plain: true });
      assert.deepEqual([week(plain, 0).churn.churned, week(plain, 1).churn.added], [60, 61]);
      await put('other/b.ts', linesOf('b', 60), 13);
      const ended = await readReport(repository);
      assert.deepEqual([week(ended, 0).churn.churned, week(ended, 1).churn.churned], [60, 1]);
    });

    it('everybody with --all-authors', async () => {
      await put('a.ts', linesOf('a', 10), 0);
      await put('b.ts', linesOf('b', 20), 1, byBo);
      assert.equal(added(await readReport(repository)), 10);
      const all = await readReport(repository, { allAuthors: true });
      assert.deepEqual([added(all), all.identity.mode, week(all, 0).commits], [30, 'all', 2]);
      assertSumsFit(all);
    });
  });

  describe('takes up', () => {
    it('local branches that are not merged, and a detached HEAD', async () => {
      await put('a.ts', linesOf('a', 10), 0);
      await repository.branch('topic');
      await put('b.ts', linesOf('b', 20), 1);
      await repository.switchTo('main');
      assert.equal(added(await readReport(repository)), 30);
      await repository.git('checkout', '--quiet', '--detach');
      await put('c.ts', linesOf('c', 40), 2);
      assert.equal(added(await readReport(repository)), 70);
    });

    it('branches while the current one has no commit yet', async () => {
      await put('a.ts', linesOf('a', 10), 0);
      await repository.git('switch', '--quiet', '--orphan', 'fresh');
      assert.equal(added(await readReport(repository)), 10);
    });

    it('no remote branches but the default one', async () => {
      await put('a.ts', linesOf('a', 10), 0);
      const main = await repository.git('rev-parse', 'HEAD');
      await repository.branch('theirs');
      await put('b.ts', linesOf('b', 20), 1);
      await repository.git('update-ref', 'refs/remotes/origin/theirs', 'HEAD');
      await repository.git('update-ref', 'refs/remotes/origin/main', main.trim());
      await repository.switchTo('main');
      await repository.git('branch', '--quiet', '-D', 'theirs');
      assert.equal(added(await readReport(repository)), 10);
    });

    it('in a bare repository HEAD and the default branch only', async () => {
      const shared = await TemporaryRepository.create({ bare: true });
      await put('a.ts', linesOf('a', 10), 0);
      await repository.branch('topic');
      await put('b.ts', linesOf('b', 20), 1);
      await repository.git('push', '--quiet', shared.path, 'main', 'topic');
      assert.equal(added(await readReport(shared, { allAuthors: true })), 10);
      shared.dispose();
    });
  });

  describe('counts work once that came to the default branch', () => {
    /** A branch of two commits with 10 and 20 lines, and something else on the default branch meanwhile. */
    beforeEach(async () => {
      await put('a.ts', linesOf('a', 10), 0);
      await repository.branch('topic');
      await put('b.ts', linesOf('b', 10), 1);
      await put('c.ts', linesOf('c', 20), 2);
      await repository.switchTo('main');
      await put('d.ts', linesOf('d', 5), 3);
    });
    const commit = (message: string, days: number) => repository.commit(message, { date: day(days) });

    it('by a merge', async () => {
      await repository.merge('topic', { date: day(4) });
      assert.equal(added(await readReport(repository)), 45);
    });

    it('by a rebase, with the branch still there', async () => {
      await gitAt(4, 'cherry-pick', 'topic~1', 'topic');
      const report = await readReport(repository);
      assert.equal(added(report), 45);
      assert.equal(
        sum(report, ({ commits }) => commits),
        4,
      );
    });

    it('by a squash, with the branch still there', async () => {
      await repository.git('merge', '--squash', '--quiet', 'topic');
      await commit('topic (#1)', 4);
      const report = await readReport(repository);
      assert.equal(added(report), 45);
      assert.equal(
        sum(report, ({ lines }) => lines.added),
        45,
      );
    });

    it('by a squash after the default branch was merged into it', async () => {
      await repository.switchTo('topic');
      await repository.merge('main', { date: day(4) });
      await put('c.ts', linesOf('c', 25), 5);
      await repository.switchTo('main');
      await repository.git('merge', '--squash', '--quiet', 'topic');
      await commit('topic (#1)', 6);
      assert.equal(added(await readReport(repository)), 50);
    });

    it('by a squash, with the branch checked out', async () => {
      await repository.git('merge', '--squash', '--quiet', 'topic');
      await commit('topic (#1)', 4);
      await repository.switchTo('topic');
      assert.equal(added(await readReport(repository)), 45);
    });

    it('by a cherry-pick of a part, with the rest still open', async () => {
      await gitAt(4, 'cherry-pick', 'topic~1');
      const report = await readReport(repository);
      assert.equal(added(report), 45);
      assert.equal(
        sum(report, ({ churn }) => churn.leftOut.copies),
        10,
      );
      assertSumsFit(report);
      const plain = await readReport(repository, { plain: true });
      assert.equal(added(plain), 55);
      assert.equal(
        sum(plain, ({ churn }) => churn.leftOut.copies),
        0,
      );
    });

    it('but every time where the same change is made again later', async () => {
      await put('b.ts', linesOf('b', 10), 4);
      repository.remove('b.ts');
      await repository.commit('take back', { date: day(5) });
      await put('b.ts', linesOf('b', 10), 6);
      await repository.git('branch', '--quiet', '-D', 'topic');
      assert.equal(added(await readReport(repository)), 35);
    });
  });

  describe('knows the default branch', () => {
    const nameOf = async () => (await readReport(repository)).repository.defaultBranch;
    const remoteBranch = (name: string) => repository.git('update-ref', `refs/remotes/${name}`, 'HEAD');
    beforeEach(() => put('a.ts', linesOf('a', 10), 0));

    it('that the remote calls its default', async () => {
      await remoteBranch('origin/release');
      await remoteBranch('origin/main');
      await repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/release');
      assert.equal(await nameOf(), 'release');
    });

    it('with a slash in its name', async () => {
      await remoteBranch('origin/release/next');
      await repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/release/next');
      assert.equal(await nameOf(), 'release/next');
    });

    it('by its usual name where the remote names none, or one that is gone', async () => {
      await repository.git('config', 'remote.origin.url', 'https://example.com/a/b');
      await remoteBranch('origin/master');
      assert.equal(await nameOf(), 'master');
      await repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/gone');
      assert.equal(await nameOf(), 'master');
    });

    it('by the name that the person gives new ones', async () => {
      await repository.git('config', 'init.defaultBranch', 'stem');
      await repository.git('branch', 'stem');
      assert.equal(await nameOf(), 'stem');
    });

    it('of the only remote, of origin among several, and of none where none is origin', async () => {
      await repository.git('config', 'remote.theirs.url', 'https://example.com/a/b');
      await remoteBranch('theirs/master');
      assert.equal(await nameOf(), 'master');
      await repository.git('config', 'remote.mine.url', 'https://example.com/c/b');
      await remoteBranch('mine/trunk');
      assert.equal(await nameOf(), 'main');
      await repository.git('config', 'remote.origin.url', 'https://example.com/d/b');
      await remoteBranch('origin/develop');
      assert.equal(await nameOf(), 'develop');
    });

    it('or says that there is none', async () => {
      await repository.git('branch', '--quiet', '-m', 'main', 'something');
      const report = await readReport(repository);
      assert.equal(report.repository.defaultBranch, null);
      assert.equal(added(report), 10);
    });
  });

  describe('reads from', () => {
    beforeEach(() => put('deep/er/a.ts', linesOf('a', 10), 0));

    it('any folder inside the repository', async () => {
      const top = await readReport(repository);
      assert.deepEqual(await readReport(repository, { folder: path.join(repository.path, 'deep', 'er') }), top);
    });

    it('a linked worktree, with its own HEAD', async () => {
      const folder = path.join(path.dirname(repository.path), 'worktree');
      await repository.git('worktree', 'add', '--quiet', '--detach', folder);
      const tree = await readReport(repository, { folder });
      assert.equal(added(tree), 10);
      assert.equal(tree.repository.name, 'worktree');
      await repository.git('-C', folder, 'commit', '--quiet', '--allow-empty', '-m', 'empty');
      await repository.git('-C', folder, 'switch', '--quiet', '--orphan', 'nothing');
      assert.equal(added(await readReport(repository, { folder })), 10);
    });

    it('a submodule, and leaves it out of the repository around it', async () => {
      const inner = await TemporaryRepository.create();
      inner.write('inner.ts', linesOf('inner', 30));
      await inner.commit('inner', { date: day(1) });
      await repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'sub');
      await repository.git('-C', 'sub', 'config', 'user.email', 'ada@example.com');
      await repository.commit('submodule', { date: day(2) });
      const outer = await readReport(repository);
      // Besides the ten lines, three of `.gitmodules`.
      assert.equal(added(outer), 13);
      const sub = await readReport(repository, { folder: path.join(repository.path, 'sub') });
      assert.deepEqual([added(sub), sub.repository.name], [30, 'sub']);
      inner.dispose();
    });

    it('a SHA-256 repository', async () => {
      const other = await TemporaryRepository.create();
      const folder = path.join(path.dirname(other.path), 'sha256');
      await other.git('init', '--quiet', '--template=', '--object-format=sha256', '--initial-branch=main', folder);
      await other.git('-C', folder, 'config', 'user.email', 'ada@example.com');
      await other.git('-C', folder, 'config', 'user.name', 'Ada');
      const text = linesOf('a', 60);
      for (const [days, content] of [
        [0, text],
        [3, without(text, 15)],
      ] as const) {
        other.write('../sha256/a.ts', content);
        await other.git('-C', folder, 'add', '.');
        const at = `@${day(days) / 1000} +0000`;
        Object.assign(other.environment, { GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at });
        await other.git('-C', folder, 'commit', '--quiet', '-m', 'one');
      }
      const { churn } = week(await readReport(other, { folder }), 0);
      assert.deepEqual([churn.added, churn.churned], [60, 15]);
      other.dispose();
    });

    it('files of any name', async () => {
      const names = [
        ' lead',
        'trail ',
        'a\tb',
        'a\nb',
        'qu"ote',
        'back\\slash',
        ':(top)x',
        '-dash',
        'é€',
        '*.glob',
        '@@',
      ];
      for (const name of names) repository.write(`odd/${name}`, linesOf('odd', 10));
      repository.write(Buffer.from([0x61, 0xff, 0xfe]), linesOf('bytes', 10));
      await repository.commit('odd', { date: day(1) });
      const before = await readReport(repository, { plain: true });
      assert.equal(added(before), 10 * names.length + 20);
      for (const name of names) repository.write(`odd/${name}`, linesOf('odd', 4));
      repository.write(Buffer.from([0x61, 0xff, 0xfe]), linesOf('bytes', 4));
      await repository.commit('shorter', { date: day(2) });
      const after = await readReport(repository, { plain: true });
      assert.equal(week(after, 0).churn.churned, 6 * (names.length + 1));
    });
  });

  describe('reads a clock that erred', () => {
    const text = linesOf('a', 60);
    const dates = (authored: string, committed = authored) => ({ date: authored, committerDate: committed });

    it('before git was there, as the time of the commit before', async () => {
      await put('a.ts', text, 0);
      await put('a.ts', without(text, 10), 0, dates('1970-01-01T00:00:01Z'));
      await put('a.ts', without(text, 20), 4);
      const report = await readReport(repository);
      assert.deepEqual([added(report), week(report, 0).churn.churned, week(report, 0).lines.ended], [60, 20, 20]);
      await put('a.ts', without(text, 30), 0, dates('1970-01-01T00:00:01Z'));
      assert.equal(week(await readReport(repository), 0).lines.ended, 30);
    });

    it('in the author date only, as the time of the committer', async () => {
      await put('a.ts', text, 0, dates('1999-01-01T00:00:00Z', '2026-01-06T00:00:00Z'));
      await put('b.ts', text, 0, dates('2099-01-01T00:00:00Z', '2026-01-14T00:00:00Z'));
      const report = await readReport(repository);
      assert.deepEqual([week(report, 0).churn.added, week(report, 1).churn.added], [60, 60]);
    });

    it('far ahead, by leaving that commit and those on top of it away, and saying so', async () => {
      await put('a.ts', text, 0);
      const before = await readReport(repository);
      await put('a.ts', without(text, 10), 0, dates('2099-01-01T00:00:00Z'));
      await put('a.ts', without(text, 20), 4);
      const report = await readReport(repository);
      assert.deepEqual(report.weeks, before.weeks);
      assert.equal(added(report), 60);
      assert.match(report.notes.join(), /2 commits were left away/);
    });
  });

  describe('read again', () => {
    let folder: TemporaryFolder;
    beforeEach(() => {
      folder = new TemporaryFolder('cache');
    });
    afterEach(() => folder.dispose());
    const cache = () => new ChangeCache(folder.path, 'test/1');

    it('says the same as a new reader after the range grew, and after it shrank', async () => {
      // Each commit rewrites what the one before wrote, so that lines end on both sides of every boundary.
      const stays = linesOf('stays', 60);
      for (let days = 0; days < 40; days += 4) await put('a.ts', `${stays}${linesOf(`day ${days}`, 20)}`, days);
      const reader = readerOf(repository);
      for (const weeks of [1, 6, 2, 5, 9]) {
        const now = weeks === 2 ? day(20) : plainRequest.now;
        const again = await readReport(repository, { reader, weeks, now });
        assert.deepEqual(again.weeks, (await readReport(repository, { weeks, now })).weeks, `${weeks} weeks`);
      }
    });

    it('says the same as a new reader after .mailmap or an attribute changed, committed or not', async () => {
      const reader = readerOf(repository);
      const same = async (what: string) =>
        assert.deepEqual(await readReport(repository, { reader }), await readReport(repository), what);
      await put('a.ts', linesOf('a', 30), 0);
      await put('b.ts', linesOf('b', 20), 1, byBo);
      await same('at first');
      repository.write('.mailmap', 'Ada Example <ada@example.com> <bo@example.com>\n');
      await same('with .mailmap');
      repository.write('.gitattributes', 'a.ts linguist-generated\n');
      await same('with attributes');
      await repository.commit('attributes', { date: day(2) });
      await same('with committed attributes');
      await repository.git('reset', '--quiet', '--hard', 'HEAD~1');
      await same('without them again');
    });

    for (const where of ['.gitattributes', 'the person’s own attributes']) {
      it(`says the same with a cache after ${where} called files binary, and after they are text again`, async () => {
        const own = path.join(folder.path, 'attributes');
        if (where !== '.gitattributes') await repository.git('config', 'core.attributesFile', own);
        const attributes = (text: string) =>
          where === '.gitattributes' ? repository.write(where, text) : writeFileSync(own, text);
        const text = linesOf('a', 60);
        await put('a.ts', text, 0);
        await put('a.ts', without(text, 20), 1);
        const reader = readerOf(repository, cache());
        const cohort = async (expected: readonly number[]) => {
          const fresh = await readReport(repository);
          assert.deepEqual(await readReport(repository, { reader }), fresh);
          assert.deepEqual(await readReport(repository, { reader: readerOf(repository, cache()) }), fresh);
          const { added, churned, leftOut } = week(fresh, 0).churn;
          assert.deepEqual([added, churned, leftOut.binary], expected);
        };
        await cohort([60, 20, 0]);
        attributes('*.ts -diff\n');
        await cohort([0, 0, 2]);
        attributes('*.ts binary\n');
        await put('a.ts', without(text, 25), 2);
        // The file of attributes is committed too, where it lies there.
        const committed = where === '.gitattributes' ? 1 : 0;
        await cohort([committed, 0, 3]);
        attributes('*.ts diff\n');
        await cohort([60 + committed, 25, 0]);
      });
    }

    it('says the same as a new reader as time goes on', async () => {
      // Written with a clock that is 20 hours ahead: later than now at first, and plausible the day after.
      await put('a.ts', linesOf('a', 60), 0, { date: day(6.9), committerDate: day(6.1) });
      await put('a.ts', linesOf('a', 30), 9);
      const reader = readerOf(repository);
      for (const now of [day(6.2), day(10), plainRequest.now]) {
        assert.deepEqual(await readReport(repository, { reader, now }), await readReport(repository, { now }));
      }
    });

    it('says the same as a new reader after anything that happens to branches', async function () {
      this.timeout(60_000);
      const operations = ['edit', 'edit', 'amend', 'branch', 'switch', 'delete', 'reset', 'merge', 'pick', 'squash'];
      const operation = fc.record({
        name: fc.constantFrom(...operations),
        file: fc.constantFrom('a.ts', 'b.ts', 'docs/c.md'),
        from: fc.nat(30),
        lines: fc.nat(12),
        who: fc.boolean(),
        hours: fc.integer({ min: 1, max: 40 }),
      });
      const branches = ['main', 'one', 'two'];
      const property = fc.asyncProperty(fc.array(operation, { minLength: 4, maxLength: 9 }), async steps => {
        const random = await TemporaryRepository.create();
        try {
          const reader = readerOf(random);
          const caching = readerOf(random, cache());
          let date = day(0);
          let word = 0;
          const texts = new Map<string, string[]>();
          random.write('a.ts', linesOf('first', 40));
          await random.commit('first', { date });
          for (const { name, file, from, lines, who, hours } of steps) {
            date += hours * 3_600_000;
            const now = `@${date / 1000} +0000`;
            Object.assign(random.environment, { GIT_AUTHOR_DATE: now, GIT_COMMITTER_DATE: now });
            const options = { date, ...(who && byBo) };
            const target = branches[lines % branches.length] ?? 'main';
            const edit = () => {
              const text = texts.get(file) ?? [];
              const fresh = Array.from({ length: lines }, () => `word ${word++ % 23}`);
              text.splice(from % (text.length + 1), 1 + (lines % 5), ...fresh);
              texts.set(file, text);
              random.write(file, text.map(line => `${line}\n`).join(''));
            };
            const attempt = (...words: string[]) => random.git(...words).catch(() => null);
            await attempt('reset', '--quiet', '--hard');
            if (name === 'edit') {
              edit();
              await random.commit('edit', options);
            } else if (name === 'amend') {
              edit();
              await random.git('add', '--all');
              await attempt('commit', '--quiet', '--amend', '-m', 'amended');
            } else if (name === 'branch') await attempt('switch', '--quiet', '--create', target);
            else if (name === 'switch') await attempt('switch', '--quiet', target);
            else if (name === 'delete') await attempt('branch', '-D', target);
            else if (name === 'reset') await attempt('reset', '--quiet', '--hard', 'HEAD~1');
            else if (name === 'pick') await attempt('cherry-pick', '--allow-empty', target);
            else if (name === 'squash') {
              await attempt('merge', '--squash', '-X', 'ours', '--quiet', target);
              await attempt('commit', '--quiet', '--allow-empty', '-m', 'squash');
            } else await attempt('merge', '--quiet', '--no-ff', '-X', 'theirs', '-m', 'merge', target);
            const fresh = await readReport(random);
            assert.deepEqual((await readReport(random, { reader })).weeks, fresh.weeks);
            assertSumsFit(fresh);
          }
          const fresh = await readReport(random);
          assert.deepEqual((await readReport(random, { reader: caching })).weeks, fresh.weeks);
          assert.deepEqual((await readReport(random, { reader: readerOf(random, cache()) })).weeks, fresh.weeks);
        } finally {
          random.dispose();
        }
      });
      await fc.assert(property, { numRuns: 12, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false });
    });
  });
});
