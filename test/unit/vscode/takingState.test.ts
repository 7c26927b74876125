import assert from 'node:assert/strict';
import { panelState } from '../../../src/vscode/panelState';
import type { OpenRepository, Workspace } from '../../../src/vscode/repositoryState';
import { sampleReflection, sampleReflections } from '../../support/sampleReflections';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { english } from '../../support/translation';

const report = sampleReport([completeChurn(100, 5), completeChurn(200, 20), completeChurn(120, 10)]);
const selected: OpenRepository = { key: '1', name: 'stream', state: { kind: 'ready', report } };
const open: Workspace = { kind: 'open', repositories: [selected] };
const answered = (...weeks: string[]) =>
  sampleReflections('2026-11-20 15:20', { answers: weeks.map(week => sampleReflection(week, { load: 3 })) });

function takingOf(
  said = answered('2026-W47'),
  week: string | null = null,
  shown: OpenRepository | undefined = selected,
) {
  return panelState(open, shown, english, 'en', null, said, week).taking;
}

describe('the ways to take a week along', () => {
  it('are four, without names where the person does not say otherwise', () => {
    const taking = takingOf();
    assert.deepEqual(
      taking?.choices.map(({ kind, label }) => [kind, label]),
      [
        ['markdown', 'Copy as Markdown'],
        ['picture', 'Copy as Picture'],
        ['png', 'Save as PNG…'],
        ['html', 'Save as One HTML File…'],
      ],
    );
    assert.equal(taking.withoutNames.label, 'Without private names');
  });

  it('offer the answers of the week that is shown, where there are some', () => {
    const said = answered('2026-W47', '2026-W45');
    assert.deepEqual(
      ['2026-W47', '2026-W46', '2026-W45'].map(week => takingOf(said, week)?.withAnswers !== null),
      [true, false, true],
    );
  });

  it('are not there while numbers are folded away, nor where there is no week', () => {
    assert.equal(takingOf(answered()), null);
    assert.equal(
      panelState(open, { ...selected, state: { kind: 'problem', failure: null } }, english, 'en').taking,
      null,
    );
    assert.equal(panelState({ kind: 'untrusted' }, undefined, english, 'en').taking, null);
  });
});
