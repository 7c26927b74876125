import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import type { PullRequestReport, Report } from '../../src/domain/report';
import { installUnpacked } from '../host/unpackedExtension';
import { LoopbackForge } from '../support/loopbackForge';
import { repositoryRoot } from '../support/repositoryRoot';
import { selfSignedCertificate } from '../support/selfSignedCertificate';
import { TemporaryFolder } from '../support/temporaryFolder';
import { TemporaryRepository } from '../support/temporaryRepository';
import { SIGN_IN_VARIABLE } from './signIn/signInVariable';
import { InstalledVsCode } from './support/installedVsCode';
import { WAIT_MS } from './support/until';
import type { VsCodeWindow } from './support/vsCodeWindow';

const HOUR_MS = 3_600_000;
const USE = 'Eddy: Use Exact Dates From GitHub';
const FORGET = 'Eddy: Forget GitHub Dates';
const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** A VS Code with GitHub Enterprise on 127.0.0.1, a sign-in to it, and a repository where request 7 landed. */
class Place {
  readonly landedAt = Math.floor(Date.now() / 1000) * 1000 - HOUR_MS;
  readonly createdAt = this.landedAt - 5 * HOUR_MS;

  private constructor(
    readonly forge: LoopbackForge,
    readonly repository: TemporaryRepository,
    readonly vscode: InstalledVsCode,
    readonly window: VsCodeWindow,
    readonly folder: TemporaryFolder,
  ) {
    const [createdAt, landedAt] = [iso(this.createdAt), iso(this.landedAt)];
    const authoredAt = [iso(this.createdAt - 20 * HOUR_MS)];
    forge.repositories = [
      {
        nameWithOwner: 'ada/stream',
        requests: [{ number: 7, createdAt, updatedAt: landedAt, mergedAt: landedAt, authoredAt }],
      },
    ];
  }

  static async start(): Promise<Place> {
    const folder = new TemporaryFolder('github');
    const certificate = selfSignedCertificate();
    const trusted = path.join(folder.path, 'certificate.pem');
    writeFileSync(trusted, certificate.cert);
    const forge = await LoopbackForge.start({ certificate });
    const repository = await TemporaryRepository.create();
    await repository.git('remote', 'add', 'origin', `https://${forge.host}/ada/stream.git`);
    repository.write('stream.ts', Array.from({ length: 60 }, (_, line) => `flow(${line});\n`).join(''));
    await repository.commit('Widen the banks (#7)', { date: Math.floor(Date.now() / 1000) * 1000 - HOUR_MS });
    const environment = { NODE_EXTRA_CA_CERTS: trusted, [SIGN_IN_VARIABLE]: path.join(folder.path, 'sessions') };
    // VS Code's own list of trusted certificates would take the place of Node's.
    const settings = {
      'github-enterprise.uri': `https://${forge.host}`,
      'http.fetchAdditionalSupport': false,
      'http.systemCertificates': false,
    };
    const vscode = await InstalledVsCode.start({ settings, environment });
    installUnpacked(path.join(path.dirname(vscode.dataFolder), 'extensions'), 'e2e/signIn');
    const window = await vscode.openWindow(repository.path);
    return new Place(forge, repository, vscode, window, folder);
  }

  /** The scopes of the sessions that were made. */
  get sessions(): string[] {
    const file = path.join(this.folder.path, 'sessions');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  get storage(): string {
    return path.join(this.vscode.dataFolder, 'User', 'globalStorage', 'eddy-devex.eddy');
  }

  get kept(): string[] {
    const folder = path.join(this.storage, 'exact-dates');
    return existsSync(folder) ? readdirSync(folder).map(name => path.join(folder, name)) : [];
  }

  async request(): Promise<PullRequestReport | undefined> {
    const cli = path.join(repositoryRoot, 'dist', 'cli.js');
    const args = [cli, 'report', '--repo', this.repository.path, '--json', '--no-cache', '--storage', this.storage];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: this.repository.environment });
    return (JSON.parse(stdout) as Report).pullRequests?.[0];
  }

  async dispose(): Promise<void> {
    await this.vscode.dispose();
    await this.forge.stop();
    this.repository.dispose();
    this.folder.dispose();
  }
}

