import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MemberWeek } from '../../src/domain/shareRecord';
import { weekToShareAt } from '../../src/domain/shareSchedule';
import type { Bucket } from '../../src/domain/teamAnswers';
import { FolderShareRecords } from '../../src/store/shareRecords';
import { LoopbackCollector } from '../support/loopbackCollector';
import { openedOf, sampleAnswers } from '../support/sampleTeam';
import { TemporaryFolder } from '../support/temporaryFolder';
import { TemporaryRepository } from '../support/temporaryRepository';
import { GitOnPath } from './support/gitOnPath';
import { InstalledVsCode } from './support/installedVsCode';
import { until, WAIT_MS } from './support/until';
import type { VsCodeWindow } from './support/vsCodeWindow';

const DAY_MS = 86_400_000;
const SHARE = 'Eddy: Share With My Team…';
const STOP = 'Eddy: Stop Sharing With My Team';
const SHOW = 'Eddy: Show What Was Shared';
const EXPORT = 'Eddy: Export Team Sums…';
/** More than there are places on the page that the keyboard stops at. */
const MOST_STOPS = 60;
/** Git commands that reach another machine. */
const REACHING = / (?:push|fetch|ls-remote|clone|pull) /;

/** A window on a repository with a bare remote, on a machine that writes down which git commands are run. */
class Place {
  private constructor(
    readonly folder: TemporaryFolder,
    readonly remote: string,
    readonly repository: TemporaryRepository,
    readonly git: GitOnPath,
    readonly collector: LoopbackCollector,
    readonly vscode: InstalledVsCode,
    readonly window: VsCodeWindow,
  ) {}

  static async start(): Promise<Place> {
    const folder = new TemporaryFolder('sharing');
    const remote = path.join(folder.path, 'board.git');
    const repository = await TemporaryRepository.create({ folderName: 'stream' });
    repository.write('stream.ts', Array.from({ length: 60 }, (_, line) => `flow(${line});\n`).join(''));
    await repository.commit('Widen the banks', { date: Date.now() - 10 * DAY_MS });
    await repository.git('init', '--quiet', '--bare', remote);
    await repository.git('remote', 'add', 'origin', remote);
    const branch = (await repository.git('symbolic-ref', '--short', 'HEAD')).trim();
    await repository.git('push', '--quiet', 'origin', branch);
    await repository.git('remote', 'set-head', 'origin', branch);
    const git = new GitOnPath();
    const collector = await LoopbackCollector.start();
    const settings = { 'eddy.team.export.endpoint': collector.address, 'eddy.team.export.teamName': 'Harbour' };
    const vscode = await InstalledVsCode.start({ settings, environment: git.environment });
    const window = await vscode.openWindow(repository.path);
    return new Place(folder, remote, repository, git, collector, vscode, window);
  }

  /** What sharing has on the remote. */
  get refs(): string[] {
    const given = ['-C', this.remote, 'for-each-ref', '--format=%(refname)', 'refs/eddy'];
    return execFileSync('git', given, { encoding: 'utf8' }).split('\n').filter(Boolean);
  }

  get storage(): string {
    return path.join(this.vscode.dataFolder, 'User', 'globalStorage', 'eddy-devex.eddy');
  }

