import assert from 'node:assert/strict';
import type { ReflectionAnswers } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import { reflectionState } from '../../../src/vscode/reflectionState';
import { draftOf, isErased, isSame, trimmed, unanswered, weekNamed, withSlog } from '../../../webview/reflectionDraft';
import { inBerlin } from '../../support/sampleFlow';
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

  describe('of a week that is named', () => {
    const answers = [sampleReflection('2026-W46', { load: 2 })];
    const since = inBerlin('2026-09-01', '04:00');
    const stateSince = (since: number | null) => {
      const input = sampleReflections('2026-11-20 15:20', { answers }, { recording: { since, pauses: [] } });
      return reflectionState(input, { report: null, flow: null }, new Wording(english, 'en', 'Europe/Berlin'));
    };
    const state = stateSince(since);
    const named = (week: string) => weekNamed(state, week) ?? assert.fail(week);

    it('begins with what was answered, or with nothing', () => {
      const draft = { week: '2026-W46', answers: { ...unanswered, load: 2 }, since };
      assert.deepEqual(draftOf(named('2026-W46'), state), draft);
      assert.deepEqual(draftOf(named('2026-W47'), state), { week: '2026-W47', answers: unanswered, since });
      assert.equal(weekNamed(state, '2026-W45'), undefined);
    });

    it('is erased with everything else, and by nothing else', () => {
      const draft = draftOf(named('2026-W47'), state);
      assert.ok(isErased(draft, stateSince(inBerlin('2026-11-20', '15:00'))));
      for (const other of [since, since - 1, null]) assert.ok(!isErased(draft, stateSince(other)));
      assert.ok(!isErased({ ...draft, since: null }, state));
    });
  });
});
