import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RepositoryReader } from '../../../src/git/repositoryReader';
import { noStore } from '../../../src/store/changeCache';
import { linesOf, plainRequest } from '../../support/reading';
import { RequestStage } from '../../support/requestStage';

interface Step {
  readonly name: string;
  /** Which branch, file or request, and how many lines. */
  readonly pick: number;
  readonly hours: number;
}

const branches = ['one', 'two', 'three'];

/** What may happen in a clone, at its remote and to what git keeps; what git refuses does not happen. */
class Scenes {
  #days = 0;
  #number = 0;
  #current = 'main';
  readonly #stage: RequestStage;

  constructor(stage: RequestStage) {
    this.#stage = stage;
  }

  async play({ name, pick, hours }: Step): Promise<void> {
    this.#days += hours / 24;
    this.#stage.at(this.#days);
    const branch = branches[pick % branches.length] ?? 'one';
    await this.#scenes[name]?.(branch, pick).catch(() => undefined);
    await this.#stage.git('merge', '--abort').catch(() => undefined);
    await this.#stage.git('rebase', '--abort').catch(() => undefined);
    this.#current = await this.#stage.git('branch', '--show-current');
  }

  /** What can be done, by name. */
  readonly #scenes: Record<string, (branch: string, pick: number) => Promise<unknown>> = {
    commit: (_, pick) => this.#stage.commit(`file${pick % 4}.ts`, 10 + pick),
    branch: branch => this.#stage.git('switch', '--quiet', '--create', branch, 'origin/main'),
    stack: branch => this.#stage.git('switch', '--quiet', '--create', branch),
    switch: branch => this.#stage.git('switch', '--quiet', branch),
    push: () => this.#stage.git('push', '--quiet', '--force', '--set-upstream', 'origin', this.#current),
    merge: () => this.#stage.git('merge', '--quiet', '--no-edit', '-X', 'ours', 'origin/main'),
    rebase: () => this.#stage.git('rebase', '--quiet', 'origin/main'),
    rename: branch => this.#stage.git('branch', '-m', branch),
    amend: () => this.#stage.git('commit', '--quiet', '--amend', '--message', 'amended'),
    reset: () => this.#stage.git('reset', '--quiet', '--hard', 'HEAD~1'),
    delete: async branch => {
      await this.#stage.git('switch', '--quiet', 'main');
      await this.#stage.git('branch', '--quiet', '-D', branch);
    },
    deleteAtRemote: branch => this.#stage.git('push', '--quiet', 'origin', '--delete', branch),
    fetch: () => this.#stage.git('fetch', '--quiet'),
    pull: () => this.#stage.git('pull', '--quiet', '--ff-only', 'origin', 'main:main'),
    request: (branch, pick) =>
      this.#stage.git('config', `branch.${branch}.github-pr-owner-number`, `ada#engine#${this.#number + (pick % 3)}`),
    garbage: () => this.#stage.collectGarbage(),
    pack: () => this.#stage.git('pack-refs', '--all'),
    mailmap: async (_, pick) =>
      this.#stage.clone.write('.mailmap', pick % 2 ? 'Ada Example <ada@example.com> <bo@example.com>\n' : ''),
    clockAhead: async () => {
      await this.#stage.at(this.#days + 3).othersLand(++this.#number);
      this.#stage.at(this.#days);
      await this.#stage.git('fetch', '--quiet');
    },
    others: () => this.#fetched(this.#stage.othersLand(++this.#number)),
    merged: branch => this.#fetched(this.#stage.forgeMerges(++this.#number, branch)),
    squashed: (branch, pick) =>
      this.#fetched(this.#stage.forgeSquashes(pick % 3 === 0 ? 'No number' : `Title (#${++this.#number})`, branch)),
    rebased: branch => this.#fetched(this.#stage.forgeRebases(branch)),
    reverted: async () => {
      await this.#stage.forgeGit('revert', '--no-edit', 'HEAD');
      await this.#fetched(this.#stage.forgeGit('push', '--quiet', 'origin', 'main'));
    },
    rewritten: async () => {
      await this.#stage.forgeGit('commit', '--quiet', '--amend', '-m', `Rewritten (#${++this.#number})`);
      await this.#fetched(this.#stage.forgeGit('push', '--quiet', '--force', 'origin', 'main'));
    },
  };

  static get names(): string[] {
    const often = ['commit', 'commit', 'push', 'branch', 'merged', 'squashed', 'rebased'];
    return [...often, ...Object.keys(new Scenes({} as RequestStage).#scenes)];
  }

  async #fetched(done: Promise<unknown>): Promise<void> {
    await done;
    await this.#stage.git('fetch', '--quiet');
  }
}

/** From a branch that was pushed. */
async function stageWithWork(): Promise<RequestStage> {
  const stage = await RequestStage.create();
  stage.clone.write('file0.ts', linesOf('file0', 40));
  await stage.git('switch', '--quiet', '--create', 'one');
  await stage.commit('file1.ts', 12);
  await stage.git('push', '--quiet', '--set-upstream', 'origin', 'one');
  return stage;
}

/** Reads again after each step, as a window that stays open, and holds that against a window that was just opened. */
async function assertSameAsNew(steps: readonly Step[]): Promise<void> {
  const stage = await stageWithWork();
  try {
    const scenes = new Scenes(stage);
    const window = stage.reader(stage.ledger());
    for (const [index, step] of [{ name: 'none', pick: 0, hours: 1 }, ...steps].entries()) {
      await scenes.play(step);
      const asked = { now: stage.now + 60_000 };
      const told = await stage.readWith(window, asked);
      const fresh = await stage.report(stage.ledger(), asked);
      assert.deepEqual(told, fresh, `after ${steps.slice(0, index).map(({ name, pick }) => `${name} ${pick}`)}`);
    }
  } finally {
    stage.dispose();
  }
}

describe('RequestReader, read again', function () {
  this.timeout(120_000);

  const step = fc.record({
    name: fc.constantFrom(...Scenes.names),
    pick: fc.nat(20),
    hours: fc.integer({ min: 1, max: 30 }),
  });

  it('says the same as a new one after anything that happens to branches and at the remote', async () => {
    const steps = fc.array(step, { minLength: 6, maxLength: 14 });
    const limits = { numRuns: 12, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false };
    await fc.assert(fc.asyncProperty(steps, assertSameAsNew), limits);
  });

  it('asks git once after a commit or a landing, and not where nothing has changed', async () => {
    const stage = await stageWithWork();
    try {
      let runs = 0;
      const onRun = () => {
        runs += 1;
      };
      const git = { environment: stage.clone.environment, onRun };
      const parts = { store: noStore, repositoryId: () => 'repository', ledger: stage.ledger(), git };
      const reader = new RepositoryReader(parts);
      const runsOf = async () => {
        const request = { ...plainRequest, now: stage.now + 60_000 };
        const { signal } = new AbortController();
        const report = await reader.read(stage.clone.path, request, { signal });
        runs = 0;
        await reader.addRequests(stage.clone.path, request, report, signal);
        return runs;
      };
      await runsOf();
      assert.equal(await runsOf(), 0);
      await stage.commit('more.ts', 5);
      assert.equal(await runsOf(), 1, 'the lines of a branch that was pushed and went on');
      await stage.othersLand(1);
      await stage.git('fetch', '--quiet');
      assert.equal(await runsOf(), 1, 'the messages of what landed');
    } finally {
      stage.dispose();
    }
  });
});
