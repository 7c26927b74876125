import assert from 'node:assert/strict';
import { OtlpCollector } from '../../../src/team/otlpCollector';
import { teamExportRequestText } from '../../../src/text/teamExportText';
import { LoopbackCollector } from '../../support/loopbackCollector';

/** What HTTP and Node's fetch add by themselves. */
const usual = /^(?:host|connection|content-length|accept-language|accept-encoding|sec-fetch-mode)$/;

describe('the request that hands sums over, in words', () => {
  it('is the one that is sent, with each header that Eddy sets', async () => {
    const loopback = await LoopbackCollector.start();
    try {
      const collector = new OtlpCollector();
      const address = collector.address(loopback.address) ?? assert.fail();
      const body = collector.body([], 'Harbour', 0);
      await collector.send(address, body, AbortSignal.timeout(20_000));
      const [sent] = loopback.received;
      assert.ok(sent);
      const headers = Object.entries(sent.headers).filter(([name]) => !usual.test(name));
      const lines = headers.map(([name, value]) => `${name}: ${value}`);
      const text = teamExportRequestText(address, body);
      assert.deepEqual(text.split('\n\n')[0]?.split('\n'), [`POST ${address}`, ...lines.sort()]);
      assert.equal(text, `${text.split('\n\n')[0]}\n\n${sent.body}\n`);
    } finally {
      await loopback.stop();
    }
  });
});
