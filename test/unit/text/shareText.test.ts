import assert from 'node:assert/strict';
import { buckets, shareQuestions } from '../../../src/domain/teamAnswers';
import { TeamExportFailure } from '../../../src/domain/teamExport';
import { shareFailureKinds } from '../../../src/domain/teamSharing';
import { shareLogLines } from '../../../src/text/shareLogText';
import { bucketText, shareFailureText } from '../../../src/text/shareText';
import { teamExportFailureText } from '../../../src/text/teamExportText';
import { Wording } from '../../../src/text/wording';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en', 'UTC');
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('answers in words', () => {
  const words = Object.fromEntries(
    shareQuestions.map(question => [question, buckets.map(bucket => plain(bucketText(question, bucket, wording)))]),
  );
  it('name the steps of each scale', () => {
    assert.deepEqual(words, {
      focusHours: [
        'No answer',
        'under 5 h',
        '5 h to under 10 h',
        '10 h to under 15 h',
        '15 h to under 20 h',
        '20 h or more',
      ],
      longestBlockMin: [
        'No answer',
        'under 25 min',
        '25 min to under 50 min',
        '50 min to under 1 h 30 min',
        '1 h 30 min to under 2 h 30 min',
        '2 h 30 min or more',
      ],
      interruptionsPerFocusHour: ['No answer', 'under 1', '1 to under 2', '2 to under 4', '4 to under 8', '8 or more'],
      churnPct: ['No answer', 'under 5%', '5% to under 10%', '10% to under 20%', '20% to under 35%', '35% or more'],
      timeToPrHours: [
        'No answer',
        'under 4 h',
        '4 h to under 8 h',
        '8 h to under 24 h',
        '24 h to under 72 h',
        '72 h or more',
      ],
      prMaturity: ['No answer', 'under 40%', '40% to under 60%', '60% to under 75%', '75% to under 90%', '90% or more'],
      flow: ['No answer', 'Never', 'Rarely', 'Sometimes', 'Often', 'Most days'],
      blocker: [
        'No answer',
        'Builds and tests',
        'Review: waiting for it, or reviewing AI output',
        'Meetings',
        'Unclear work',
        'Something else: old code, tools, other',
      ],
    });
  });
});

describe('a failure of sharing in words', () => {
  const once = { repeats: false };

  it('says that Eddy tries again only where it does', () => {
    const told = (repeats: boolean) =>
      shareFailureKinds.map(kind => shareFailureText({ kind, detail: '' }, wording, { repeats }));
    assert.deepEqual(
      told(false).filter(text => text.includes('by itself')),
      [],
    );
    assert.ok(told(true).includes('The host can’t be reached. Eddy tries again by itself.'));
    assert.ok(told(false).includes('The host can’t be reached. Try again later.'));
  });

  it('has what git said behind it, where it said something', () => {
    const told = shareFailureText({ kind: 'refused', detail: 'remote: no' }, wording, once);
    assert.match(told, /^The host refuses such references.* Git said: remote: no$/);
    assert.ok(!shareFailureText({ kind: 'refused', detail: '' }, wording, once).includes('Git said'));
  });

  it('takes no direction or line from the host', () => {
    const told = shareFailureText({ kind: 'failed', detail: `a\u202Eb\n\u0007c${'x'.repeat(1000)}` }, wording, once);
    assert.ok(!/[\p{Cc}\p{Bidi_Control}]/u.test(told) && told.length < 500);
  });
});

describe('what was ever pushed, as lines', () => {
  const at = Date.UTC(2026, 10, 23, 9, 5);
  it('is each push, character by character', () => {
    const lines = shareLogLines(
      [
        { name: 'stream', entries: [{ at, action: 'join', week: '2026-W47', ref: 'refs/a', content: '{"v":1} \n' }] },
        { name: null, entries: [{ at, action: 'remove', week: null, ref: 'refs/b', content: '' }] },
        { name: 'silent', entries: [] },
      ],
      wording,
    ).map(plain);
    assert.deepEqual(lines.slice(3), [
      '',
      'stream',
      '',
      'November 23, 2026, 9:05 AM: pushed: you take part, week 2026-W47',
      '  refs/a',
      '  {"v":1}',
      '',
      'A repository that is not open in this window',
      '',
      'November 23, 2026, 9:05 AM: removed',
      '  refs/b',
    ]);
  });

  it('says so where nothing was', () => {
    assert.equal(shareLogLines([{ name: 'stream', entries: [] }], wording).at(-1), 'Nothing was ever pushed.');
  });
});

describe('a failed export in words', () => {
  it('differs by kind, and names the address', () => {
    const kinds = ['offline', 'timedOut', 'brokenOff', 'refused', 'partly', 'broken'] as const;
    const address = 'https://collector.example/v1/metrics';
    const told = kinds.map(kind => teamExportFailureText(new TeamExportFailure(kind, 503), address, english));
    assert.equal(new Set(told).size, kinds.length);
    assert.ok(told.every(text => text.includes(address)));
    assert.ok(told[3]?.includes('(status 503)'));
  });
});
