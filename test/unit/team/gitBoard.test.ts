import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cellCount } from '../../../src/domain/teamAnswers';
import { anonymousCommit, writeLoose } from '../../../src/team/anonymousCommit';
import type { BoardPlace } from '../../../src/team/board';
import { GitBoard } from '../../../src/team/gitBoard';
import {
  cohortText,
  joinText,
  mostKeys,
  probeRefOf,
  probeText,
  readJoin,
  refOf,
  sizes,
  sumText,
} from '../../../src/team/wire';
import { GitHost } from '../../support/gitHost';
import { TeamRemote } from '../../support/teamRemote';

const week = '2026-W47';
const { signal } = new AbortController();

/** A join, and a sum of the same member, by chance. */
function member(inWeek = week) {
  const content = joinText({ k: 5, publicKey: randomBytes(32).toString('base64url') });
  const join = readJoin(content);
  assert.ok(join);
  const cells = Uint32Array.from({ length: cellCount }, () => randomBytes(4).readUInt32LE());
  const sum = { id: join.id, cohort: createHash('sha256').update(join.id).digest('hex'), cells };
  const joinPlace: BoardPlace = { week: inWeek, kind: 'join', id: join.id };
  const sumPlace: BoardPlace = { week: inWeek, kind: 'sum', id: join.id };
  return { join, joinPlace, joinContent: content, sum, sumPlace, sumContent: sumText(sum) };
}

