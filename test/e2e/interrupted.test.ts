import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { TemporaryRepository } from '../support/temporaryRepository';
import { gitsOfEddy, type RunningGit } from './support/gitProcesses';
import { InstalledVsCode } from './support/installedVsCode';
import { WAIT_MS } from './support/until';
import type { VsCodeWindow } from './support/vsCodeWindow';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a git may outlive the extension host that waits for it. */
const LINGER_MS = 15_000;
const LONG_LINES = 20_000;
const LONG_COMMITS = 4000;
const LONG_BRANCH = 'refs/heads/long';

describe('a reading that is cut short', () => {
  let repository: TemporaryRepository;
  let long: string;
  let vscode: InstalledVsCode;
  let window: VsCodeWindow;

  before(async () => {
    repository = await TemporaryRepository.create({ folderName: 'stream' });
    repository.write('short.ts', lines('short', 60));
    await repository.commit('short', { date: Date.now() - 42 * DAY_MS });
    await writeLongHistory(repository);
    long = (await repository.git('rev-parse', LONG_BRANCH)).trim();
    vscode = await InstalledVsCode.start({ environment: { TZ: 'UTC' } });
    window = await vscode.openWindow(repository.path);
  });
  after(async () => {
    await vscode?.dispose();
    repository?.dispose();
  });

  /** Takes the history away that takes long to read: the reading that runs goes on, and the next one is short. */
  async function shorten(): Promise<void> {
    await repository.git('symbolic-ref', 'HEAD', 'refs/heads/main');
    await repository.git('update-ref', '-d', LONG_BRANCH);
  }

  it('leaves no git behind when the extension host is killed, and is made up for', async () => {
    const gits = await longReading(repository);
    await shorten();
    const item = window.statusBarItem('eddy.status');
    const itemBefore = await item.elementHandle();
    for (const host of new Set(gits.map(({ parent }) => parent))) process.kill(host, 'SIGKILL');
    await ended(repository, gits);
    // It goes with its host; the next host brings another, and then knows the command.
    await itemBefore?.waitForElementState('hidden');
    await item.waitFor();
    await isMadeUpFor(window);
  });

  it('leaves no git behind when the window is loaded anew, and is made up for', async () => {
    await repository.git('update-ref', LONG_BRANCH, long);
    await repository.git('symbolic-ref', 'HEAD', LONG_BRANCH);
    const gits = await longReading(repository);
    await shorten();
    await window.reload();
    await ended(repository, gits);
    await window.statusBarItem('eddy.status').waitFor();
    await isMadeUpFor(window);
  });
});

/** The gits of a reading that has only begun, once they have run for a while. */
async function longReading({ path }: TemporaryRepository): Promise<RunningGit[]> {
  for (const endsAt = Date.now() + WAIT_MS; Date.now() < endsAt; ) {
    const gits = gitsOfEddy(path);
    await delay(500);
    const running = new Set(gitsOfEddy(path).map(({ id }) => id));
    if (gits.length > 0 && gits.every(({ id }) => running.has(id))) return gits;
  }
  return assert.fail('there was no long reading to cut short');
}

async function ended({ path }: TemporaryRepository, gits: readonly RunningGit[]): Promise<void> {
  const left = () => gitsOfEddy(path).filter(({ id }) => gits.some(git => git.id === id));
  for (const endsAt = Date.now() + LINGER_MS; left().length > 0 && Date.now() < endsAt; ) await delay(100);
  assert.deepEqual(left(), []);
}

/** Opens the panel, which says what only a reading to the end can know: how many lines there are, and that they lasted. */
async function isMadeUpFor(window: VsCodeWindow): Promise<void> {
  await window.runCommand('Eddy: Show This Week');
  const { durability } = window;
  await durability.locator('.sentence').filter({ hasText: 'Of the 60 lines you added' }).waitFor();
  await durability.locator('.details .headline').filter({ hasText: /^0%$/ }).waitFor();
}

/** A branch on which every commit changes each line of a large file: little to write, and much to read. */
async function writeLongHistory(repository: TemporaryRepository): Promise<void> {
  const [one, other] = [lines('one', LONG_LINES), lines('other', LONG_LINES)];
  const from = Math.floor((Date.now() - 30 * DAY_MS) / 1000);
  const commits = Array.from({ length: LONG_COMMITS }, (_, index) => [
    `commit ${LONG_BRANCH}`,
    `committer Ada Example <ada@example.com> ${from + index} +0000`,
    'data 0',
    ...(index === 0 ? ['from refs/heads/main^0'] : []),
    `M 100644 :${1 + (index % 2)} long.ts`,
    '',
  ]);
  const blobs = [one, other].flatMap((text, index) => ['blob', `mark :${index + 1}`, `data ${text.length}`, text]);
  const input = [...blobs, ...commits.flat(), 'done', ''].join('\n');
  await new Promise<void>((resolve, reject) => {
    const options = { cwd: repository.path, env: repository.environment };
    const child = execFile('git', ['fast-import', '--quiet', '--done'], options, error =>
      error ? reject(error) : resolve(),
    );
    child.stdin?.end(input);
  });
}

const lines = (name: string, count: number): string =>
  Array.from({ length: count }, (_, line) => `${name} says line ${line}, and nothing else\n`).join('');
