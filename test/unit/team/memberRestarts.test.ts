import assert from 'node:assert/strict';
import { Fuse } from '../../support/fuse';
import { MemoryBoard } from '../../support/memoryBoard';
import { plainSum, TeamStage } from '../../support/teamStage';

const week = '2026-W47';
const hours = [0, 12, 36, 42, 47, 54, 75, 90, 97, 26 * 24, 27 * 24];

describe('a member of a team who is killed', () => {
  /** @returns how much was done, and whether it was killed at all. */
  const live = async (at: number) => {
    const board = new MemoryBoard();
    const stage = new TeamStage(board);
    const fuse = Fuse.after(at);
    const stored = new Set<string>();
    const first = await stage.add({
      board: each => fuse.board(each),
      secrets: each =>
        fuse.secrets({
          get: name => each.get(name),
          delete: name => each.delete(name),
          store: (name, value) => {
            if (name.endsWith(week)) stored.add(value);
            return each.store(name, value);
          },
        }),
      records: each => fuse.records(each),
    });
    const agree = () => first.agree().catch(() => undefined);
    await agree();
    const others = await stage.addSharing(7);
    let killed = 0;
    const seen = new Set<string>();
    const restart = async () => {
      if (!fuse.isGone) return;
      killed += 1;
      fuse.mend();
      first.reopen();
      if ((await first.status()) === null) await agree();
      await first.step();
    };
    await restart();
    for (const hour of hours) {
      await stage.pass(hour);
      await restart();
      const record = await first.records.read(first.place.repositoryId);
      const found = record?.weeks.find(each => each.week === week);
      if (found) seen.add(JSON.stringify([found.publicKey, found.joinAt, found.sumAt]));
    }
    return { board, first, others, killed, drawn: [seen.size, stored.size], done: fuse.done };
  };
  const postsOf = (board: MemoryBoard) => board.posts.filter(({ ref }) => ref.includes(week));

  it('goes on at every point of a week, without another draw, another post, or a loss', async () => {
    const whole = await live(Number.POSITIVE_INFINITY);
    const points = 2 * whole.done.length;
    assert.ok(points > 30, `${points} points`);
    const lasting = ['keep', 'store key', 'delete key', 'post join', 'post cohort', 'post sum', 'remove'] as const;
    for (const each of lasting) assert.ok(whole.done.includes(each), each);
    for (let at = 0; at < points; at++) {
      const { board, first, others, killed, drawn } = await live(at);
      const where = `${at}: ${whole.done[at >> 1]}, ${at % 2 === 0 ? 'before' : 'after'}`;
      assert.equal(killed, 1, where);
      assert.deepEqual(drawn, [1, 1], where);
      const { opened, reason } = await first.week(week);
      assert.deepEqual([opened?.n, reason], [8, null], where);
      assert.deepEqual(opened?.cells, await plainSum([first, ...others], week), where);
      const contents = new Map<string, Set<string>>();
      for (const { ref, content } of postsOf(board)) contents.set(ref, (contents.get(ref) ?? new Set()).add(content));
      for (const [ref, texts] of contents) assert.equal(texts.size, 1, `${where}: ${ref}`);
      assert.equal(contents.size, 17, where);
      assert.ok(![...first.keys.all.keys()].some(name => name.endsWith(week)), where);
      assert.deepEqual(
        [...board.refs.keys()].filter(ref => ref.includes(week)),
        [],
        where,
      );
      const log = await first.member.log(first.place.repositoryId);
      const own = log
        .filter(({ action }) => action === 'join' || action === 'sum')
        .filter(({ ref }) => ref.includes(week));
      assert.equal(own.length, 2, where);
    }
  }).timeout(300_000);

  it('has stopped, wherever that was broken off', async () => {
    const lived = async (at: number) => {
      const board = new MemoryBoard();
      const stage = new TeamStage(board);
      const fuse = Fuse.after(Number.POSITIVE_INFINITY);
      const broken = Fuse.after(at);
      let now = fuse;
      const first = await stage.add({
        board: each => now.board(each),
        secrets: each => now.secrets(each),
        records: each => now.records(each),
      });
      await first.agree();
      await stage.pass(0, 36);
      now = broken;
      first.reopen();
      await first.stop().catch(() => undefined);
      const isGone = broken.isGone;
      now = fuse;
      first.reopen();
      return { board, stage, first, isGone, done: broken.done };
    };
    const whole = await lived(Number.POSITIVE_INFINITY);
    assert.ok(whole.done.includes('mark') && whole.done.includes('remove'));
    for (let at = 0; at < 2 * whole.done.length; at++) {
      const { board, stage, first, isGone } = await lived(at);
      assert.ok(isGone);
      // Before the first thing that lasts, nothing has stopped.
      if (at === 0) continue;
      const where = `${at}: ${whole.done[at >> 1]}`;
      assert.equal(await first.status(), null, where);
      const before = board.posts.length;
      await stage.pass(47, 54, 90);
      assert.deepEqual([board.posts.length, board.refs.size, first.keys.all.size], [before, 0, 0], where);
    }
  }).timeout(60_000);
});
