// How long the panel takes for all repositories together: `npm run bench:week -- [--rounds 21] [--repositories 10]`. A
// year of reports that were read already is joined, judged and put into words, once cold and then again and again.
import { parseArgs } from 'node:util';
import { english } from '../../src/text/english';
import { withJudgement } from '../../src/text/reportWords';
import { allKey, pickedRepository } from '../../src/vscode/allRepositories';
import { panelState } from '../../src/vscode/panelState';
import type { Workspace } from '../../src/vscode/repositoryState';
import { sampleYear } from '../support/sampleYear';

const limitMs = 300;
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '21' }, repositories: { type: 'string', default: '10' } },
});
const calendar = { timeZone: 'Europe/Berlin', dayStartMinutes: 240 };
const year = sampleYear('2026-11-20T15:00:00.000Z', calendar, Number(values.repositories));
const workspace: Workspace = {
  kind: 'open',
  repositories: year.reports.map((report, key) => ({
    key: String(key),
    name: report.repository.name,
    state: { kind: 'ready', report },
  })),
};

interface Round {
  readonly join: number;
  readonly panel: number;
  readonly judgement: number;
  readonly all: number;
  /** Of all threads: what it takes however busy the machine is. */
  readonly processor: number;
}

/** Milliseconds. */
function round(): Round {
  const usage = process.cpuUsage();
  const started = performance.now();
  const selected = pickedRepository(workspace, allKey, english);
  const joined = performance.now();
  const state = panelState(workspace, selected, english, 'en', year.flow, year.said);
  const drawn = performance.now();
  if (state.body.kind !== 'week' || selected?.state.kind !== 'ready') throw new Error('there is nothing to show');
  const { tensions } = withJudgement(selected.state.report);
  const judged = performance.now();
  if (tensions.length !== 5) throw new Error('there are not five pairs');
  const { user, system } = process.cpuUsage(usage);
  return {
    join: joined - started,
    panel: drawn - joined,
    judgement: judged - drawn,
    all: judged - started,
    processor: (user + system) / 1000,
  };
}

const requests = year.reports.reduce((sum, { pullRequests }) => sum + (pullRequests?.length ?? 0), 0);
const middle = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
const cold = round();
const rounds = Array.from({ length: Number(values.rounds) }, round);
const middleOf = (key: keyof Round) => middle(rounds.map(times => times[key]));
const said = (key: keyof Round) => `${middleOf(key).toFixed(1)} ms`;
console.log(
  `${values.repositories} repositories, a year, ${requests} requests; the middle of ${rounds.length} rounds:`,
);
console.log(`joined ${said('join')}, panel ${said('panel')}, judged for JSON ${said('judgement')}; all ${said('all')}`);
console.log(
  `processor time ${said('processor')}; the first round ${cold.all.toFixed(1)} ms, ${cold.processor.toFixed(1)} of it processor time`,
);
if (middleOf('processor') > limitMs) {
  console.log(`slower than ${limitMs} ms`);
  process.exitCode = 1;
}
