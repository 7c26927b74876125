import assert from 'node:assert/strict';
import { ShareFailure } from '../../../src/domain/teamSharing';
import { maybeShares, stopSharing } from '../../../src/vscode/sharingStop';
import { sampleStatus } from '../../support/sampleTeam';
import { ShareDesk, stream } from '../../support/shareDesk';

describe('an end of sharing', () => {
  let desk: ShareDesk;
  beforeEach(() => {
    desk = new ShareDesk();
    desk.kept = sampleStatus([]);
  });

  it('is told', async () => {
    const { kind, text } = await stopSharing(desk, stream);
    assert.deepEqual([kind, desk.warnings], ['ended', []]);
    assert.ok(text.startsWith('You no longer share from stream. What was not summed up yet is removed'));
  });

  it('is told where the host can’t be reached, and what then is done', async () => {
    desk.kept = null;
    desk.failing.set('stop', new ShareFailure('offline'));
    const { kind, text } = await stopSharing(desk, stream);
    assert.deepEqual([kind, desk.warnings], ['later', ['stopping to share: offline']]);
    assert.ok(text.startsWith('You no longer share from stream. Eddy removes what is still on the host when it can.'));
    assert.ok(text.endsWith('Eddy tries again by itself.'));
  });

  it('is none where nothing could be kept of it, and says so with what to do', async () => {
    desk.failing.set('stop', new ShareFailure('diskFull'));
    const { kind, text } = await stopSharing(desk, stream);
    assert.equal(kind, 'goesOn');
    assert.equal(
      text,
      'You still share from stream: it could not be ended. This machine’s disk is full. Make room. Try again later.',
    );
  });

  it('is taken for none where that can’t be read', async () => {
    const ofDisk = Object.assign(new Error('EACCES: permission denied, open a path'), { code: 'EACCES' });
    desk.failing.set('stop', ofDisk).set('status', ofDisk);
    const { kind, text } = await stopSharing(desk, stream);
    assert.equal(kind, 'goesOn');
    assert.ok(text.startsWith('You still share from stream') && !text.includes('EACCES'));
    assert.deepEqual(desk.warnings, ['stopping to share: Error']);
    assert.equal(await maybeShares(desk.team, stream.repositoryId), true);
  });
});
