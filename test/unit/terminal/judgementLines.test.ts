import assert from 'node:assert/strict';
import type { AiGroup, Report } from '../../../src/domain/report';
import { aiLines, balanceLines, groundLines, openingLines } from '../../../src/terminal/judgementLines';
import { Page } from '../../../src/terminal/page';
import { completeChurn, emptyChurn, sampleReport } from '../../support/sampleReport';

/** Seven weeks, the last two young. */
const weeks = [...Array(4).fill(completeChurn(1000, 80)), completeChurn(1000, 200), emptyChurn, emptyChurn];
const report = sampleReport(weeks);
const page = new Page({ width: 80, locale: 'en', colour: false, unicode: true }, report.timeZone);
const group = (commits: number): AiGroup => ({
  commits,
  requests: 3,
  lines: 400,
  churned: 60,
  churn: 0.15,
  medianSize: 80,
  medianMaturity: null,
  medianTimeToPrMs: 7_200_000,
});

function withFirst(change: Partial<Report['weeks'][number]>): Report {
  return { ...report, weeks: report.weeks.map((week, index) => (index === 2 ? { ...week, ...change } : week)) };
}

describe('what the terminal says besides numbers', () => {
  it('begins with the sentence and the notes of the newest week', () => {
    assert.deepEqual(openingLines(report, page), [
      'No work is recorded for the week of December 14.',
      '· 20% of the new code of the week of November 30 was rewritten within two weeks',
      '  – more than in your other weeks, where the median is 8%.',
    ]);
    assert.deepEqual(openingLines({ ...report, weeks: [] }, page), []);
  });

  it('tells the pairs that are judged, and names the others', () => {
    assert.deepEqual(balanceLines(report, page), [
      'Balance',
      '· Lines and churn: steady, but slipping. In the week of November 30: 1,000 lines',
      '  added (usually 1,000), 20% of them rewritten within two weeks (usually 8%).',
      '· Not judged: Throughput and change failure (not recorded), Time to request and',
      '  maturity (not recorded), Size and review time (not recorded), Focus and felt',
      '  flow (not recorded).',
    ]);
  });

  it('is silent of pairs where none is judged', () => {
    assert.deepEqual(balanceLines(sampleReport([emptyChurn]), page), []);
  });

  it('tells new ground where it is known, and of nobody else', () => {
    const known = withFirst({
      newGround: { languages: [{ name: 'Rust', withAi: true }], areas: [], firstWeek: false },
    });
    const onboarding = {
      startAt: null,
      startBasis: 'set',
      firstLandedAt: null,
      tenthLandedAt: null,
      landed: 7,
    } as const;
    assert.deepEqual(groundLines({ ...known, onboarding }, page), [
      'In the week of November 16 you touched Rust (with AI) for the first time.',
      '7 requests of yours have landed here, on the way to the tenth.',
    ]);
    assert.deepEqual(groundLines(report, page), []);
    assert.deepEqual(groundLines({ ...known, onboarding, identity: { mode: 'all', addresses: 0 } }, page), []);
  });

  it('sets marked commits beside the rest from ten of each on', () => {
    const lines = aiLines({ ...report, ai: { marked: group(12), unmarked: group(1200) } }, page);
    assert.deepEqual(lines, [
      '12 of your 1,212 commits of these 7 weeks carry the mark of an assistant. Marks',
      'are often missing, mostly after a squash: the rest is not “without AI”.',
      '                         with a mark  the rest',
      'Commits                           12     1,200',
      'Lines of complete weeks          400       400',
      'Churn                            15%       15%',
      'Requests landed                    3         3',
      'Median size                 80 lines  80 lines',
      'There when opened                  –         –',
      'Time to request                  2\u00a0h       2\u00a0h',
    ]);
    const few = aiLines({ ...report, ai: { marked: group(9), unmarked: group(1200) } }, page);
    assert.match(few.join(' '), /Not enough yet to set them beside the rest: 9 of 10 commits\./);
    assert.equal(
      few.some(line => line.startsWith('Churn')),
      false,
    );
    assert.deepEqual(aiLines(report, page), []);
  });
});
