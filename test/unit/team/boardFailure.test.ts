import assert from 'node:assert/strict';
import type { ShareFailureKind } from '../../../src/domain/teamSharing';
import { boardFailureOf, failureOf } from '../../../src/team/boardFailure';

const address = 'https://example.com/team/denied-quota.git';

/** What hosts and programs say that no test here can bring about. */
const complaints: readonly (readonly [ShareFailureKind, string])[] = [
  ['signIn', 'git@example.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n'],
  ['signIn', 'Host key verification failed.\nfatal: Could not read from remote repository.\n'],
  ['signIn', `remote: HTTP Basic: Access denied\nfatal: Authentication failed for '${address}/'\n`],
  ['signIn', `remote: Repository not found.\nfatal: repository '${address}/' not found\n`],
  ['signIn', 'ERROR: Repository not found.\nfatal: Could not read from remote repository.\n'],
  ['signIn', `fatal: could not read Username for 'https://example.com': terminal prompts disabled\n`],
  [
    'refused',
    `remote: Permission to team/stream.git denied to ada.\nfatal: unable to access '${address}/': The requested URL returned error: 403\n`,
  ],
  ['refused', 'ERROR: This repository is read-only.\nfatal: Could not read from remote repository.\n'],
  [
    'refused',
    'remote: GitLab: You are not allowed to push code to this project.\n[remote rejected] (pre-receive hook declined)',
  ],
  [
    'refused',
    'remote: error: GH013: Repository rule violations found.\n[remote rejected] (push declined due to repository rule violations)',
  ],
  [
    'hostFull',
    'remote: ERROR: Your push to this repository has exceeded the allocated storage limit.\n[remote rejected] (pre-receive hook declined)',
  ],
  ['hostFull', 'remote: fatal: write error: No space left on device\n[remote rejected] (unpacker error)'],
  ['diskFull', 'fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output\n'],
  ['offline', `fatal: unable to access '${address}/': Could not resolve host: example.com\n`],
  [
    'offline',
    `fatal: unable to access '${address}/': SSL certificate problem: unable to get local issuer certificate\n`,
  ],
  [
    'offline',
    'ssh: Could not resolve hostname example.com: Name or service not known\nfatal: Could not read from remote repository.\n',
  ],
  [
    'offline',
    'ssh: connect to host example.com port 22: Connection timed out\nfatal: Could not read from remote repository.\n',
  ],
  [
    'offline',
    'kex_exchange_identification: Connection closed by remote host\nfatal: Could not read from remote repository.\n',
  ],
  [
    'offline',
    'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\nfatal: the remote end hung up unexpectedly\n',
  ],
  ['limited', `fatal: unable to access '${address}/': The requested URL returned error: 429\n`],
  ['limited', 'remote: Too Many Requests\nfatal: expected flush after ref listing\n'],
  ['busy', "fatal: Unable to create '/x/packed-refs.lock': File exists.\n\nAnother git process seems to be running\n"],
  ['failed', 'fatal: something new\n'],
  ['failed', `fatal: something new at ${address}\n`],
  ['failed', ''],
];

describe('why a board fails', () => {
  for (const [kind, complaint] of complaints) {
    it(`is told: ${kind}, ${complaint.split('\n')[0]?.replaceAll(address, '…')}`, () => {
      assert.equal(boardFailureOf(complaint, address).kind, kind);
    });
  }

  it('is shown by the first line that says something, without passwords', () => {
    for (const [complaint, line] of [
      ['hint: more\nwarning: less\nTo https://example.com\n\nfatal: that is it\nfatal: more\n', 'fatal: that is it'],
      ["fatal: no 'https://ada:secret@example.com/x'", "fatal: no 'https://example.com/x'"],
      ['12:00:00 pkt-line.c:80 packet: fetch< version 2\nfatal: that', 'fatal: that'],
      ['** WARNING: greetings\nfatal: that', 'fatal: that'],
      [`fatal: ${'x'.repeat(1000)}`, `fatal: ${'x'.repeat(293)}`],
      ['', ''],
    ] as const) {
      assert.equal(boardFailureOf(complaint, '').detail, line);
    }
  });

  const error = (code: string) => Object.assign(new Error(`${code}: at /home/ada/x`), { code });
  for (const [kind, thrown] of [
    ['diskFull', error('ENOSPC')],
    ['diskFull', error('EDQUOT')],
    ['notWritable', error('EACCES')],
    ['notWritable', error('EPERM')],
    ['notWritable', error('EROFS')],
    ['failed', error('EIO')],
    ['aborted', new DOMException('', 'AbortError')],
    ['timedOut', new DOMException('', 'TimeoutError')],
    ['failed', new TypeError('/home/ada/x')],
    ['failed', undefined],
  ] as const) {
    it(`says only what is wrong of ${thrown?.message || thrown?.name}: ${kind}`, () => {
      const failure = failureOf(thrown);
      assert.deepEqual([failure.kind, failure.detail, failure.cause], [kind, '', thrown]);
    });
  }

  it('leaves as it is what says so already', () => {
    const failure = boardFailureOf('', '');
    assert.equal(failureOf(failure), failure);
  });
});
