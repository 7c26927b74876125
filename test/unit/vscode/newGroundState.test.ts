import assert from 'node:assert/strict';
import type { NewGround, Onboarding, Report } from '../../../src/domain/report';
import type { GroundState } from '../../../src/protocol';
import { Wording } from '../../../src/text/wording';
import { newGroundState } from '../../../src/vscode/newGroundState';
import { goldenReport, usualWeek } from '../../support/goldenReport';
import { english } from '../../support/translation';

const nothing: NewGround = { languages: [], areas: [], firstWeek: false };
const touched = (languages: string[], areas: string[] = [], withAi = false): NewGround => ({
  languages: languages.map(name => ({ name, withAi })),
  areas: areas.map(name => ({ name, withAi })),
  firstWeek: false,
});

function stateOf(ground: readonly (NewGround | null)[], given: Partial<Report> = {}): GroundState {
  const written = ground.map(newGround => (newGround ? { ...usualWeek, newGround } : usualWeek));
  const report = goldenReport('2026-11-20T15:00:00.000Z', written, given);
  return newGroundState(report, new Wording(english, 'en', report.timeZone));
}

describe('the section of new ground', () => {
  it('begins with the newest week that has any', () => {
    const { sentence, weeks } = stateOf([touched(['Go']), touched(['Rust'], ['api', 'web'], true), nothing]);
    assert.equal(
      sentence,
      'In the week of November 9 you touched Rust (with AI) and the areas api (with AI) and web (with AI) for the first time.',
    );
    assert.deepEqual(weeks, [
      { term: 'Week of November 9', text: 'Rust (with AI) and the areas api (with AI) and web (with AI)' },
      { term: 'Week of November 2', text: 'Go' },
    ]);
  });

  it('says that nothing was new, or that this is not known', () => {
    assert.match(stateOf([nothing, nothing]).sentence, /^In these 2 weeks you stayed with languages and areas/);
    assert.equal(stateOf([null, null]).sentence, 'What was new to you is not known here.');
    assert.deepEqual(stateOf([null, null]).weeks, []);
  });

  it('says that it is still read', () => {
    const report = goldenReport('2026-11-20T15:00:00.000Z', [usualWeek]);
    const { sentence } = newGroundState(report, new Wording(english, 'en', report.timeZone), true);
    assert.equal(sentence, 'Still reading what was new to you.');
  });

  it('lists nothing of the first week, in which all was new', () => {
    const { sentence, weeks } = stateOf([{ ...nothing, firstWeek: true }, nothing]);
    assert.equal(sentence, 'You began in the week of November 9: all of it was new.');
    assert.deepEqual(weeks, [{ term: 'Week of November 9', text: 'your first week: all of it was new' }]);
  });

  it('folds all but the newest five away', () => {
    const { weeks, folded } = stateOf(Array.from({ length: 8 }, (_, index) => touched([`Language ${index}`])));
    assert.deepEqual([weeks.length, folded?.title, folded?.weeks.length], [5, '3 weeks before', 3]);
    assert.equal(weeks[0]?.text, 'Language 7');
  });

  const way: [string, Partial<Onboarding>, string][] = [
    ['nothing has landed', { landed: 0, firstLandedAt: null }, 'No request of yours has landed here yet.'],
    [
      'seven have',
      {},
      '7 requests of yours have landed here, on the way to the tenth. The first landed 3\u00a0d after your first commit.',
    ],
    [
      'the first commit is not known',
      { startAt: null },
      '7 requests of yours have landed here, on the way to the tenth.',
    ],
    [
      'ten have',
      { landed: 31, tenthLandedAt: '2026-02-01T10:00:00.000Z' },
      'Your first request here landed 3\u00a0d after your first commit, the tenth 27\u00a0d after it.',
    ],
  ];
  for (const [situation, given, expected] of way) {
    it(`tells the way in where ${situation}`, () => {
      const onboarding: Onboarding = {
        startAt: '2026-01-05T10:00:00.000Z',
        startBasis: 'first-commit',
        firstLandedAt: '2026-01-08T10:00:00.000Z',
        tenthLandedAt: null,
        landed: 7,
        ...given,
      };
      assert.equal(stateOf([nothing], { onboarding }).wayIn?.text, expected);
    });
  }

  it('tells no way in where several repositories are looked at', () => {
    assert.equal(stateOf([nothing], { onboarding: null }).wayIn, null);
  });
});
