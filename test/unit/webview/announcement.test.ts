import assert from 'node:assert/strict';
import type { WeekChurn } from '../../../src/domain/report';
import type { PanelState } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import { panelState } from '../../../src/vscode/panelState';
import { reflectionState } from '../../../src/vscode/reflectionState';
import type { OpenRepository } from '../../../src/vscode/repositoryState';
import { announcementOf } from '../../../webview/announcement';
import { sampleReflections } from '../../support/sampleReflections';
import { completeChurn, emptyChurn, sampleReport, youngChurn } from '../../support/sampleReport';
import { english } from '../../support/translation';

/** @param picked week; `null` for the running one. */
function panelOf(key: string, picked: string | null, ...churns: WeekChurn[]): PanelState {
  const stream: OpenRepository = { key, name: 'stream', state: { kind: 'ready', report: sampleReport(churns) } };
  return panelState({ kind: 'open', repositories: [stream] }, stream, english, 'en', null, null, picked);
}

describe('what the live region of the panel says', () => {
  const young = '2026-W46';
  const first = [completeChurn(100, 20), youngChurn(100, 10, 0.2, 0.1, 0.3), emptyChurn];
  const second = [completeChurn(100, 20), youngChurn(100, 20, 0.3, 0.2, 0.4), emptyChurn];
  const shownOf = (state: PanelState) => ({ state, said: 'what was said before' });

  it('says at first what is on the panel: the sentence of the week', () => {
    const state = panelOf('1', '2026-W45', ...first);
    assert.equal(announcementOf({ state: null, said: '' }, state), state.announcement);
    assert.match(state.announcement, /^stream: The week of November\s2 brought new code of which 80%/);
  });

  it('says the week that is looked at when only its numbers have changed', () => {
    const before = shownOf(panelOf('1', young, ...first));
    assert.match(
      announcementOf(before, panelOf('1', young, ...second)),
      /^Week of November\s9: about 30% of 100 lines\./,
    );
  });

  it('stays silent when the numbers of another week have changed, or none', () => {
    const before = panelOf('1', '2026-W45', ...first);
    assert.equal(announcementOf(shownOf(before), panelOf('1', '2026-W45', ...second)), shownOf(before).said);
    assert.equal(announcementOf(shownOf(before), structuredClone(before)), shownOf(before).said);
  });

  it('says what is on the panel when that is another repository, week or sentence', () => {
    const before = shownOf(panelOf('1', '2026-W45', ...first));
    for (const now of [
      panelOf('2', '2026-W45', ...first),
      panelOf('1', young, ...first),
      panelOf('1', '2026-W45', completeChurn(100, 50), ...first.slice(1)),
    ]) {
      assert.equal(announcementOf(before, now), now.announcement);
    }
  });

  it('says no number while they are folded away', () => {
    const input = sampleReflections('2026-11-20 15:20');
    const folded = (state: PanelState): PanelState => {
      const wording = new Wording(english, 'en', 'Europe/Berlin');
      const reflection = reflectionState(input, { report: null, flow: null }, wording);
      return { ...state, reflection, announcement: reflection.folded?.text ?? '' };
    };
    const [before, later] = [panelOf('1', young, ...first), panelOf('1', young, ...second)];
    const said = announcementOf({ state: folded(before), said: '' }, folded(later));
    assert.match(said, /^Your answers come first/);
  });
});
