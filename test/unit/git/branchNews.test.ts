import assert from 'node:assert/strict';

import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type BranchHistory, branchHistories } from '../../../src/domain/branchHistory';
import { KnownLedger } from '../../../src/domain/knownLedger';
import type { LedgerEvent } from '../../../src/domain/ledger';
import { eventsFrom } from '../../../src/domain/ledgerNews';
import { noNewsSeen, readBranchNews } from '../../../src/git/branchNews';
import { openRepository, type Repository } from '../../../src/git/repository';
import { TemporaryRepository } from '../../support/temporaryRepository';

const minute = 60_000;
const day = 86_400_000;
const began = Date.parse('2026-03-02T09:00:00Z');
const { signal } = new AbortController();

/** A clone whose clock is set, and a ledger that is brought up to date from it as a window does. */
class Clone {
  now = began;
  readonly events: LedgerEvent[] = [];
  #seen = noNewsSeen;
  #known = new KnownLedger();
  #watchedFrom: number | null = null;
  #repository: Repository | undefined;

  constructor(readonly work: TemporaryRepository) {}

  /** At the next minute. */
  async git(...words: string[]): Promise<string> {
    this.now += minute;
    const date = `@${this.now / 1000} +0000`;
    Object.assign(this.work.environment, { GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date });
    return (await this.work.git(...words)).trim();
  }

  async commit(message: string): Promise<string> {
    await this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.id();
  }

  id(name = 'HEAD'): Promise<string> {
    return this.work.git('rev-parse', name).then(text => text.trim());
  }

