import assert from 'node:assert/strict';
import type { WeekChurn } from '../../../src/domain/report';
import type { PanelState } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import { panelState } from '../../../src/vscode/panelState';
import { reflectionState } from '../../../src/vscode/reflectionState';
import type { OpenRepository } from '../../../src/vscode/repositoryState';
import { announcementOf } from '../../../webview/announcement';
import { sampleReflections } from '../../support/sampleReflections';
import { completeChurn, sampleReport, youngChurn } from '../../support/sampleReport';
import { english } from '../../support/translation';

function panelOf(key: string, ...churns: WeekChurn[]): PanelState {
  const stream: OpenRepository = { key, name: 'stream', state: { kind: 'ready', report: sampleReport(churns) } };
  return panelState({ kind: 'open', repositories: [stream] }, stream, english, 'en');
}

describe('what the live region of the panel says', () => {
  const before = panelOf('1', completeChurn(100, 20), youngChurn(100, 10, 0.2, 0.1, 0.3));
  const later = panelOf('1', completeChurn(100, 20), youngChurn(100, 20, 0.3, 0.2, 0.4));
  const shown = { state: before, said: 'what was said before' };
  const young = '2026-W46';

  it('says at first what is on the panel', () => {
    assert.equal(announcementOf({ state: null, said: '' }, before, young), before.announcement);
  });

  it('says the week that is looked at when only its numbers have changed', () => {
    assert.match(announcementOf(shown, later, young), /^Week of November 9: about 30% of 100 lines\./);
  });

  it('stays silent when the numbers of another week have changed, or none', () => {
    assert.equal(announcementOf(shown, later, null), shown.said);
    assert.equal(announcementOf(shown, later, '2026-W45'), shown.said);
    assert.equal(announcementOf(shown, structuredClone(before), young), shown.said);
  });

  it('says what is on the panel when that is another repository or another sentence', () => {
    const other = panelOf('2', completeChurn(100, 20), youngChurn(100, 20, 0.3, 0.2, 0.4));
    assert.equal(announcementOf(shown, other, young), other.announcement);
    const another = panelOf('1', completeChurn(100, 50), youngChurn(100, 20, 0.3, 0.2, 0.4));
    assert.equal(announcementOf(shown, another, young), another.announcement);
  });

  it('says no number while they are folded away', () => {
    const input = sampleReflections('2026-11-20 15:20');
    const folded = (state: PanelState): PanelState => {
      const wording = new Wording(english, 'en', 'Europe/Berlin');
      const reflection = reflectionState(input, { report: null, flow: null }, wording);
      return { ...state, reflection, announcement: reflection.folded?.text ?? '' };
    };
    const said = announcementOf({ state: folded(before), said: '' }, folded(later), young);
    assert.match(said, /^Your answers come first/);
  });
});
