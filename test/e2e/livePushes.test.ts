import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { LedgerEvent } from '../../src/domain/ledger';
import { FolderLedger, ledgerFolderName } from '../../src/store/ledger';
import { linesOf } from '../support/reading';
import { TemporaryRepository } from '../support/temporaryRepository';
import { InstalledVsCode } from './support/installedVsCode';
import { WAIT_MS } from './support/until';
import type { VsCodeWindow } from './support/vsCodeWindow';

const HOUR_MS = 3_600_000;
/** How long what happened outside may take to be known. */
const LIMIT_MS = 20_000;
/** After this a reading has ended that what came last has led to. */
const QUIET_MS = 4000;
const TYPED_LINES = 12;
const PAUSE_MS = 300;
/** Focus is counted anew every half minute. */
const FOCUS_LIMIT_MS = 90_000;

/** A remote, the person's clone of it, which a window shows, and a forge that lands what was pushed. */
class Place {
  private constructor(
    readonly remote: TemporaryRepository,
    readonly clone: TemporaryRepository,
    readonly forge: TemporaryRepository,
    readonly vscode: InstalledVsCode,
    readonly window: VsCodeWindow,
  ) {}

  static async start(settings: Readonly<Record<string, unknown>>): Promise<Place> {
    const remote = await TemporaryRepository.create({ bare: true, folderName: 'remote.git' });
    const clone = await TemporaryRepository.create({ folderName: 'stream' });
    clone.write('base.ts', linesOf('base', 30));
    await clone.commit('begin', { date: Date.now() - 48 * HOUR_MS });
    await clone.git('remote', 'add', 'origin', remote.path);
    await clone.git('push', '--quiet', '--set-upstream', 'origin', 'main');
    await clone.git('remote', 'set-head', 'origin', 'main');
    const identity = { name: 'Forge', email: 'noreply@github.com' };
    const forge = await TemporaryRepository.create({ cloneOf: remote.path, identity });
    const vscode = await InstalledVsCode.start({ environment: { TZ: 'UTC' }, settings });
    const window = await vscode.openWindow(clone.path);
    return new Place(remote, clone, forge, vscode, window);
  }

  /** Shows the panel, and waits until its requests were read. */
  async showPanel(): Promise<void> {
    await this.window.statusBarItem('eddy.status').waitFor({ timeout: WAIT_MS });
    await this.window.runCommand('Eddy: Show This Week');
    await this.requests.getByText('No pull request of yours was found here yet.').waitFor({ timeout: WAIT_MS });
  }

  get requests(): Locator {
    const { panel, page } = this.window;
    return panel.locator('section').filter({ has: page.locator('#requests') });
  }

  /** Begins a branch, commits what was written then (epoch ms), and waits until that is known. */
  async work(branch: string, at = Date.now() - 3 * HOUR_MS): Promise<void> {
    await this.clone.git('switch', '--quiet', '--create', branch, 'main');
    this.clone.write(`${branch}.ts`, linesOf(branch, 20));
    await this.clone.commit(`begin ${branch}`, { date: at, committerDate: Date.now() });
    // Else a push would be seen by the reading that the commit leads to.
    await this.seen('tip', branch);
    await delay(QUIET_MS);
  }

  /** Lands a branch at the remote as one commit of the person's. */
  async squash(branch: string, message: string): Promise<void> {
    await this.forge.git('fetch', '--quiet');
    await this.forge.git('reset', '--quiet', '--hard', 'origin/main');
    await this.forge.git('merge', '--quiet', '--squash', `origin/${branch}`);
    const author = { name: 'Ada Example', email: 'ada@example.com' };
    await this.forge.commit(message, { date: Date.now(), author });
    await this.forge.git('push', '--quiet', 'origin', 'main');
  }

  /** What the window has put into its ledger. */
  async events(): Promise<readonly LedgerEvent[]> {
    const storage = path.join(this.vscode.dataFolder, 'User', 'globalStorage', 'eddy-devex.eddy');
    const ledger = new FolderLedger(storage);
    const file = readdirSync(path.join(storage, ledgerFolderName)).find(name => name.endsWith('.jsonl'));
    return file === undefined ? [] : (await ledger.read(path.parse(file).name)).events;
  }

