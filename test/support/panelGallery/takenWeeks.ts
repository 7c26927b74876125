import type { TakenWeek } from '../../../src/protocol';
import type { OpenRepository } from '../../../src/vscode/repositoryState';
import { type ShownPage, type TakingChoice, takenWeek } from '../../../src/vscode/takenWeek';
import { sampleReflection, sampleReflections } from '../sampleReflections';
import { english } from '../translation';
import { flowInputs } from './flowStates';
import { hostile, requestReports } from './requestStates';
import { richReport } from './states';

/** A Thursday afternoon, as in the other examples. */
const now = Date.parse('2027-01-21T14:20:00Z');

/** Weeks as they are taken along, by name of the example: {@link hostile} has names that want to be more than text. */
export function takenWeeks(choice: TakingChoice): Record<'rich' | 'running' | 'hostile' | 'flowOnly', TakenWeek> {
  const { usual = richReport(), hostile: odd = usual } = requestReports(richReport());
  const week = '2027-W02';
  const note = `The tests of the sluice, again. ${hostile.slice(0, 120)}`;
  const said = sampleReflections('2027-01-21 15:20', {
    answers: [sampleReflection(week, { flow: 'often', slogs: ['tests', 'builds'], biggest: 'tests', load: 3, note })],
  });
  const page = (name: string, state: OpenRepository['state'], week: string | null): TakenWeek => {
    const selected = { key: '1', name, state };
    const flow = flowInputs().usual ?? null;
    const workspace = { kind: 'open', repositories: [selected] } as const;
    const shown: ShownPage = { workspace, selected, flow, said, week };
    const taken = takenWeek(shown, choice, now, english, 'en');
    if (!taken) throw new Error(`${name} has no week`);
    return taken;
  };
  return {
    rich: page('stream', { kind: 'ready', report: usual }, week),
    running: page('stream', { kind: 'ready', report: usual }, null),
    hostile: page(hostile.slice(0, 90), { kind: 'ready', report: odd }, week),
    flowOnly: page('stream', { kind: 'problem', failure: null }, week),
  };
}
