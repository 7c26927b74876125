import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { weekToShareAt } from '../../../src/domain/shareSchedule';
import { type ShareAnswers, shareQuestions } from '../../../src/domain/teamAnswers';
import type { ShareFacts, ShareWeek } from '../../../src/domain/teamSharing';
import { sizes } from '../../../src/team/wire';
import type { Lasting } from '../../support/fuse';
import { GitHost } from '../../support/gitHost';
import { seededRandom } from '../../support/seededRandom';
import { type MemberAnswer, type MemberOrder, TeamProcess } from '../../support/teamProcess';
import { TeamRemote } from '../../support/teamRemote';
import { dayMs, hourMs, monday } from '../../support/teamStage';

/** Hours after Monday at which everybody does what is due: join, join, freeze, sum, open. */
const moments = [20, 37, 54, 91, 98] as const;
const sharedId = '5'.repeat(64);

/**
 * Members as processes with real git, on a bare repository.
 * - Chance is seeded, so that the same weeks have a number in every run.
 * - Every moment is the same for all, so that they race for the list.
 */
class Scenario {
  readonly remote = new TeamRemote();
  members: TeamProcess[] = [];
  host: GitHost | null = null;
  /** What was approved, by member and week. */
  readonly approved = new Map<string, ShareAnswers>();
  readonly #seed: string;
  readonly #random: (bytes: number) => Buffer;

  constructor(seed: string) {
    this.#seed = seed;
    this.#random = seededRandom(`answers ${seed}`);
  }

  async serve(): Promise<void> {
    this.remote.git('config', 'http.receivepack', 'true');
    this.host = await GitHost.start(this.remote.folder);
    this.remote.configure(this.host.credentials());
  }

  get address(): string {
    return this.host?.addressOf(path.basename(this.remote.path)) ?? this.remote.path;
  }