  /** Waits until the ledger holds one that was seen as it happened. */
  async seen<Kind extends LedgerEvent['kind']>(
    kind: Kind,
    branch: string,
  ): Promise<Extract<LedgerEvent, { kind: Kind }>> {
    const end = Date.now() + LIMIT_MS;
    const isWanted = (event: LedgerEvent): event is Extract<LedgerEvent, { kind: Kind }> =>
      event.kind === kind && event.branch === branch && event.by === 'live';
    for (;;) {
      const found = (await this.events()).find(isWanted);
      if (found) return found;
      assert.ok(Date.now() < end, `no ${kind} of ${branch} was seen within ${LIMIT_MS} ms`);
      await delay(100);
    }
  }

  async dispose(): Promise<void> {
    await this.vscode.dispose();
    for (const repository of [this.remote, this.clone, this.forge]) repository.dispose();
  }
}

for (const [situation, settings] of [
  ['as VS Code comes', {}],
  ['with VS Code’s own git turned off', { 'git.enabled': false }],
] as const) {
  describe(`pushes from a terminal, ${situation}`, () => {
    let place: Place;
    let pushedAt: number;

    before(async () => {
      place = await Place.start(settings);
      await place.showPanel();
    });
    after(() => place?.dispose());

    it('are seen as they happen', async () => {
      await place.work('drift');
      pushedAt = Math.floor(Date.now() / 1000) * 1000;
      await place.clone.git('push', '--quiet', '--set-upstream', 'origin', 'drift');
      const push = await place.seen('pushed', 'drift');
      assert.deepEqual([push.first, push.remote], [true, 'origin']);
      assert.ok(push.at >= pushedAt && push.at <= Date.now());
    });

    it('are followed by the request that GitHub’s extension notes', async () => {
      await place.work('gauge');
      await place.clone.git('push', '--quiet', '--set-upstream', 'origin', 'gauge');
      await place.seen('pushed', 'gauge');
      await place.clone.git('config', 'branch.gauge.github-pr-owner-number', 'ada#stream#8');
      const request = await place.seen('request', 'gauge');
      assert.deepEqual([request.forge, request.number], ['github', 8]);
    });

    it('date the requests that land', async () => {
      await place.squash('drift', 'Show the drift (#7)');
      await place.squash('gauge', 'Let a gauge fail (#8)');
      await place.clone.git('fetch', '--quiet');
      const rows = place.requests.locator('.request[role=option]');
      const row = (text: string) => rows.filter({ hasText: text });
      await row('#7 Show the drift')
        .filter({ hasText: 'squashed · first push, seen as it happened' })
        .waitFor({ timeout: LIMIT_MS });
      await row('#8 Let a gauge fail').filter({ hasText: 'squashed · seen here when it was new' }).waitFor();
      assert.equal(await rows.count(), 2);
      const told = await row('#7').textContent();
      assert.match(
        told ?? '',
        /First commit .*\. Created .*: first push, seen as it happened\. .* 3.h.* from first commit/,
      );
    });
  });
}

describe('work in the editor on a branch that is pushed from a terminal', () => {
  let place: Place;
  before(async () => {
    place = await Place.start({});
    await place.showPanel();
  });
  after(() => place?.dispose());

  it('is told as the focus in the time to its request', async () => {
    const { clone, window } = place;
    await place.work('banks', Date.now());
    await window.openFile('banks.ts');
    for (let line = 0; line < TYPED_LINES; line++) {
      await window.page.keyboard.type('flow();\n');
      await delay(PAUSE_MS);
    }
    await clone.git('push', '--quiet', '--set-upstream', 'origin', 'banks');
    await place.seen('pushed', 'banks');
    await place.squash('banks', 'Build up the banks (#6)');
    await clone.git('fetch', '--quiet');
    await window.runCommand('Eddy: Show This Week');
    const row = place.requests.locator('.request[role=option]').filter({ hasText: '#6 Build up the banks' });
    const told = row.filter({ hasText: /from first commit to request, [1-9]\d*\s(s|min) of it in focus\./ });
    await told.waitFor({ timeout: FOCUS_LIMIT_MS });
  });
});