const keys = (count: number) => Array.from({ length: count }, () => randomBytes(32).toString('base64url')).sort();
const byId = <T extends { id: string }>(all: readonly T[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
const cohortPlace: BoardPlace = { week, kind: 'cohort' };

for (const way of ['a path', 'http with a password'] as const) {
  describe(`the board, by ${way}`, function () {
    this.timeout(60_000);
    let remote: TeamRemote;
    let host: GitHost | null = null;
    let boards = 0;
    beforeEach(async () => {
      boards = 0;
      remote = new TeamRemote();
      if (way !== 'a path') {
        remote.git('config', 'http.receivepack', 'true');
        host = await GitHost.start(remote.folder);
        remote.configure(host.credentials());
      }
    });
    afterEach(async () => {
      assert.deepEqual(remote.told(), []);
      for (const kind of ['join', 'cohort', 'sum'] as const) {
        for (const size of remote.sizesOf(`/${kind}/`)) assert.equal(size, sizes[kind]);
      }
      await host?.stop();
      host = null;
      remote.dispose();
    });

    const cacheOf = (number: number) => path.join(remote.folder, `cache-${number}`);
    /** Of another member. */
    const board = () =>
      new GitBoard({
        cacheFolder: cacheOf(boards++),
        remoteAddress: host?.addressOf(path.basename(remote.path)) ?? remote.path,
        environment: remote.environment,
      });

    it('shows what was posted to everybody', async () => {
      const [ada, brook] = [board(), board()];
      const members = [member(), member(), member()];
      const cohort = keys(5);
      for (const { joinPlace, joinContent, sumPlace, sumContent } of members) {
        assert.equal(await ada.post(joinPlace, joinContent, signal), 'posted');
        assert.equal(await ada.post(sumPlace, sumContent, signal), 'posted');
      }
      assert.equal(await ada.post(cohortPlace, cohortText(cohort), signal), 'posted');
      const seen = await brook.read(week, signal);
      assert.deepEqual(byId(seen.joins), byId(members.map(({ join }) => join)));
      assert.deepEqual(byId(seen.sums), byId(members.map(({ sum }) => sum)));
      assert.deepEqual(seen.cohort, cohort);
    });

    it('shows nothing of a week that nobody posted to', async () => {
      const { joinPlace, joinContent } = member('2026-W46');
      await board().post(joinPlace, joinContent, signal);
      assert.deepEqual(await board().read(week, signal), { joins: [], cohort: null, sums: [] });
    });

    it('shows the week of the greatest team there can be, however git would keep it', async () => {
      remote.configure('[fetch]\n\tunpackLimit = 1000000\n[core]\n\tbigFileThreshold = 1\n');
      const members = Array.from({ length: mostKeys }, () => member());
      const cohort = members.map(({ join }) => join.publicKey).sort();
      const texts: readonly (readonly [BoardPlace, string])[] = [
        ...members.map(({ joinPlace, joinContent }) => [joinPlace, joinContent] as const),
        ...members.map(({ sumPlace, sumContent }) => [sumPlace, sumContent] as const),
        [cohortPlace, cohortText(cohort)],
      ];
      const commands: string[] = [];
      for (const [place, text] of texts) {
        const objects = anonymousCommit(text, 'sha1');
        await writeLoose(remote.path, objects);
        commands.push(`create ${refOf(place)} ${objects[2].id}\n`);
      }
      remote.gitWith(commands.join(''), 'update-ref', '--stdin');
      const seen = await board().read(week, signal);
      assert.deepEqual(byId(seen.joins), byId(members.map(({ join }) => join)));
      assert.deepEqual(byId(seen.sums), byId(members.map(({ sum }) => sum)));
      assert.deepEqual(seen.cohort, cohort);
    });

    it('lets a place be taken once, and tells what is taken from what is one’s own', async () => {
      const [first, second] = [cohortText(keys(5)), cohortText(keys(6))];
      assert.equal(await board().post(cohortPlace, first, signal), 'posted');
      assert.equal(await board().post(cohortPlace, second, signal), 'taken');
      assert.equal(await board().post(cohortPlace, first, signal), 'posted');
      assert.equal(remote.git('cat-file', 'blob', `${refOf(cohortPlace)}:content`), first);
    });

    it('has one winner among eight who race for a place', async () => {
      for (const round of ['41', '42', '43', '44', '45']) {
        const place: BoardPlace = { week: `2026-W${round}`, kind: 'cohort' };
        const racers = Array.from({ length: 8 }, () => ({ board: board(), text: cohortText(keys(5)) }));
        const ends = await Promise.all(racers.map(racer => racer.board.post(place, racer.text, signal)));
        assert.deepEqual(ends.filter(end => end === 'posted').length, 1, `round ${round}: ${ends}`);
        const winner = racers[ends.indexOf('posted')];
        assert.equal(remote.git('cat-file', 'blob', `${refOf(place)}:content`), winner?.text);
        for (const racer of racers.slice(0, 2)) {
          assert.equal(await racer.board.post(place, racer.text, signal), racer === winner ? 'posted' : 'taken');
        }
      }
    });

    it('lets eight who race for a place with the same text all have posted it', async () => {
      const text = cohortText(keys(5));
      const ends = await Promise.all(Array.from({ length: 8 }, () => board().post(cohortPlace, text, signal)));
      assert.deepEqual(ends, Array(8).fill('posted'));
    });

    it('removes places, and finds those gone that are', async () => {
      const [ada, brook] = [member(), member()];
      await board().post(ada.joinPlace, ada.joinContent, signal);
      await board().post(brook.joinPlace, brook.joinContent, signal);
      await board().remove([ada.joinPlace, ada.sumPlace], signal);
      assert.deepEqual(remote.refs, [refOf(brook.joinPlace)]);
      await board().remove([ada.joinPlace], signal);
      await board().remove([], signal);
      assert.deepEqual((await board().read(week, signal)).joins, [brook.join]);
    });

    it('lets eight remove the same places at once', async () => {
      const members = Array.from({ length: 4 }, () => member());
      for (const { joinPlace, joinContent } of members) await board().post(joinPlace, joinContent, signal);
      remote.git('pack-refs', '--all');
      const places = members.map(({ joinPlace }) => joinPlace);
      await Promise.all(Array.from({ length: 8 }, () => board().remove(places, signal)));
      assert.deepEqual(remote.refs, []);
    });

    it('tries a host with a ref that is gone afterwards', async () => {
      remote.hook('update', `echo "$1 $(git cat-file blob "$3:content" 2>&1)" >> ../updates`);
      const id = 'a1'.repeat(16);
      await board().probe(id, signal);
      assert.deepEqual(remote.refs, []);
      const blobs = remote.git('cat-file', '--batch-check=%(objectname) %(objecttype)', '--batch-all-objects');
      const [blob] = /^\w+(?= blob$)/m.exec(blobs) ?? [];
      assert.equal(remote.git('cat-file', 'blob', blob ?? ''), probeText);
      const [posted, removed, ...more] = readFileSync(path.join(remote.folder, 'updates'), 'utf8').split('\n');
      assert.equal(posted, `${probeRefOf(id)} ${probeText.trim()}`);
      assert.ok(removed?.startsWith(probeRefOf(id)));
      assert.deepEqual(
        more.filter(line => line.startsWith('refs/')),
        [],
      );
    });

    it('leaves nothing in its cache, and needs none that is there', async () => {
      const { joinPlace, joinContent, join } = member();
      const own = board();
      await own.post(joinPlace, joinContent, signal);
      await own.read(week, signal);
      await own.remove([member().joinPlace], signal);
      assert.deepEqual(readdirSync(cacheOf(0)), []);
      // What processes left that were killed: of today, and of long ago.
      for (const name of ['at-killed', 'at-long-ago']) {
        mkdirSync(path.join(cacheOf(0), name));
        writeFileSync(path.join(cacheOf(0), name, 'HEAD.lock'), '');
      }
      utimesSync(path.join(cacheOf(0), 'at-long-ago'), 0, 0);
      assert.deepEqual((await own.read(week, signal)).joins, [join]);
      assert.deepEqual(readdirSync(cacheOf(0)), ['at-killed']);
    });

    it('serves several at once with the same cache', async () => {
      const members = Array.from({ length: 4 }, () => member());
      const options = { remoteAddress: remote.path, environment: remote.environment, cacheFolder: cacheOf(0) };
      const work = members.map(async ({ joinPlace, joinContent }) => {
        const own = new GitBoard(options);
        await own.post(joinPlace, joinContent, signal);
        return own.read(week, signal);
      });
      for (const [at, seen] of (await Promise.all(work)).entries()) {
        assert.ok(seen.joins.some(({ id }) => id === members[at]?.join.id));
      }
      assert.deepEqual(byId((await board().read(week, signal)).joins), byId(members.map(({ join }) => join)));
    });

    it('makes commits that tell nothing but their text, which hosts that check take', async () => {
      remote.git('config', 'receive.fsckObjects', 'true');
      const { joinPlace, joinContent } = member();
      await board().post(joinPlace, joinContent, signal);
      const id = remote.git('rev-parse', refOf(joinPlace)).trim();
      assert.equal(id, anonymousCommit(joinContent, 'sha1')[2].id);
      assert.equal(
        remote.git('cat-file', 'commit', id),
        `tree ${anonymousCommit(joinContent, 'sha1')[1].id}\nauthor anonymous <> 0 +0000\ncommitter anonymous <> 0 +0000\n\n`,
      );
      assert.match(remote.git('ls-tree', '-r', id), /^100644 blob \w{40}\tcontent\n$/);
      remote.git('fsck', '--strict');
    });
  });
}
