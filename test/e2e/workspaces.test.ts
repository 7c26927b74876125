import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { durabilityFinding } from '../../src/domain/durability';
import { joinedReport } from '../../src/domain/joinedReport';
import { durabilitySentence } from '../../src/text/durabilityText';
import { Wording } from '../../src/text/wording';
import { TemporaryFolder } from '../support/temporaryFolder';
import { DEFAULT_IDENTITY, TemporaryRepository } from '../support/temporaryRepository';
import { english } from '../support/translation';
import { GitOnPath } from './support/gitOnPath';
import { InstalledVsCode } from './support/installedVsCode';
import { terminalReport } from './support/terminalReport';
import type { VsCodeWindow } from './support/vsCodeWindow';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Longer than Eddy waits after the start before it reads. */
const SETTLED_MS = 3000;

describe('a workspace of many kinds of folder', () => {
  const folder = new TemporaryFolder('workspace');
  const linked = path.join(folder.path, 'linked');
  const repositories: TemporaryRepository[] = [];
  let stream: TemporaryRepository;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;

  before(async () => {
    const library = await create('library', 70);
    stream = await create('stream', 60);
    await addSubmodule(stream, library, 'lib');
    await stream.git('worktree', 'add', '--quiet', '-b', 'side', linked);
    const empty = await create('empty', 0);
    const workspace = path.join(folder.path, 'all.code-workspace');
    const folders = [
      { path: stream.path },
      { path: linked },
      { path: empty.path },
      { uri: 'tmp:///far', name: 'far away' },
    ];
    writeFileSync(workspace, JSON.stringify({ folders }));
    // The git extension then tells of no commit that it has not made itself.
    vscode = await InstalledVsCode.start({ settings: { 'git.autorefresh': false }, environment: { TZ: 'UTC' } });
    window = await vscode.openWindow(workspace);
    await window.statusBarItem('eddy.status').waitFor();
  });
  after(async () => {
    await vscode?.dispose();
    for (const repository of repositories) repository.dispose();
    folder.dispose();
  });

  async function create(folderName: string, lines: number): Promise<TemporaryRepository> {
    const repository = await TemporaryRepository.create({ folderName });
    repositories.push(repository);
    if (lines > 0) await addLines(repository, `${folderName}.ts`, lines);
    return repository;
  }

  it('lists each repository once, by its name', async () => {
    await window.runCommand('Eddy: Show This Week');
    const options = window.panel.locator('vscode-option');
    await options.filter({ hasText: 'lib' }).waitFor({ state: 'attached' });
    const names = (await options.allTextContents()).map(name => name.trim());
    const shown = await window.panel
      .locator('vscode-dropdown')
      .evaluate(dropdown => (dropdown as unknown as { displayValue: string }).displayValue.trim());
    assert.equal(shown, 'stream');
    assert.deepEqual(names.sort(), ['All repositories', 'empty', 'far away', 'lib', 'linked', 'stream']);
  });

  for (const [name, folderOf] of [
    ['stream', () => stream.path],
    ['lib', () => path.join(stream.path, 'lib')],
    ['linked', () => linked],
  ] as const) {
    it(`shows what the terminal says of ${name}`, async () => {
      const { weeks, timeZone } = await terminalReport(stream, folderOf());
      const sentence = durabilitySentence(durabilityFinding(weeks), new Wording(english, 'en', timeZone));
      await pick(window, name);
      await window.durability.locator('.sentence').getByText(sentence, { exact: true }).waitFor();
    });
  }

  it('follows a commit in a linked work tree', async () => {
    writeFileSync(path.join(linked, 'side.ts'), linesOf('side', 65));
    await stream.git('-C', linked, 'add', '--all');
    await stream.git('-C', linked, 'commit', '--quiet', '--message', 'on the side');
    await window.durability.getByRole('option').nth(-1).click();
    await window.durability.locator('.details dd').getByText('65', { exact: true }).first().waitFor();
  });

  it('shows all of them together, each repository once, also after a reload', async () => {
    const reports = await Promise.all(
      [linked, path.join(stream.path, 'lib')].map(each => terminalReport(stream, each)),
    );
    const joined = joinedReport(reports);
    assert.ok(joined);
    const sentence = durabilitySentence(durabilityFinding(joined.weeks), new Wording(english, 'en', joined.timeZone));
    assert.match(sentence, /^Of the 1\d\d lines you added/);
    const isShown = async () => {
      await window.durability.locator('.sentence').getByText(sentence, { exact: true }).waitFor();
      await window.panel.getByText('Without empty and far away: there is nothing to read there.').waitFor();
    };
    await pick(window, 'All repositories');
    await isShown();
    // The command, for a reload of the page may come before VS Code has stored which editors are open.
    await window.page.locator('.sidebar .title-label').click();
    const reloaded = window.page.waitForEvent('load');
    await window.runCommand('Developer: Reload Window');
    await reloaded;
    await isShown();
  });

  it('says why there is nothing to see of a repository without commits', async () => {
    await pick(window, 'empty');
    await window.panel.getByRole('heading', { name: 'This repository has no commits yet.' }).waitFor();
  });

  it('says why there is nothing to see of a folder that is not on the disk', async () => {
    await pick(window, 'far away');
    await window.panel.getByRole('heading', { name: 'Nothing to read in far away' }).waitFor();
    await window.panel.getByText('This folder is not on this machine’s disk.').waitFor();
  });
});

