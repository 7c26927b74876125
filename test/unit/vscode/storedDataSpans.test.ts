import assert from 'node:assert/strict';
import { Wording } from '../../../src/text/wording';
import { repositoryLines, repositoryNumbers, SpanLines } from '../../../src/vscode/storedDataSpans';
import { sampleContext, sampleSpan } from '../../support/sampleSpan';
import { at, glance, span } from '../../support/spans';
import { english } from '../../support/translation';

const numbers = repositoryNumbers([sampleSpan(0)]);
const linesIn = (timeZone: string) => new SpanLines(new Wording(english, 'en-GB', timeZone), timeZone, numbers);

describe('the line of a span', () => {
  it('says everything that is stored of it', () => {
    const full = sampleSpan(at('09:00'), {
      last: at('09:05:30'),
      end: at('09:06'),
      focusedFrom: at('08:59'),
      unfocusedAt: at('09:07'),
      ended: 'unfocused',
      counts: { edit: 1200, inserted: 2, read: 3, run: 4, review: 5 },
      typed: 3400,
      inserted: 80,
      firstWork: 12_000,
    });
    assert.deepEqual(linesIn('UTC').of([full]), [
      '',
      'Monday, 2 November 2026',
      '09:00:00 to 09:06:00: logic, typescript, edits 1,200 (characters 3,400), insertions 2 (characters 80), reads 3, runs 4, reviews 5, first edit or run after 12\u00a0s, last activity 09:05:30, focus since 08:59:00, focus lost 09:07:00, ended when the window lost the focus, repository 1, branch 7',
    ]);
  });

  it('leaves away what is not there', () => {
    const [, , line] = linesIn('UTC').of([span('09:00', '09:01', { counts: { read: 1 }, firstWork: null })]);
    assert.equal(line, '09:00:00 to 09:01:00: reads 1, ended when nothing more happened');
  });

  it('says where nothing was done', () => {
    const [, , line] = linesIn('UTC').of([glance('09:00', '09:01')]);
    assert.equal(
      line,
      '09:00:00 to 09:00:00: nothing was done, focus lost 09:01:00, ended when the window lost the focus',
    );
  });

  it('names the day of what lies on another one, by the clock of the person', () => {
    const over = { ...span('22:58', '23:03'), focusedFrom: at('22:58') };
    const [, day, line] = linesIn('Europe/Vienna').of([over]);
    assert.equal(day, 'Monday, 2 November 2026');
    assert.match(line ?? '', /^23:58:00 to 3\sNov 00:03:00: /);
  });

  it('stands under its day, also where a day is longer or shorter and where lines come in pieces', () => {
    const lines = linesIn('Europe/Vienna');
    const starts = [
      Date.UTC(2026, 9, 25, 23, 30),
      Date.UTC(2026, 9, 25, 22, 59),
      Date.UTC(2026, 9, 24, 22, 0),
      Date.UTC(2026, 9, 24, 21, 59),
      Date.UTC(2026, 2, 29, 21, 59),
      Date.UTC(2026, 2, 28, 23, 0),
    ];
    const days = starts.flatMap(start => lines.of([sampleSpan(start)])).filter(line => /^[A-Z]/.test(line));
    assert.deepEqual(days, [
      'Monday, 26 October 2026',
      'Sunday, 25 October 2026',
      'Saturday, 24 October 2026',
      'Sunday, 29 March 2026',
    ]);
  });

  it('has a number for its repository, which is told once', () => {
    const inRepository = (repository: string | null) => sampleSpan(0, { context: { ...sampleContext, repository } });
    const found = repositoryNumbers(['b', null, 'a', 'b'].map(inRepository));
    assert.deepEqual(repositoryLines(found, new Wording(english, 'en-GB', 'UTC')), [
      'Repository 1 is stored as b.',
      'Repository 2 is stored as a.',
    ]);
  });
});
