import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { simpleGit } from 'simple-git';
import { failureOf } from '../../../src/git/failure';
import { TemporaryFolder } from '../../support/temporaryFolder';

describe('the failure of a query', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder('failure');
  });
  afterEach(() => folder.dispose());

  it('is that it took too long, where git says nothing for longer than is waited', async () => {
    const git = path.join(folder.path, 'git');
    writeFileSync(git, '#!/bin/sh\nexec sleep 60\n');
    chmodSync(git, 0o755);
    const environment = { PATH: `${folder.path}:${process.env.PATH}` };
    const asked = simpleGit({ baseDir: folder.path, timeout: { block: 50 } })
      .env(environment)
      .raw(['version']);
    const complaint = await asked.then(
      () => '',
      (error: Error) => error.message,
    );
    assert.equal(failureOf(complaint, 'version').kind, 'timedOut', complaint);
  });
});