describe('a workspace where nothing may be run', () => {
  let repository: TemporaryRepository;
  let git: GitOnPath;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;
  const cache = () => path.join(vscode.dataFolder, 'User', 'globalStorage', 'eddy-devex.eddy', 'cache');

  before(async () => {
    repository = await TemporaryRepository.create();
    await addLines(repository, 'stream.ts', 60);
    git = new GitOnPath();
    vscode = await InstalledVsCode.start({
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      environment: git.environment,
    });
    window = await vscode.openWindow(repository.path);
    await window.statusBarItem('eddy.status').waitFor();
  });
  after(async () => {
    await vscode?.dispose();
    git?.dispose();
    repository?.dispose();
  });

  it('starts no git and keeps nothing before the person trusts it', async () => {
    await window.runCommand('Eddy: Show This Week');
    await window.panel.getByRole('heading', { name: 'This workspace is not trusted yet' }).waitFor();
    await delay(SETTLED_MS);
    assert.equal(git.startsByEddy, 0);
    assert.equal(existsSync(cache()), false);
  });

  it('says so when there is no git on this machine', async () => {
    git.setInstalled(false);
    await window.panel.getByText('Manage Workspace Trust').click();
    await window.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await window.panel.getByRole('heading', { name: 'Git was not found on this machine.' }).waitFor();
    // VS Code shows its trust editor over everything else.
    const trustEditor = window.page.locator('.monaco-modal-editor-block');
    await trustEditor.click({ position: { x: 5, y: 5 } });
    await trustEditor.waitFor({ state: 'hidden' });
    await window.panel.getByText('Install git 2.30 or later and make sure that it is on the PATH.').waitFor();
    assert.equal(git.startsByEddy, 0);
  });

  it('reads when git is there and the person tries again', async () => {
    git.setInstalled(true);
    await window.panel.getByText('Try Again').click();
    await window.durability.getByText('Of the 60 lines you added').first().waitFor();
    assert.ok(git.startsByEddy > 0);
    assert.equal(existsSync(cache()), true);
  });
});

/** Picks a repository in the panel. */
async function pick({ panel }: VsCodeWindow, name: string): Promise<void> {
  await panel.locator('vscode-dropdown').click();
  await panel.locator('vscode-option').filter({ hasText: name }).click();
}

/** A file of so many lines, committed six weeks ago. */
async function addLines(repository: TemporaryRepository, file: string, count: number): Promise<void> {
  repository.write(file, linesOf(file, count));
  await repository.commit(`add ${file}`, { date: Date.now() - 42 * DAY_MS });
}

const linesOf = (name: string, count: number): string =>
  Array.from({ length: count }, (_, line) => `${name} says line ${line}\n`).join('');

async function addSubmodule(repository: TemporaryRepository, library: TemporaryRepository, at: string): Promise<void> {
  await repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.path, at);
  await repository.commit('add a library', { date: Date.now() - 42 * DAY_MS + HOUR_MS });
  await repository.git('-C', at, 'config', 'user.name', DEFAULT_IDENTITY.name);
  await repository.git('-C', at, 'config', 'user.email', DEFAULT_IDENTITY.email);
}