describe('exact dates from GitHub', () => {
  let place: Place;
  let window: VsCodeWindow;

  before(async () => {
    place = await Place.start();
    window = place.window;
    await window.statusBarItem('eddy.status').waitFor({ timeout: WAIT_MS });
    await window.runCommand('Eddy: Show This Week');
    await window.durability.locator('.sentence').waitFor({ timeout: WAIT_MS });
  });
  after(() => place?.dispose());

  it('asks nobody for anything before the command', async () => {
    await delay(3000);
    assert.deepEqual([place.forge.questions, place.sessions, place.kept], [[], [], []]);
    assert.equal((await place.request())?.createdBasis, 'landing-only');
  });

  it('says what will leave, and does nothing if the person goes away', async () => {
    await window.runCommand(USE);
    const consent = dialog(window).filter({ hasText: 'Use exact dates from GitHub for ada/stream?' });
    await consent.filter({ hasText: `Eddy asks ${place.forge.host} for “my pull requests in ada/stream”.` }).waitFor();
    await window.takePicture('github-dates-consent');
    await window.page.keyboard.press('Escape');
    await consent.waitFor({ state: 'hidden' });
    assert.deepEqual([place.forge.questions, place.sessions, place.kept], [[], [], []]);
  });

  it('ends in a clear message where the person does not sign in', async () => {
    await window.runCommand(USE);
    await dialog(window).getByRole('button', { name: 'It Is Public' }).press('Enter');
    await dialog(window).filter({ hasText: 'wants to sign in using GitHub Enterprise Server' }).waitFor();
    await window.page.keyboard.press('Escape');
    await toast(window, 'There is no GitHub session that Eddy may use.').waitFor();
    assert.deepEqual([place.forge.questions, place.sessions, place.kept], [[], [], []]);
  });

  it('takes the dates from GitHub once the person signed in', async () => {
    await window.runCommand(USE);
    await dialog(window).getByRole('button', { name: 'It Is Private' }).press('Enter');
    await dialog(window).getByRole('button', { name: 'Allow' }).press('Enter');
    await toast(window, 'Requests of yours whose exact dates Eddy knows from GitHub: 1.').waitFor({ timeout: WAIT_MS });
    await window.takePicture('github-dates-known');
    assert.deepEqual(place.sessions, ['["repo"]']);
    assert.deepEqual(
      place.kept.map(file => statSync(file).mode & 0o777),
      [0o600],
    );
    const request = await place.request();
    assert.deepEqual(
      [request?.createdBasis, request?.createdAt, request?.firstCommitAt],
      ['exact', ...[place.createdAt, place.createdAt - 20 * HOUR_MS].map(at => new Date(at).toISOString())],
    );
    assert.deepEqual(place.forge.complaints, []);
  });

  it('says what to do where GitHub has a fault, and keeps what it knows', async () => {
    const before = place.kept.map(file => readFileSync(file, 'utf8'));
    place.forge.mischief = () => ({ status: 200, body: '<html>Sign in to the network</html>' });
    await window.runCommand(USE);
    await dialog(window).getByRole('button', { name: 'It Is Private' }).press('Enter');
    await toast(window, 'gave no answer that Eddy can read').waitFor({ timeout: WAIT_MS });
    place.forge.mischief = () => undefined;
    assert.deepEqual(
      place.kept.map(file => readFileSync(file, 'utf8')),
      before,
    );
  });

  it('forgets them', async () => {
    await window.runCommand(FORGET);
    await toast(window, 'are deleted, and Eddy does not ask it again').waitFor();
    assert.deepEqual(place.kept, []);
    assert.equal((await place.request())?.createdBasis, 'landing-only');
  });

  it('has nothing to ask where the remote is another forge’s', async () => {
    await place.repository.git('remote', 'set-url', 'origin', 'https://gitlab.example.com/ada/stream.git');
    await window.runCommand(USE);
    await toast(window, 'has no remote that Eddy knows as GitHub’s').waitFor();
  });
});

const dialog = ({ page }: VsCodeWindow): Locator => page.locator('.monaco-dialog-box');

const toast = ({ toasts }: VsCodeWindow, text: string): Locator => toasts.filter({ hasText: text });
