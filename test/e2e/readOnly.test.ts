import assert from 'node:assert/strict';
import { readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TemporaryRepository } from '../support/temporaryRepository';
import { changedFiles, fileState } from './support/fileState';
import { InstalledVsCode } from './support/installedVsCode';
import { monthsOfWork, rewriteLastWeek } from './support/monthsOfWork';
import type { VsCodeWindow } from './support/vsCodeWindow';

const SETTINGS = { 'git.autofetch': false, 'git.autorefresh': false, 'git.untrackedChanges': 'hidden' };

/** How long the session without Eddy goes on after the commit at the least. */
const AFTERMATH_MS = 2000;

describe('the folder of git', () => {
  it('changes no more in a session with Eddy than in one without', async () => {
    // Side by side: the session without Eddy waits for the other one, so that it lasts as long.
    const committed = milestone();
    const ended = milestone();
    const [withEddy, withoutEddy] = await Promise.all([
      changedInSession(false, async (window, commit) => {
        await window.statusBarItem('eddy.status').waitFor();
        await window.runCommand('Eddy: Show This Week');
        await window.durability.getByRole('option').nth(-2).click();
        const details = window.durability.locator('.details');
        await details.getByText('8', { exact: true }).first().waitFor();
        await commit();
        committed.reach();
        await details.getByText('28', { exact: true }).first().waitFor();
      }).finally(() => {
        committed.reach();
        ended.reach();
      }),
      changedInSession(true, async (_, commit) => {
        await committed.reached;
        await commit();
        await ended.reached;
        await delay(AFTERMATH_MS);
      }),
    ]);
    assert.deepEqual(
      withEddy.filter(file => !withoutEddy.includes(file)),
      [],
    );
  });

  it('would be seen to change', async () => {
    const repository = await TemporaryRepository.create();
    try {
      await repository.commit('first');
      const folder = path.join(repository.path, '.git');
      const before = fileState(folder);
      assert.deepEqual(changedFiles(before, fileState(folder)), []);
      utimesSync(path.join(folder, 'config'), 1, 1);
      assert.deepEqual(changedFiles(before, fileState(folder)), ['config']);
      await repository.git('update-ref', 'refs/eddy/note', 'HEAD');
      assert.ok(changedFiles(before, fileState(folder)).includes('refs/eddy/note'));
    } finally {
      repository.dispose();
    }
  });
});

/** A moment that one session waits for and another one comes to. */
function milestone(): { readonly reached: Promise<void>; reach(): void } {
  const abort = new AbortController();
  return {
    reached: new Promise(resolve => abort.signal.addEventListener('abort', () => resolve())),
    reach: () => abort.abort(),
  };
}

/**
 * What changed below `.git` from the start of VS Code to its end, but for what the commit itself wrote, which `use` has
 * made from outside.
 */
async function changedInSession(
  withoutEddy: boolean,
  use: (window: VsCodeWindow, commit: () => Promise<void>) => Promise<void>,
): Promise<string[]> {
  const repository = await TemporaryRepository.create({ folderName: 'stream' });
  const changed = new Set<string>();
  try {
    await monthsOfWork(repository);
    await settleIndex(repository);
    const state = () => fileState(path.join(repository.path, '.git'));
    let before = state();
    const note = () => {
      for (const file of changedFiles(before, state())) changed.add(file);
    };
    const vscode = await InstalledVsCode.start({ withoutEddy, settings: SETTINGS, environment: { TZ: 'UTC' } });
    try {
      const window = await vscode.openWindow(repository.path);
      await window
        .statusBarItem('status.scm.0')
        .or(window.page.getByText('main', { exact: true }))
        .first()
        .waitFor();
      await use(window, async () => {
        note();
        await rewriteLastWeek(repository, 20);
        await settleIndex(repository);
        before = state();
      });
    } finally {
      await vscode.dispose();
    }
    note();
    return [...changed].sort();
  } finally {
    repository.dispose();
  }
}

/** Lets no file look as if it might have changed since the index was written: any `git status` would write it anew. */
async function settleIndex(repository: TemporaryRepository): Promise<void> {
  const anHourAgo = Date.now() / 1000 - 3600;
  for (const folder of ['src', 'test', 'docs']) {
    for (const file of readdirSync(path.join(repository.path, folder))) {
      utimesSync(path.join(repository.path, folder, file), anHourAgo, anHourAgo);
    }
  }
  await repository.git('update-index', '--refresh');
}