  /** Gives how many events were new. */
  async look(): Promise<number> {
    this.#repository ??= await openRepository(this.work.path, this.work, signal);
    this.now += 1000;
    const { news, seen } = await readBranchNews(this.#repository, signal, this.#seen);
    const look = { now: this.now, watchedFrom: this.#watchedFrom };
    const events = news ? eventsFrom(news, this.#known, look) : [];
    for (const event of events) assert.ok(this.#known.add(event));
    this.events.push(...events);
    this.#seen = seen;
    this.#watchedFrom ??= this.now;
    return events.length;
  }

  /** As a window that opens later does: it knows the ledger, and has read nothing. */
  reopen(): void {
    this.#seen = noNewsSeen;
    this.#watchedFrom = null;
    this.#known = new KnownLedger(this.events);
  }

  /** A ledger that was not there before. */
  forget(): void {
    this.events.length = 0;
    this.reopen();
  }

  histories(): BranchHistory[] {
    return branchHistories(this.events);
  }

  history(branch: string): BranchHistory {
    const found = this.histories().filter(each => each.branch === branch);
    assert.equal(found.length, 1, `${found.length} histories of ${branch}`);
    return found[0] as BranchHistory;
  }
}

describe('what git tells the ledger', () => {
  let remote: TemporaryRepository;
  let clone: Clone;
  const others: TemporaryRepository[] = [];
  beforeEach(async () => {
    remote = await TemporaryRepository.create({ bare: true, folderName: 'remote.git' });
    clone = new Clone(await TemporaryRepository.create());
    await clone.git('remote', 'add', 'origin', remote.path);
    await clone.commit('one');
    await clone.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  });
  afterEach(() => {
    for (const each of [remote, clone.work, ...others.splice(0)]) each.dispose();
  });

  const publish = (branch: string) => clone.git('push', '--quiet', '--set-upstream', 'origin', branch);
  const gitFile = (...names: string[]) => path.join(clone.work.path, '.git', ...names);

  /** A branch with two commits, the first of which is published. */
  async function feature(name = 'feature') {
    const base = await clone.id();
    await clone.git('switch', '--quiet', '--create', name);
    const startedAt = clone.now;
    const first = await clone.commit(`${name} 1`);
    await publish(name);
    const pushedAt = clone.now;
    const second = await clone.commit(`${name} 2`);
    return { base, startedAt, first, pushedAt, second };
  }

  /** Looks with the ledger as it is, and with one that begins now. */
  async function imported(assertIt: (isFirst: boolean) => void): Promise<void> {
    await clone.look();
    assertIt(false);
    clone.forget();
    await clone.look();
    assertIt(true);
  }

  it('tells when a branch was made, what it came to, and when it was first pushed', async () => {
    const { base, startedAt, first, pushedAt, second } = await feature();
    await clone.git('push', '--quiet');
    await clone.look();
    const { start, tips, pushes, firstPush, upstream, endedAt } = clone.history('feature');
    assert.deepEqual(start, { id: base, at: startedAt });
    assert.deepEqual(
      tips.map(({ id }) => id),
      [base, first, second],
    );
    assert.deepEqual(
      pushes.map(push => [push.id, push.first, push.by]),
      [
        [first, true, 'reflog'],
        [second, false, 'reflog'],
      ],
    );
    assert.deepEqual(firstPush, { id: first, at: pushedAt, basis: 'recorded-push', certain: true });
    assert.deepEqual([upstream, endedAt], [{ remote: 'origin', target: 'feature' }, null]);
  });

  it('tells the same twice as once, also to a window that opens later', async () => {
    await feature();
    assert.notEqual(await clone.look(), 0);
    assert.equal(await clone.look(), 0);
    clone.reopen();
    assert.equal(await clone.look(), 0);
  });

  it('tells a push that is watched as seen', async () => {
    await clone.look();
    const { pushedAt, first } = await feature();
    await clone.look();
    const { firstPush } = clone.history('feature');
    assert.deepEqual(firstPush, { id: first, at: pushedAt, basis: 'observed-push', certain: true });
  });

  it('tells a push by force, and one after a rebase, as later pushes', async () => {
    const { first, pushedAt } = await feature();
    await clone.git('switch', '--quiet', 'main');
    const onto = await clone.commit('meanwhile');
    await clone.git('switch', '--quiet', 'feature');
    await clone.git('rebase', '--quiet', 'main');
    const rebased = await clone.id();
    await clone.git('push', '--quiet', '--force');
    await clone.git('commit', '--quiet', '--amend', '--allow-empty', '--message', 'amended');
    const amended = await clone.id();
    await clone.git('push', '--quiet', '--force');
    await clone.look();
    const { pushes, firstPush, tips } = clone.history('feature');
    assert.deepEqual(
      pushes.map(push => [push.id, push.first]),
      [
        [first, true],
        [rebased, false],
        [amended, false],
      ],
    );
    assert.deepEqual([firstPush?.at, firstPush?.certain], [pushedAt, true]);
    const ids = tips.map(({ id }) => id);
    assert.ok(ids.includes(rebased) && ids.includes(amended));
    assert.ok(!ids.includes(onto), 'a step of the rebase is no tip of the branch');
  });

  it('knows a branch that was deleted after it landed, and its push when its tracking ref was pruned', async () => {
    const { first, second, pushedAt } = await feature();
    await clone.git('push', '--quiet');
    await clone.look();
    await clone.git('switch', '--quiet', 'main');
    await clone.git('merge', '--quiet', '--no-edit', '--no-ff', 'feature');
    await clone.git('branch', '--quiet', '-d', 'feature');
    await clone.look();
    await remote.git('branch', '--quiet', '-D', 'feature');
    await clone.git('fetch', '--quiet', '--prune');
    await clone.look();
    const { tips, firstPush, endedAt } = clone.history('feature');
    assert.deepEqual(
      tips.slice(-2).map(({ id }) => id),
      [first, second],
    );
    assert.deepEqual([firstPush?.at, firstPush?.basis], [pushedAt, 'recorded-push']);
    assert.ok(endedAt !== null && endedAt <= clone.now);
    assert.deepEqual(
      clone.events
        .filter(({ kind }) => kind === 'gone')
        .map(event => [event.branch, 'remote' in event && event.remote]),
      [
        ['feature', null],
        ['feature', 'origin'],
      ],
    );
  });

  it('finds a branch that is gone before the first look in HEAD’s reflog, and its push in the tracking ref’s', async () => {
    const { base, first, second, pushedAt } = await feature();
    await clone.git('switch', '--quiet', 'main');
    await clone.git('branch', '--quiet', '-D', 'feature');
    await clone.look();
    const { tips, start, firstPush, endedAt } = clone.history('feature');
    assert.deepEqual(
      tips.map(({ id }) => id),
      [base, first, second],
    );
    assert.deepEqual([start, firstPush?.at, firstPush?.certain], [null, pushedAt, true]);
    assert.notEqual(endedAt, null);
  });

  it('tells a name that is used again apart', async () => {
    const before = await feature();
    const deleted = async () => {
      await clone.git('switch', '--quiet', 'main');
      await clone.git('branch', '--quiet', '-D', 'feature');
      await remote.git('branch', '--quiet', '-D', 'feature');
      await clone.git('fetch', '--quiet', '--prune');
    };
    await clone.look();
    await deleted();
    const between = await clone.commit('between');
    // Nobody looked while there was no branch.
    const after = await feature();
    await clone.look();
    const [older, newer] = clone.histories().filter(({ branch }) => branch === 'feature');
    assert.deepEqual([older?.start?.id, newer?.start?.id], [before.base, between]);
    assert.deepEqual([older?.firstPush?.at, newer?.firstPush?.at], [before.pushedAt, after.pushedAt]);
    assert.deepEqual([older?.pushes.length, newer?.pushes.length, newer?.firstPush?.certain], [1, 1, true]);
    assert.deepEqual([older?.endedAt, newer?.endedAt], [after.startedAt, null]);
    await deleted();
    await clone.look();
    assert.notEqual(clone.histories().filter(({ branch }) => branch === 'feature')[1]?.endedAt, null);
  });

  it('goes on with a branch under its new name, whether it looked before or not', async () => {
    const { base, startedAt, first, pushedAt, second } = await feature('old');
    await clone.look();
    await clone.git('branch', '-m', 'team/new');
    const third = await clone.commit('3');
    await clone.git('push', '--quiet', 'origin', 'HEAD:old');
    await imported(() => {
      const { start, tips, firstPush, pushes, endedAt } = clone.history('team/new');
      assert.deepEqual(start, { id: base, at: startedAt });
      assert.deepEqual(
        tips.map(({ id }) => id),
        [base, first, second, third],
      );
      assert.deepEqual([firstPush?.at, pushes.length, endedAt], [pushedAt, 2, null]);
      assert.deepEqual(
        clone.histories().map(({ branch }) => branch),
        ['main', 'team/new'],
      );
    });
  });

  it('does not take the history of a branch for its copy’s', async () => {
    const { second } = await feature();
    await clone.git('branch', '--copy', 'copy');
    await imported(() => {
      const { start, tips, pushes } = clone.history('copy');
      assert.deepEqual([start, tips.map(({ id }) => id), pushes], [null, [second], []]);
    });
  });

  it('sees the branches and the HEAD of every work tree', async () => {
    const tree = path.join(path.dirname(clone.work.path), 'tree');
    await clone.git('worktree', 'add', '--quiet', '-b', 'beside', tree);
    await clone.git('-C', tree, 'commit', '--quiet', '--allow-empty', '--message', 'beside');
    const beside = await clone.id('beside');
    await clone.git('-C', tree, 'push', '--quiet', 'origin', 'beside');
    const pushedAt = clone.now;
    await clone.git('-C', tree, 'switch', '--quiet', '--create', 'lost');
    await clone.git('-C', tree, 'commit', '--quiet', '--allow-empty', '--message', 'lost');
    const lost = await clone.id('lost');
    await clone.git('-C', tree, 'switch', '--quiet', 'beside');
    await clone.git('branch', '--quiet', '-D', 'lost');
    await imported(() => {
      const { firstPush, tips } = clone.history('beside');
      assert.deepEqual([firstPush?.at, firstPush?.id, tips.at(-1)?.id], [pushedAt, beside, beside]);
      assert.equal(clone.history('lost').tips.at(-1)?.id, lost);
    });
  });

  it('takes commits on a detached HEAD for nobody’s', async () => {
    await clone.git('switch', '--quiet', '--detach');
    const detached = await clone.commit('detached');
    await clone.git('switch', '--quiet', 'main');
    await clone.look();
    assert.ok(!clone.events.some(event => 'id' in event && event.id === detached));
    assert.deepEqual(
      clone.histories().map(({ branch }) => branch),
      ['main'],
    );
  });

  it('does not take what HEAD did elsewhere for a branch’s that `git rebase` switched to', async () => {
    await feature();
    await clone.git('switch', '--quiet', 'main');
    const onMain = await clone.commit('on main');
    await clone.git('rebase', '--quiet', 'main', 'feature');
    await clone.git('switch', '--quiet', 'main');
    await clone.git('branch', '--quiet', '-D', 'feature');
    await clone.look();
    const ids = clone.history('feature').tips.map(({ id }) => id);
    assert.ok(!ids.includes(onMain));
  });

  it('still knows everything after git has forgotten it', async () => {
    const { first, second, pushedAt } = await feature();
    await clone.look();
    await clone.git('reflog', 'expire', '--expire=now', '--all');
    await clone.git('gc', '--quiet', '--prune=now');
    assert.equal(readFileSync(gitFile('logs', 'refs', 'heads', 'feature'), 'utf8'), '');
    await clone.look();
    clone.reopen();
    await clone.look();
    const third = await clone.commit('3');
    await clone.git('push', '--quiet');
    await clone.look();
    const { tips, firstPush, pushes, endedAt } = clone.history('feature');
    assert.deepEqual(
      tips.slice(-3).map(({ id }) => id),
      [first, second, third],
    );
    assert.deepEqual([firstPush?.at, firstPush?.certain, pushes.length], [pushedAt, true, 2]);
    assert.equal(endedAt, null);
    assert.ok(!clone.events.some(({ kind }) => kind === 'gone'));
  });

  it('knows no first push where git had forgotten it before', async () => {
    const { second } = await feature();
    await clone.git('reflog', 'expire', '--expire=now', '--all');
    await clone.look();
    const { firstPush, tips, start } = clone.history('feature');
    assert.deepEqual([firstPush, start, tips.map(({ id }) => id)], [null, null, [second]]);
    await clone.git('push', '--quiet');
    await clone.look();
    assert.deepEqual(clone.history('feature').firstPush, {
      id: second,
      at: clone.now - 1000,
      basis: 'recorded-push',
      certain: false,
    });
  });

  it('tells a first push as seen where git keeps no reflogs', async () => {
    await clone.git('config', 'core.logAllRefUpdates', 'false');
    rmSync(gitFile('logs'), { recursive: true });
    await clone.look();
    assert.deepEqual(
      clone.events.map(({ kind, by }) => [kind, by]),
      [
        ['upstream', 'found'],
        ['tip', 'found'],
        ['tracked', 'found'],
      ],
    );
    await clone.git('switch', '--quiet', '--create', 'feature');
    await clone.look();
    const first = await clone.commit('1');
    await publish('feature');
    await clone.look();
    const seenAt = clone.now;
    const second = await clone.commit('2');
    await clone.look();
    await clone.git('push', '--quiet');
    await clone.look();
    assert.equal(existsSync(gitFile('logs', 'refs')), false);
    const { firstPush, pushes, tips } = clone.history('feature');
    assert.deepEqual(firstPush, { id: first, at: seenAt, basis: 'observed-push', certain: true });
    assert.deepEqual(
      pushes.map(push => [push.id, push.first, push.by]),
      [
        [first, true, 'live'],
        [second, false, 'live'],
      ],
    );
    assert.deepEqual(
      tips.slice(-2).map(({ id }) => id),
      [first, second],
    );
    clone.reopen();
    assert.equal(await clone.look(), 0);
  });

  it('takes others’ branches, and those of a fresh clone, for nobody’s push', async () => {
    await feature();
    const fresh = new Clone(await TemporaryRepository.create({ cloneOf: remote.path }));
    others.push(fresh.work);
    await fresh.look();
    await fresh.git('switch', '--quiet', 'feature');
    await fresh.look();
    assert.ok(!fresh.events.some(({ kind }) => kind === 'pushed'));
    // Somebody else's next branch comes with a fetch, and is checked out.
    await feature('theirs');
    await fresh.git('fetch', '--quiet');
    await fresh.look();
    assert.ok(!fresh.events.some(({ branch }) => branch === 'theirs'));
    await fresh.git('switch', '--quiet', 'theirs');
    await fresh.look();
    await fresh.commit('help');
    await fresh.git('push', '--quiet');
    await fresh.look();
    const { firstPush, pushes } = fresh.history('theirs');
    assert.deepEqual([pushes.length, pushes[0]?.first, firstPush?.certain], [1, false, false]);
  });

  it('gives the pushes of a branch with another name at the remote to it', async () => {
    await clone.git('switch', '--quiet', '--create', 'mine');
    const id = await clone.commit('1');
    await clone.git('push', '--quiet', '--set-upstream', 'origin', 'mine:team/theirs');
    const pushedAt = clone.now;
    await imported(() => {
      const { firstPush, upstream } = clone.history('mine');
      assert.deepEqual([firstPush?.id, firstPush?.at], [id, pushedAt]);
      assert.deepEqual(upstream, { remote: 'origin', target: 'team/theirs' });
    });
  });

  it('does not take a push to main for one of the branch that began there', async () => {
    await clone.git('switch', '--quiet', '--create', 'feature', 'origin/main');
    await clone.commit('1');
    await clone.git('switch', '--quiet', 'main');
    const onMain = await clone.commit('on main');
    await clone.git('push', '--quiet');
    await imported(() => {
      assert.deepEqual([clone.history('feature').firstPush, clone.history('main').pushes.at(-1)?.id], [null, onMain]);
    });
  });

  it('tells a request that the configuration names, observed minutes after a push only', async () => {
    await feature('early');
    await clone.git('config', 'branch.early.github-pr-owner-number', 'acme#tool#41');
    await clone.look();
    await feature('own');
    await clone.look();
    await clone.git('config', 'branch.own.github-pr-owner-number', 'acme#tool#42');
    await clone.look();
    const seenAt = clone.now;
    await clone.git('switch', '--quiet', '--create', 'pr/bob/43', 'main');
    await clone.git('config', 'branch.pr/bob/43.github-pr-owner-number', 'acme#tool#43');
    await clone.look();
    await feature('late');
    clone.now += day;
    await clone.git('config', 'branch.late.github-pr-owner-number', 'acme#tool#44');
    await clone.look();
    const requests = clone.histories().flatMap(history => history.requests);
    assert.deepEqual(
      requests.map(({ branch, number, by, observed }) => [branch, number, by, observed]),
      [
        ['early', 41, 'found', false],
        ['own', 42, 'live', true],
        ['pr/bob/43', 43, 'live', false],
        ['late', 44, 'live', false],
      ],
    );
    assert.equal(requests[1]?.at, seenAt);
    assert.equal(await clone.look(), 0);
  });

  it('tells two clones of a repository apart', async () => {
    await feature();
    await clone.look();
    const other = new Clone(await TemporaryRepository.create({ cloneOf: remote.path }));
    others.push(other.work);
    other.events.push(...clone.events);
    other.reopen();
    await other.look();
    assert.ok(!other.events.some(({ kind }) => kind === 'gone'));
    assert.equal(new Set(other.events.map(each => each.clone)).size, 2);
    assert.equal(other.histories().filter(({ branch }) => branch === 'main').length, 2);
  });

  it('writes nothing into the repository', async () => {
    await feature();
    const stateOf = () =>
      (readdirSync(clone.work.path, { recursive: true, encoding: 'utf8' }) as string[]).sort().map(name => {
        const { ino, size, mtimeMs, mode } = statSync(path.join(clone.work.path, name));
        return `${name} ${ino} ${size} ${mtimeMs} ${mode}`;
      });
    const before = stateOf();
    await clone.look();
    assert.deepEqual(stateOf(), before);
  });

  it('does not ask git where nothing has changed', async () => {
    let runs = 0;
    const onRun = () => {
      runs += 1;
    };
    const repository = await openRepository(clone.work.path, { ...clone.work, onRun }, signal);
    const { seen } = await readBranchNews(repository, signal);
    runs = 0;
    const again = await readBranchNews(repository, signal, seen);
    assert.deepEqual([again.news, runs], [null, 0]);
    await clone.git('config', 'branch.main.github-pr-owner-number', 'acme#tool#1');
    const changed = await readBranchNews(repository, signal, again.seen);
    assert.equal(changed.news?.keys.requests.get('main')?.number, 1);
    assert.deepEqual([changed.news?.entries, runs], [[], 2]);
  });
});
