import assert from 'node:assert/strict';
import type { ReflectionAnswers } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import { reflectionState } from '../../../src/vscode/reflectionState';
import { draftOf, isSame, trimmed, unanswered, weekNamed, withSlog } from '../../../webview/reflectionDraft';
import { sampleReflection, sampleReflections } from '../../support/sampleReflections';
import { english } from '../../support/translation';

const all = ['builds', 'tests', 'meetings', 'other'] as const;
const slogs = (...chosen: ReflectionAnswers['slogs']): ReflectionAnswers => ({ ...unanswered, slogs: chosen });

describe('what is filled in of a week', () => {
  it('keeps slogs in the order of the form', () => {
    assert.deepEqual(withSlog(slogs('meetings'), 'builds', true, all).slogs, ['builds', 'meetings']);
    assert.deepEqual(withSlog(slogs('builds', 'meetings'), 'builds', false, all).slogs, ['meetings']);
    assert.deepEqual(withSlog(slogs('tests'), 'tests', true, all).slogs, ['tests']);
  });

  it('has a biggest slog only among two or more, and one of them', () => {
    const three = { ...slogs('builds', 'tests', 'meetings'), biggest: 'tests' as const };
    assert.equal(withSlog(three, 'builds', false, all).biggest, 'tests');
    assert.equal(withSlog(three, 'tests', false, all).biggest, null);
    assert.equal(withSlog({ ...slogs('builds', 'tests'), biggest: 'tests' }, 'builds', false, all).biggest, null);
  });

  it('is the same as what was stored when every answer is', () => {
    const answers: ReflectionAnswers = {
      flow: 'often',
      slogs: ['builds', 'tests'],
      biggest: 'tests',
      note: 'Slow.',
      ventured: 'yes',
      load: 3,
    };
    assert.ok(isSame(answers, structuredClone(answers)));
    assert.ok(!isSame(answers, null));
    const others: Partial<ReflectionAnswers>[] = [
      { flow: null },
      { slogs: ['builds'] },
      { biggest: null },
      { note: '' },
      { ventured: 'withAi' },
      { load: 4 },
    ];
    for (const other of others) assert.ok(!isSame(answers, { ...answers, ...other }), JSON.stringify(other));
  });

  it('is sent without white space around the note', () => {
    assert.equal(trimmed({ ...unanswered, note: ' \n a b \n' }).note, 'a b');
  });

  it('begins with what was answered of the week that is named, or with nothing', () => {
    const answers = [sampleReflection('2026-W46', { load: 2 })];
    const input = sampleReflections('2026-11-20 15:20', { answers });
    const state = reflectionState(input, { report: null, flow: null }, new Wording(english, 'en', 'Europe/Berlin'));
    const earlier = weekNamed(state, '2026-W46');
    assert.ok(earlier);
    assert.deepEqual(draftOf(earlier), { week: '2026-W46', answers: { ...unanswered, load: 2 } });
    const asked = weekNamed(state, '2026-W47');
    assert.ok(asked);
    assert.deepEqual(draftOf(asked), { week: '2026-W47', answers: unanswered });
    assert.equal(weekNamed(state, '2026-W45'), undefined);
  });
});
