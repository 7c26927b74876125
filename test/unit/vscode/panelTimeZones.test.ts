import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Report } from '../../../src/domain/report';
import type { PanelState } from '../../../src/protocol';
import { repositoryRoot } from '../../support/repositoryRoot';

const program = path.join(repositoryRoot, 'out', 'test', 'support', 'weekWriter.cjs');
const hourMs = 3_600_000;
const mostBytes = 64_000_000;

/** Berlin's clocks go forward on 29 March and back on 25 October 2026. */
const moments = [
  ['before the clocks go forward', '2026-03-28T23:30:00.000Z'],
  ['after the clocks went forward', '2026-03-29T01:30:00.000Z'],
  ['in the hour that comes twice', '2026-10-25T00:30:00.000Z'],
  ['after the clocks went back', '2026-10-25T02:30:00.000Z'],
  ['weeks later', '2026-11-20T15:00:00.000Z'],
] as const;

/** What a process in a place says of a person in Berlin, moment by moment. */
function toldIn(place: string): { state: PanelState; report: Report }[] {
  const { stdout, status } = spawnSync(process.execPath, [program, 'Europe/Berlin', ...moments.map(([, now]) => now)], {
    env: { ...process.env, TZ: place },
    encoding: 'utf8',
    maxBuffer: mostBytes,
  });
  assert.equal(status, 0);
  return JSON.parse(stdout);
}

describe('what is said of the weeks', function () {
  this.timeout(60_000);
  let here: ReturnType<typeof toldIn>;
  before(() => {
    here = toldIn('Europe/Berlin');
  });

  for (const place of ['America/New_York', 'Pacific/Apia']) {
    it(`is the same in ${place}, whatever the clocks do`, () => {
      const there = toldIn(place);
      for (const [index, [when]] of moments.entries()) assert.deepEqual(there[index], here[index], when);
    });
  }

  it('leaves no hour out where the clocks change', () => {
    const { state, report } = here.at(-1) ?? {};
    assert.ok(report && state?.body.kind === 'week' && state.week);
    const lengths = report.weeks.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / hourMs);
    assert.deepEqual([...new Set(lengths)].sort(), [167, 168, 169]);
    for (const [index, { from }] of report.weeks.entries()) {
      if (index > 0) assert.equal(from, report.weeks[index - 1]?.to);
    }
    const spans = state.week.weeks.map(({ span }) => span.replaceAll(/\s/g, ' '));
    for (const week of ['March 23 – 29', 'October 19 – 25']) assert.ok(spans.includes(week), week);
    const judged = state.body.balance.pairs.filter(pair => pair.judged).map(({ pair }) => pair);
    assert.deepEqual(judged, ['throughput-failure', 'time-maturity', 'lines-churn', 'size-review', 'focus-flow']);
  });
});
