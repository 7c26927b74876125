import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PanelState } from '../../../src/protocol';
import type { Translate } from '../../../src/text/wording';
import { exampleState } from '../../../src/vscode/exampleState';
import { exampleYear } from '../../../src/vscode/exampleYear';
import { panelState } from '../../../src/vscode/panelState';
import type { OpenRepository, Workspace } from '../../../src/vscode/repositoryState';
import { repositoryRoot } from '../repositoryRoot';
import { sampleFlow } from '../sampleFlow';
import { emptyChurn, sampleReport } from '../sampleReport';
import { english } from '../translation';

/** A Friday; the pictures of the README are of its week. */
const friday = Date.parse('2026-11-20T16:40:00Z');

/** The example, and whom nothing is known of yet. */
export function exampleStates(): Record<string, PanelState> {
  const german = germanTexts();
  const year = exampleYear(friday, english);
  const never = sampleFlow('2026-11-20 16:40', [], { recording: { since: null, pauses: [] } });
  const stranger: OpenRepository = {
    key: '1',
    name: 'stream',
    state: { kind: 'ready', report: sampleReport([emptyChurn, emptyChurn, emptyChurn]) },
  };
  const open = (...repositories: OpenRepository[]): Workspace => ({ kind: 'open', repositories });
  return {
    example: exampleState(year, null, english, 'en'),
    'example-earlier': exampleState(year, '2026-W44', english, 'en'),
    'example-away': exampleState(year, '2026-W39', english, 'en'),
    'example-german': exampleState(exampleYear(friday, german), null, german, 'de'),
    welcome: panelState(open(), undefined, english, 'en', never),
    'welcome-stranger': panelState(open(stranger), stranger, english, 'en', never),
    'welcome-german': panelState(open(), undefined, german, 'de', never),
    'welcome-untrusted': panelState({ kind: 'untrusted' }, undefined, english, 'en', never),
  };
}

/** The same weeks without a mark, as a person sees their own: what pictures show says beside them that it is an example. */
export function pictureState(): PanelState {
  const { report, flow, said } = exampleYear(friday, english);
  const repository: OpenRepository = { key: '1', name: report.repository.name, state: { kind: 'ready', report } };
  return panelState({ kind: 'open', repositories: [repository] }, repository, english, 'en', flow, said);
}

function germanTexts(): Translate {
  const file = path.join(repositoryRoot, 'l10n', 'bundle.l10n.de.json');
  const texts: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  return (message, ...args) => english(texts[message] ?? message, ...args);
}
