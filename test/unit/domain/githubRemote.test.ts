import assert from 'node:assert/strict';
import { githubRepositoryOf } from '../../../src/domain/githubRemote';

describe('the repository of a remote', () => {
  const stream = 'github.com ada/stream';
  const table: [address: string, expected: string | null][] = [
    ['https://github.com/ada/stream.git', stream],
    ['https://github.com/ada/stream', stream],
    ['https://github.com/ada/stream/', stream],
    ['https://ada:secret@github.com/ada/stream.git', stream],
    ['https://www.github.com/ada/stream', stream],
    ['http://GitHub.com/ada/stream', stream],
    ['git@github.com:ada/stream.git', stream],
    ['github.com:ada/stream', stream],
    ['git@github.com:/ada/stream.git', stream],
    ['ssh://git@github.com/ada/stream.git', stream],
    ['ssh://git@ssh.github.com:443/ada/stream.git', stream],
    ['git://github.com/ada/stream.git', stream],
    [' git@github.com:ada/stream.js\n', 'github.com ada/stream.js'],
    ['https://github.com/ada-1_corp/a.b_c-d', 'github.com ada-1_corp/a.b_c-d'],
    ['git@octo.ghe.com:ada/stream.git', 'octo.ghe.com ada/stream'],
    ['https://git.example.org:8443/ada/stream.git', 'git.example.org:8443 ada/stream'],
    ['ssh://git@git.example.org:2222/ada/stream.git', 'git.example.org ada/stream'],
    ['git@github.com-work:ada/stream.git', 'github.com-work ada/stream'],

    ['https://gitlab.com/group/sub/project.git', null],
    ['https://github.com/ada', null],
    ['https://github.com/', null],
    ['/srv/git/stream.git', null],
    ['../stream', null],
    ['C:\\git\\stream', null],
    ['file:///srv/git/stream.git', null],
    ['https://github.com/ada/stream org:secret', null],
    ['https://github.com/ada/..', null],
    ['git@github.com:ada/"stream"', null],
    ['', null],
  ];
  for (const [address, expected] of table) {
    it(`of ${JSON.stringify(address)} is ${expected ?? 'not told'}`, () => {
      const found = githubRepositoryOf(address);
      assert.equal(found && `${found.host} ${found.owner}/${found.name}`, expected);
    });
  }
});