  async start(count: number, cloneOf?: (index: number) => string): Promise<void> {
    const facts: ShareFacts = { remoteAddress: this.address, sharedId, authors: count };
    const { folder, environment } = this.remote;
    this.members = Array.from({ length: count }, (_, index) => {
      const clone = cloneOf?.(index);
      return new TeamProcess(index, { folder, environment, seed: this.#seed, ...(clone ? { clone } : { facts }) });
    });
    await this.all(() => ({ do: 'agree', now: monday }));
  }

  /** Tells all members at once. */
  all(orderFor: (index: number) => MemberOrder | null): Promise<(MemberAnswer | null)[]> {
    return Promise.all(
      this.members.map(async (member, index) => {
        const order = orderFor(index);
        return order ? member.ask(order) : null;
      }),
    );
  }

  step(index: number, now: number, kill?: { name: Lasting; isDone: boolean }): MemberOrder {
    const key = `${index} ${weekToShareAt(now)}`;
    const answers = this.approved.get(key) ?? this.#answers();
    this.approved.set(key, answers);
    return { do: 'step', now, answers, kill };
  }

  async pass(now: number): Promise<(MemberAnswer | null)[]> {
    return this.all(index => this.step(index, now));
  }

  /** A whole week from a Monday on; @returns how it ended. */
  async week(from: number): Promise<ShareWeek[]> {
    for (const hour of moments) await this.pass(from + hour * hourMs);
    return this.outcome(from);
  }

  async outcome(from: number, now = from + 99 * hourMs): Promise<ShareWeek[]> {
    const week = weekToShareAt(from);
    const answers = await this.pass(now);
    return answers.flatMap(answer => answer?.status?.weeks.filter(each => each.week === week) ?? []);
  }

  #answers(): ShareAnswers {
    const bytes = this.#random(shareQuestions.length);
    return Object.fromEntries(shareQuestions.map((each, at) => [each, (bytes[at] ?? 0) % 6])) as ShareAnswers;
  }

  /** Nothing tells who or where somebody is, and every content has the size of its kind. */
  checkRemote(): void {
    assert.deepEqual(this.remote.told(), []);
    for (const kind of ['join', 'cohort', 'sum'] as const) {
      for (const size of this.remote.sizesOf(`/${kind}/`)) assert.equal(size, sizes[kind]);
    }
  }

  async dispose(): Promise<void> {
    await Promise.all(this.members.map(member => member.end()));
    await this.host?.stop();
    this.remote.dispose();
  }
}

/** Counted here anew, cell by cell. */
function counted(shares: readonly ShareAnswers[]): number[] {
  return shareQuestions.flatMap(question =>
    [0, 1, 2, 3, 4, 5].map(bucket => shares.filter(answers => answers[question] === bucket).length),
  );
}

/** Holds what a week gave; @returns whether it was released. */
function held(outcome: readonly ShareWeek[]): boolean {
  const shares = outcome.flatMap(({ share }) => (share ? [share] : []));
  const opened = outcome.filter(week => week.opened !== null);
  for (const { opened: sum } of opened) {
    assert.equal(sum?.n, shares.length);
    assert.deepEqual(sum?.cells, counted(shares.map(({ answers }) => answers)));
  }
  // All or nobody.
  assert.ok(opened.length === 0 || opened.length === shares.length);
  if (shares.length > 0) assert.ok(shares.length >= 5);
  return opened.length > 0;
}

describe('members of a team, as processes with real git', function () {
  this.timeout(600_000);
  let scenario: Scenario;
  beforeEach(function () {
    scenario = new Scenario(this.currentTest?.parent?.title ?? '');
  });
  afterEach(async () => {
    scenario.checkRemote();
    await scenario.dispose();
  });

  /** Every approved answer that chance left alone is the one that was shared. */
  const heldApproval = (outcome: readonly ShareWeek[], index: number) => {
    const [{ week, share } = {}] = outcome.slice(index, index + 1);
    if (!share) return;
    const approved = scenario.approved.get(`${index} ${week}`);
    for (const question of shareQuestions) {
      if (!share.flipped.includes(question)) assert.equal(share.answers[question], approved?.[question]);
    }
  };

  it('eight open in twelve weeks what they approved, offline now and then and killed at every kind of step', async () => {
    await scenario.start(8);
    const kills: readonly (readonly [Lasting, boolean])[] = [
      ['store key', true],
      ['post join', false],
      ['post join', true],
      ['post cohort', false],
      ['post cohort', true],
      ['delete key', false],
      ['delete key', true],
      ['post sum', false],
      ['post sum', true],
      ['keep', false],
      ['keep', true],
      ['remove', true],
    ];
    const offline = seededRandom('offline');
    let released = 0;
    for (const [at, [name, isDone]] of kills.entries()) {
      const from = monday + at * 7 * dayMs;
      const victim = at % 8;
      for (const hour of moments) {
        const now = from + hour * hourMs;
        // Everybody is there when joins close, and at the last moment of the week.
        const isAway = (index: number) => index !== victim && hour !== 37 && hour < 91 && (offline(1)[0] ?? 0) < 40;
        const away = scenario.members.map((_, index) => isAway(index));
        await scenario.all(index =>
          away[index] ? null : scenario.step(index, now, index === victim ? { name, isDone } : undefined),
        );
        await scenario.members[victim]?.ask(scenario.step(victim, now));
      }
      const outcome = await scenario.outcome(from);
      assert.equal(outcome.length, 8);
      if (held(outcome)) released += 1;
      for (let index = 0; index < 8; index++) heldApproval(outcome, index);
      const members = outcome.filter(({ reason }) => reason !== 'satOut' && reason !== 'notJoined');
      const isDue = members.length === 8 || (members.length >= 5 && Number(outcome[0]?.week.slice(-2)) % 4 === 0);
      assert.equal(members[0]?.opened != null, isDue, `${outcome[0]?.week}: ${members.length}`);
    }
    assert.ok(released >= 3, `${released} weeks`);
    assert.ok(scenario.members.reduce((sum, { kills: each }) => sum + each, 0) >= 10);
    // Long after, nothing of theirs is left.
    await scenario.pass(monday + 12 * 7 * dayMs + 60 * hourMs + 26 * dayMs);
    const late = weekToShareAt(monday + 12 * 7 * dayMs + 60 * hourMs + 26 * dayMs);
    assert.deepEqual(
      scenario.remote.refs.filter(ref => !ref.includes(late)),
      [],
    );
  });

  it('five share by http from clones of their own, which stay as they are; with a wrong password for a week', async () => {
    const { remote } = scenario;
    await scenario.serve();
    const git = (folder: string, ...words: string[]) =>
      execFileSync('git', words, { cwd: folder, env: remote.environment, encoding: 'utf8' });
    const clones = Array.from({ length: 5 }, (_, index) => path.join(remote.folder, `clone-${index}`));
    const source = path.join(remote.folder, 'source');
    mkdirSync(source);
    git(source, 'init', '--quiet', '--template=', '--initial-branch=main');
    for (const author of ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo']) {
      const env = { ...remote.environment, GIT_COMMITTER_DATE: '@1795000000 +0000' };
      const words = ['commit', '--quiet', '--allow-empty', '-m', 'a', `--author=${author} <${author}@x.example>`];
      execFileSync('git', words, { cwd: source, env });
    }
    // The project lies on a host of its own here, so that its commits are no names that sharing left.
    const project = path.join(remote.folder, 'project.git');
    git(remote.folder, 'clone', '--quiet', '--bare', source, project);
    for (const clone of clones) {
      git(remote.folder, 'clone', '--quiet', project, clone);
      git(clone, 'remote', 'set-url', 'origin', scenario.address);
    }
    const state = () => clones.map(clone => wholeState(clone));
    const before = state();
    await scenario.start(5, index => clones[index] ?? '');
    const released: string[] = [];
    for (let at = 0; at < 12; at++) {
      const from = monday + at * 7 * dayMs;
      const isLockedOut = at === 5;
      if (isLockedOut && scenario.host) scenario.host.password = 'another';
      const outcome = await scenario.week(from);
      if (held(outcome)) released.push(weekToShareAt(from));
      for (let index = 0; index < 5; index++) heldApproval(outcome, index);
      if (isLockedOut) {
        const [answer] = await scenario.pass(from + 100 * hourMs);
        assert.equal(answer?.status?.trouble, 'signIn');
        assert.ok(outcome.every(({ opened, share }) => opened === null && share === null));
        if (scenario.host) scenario.host.password = 'correct horse';
        const recovered = await scenario.outcome(from, from + 101 * hourMs);
        assert.ok(recovered.every(({ reason }) => reason === 'notJoined' || reason === 'satOut'));
      }
    }
    assert.ok(released.length > 0 && released.every(week => Number(week.slice(-2)) % 4 === 0), `${released}`);
    assert.deepEqual(state(), before);
  });

  it('thirty open the sums of groups, all racing for the list', async () => {
    await scenario.start(30);
    for (let at = 0; at < 12; at++) {
      const outcome = await scenario.week(monday + at * 7 * dayMs);
      const members = outcome.filter(({ reason }) => reason !== 'satOut');
      assert.equal(held(outcome), true);
      assert.ok(members.length >= 20);
      for (const { joined, opened } of members) assert.deepEqual([joined, opened?.n], [members.length, members.length]);
      const lists = scenario.remote.refs.filter(ref =>
        ref.includes(`${weekToShareAt(monday + at * 7 * dayMs)}/cohort`),
      );
      assert.equal(lists.length, 1);
    }
  });

  it('two windows of each of six are one person', async () => {
    await scenario.start(6);
    const { folder, environment } = scenario.remote;
    const facts = { remoteAddress: scenario.address, sharedId, authors: 6 };
    const windows = scenario.members.map(
      (_, index) => new TeamProcess(index, { folder, environment, seed: 'other', facts }),
    );
    const from = monday + 7 * dayMs;
    const people = scenario.members;
    scenario.members = [...people, ...windows];
    const both = (now: number) => scenario.all(index => scenario.step(index % 6, now));
    for (const hour of moments) await both(from + hour * hourMs);
    const outcome = (await both(from + 99 * hourMs)).slice(0, 6);
    const weeks = outcome.flatMap(answer => answer?.status?.weeks.filter(({ week }) => week === '2026-W48') ?? []);
    assert.equal(held(weeks), true);
    const members = weeks.filter(({ reason }) => reason !== 'satOut').length;
    for (const [kind, count] of [
      ['join', members],
      ['cohort', 1],
      ['sum', members],
    ] as const) {
      assert.equal(scenario.remote.refs.filter(ref => ref.includes(`/2026-W48/${kind}/`)).length, count, kind);
    }
  });

  it('starts no program and opens no connection before the person agrees, and does both afterwards', async function () {
    if (!canTrace()) return this.skip();
    await scenario.serve();
    const { folder, environment } = scenario.remote;
    const log = path.join(folder, 'calls');
    const under = ['strace', '-f', '-qq', '-e', 'trace=network,execve', '-o', log];
    const facts = { remoteAddress: scenario.address, sharedId, authors: 5 };
    scenario.members = [new TeamProcess(0, { folder, environment, seed: 'traced', facts, under })];
    for (const hour of moments) await scenario.pass(monday + hour * hourMs);
    const calls = () => readFileSync(log, 'utf8').split('\n');
    const started = () => calls().filter(call => /execve\((?!.* = -1 )/.test(call));
    const connected = () => calls().filter(call => /\bAF_(?!UNIX\b|LOCAL\b)\w+/.test(call));
    assert.deepEqual([started().length, connected(), scenario.host?.requests], [1, [], 0]);
    assert.deepEqual(readdirSync(scenario.members[0]?.storage ?? ''), []);
    await scenario.all(() => ({ do: 'probe', now: monday }));
    assert.ok(started().some(call => call.includes('send-pack')));
    assert.ok(connected().length > 0 && (scenario.host?.requests ?? 0) > 0);
  });

  describe('on a host that', () => {
    const first = '2026-W48';
    const from = monday + 7 * dayMs;
    const at = (hour: number) => from + hour * hourMs;
    const reasonsOf = (outcome: readonly ShareWeek[]) => [...new Set(outcome.map(({ reason }) => reason))].sort();
    /** Six, in a week that six may share in. */
    beforeEach(() => scenario.start(6));
    const refsOf = (part: string) => scenario.remote.refs.filter(ref => ref.includes(`${first}/${part}`));
    const drop = (ref = '') => scenario.remote.git('update-ref', '-d', ref);
    const isMember = ({ reason }: ShareWeek) => reason !== 'satOut';

    it('packs and prunes', async () => {
      for (const hour of moments) {
        await scenario.pass(at(hour));
        scenario.remote.git('pack-refs', '--all', '--prune');
        scenario.remote.git('gc', '--quiet', '--prune=now');
      }
      assert.equal(held(await scenario.outcome(from)), true);
    });

    it('loses a join before the list is closed', async () => {
      for (const hour of [20, 37, 46]) await scenario.pass(at(hour));
      drop(refsOf('join')[0]);
      await scenario.pass(at(54));
      const outcome = await scenario.outcome(from);
      assert.equal(held(outcome), false);
      // Whose join is lost waits for it.
      assert.deepEqual(reasonsOf(outcome.filter(isMember)), ['missesJoin', null]);
      assert.deepEqual([...refsOf('cohort'), ...refsOf('sum')], []);
    });

    it('loses the list, and then a sum', async () => {
      for (const hour of [20, 37, 54]) await scenario.pass(at(hour));
      drop(refsOf('cohort')[0]);
      await scenario.members[0]?.ask(scenario.step(0, at(91)));
      drop(refsOf('sum')[0]);
      await scenario.pass(at(91));
      const outcome = await scenario.outcome(from, from + 21 * dayMs);
      assert.equal(held(outcome), false);
      assert.deepEqual(reasonsOf(outcome.filter(isMember)), ['incomplete']);
    });

    for (const [name, kinds, spoil, mend] of [
      [
        'hides all refs',
        ['hidden'],
        () => scenario.remote.git('config', 'transfer.hideRefs', 'refs/eddy'),
        () => scenario.remote.git('config', '--unset', 'transfer.hideRefs'),
      ],
      [
        'hides refs from readers',
        ['hidden'],
        () => scenario.remote.git('config', 'uploadpack.hideRefs', 'refs/eddy'),
        () => scenario.remote.git('config', '--unset', 'uploadpack.hideRefs'),
      ],
      [
        'takes heads and tags only',
        ['refused'],
        () => scenario.remote.hook('update', 'case "$1" in refs/heads/*|refs/tags/*) ;; *) exit 1;; esac'),
        () => rmSync(path.join(scenario.remote.path, 'hooks', 'update')),
      ],
      [
        'has a full disk',
        ['hostFull'],
        () => scenario.remote.hook('pre-receive', 'echo "fatal: No space left on device" >&2; exit 1'),
        () => rmSync(path.join(scenario.remote.path, 'hooks', 'pre-receive')),
      ],
    ] as const) {
      it(`${name}: each says so, and goes on when that is over`, async () => {
        spoil();
        for (const answer of await scenario.pass(at(37))) {
          const isOut = answer?.status?.weeks.some(({ week, reason }) => week === first && reason === 'satOut');
          const { trouble } = answer?.status ?? {};
          assert.ok(isOut || (trouble && (kinds as readonly string[]).includes(trouble)), `${trouble}`);
        }
        mend();
        await scenario.pass(at(38));
        await scenario.pass(at(46));
        spoil();
        await scenario.pass(at(54));
        await scenario.pass(at(91));
        assert.deepEqual(refsOf('sum'), []);
        mend();
        await scenario.pass(at(92));
        await scenario.pass(at(93));
        assert.equal(held(await scenario.outcome(from, at(100))), true);
        for (const answer of await scenario.pass(at(101))) assert.equal(answer?.status?.trouble, null);
      });
    }
  });
});

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-f', '-e', 'trace=network', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Every file of a clone, with its content and when it was changed. */
function wholeState(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return names.map(name => {
    const file = path.join(folder, name);
    const { mtimeMs, ino } = statSync(file);
    return `${name} ${ino} ${mtimeMs} ${statSync(file).isFile() ? readFileSync(file, 'latin1') : ''}`;
  });
}
