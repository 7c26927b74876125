import assert from 'node:assert/strict';
import { noReflections } from '../../../src/domain/reflections';
import { Wording } from '../../../src/text/wording';
import { reflectionLines } from '../../../src/vscode/storedDataReflections';
import { sampleReflection } from '../../support/sampleReflection';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en-GB', 'UTC');
const at = Date.UTC(2026, 9, 9, 13);

describe('the lines on what the person said of their weeks', () => {
  it('are none where nothing was said', () => assert.deepEqual(reflectionLines(noReflections, wording), []));

  it('hold everything that is stored, newest week first', () => {
    const lines = reflectionLines(
      {
        ...noReflections,
        answers: [
          sampleReflection('2026-W40', { note: 'Long\n\nlines.' }),
          sampleReflection('2026-W41', { note: '', flow: null }),
        ],
        skips: [{ week: '2026-W39', at }],
        laters: [{ week: '2026-W40', at }],
        picks: [
          { week: '2026-W41', id: 'readAi', at },
          { week: '2026-W42', id: null, at },
          { week: '2026-W43', id: 'later-idea', at },
        ],
        asked: [{ week: '2026-W40', times: 2 }],
        neverSince: at,
      },
      wording,
    );
    assert.deepEqual(lines, [
      '',
      'What you said of your weeks',
      '2026-W43: to try: later-idea',
      '2026-W42: to try: nothing',
      '2026-W41: answered 9 October 2026, 13:00; Felt like a slog: Builds and CI and Meetings; The biggest of them: Builds and CI; Something you would have avoided before: Yes, with AI’s help; How demanding: 3 of 5',
      '2026-W41: to try: Read AI output before committing',
      '2026-W40: answered 9 October 2026, 13:00; Deep flow: Often; Felt like a slog: Builds and CI and Meetings; The biggest of them: Builds and CI; In your words: Long lines.; Something you would have avoided before: Yes, with AI’s help; How demanding: 3 of 5',
      '2026-W40: put off 9 October 2026, 13:00',
      '2026-W40: asked about, times: 2',
      '2026-W39: skipped 9 October 2026, 13:00',
      'Not to be asked any more, since 9 October 2026, 13:00.',
      '',
    ]);
  });
});