  /** What is kept of sharing, by repository. */
  get kept(): string[] {
    const folder = path.join(this.storage, 'team');
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  get reaching(): string[] {
    return this.git.calls.filter(call => REACHING.test(` ${call} `));
  }

  /** All that is in the person's repository besides their files. */
  async own(): Promise<string> {
    const refs = await this.repository.git('for-each-ref');
    const objects = await this.repository.git('count-objects', '-v');
    return [refs, objects, readFileSync(path.join(this.repository.path, '.git', 'config'), 'utf8')].join('\n');
  }

  async dispose(): Promise<void> {
    await this.vscode.dispose();
    await this.collector.stop();
    this.git.dispose();
    this.repository.dispose();
    this.folder.dispose();
  }
}

describe('sharing with a team', () => {
  let place: Place;
  let window: VsCodeWindow;
  let own: string;
  const button = (name: string) => window.panel.getByRole('button', { name, exact: true });
  const toast = (text: string) => window.toasts.filter({ hasText: text });
  const team = () => window.panel.locator('section[aria-labelledby=team]');

  /** Goes on with the Tab key until a part of the page has the focus that says this. */
  async function tabTo(name: string): Promise<void> {
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await window.page.keyboard.press('Tab');
      const said = await window.panel.locator('body').evaluate(body => {
        const focused = body.ownerDocument.activeElement;
        return (focused?.closest('label') ?? focused)?.textContent ?? '';
      });
      if (said.startsWith(name)) return;
    }
    assert.fail(`the keyboard does not come to ${name}`);
  }

  /** Brings the panel to the front, and the keyboard into it. */
  async function showWeek(): Promise<void> {
    await window.runCommand('Eddy: Show This Week');
    await window.activeTab.filter({ hasText: 'This Week' }).waitFor();
    await window.durability.locator('.sentence').waitFor({ timeout: WAIT_MS });
    await window.durability.locator('.sentence').click();
  }

  before(async () => {
    place = await Place.start();
    window = place.window;
    await window.statusBarItem('eddy.status').waitFor({ timeout: WAIT_MS });
    await showWeek();
    own = await place.own();
  });
  after(() => place?.dispose());

  it('sends nothing, and keeps nothing, before the person says so', async () => {
    await delay(5000);
    assert.deepEqual([place.reaching, place.refs, place.kept, await team().count()], [[], [], [], 0]);
  });

  it('explains itself on one page, which sends nothing', async () => {
    await window.runCommand(SHARE);
    await window.panel.getByRole('heading', { name: 'Share With My Team: stream' }).waitFor({ timeout: WAIT_MS });
    for (const text of ['This was not reviewed by an outside cryptographer.', 'works-council law']) {
      await window.panel.getByText(text).first().waitFor();
    }
    await window.takePicture('sharing-page');
    await delay(2000);
    assert.deepEqual([place.reaching, place.refs, place.kept], [[], [], []]);
    assert.equal(await button('Share From This Repository').getAttribute('disabled'), '');
  });

  it('lets an answer be left out, by keyboard', async () => {
    await window.panel.getByRole('heading').first().click();
    await tabTo('Churn');
    await window.page.keyboard.press('Space');
    await window.panel.locator('label', { hasText: 'Churn' }).locator('.left').waitFor();
  });

  it('tries the host by keyboard, and takes back what it pushed', async () => {
    await tabTo('Try My Git Host');
    await window.page.keyboard.press('Enter');
    const result = window.panel.locator('.result');
    await result.filter({ hasNotText: 'Trying' }).waitFor({ timeout: WAIT_MS });
    assert.equal(await result.textContent(), 'The host takes, shows and removes what sharing needs.');
    assert.ok(place.reaching.some(call => call.includes('push')));
    assert.deepEqual(place.refs, []);
  });

  it('begins once the person agrees, by keyboard', async () => {
    await tabTo('Share From This Repository');
    await window.page.keyboard.press('Enter');
    await window.panel.getByText('You share from this repository.').first().waitFor({ timeout: WAIT_MS });
    const [id = ''] = place.kept;
    const record = await new FolderShareRecords(place.storage).read(id);
    assert.equal(record?.consent?.k, 5);
    assert.ok(record?.consent?.questions.includes('flow') && !record.consent.questions.includes('churnPct'));
    await showWeek();
    await team().locator('.sentence').waitFor({ timeout: WAIT_MS });
    assert.match((await team().locator('.sentence').textContent()) ?? '', /this week/);
    await window.takePicture('sharing-agreed');
  });

  it('shows everything that was ever pushed', async () => {
    await window.runCommand(SHOW);
    await window.activeTab.filter({ hasText: 'What Was Shared' }).waitFor();
    const text = window.page.locator('.editor-instance .view-lines').last();
    await text.filter({ hasText: /refs\/eddy\/v1\/probe\/[0-9a-f]{32}/ }).waitFor();
    await window.runCommand('Eddy: Show Stored Data');
    await window.activeTab.filter({ hasText: 'Stored Data' }).waitFor();
  });

  it('draws sums when they are there, and hands them over as they were shown', async () => {
    const records = new FolderShareRecords(place.storage);
    const [id = ''] = place.kept;
    const buckets: Bucket[] = [1, 2, 2, 3, 3, 4, 4, 5];
    await records.alone(id, 5000, async held => {
      assert.ok(held.record);
      await held.keep({ ...held.record, weeks: [releasedWeek(buckets)] });
    });
    assert.equal((await records.read(id))?.weeks.length, 1);
    await showWeek();
    await window.reload();
    await team().locator('.tally').first().waitFor({ timeout: WAIT_MS });
    await team().scrollIntoViewIfNeeded();
    await window.takePicture('sharing-sums');
    await window.runCommand(EXPORT);
    const asked = window.page.locator('.monaco-dialog-box');
    const goesTo = `It goes to ${place.collector.address}/v1/metrics. Charts over weeks there show every change`;
    await asked.filter({ hasText: goesTo }).filter({ hasText: 'To read it first, cancel' }).waitFor();
    const shown = await window.page.locator('.editor-instance .view-lines').last().textContent();
    await window.takePicture('sharing-export');
    await asked.getByRole('button', { name: 'Cancel' }).press('Enter');
    await asked.waitFor({ state: 'hidden' });
    assert.equal(place.collector.received.length, 0);
    await window.runCommand(EXPORT);
    await asked.getByRole('button', { name: 'Send' }).press('Enter');
    await toast('are with the collector').waitFor({ timeout: WAIT_MS });
    const [request] = place.collector.received;
    const { resourceMetrics } = JSON.parse(request?.body ?? '{}');
    assert.equal(resourceMetrics[0].resource.attributes[1].value.stringValue, 'Harbour');
    assert.ok(shown?.replaceAll('\u00a0', ' ').includes(`POST ${place.collector.address}/v1/metrics`));
    await window.runCommand(EXPORT);
    await until('the sums are sent a second time', () => place.collector.received.length === 2);
    const timeless = ({ body }: { body: string }) => body.replace(/"timeUnixNano": "\d+"/g, '');
    assert.equal(new Set(place.collector.received.map(timeless)).size, 1);
  });

  it('stops at once', async () => {
    await window.runCommand(STOP);
    await toast('You no longer share from stream.').waitFor({ timeout: WAIT_MS });
    const [id = ''] = place.kept;
    assert.equal((await new FolderShareRecords(place.storage).read(id))?.consent, null);
    assert.deepEqual(place.refs, []);
    await showWeek();
    await team().waitFor({ state: 'detached', timeout: WAIT_MS });
  });

  it('leaves the person’s repository as it was', async () => {
    assert.equal(await place.own(), own);
  });

  it('is gone with everything else after an erasure', async () => {
    assert.equal(place.kept.length, 1);
    await window.runCommand('Eddy: Erase Everything…');
    const asked = window.page.locator('.monaco-dialog-box');
    await asked.filter({ hasText: 'You no longer share with any team' }).waitFor();
    await asked.getByRole('button', { name: 'Erase Everything' }).press('Enter');
    await toast('Everything is erased.').waitFor({ timeout: WAIT_MS });
    assert.deepEqual([place.kept, place.refs], [[], []]);
  });
});

/** The week that is shared now, with sums of eight people. */
function releasedWeek(flow: readonly Bucket[]): MemberWeek {
  const week = weekToShareAt(Date.now());
  return {
    ...{
      week,
      k: 5,
      publicKey: 'A'.repeat(43),
      sharedId: '0'.repeat(64),
      joinAt: 0,
      sumAt: 0,
      lookedAt: 0,
      joined: 8,
      reason: null,
    },
    ...{ isOver: true, hasKey: false, isRemoved: true },
    join: 'posted',
    sum: 'posted',
    freeze: 'none',
    ...{ answers: null, seen: [], cohort: null, masked: null },
    share: { schema: 'eddy-share/1', week, answers: sampleAnswers({ flow: 4 }), flipped: [] },
    opened: openedOf(8, { flow }),
  };
}
