// A process of its own, for what must not depend on where it runs: prints what the panel shows and the report says of a
// year of work in two repositories, for each of some moments, as JSON: `weekWriter.cjs <time zone of the person> <now>…`.
import { english } from '../../src/text/english';
import { withJudgement } from '../../src/text/reportWords';
import { allKey, pickedRepository } from '../../src/vscode/allRepositories';
import { panelState } from '../../src/vscode/panelState';
import type { OpenRepository, Workspace } from '../../src/vscode/repositoryState';
import { sampleYear } from './sampleYear';

function told(timeZone: string, now: string) {
  const { reports, flow, said } = sampleYear(now, { timeZone, dayStartMinutes: 240 }, 2);
  const repositories = reports.map((report, key): OpenRepository => {
    return { key: String(key), name: report.repository.name, state: { kind: 'ready', report } };
  });
  const workspace: Workspace = { kind: 'open', repositories };
  const all = pickedRepository(workspace, allKey, english);
  const state = panelState(workspace, all, english, 'en', flow, said);
  return { state, report: all?.state.kind === 'ready' ? withJudgement(all.state.report) : null };
}

const [timeZone = 'UTC', ...moments] = process.argv.slice(2);
process.stdout.write(JSON.stringify(moments.map(now => told(timeZone, now))));
