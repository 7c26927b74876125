import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { lookForTimeZone } from '../../src/adapters';

const zones = '/usr/share/zoneinfo';
/** Runs a script with an `/etc` of its own, in which Linux says where the machine is; `null` where that is not allowed. */
function runAbroad(script: string): string | null {
  const words = `mount -t tmpfs none /etc && ln -s ${zones}/Europe/Berlin /etc/localtime && exec "$0" -e "$1"`;
  const { TZ: _, ...env } = process.env;
  const { status, stdout } = spawnSync('unshare', ['-m', 'sh', '-c', words, process.execPath, script], {
    env,
    encoding: 'utf8',
  });
  return status === 0 ? stdout : null;
}

describe('the look for the time zone', () => {
  it('finds where the machine is now', function () {
    const told = runAbroad(`
      const { rmSync, symlinkSync } = require('node:fs');
      const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
      const before = zone();
      rmSync('/etc/localtime');
      symlinkSync('${zones}/Asia/Tokyo', '/etc/localtime');
      (${lookForTimeZone.toString()})();
      console.log(before, zone());
    `);
    if (told === null) this.skip();
    assert.equal(told.trim(), 'Europe/Berlin Asia/Tokyo');
  });

  it('leaves the zone that a variable names', () => {
    const before = process.env.TZ;
    try {
      for (const named of ['Asia/Tokyo', undefined]) {
        if (named === undefined) delete process.env.TZ;
        else process.env.TZ = named;
        lookForTimeZone();
        assert.equal(process.env.TZ, named);
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
});
