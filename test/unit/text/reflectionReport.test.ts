import assert from 'node:assert/strict';
import type { ExperimentPick } from '../../../src/domain/reflections';
import { withReflections } from '../../../src/text/reflectionReport';
import { goldenReport, usualWeeks } from '../../support/goldenReport';
import { sampleReflection } from '../../support/sampleReflection';

/** Friday of 2026-W41; the report begins with W38. */
const report = goldenReport('2026-10-09T14:00:00Z', usualWeeks(4));
const pick = (week: string, id: string | null = 'testsAlong'): ExperimentPick => ({ week, id, at: 0 });
const experimentOf = (picks: ExperimentPick[]) => withReflections(report, { answers: [], picks }).experiment;

describe('a report with reflections', () => {
  it('has what was answered in the weeks of it, without the person’s own words', () => {
    const answers = [sampleReflection('2026-W30'), sampleReflection('2026-W40')];
    const { weeks, experiment } = withReflections(report, { answers, picks: [] });
    const { week: _, note: __, at: ___, ...answered } = sampleReflection('2026-W40');
    assert.deepEqual(
      weeks.map(({ reflection }) => reflection),
      [null, null, answered, null],
    );
    assert.equal(experiment, null);
    assert.doesNotMatch(JSON.stringify(weeks), /meetings\./);
  });

  it('stays as it is where it is of everybody', () => {
    const all = { ...report, identity: { mode: 'all' as const, addresses: 5 } };
    const reading = { answers: [sampleReflection('2026-W40')], picks: [pick('2026-W40')] };
    assert.equal(withReflections(all, reading), all);
  });

  const cases: [what: string, ExperimentPick[], wanted: [week: string, outcome: RegExp | null] | null][] = [
    ['what was picked for this week', [pick('2026-W40'), pick('2026-W41')], ['2026-W41', /tried this week\. So far:/]],
    ['what was picked before', [pick('2026-W39')], ['2026-W39', /tried in the week of September\s21:/]],
    ['this week’s before the next one’s', [pick('2026-W41'), pick('2026-W42')], ['2026-W41', /this week/]],
    ['the next one’s where there is no other', [pick('2026-W42')], ['2026-W42', null]],
    ['nothing before the report', [pick('2026-W37')], null],
    ['nothing where nothing was picked', [pick('2026-W41', null)], null],
    ['nothing of another version', [pick('2026-W41', 'later-idea')], null],
  ];
  for (const [what, picks, wanted] of cases) {
    it(`tells ${what}`, () => {
      const experiment = experimentOf(picks);
      assert.equal(experiment?.week, wanted?.[0]);
      if (!wanted) return;
      assert.deepEqual([experiment?.id, experiment?.text], ['testsAlong', 'Write the test together with the code']);
      if (wanted[1]) assert.match(experiment?.outcome ?? '', wanted[1]);
      else assert.equal(experiment?.outcome, null);
    });
  }
});
