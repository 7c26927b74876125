import assert from 'node:assert/strict';
import { remotePlaceOf } from '../../../src/domain/remoteAddress';

describe('the address of a remote', () => {
  const table: [address: string, expected: string | null][] = [
    ['https://gitlab.com/group/sub/project.git', 'gitlab.com group/sub/project'],
    ['git@gitlab.com:group/sub/project.git', 'gitlab.com group/sub/project'],
    ['GitLab.com:group/sub/project/', 'gitlab.com group/sub/project'],
    ['ssh://git@gitlab.com:22//group/sub/project', 'gitlab.com group/sub/project'],
    ['git://gitlab.com/group/sub/project', 'gitlab.com group/sub/project'],
    ['https://git.example.org:8443/ada/stream', 'git.example.org:8443 ada/stream'],
    ['https://git.example.org:443/ada/stream', 'git.example.org ada/stream'],
    ['http://git.example.org:80/ada/stream', 'git.example.org ada/stream'],
    ['http://git.example.org:443/ada/stream', 'git.example.org:443 ada/stream'],
    ['ssh://git@ssh.github.com:443/ada/stream.git', 'github.com ada/stream'],
    ['d:ada/stream', 'd ada/stream'],

    ['/srv/git/stream.git', null],
    ['/srv/a:b/stream.git', null],
    ['../stream', null],
    ['C:\\git\\stream', null],
    ['c:/git/stream', null],
    ['file:///srv/git/stream.git', null],
    ['https://github.com/', null],
    ['ext::helper', null],
    ['', null],
  ];
  for (const [address, expected] of table) {
    it(`${JSON.stringify(address)} leads to ${expected ?? 'no other machine'}`, () => {
      const found = remotePlaceOf(address);
      assert.equal(found && `${found.host} ${found.path}`, expected);
    });
  }
});
