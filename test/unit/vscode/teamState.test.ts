import assert from 'node:assert/strict';
import type { Bucket } from '../../../src/domain/teamAnswers';
import { noNumberReasons, shareFailureKinds } from '../../../src/domain/teamSharing';
import { noNumberText } from '../../../src/text/shareText';
import { Wording } from '../../../src/text/wording';
import { type TeamInput, teamState } from '../../../src/vscode/teamState';
import { openedOf, sampleAnswers, sampleShareWeek, sampleTeam } from '../../support/sampleTeam';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en', 'UTC');
const stateOf = (input: TeamInput, shown = '2026-W47') => teamState(input, shown, wording);
/** 2026-W47 is that of Monday, November 16. It is shared from November 23 on. */
const monday = '2026-11-23T09:00:00Z';
const spread: Bucket[] = [1, 1, 2, 2, 3, 3, 4, 5];

describe('the section of the team', () => {
  const plain = (text: string) => text.replace(/[\u2009\u202f]/g, ' ');
  const sentences: [name: string, input: TeamInput, sentence: string][] = [
    [
      'a week that still goes on',
      sampleTeam('2026-11-20T09:00:00Z', []),
      'Your team shares this week from Mon, Nov 23, 12:00 AM on.',
    ],
    [
      'a week of which nothing was sent yet',
      sampleTeam(monday, []),
      'Nothing was sent for this week yet. People can still join until Wed, Nov 25, 12:00 AM.',
    ],
    ['a week from before', sampleTeam('2026-12-23T09:00:00Z', []), 'You shared nothing of this week.'],
    [
      'a random time that has not come',
      sampleTeam(monday, [sampleShareWeek('2026-W47', { phase: 'waiting' })]),
      'Nothing was sent for this week yet: Eddy waits for a random time, and until it knows of your week. People can still join until Wed, Nov 25, 12:00 AM.',
    ],
    [
      'a random time after the close',
      sampleTeam('2026-11-25T00:00:00Z', [sampleShareWeek('2026-W47', { phase: 'waiting' })]),
      `No number this week. ${noNumberText('notJoined', wording)}`,
    ],
    ...['2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z'].map((now): [string, TeamInput, string] => [
      `a join that may have arrived, on ${now}`,
      sampleTeam(now, [sampleShareWeek('2026-W47', { phase: 'sent' })]),
      'Eddy has sent that you take part, and does not know yet whether it arrived. Your answers have not left yet.',
    ]),
    [
      'a join',
      sampleTeam(monday, [sampleShareWeek('2026-W47', { phase: 'joined' })]),
      'You take part. Others can join until Wed, Nov 25, 12:00 AM; nobody’s answers have left yet.',
    ],
    [
      'a join after the close',
      sampleTeam('2026-11-25T03:00:00Z', [sampleShareWeek('2026-W47', { phase: 'joined' })]),
      'You take part, and nobody else can join. Your answers have not left yet.',
    ],
    [
      'a list that is closed',
      sampleTeam('2026-11-25T09:00:00Z', [sampleShareWeek('2026-W47', { phase: 'frozen' })]),
      'It is known how many take part. Your masked answers leave at a random time, until Sat, Nov 28, 12:00 AM.',
    ],
    [
      'a sum that waits for others',
      sampleTeam('2026-11-26T09:00:00Z', [sampleShareWeek('2026-W47', { phase: 'posted' })]),
      'Your masked answers are with the others. The sum can be read once all are there, until Sat, Nov 28, 12:00 AM.',
    ],
    [
      'a sum that waits for latecomers',
      sampleTeam('2026-11-29T09:00:00Z', [sampleShareWeek('2026-W47', { phase: 'posted' })]),
      'Your masked answers are with the others. The sum can be read once all are there, until Mon, Dec 14, 12:00 AM.',
    ],
    [
      'sums',
      sampleTeam(monday, [sampleShareWeek('2026-W47', { opened: openedOf(8, { flow: spread }) })]),
      '8 to 11 people of your team shared how this week went.',
    ],
    [
      'sums of fewer than the person asks for by now',
      sampleTeam(monday, [sampleShareWeek('2026-W47', { opened: openedOf(8, { flow: spread }) })], {
        consent: { schema: 'eddy-share/1', k: 9, questions: [], at: 0 },
      }),
      'There are sums of this week, of fewer people than you ask for. So they are not shown.',
    ],
    ...noNumberReasons.map((reason): [string, TeamInput, string] => [
      `no number: ${reason}`,
      sampleTeam(monday, [sampleShareWeek('2026-W47', { reason })]),
      `No number this week. ${noNumberText(reason, wording)}`,
    ]),
  ];
  for (const [name, input, sentence] of sentences) {
    it(`tells ${name}`, () => assert.equal(plain(stateOf(input).sentence), sentence));
  }

  it('says each reason, and each trouble, in words of its own', () => {
    assert.equal(new Set(noNumberReasons.map(reason => noNumberText(reason, wording))).size, noNumberReasons.length);
    const troubles = shareFailureKinds.map(trouble => stateOf(sampleTeam(monday, [], { trouble })).trouble);
    assert.equal(new Set(troubles).size, shareFailureKinds.length);
    assert.ok(troubles.every(text => text?.endsWith('.')));
    assert.equal(stateOf(sampleTeam(monday, [])).trouble, null);
  });

  it('draws rounded shares, and says what nearly all said', () => {
    const opened = openedOf(8, { flow: spread, blocker: [2, 2, 2, 2, 2, 2, 2, 3], churnPct: [1, 1, 1, 1] });
    const { sums } = stateOf(sampleTeam(monday, [sampleShareWeek('2026-W47', { opened })]));
    assert.ok(sums);
    assert.equal(plain(sums.title), 'November 16 – 22: 8 to 11 people; shares rounded to tens of percent');
    assert.equal(sums.table.caption, sums.title);
    assert.deepEqual(
      sums.questions.map(({ title, most, bars }) => [title, most, bars.map(({ label, text }) => `${label} ${text}`)]),
      [
        ['Deep flow', null, ['Never 30%', 'Rarely 30%', 'Sometimes 30%', 'Often 10%', 'Most days 10%']],
        ['The biggest slog', 'Nearly all: Review: waiting for it, or reviewing AI output', []],
      ],
    );
    const hidden =
      'Hours of focus, Longest focus block, Interruptions in an hour of focus, Churn, Time to a request, and There when a request opened';
    assert.equal(sums.hidden, `Not shown, as fewer than 5 answered: ${hidden}.`);
    assert.deepEqual(
      sums.table.rows.filter(([question]) => question === 'Churn' || question === 'The biggest slog'),
      [
        ['Churn', 'not shown', ''],
        ['The biggest slog', 'Review: waiting for it, or reviewing AI output', 'nearly all'],
      ],
    );
    assert.ok(!JSON.stringify(sums).includes('40%'));
  });

  it('speaks of rounding only where shares are shown', () => {
    const opened = openedOf(8, { blocker: [2, 2, 2, 2, 2, 2, 2, 3] });
    const { sums } = stateOf(sampleTeam(monday, [sampleShareWeek('2026-W47', { opened })]));
    assert.equal(plain(sums?.title ?? ''), 'November 16 – 22: 8 to 11 people');
  });

  it('draws the release before where that tells of nobody, and only there', () => {
    const sumsAfter = (n: number) => {
      const weeks = [
        sampleShareWeek('2026-W46', { opened: openedOf(n, { flow: [...spread].reverse() }) }),
        sampleShareWeek('2026-W47', { opened: openedOf(8, { flow: spread }) }),
      ];
      return stateOf(sampleTeam(monday, weeks)).sums;
    };
    assert.equal(sumsAfter(8)?.before, 'The line on a bar is the release before.');
    assert.deepEqual(
      sumsAfter(8)?.questions[0]?.bars.map(bar => bar.before),
      [0.3, 0.3, 0.3, 0.1, 0.1],
    );
    assert.deepEqual(sumsAfter(8)?.table.columns.at(-1), 'The release before');
    for (const n of [9, 10]) {
      assert.equal(sumsAfter(n)?.before, null);
      assert.ok(sumsAfter(n)?.questions.every(({ bars }) => bars.every(bar => bar.before === null)));
      assert.equal(sumsAfter(n)?.table.columns.length, 3);
    }
  });

  it('shows the newest sums before a week that has none, and says which week they are of', () => {
    const weeks = [
      sampleShareWeek('2026-W45', { opened: openedOf(8, { flow: spread }) }),
      sampleShareWeek('2026-W46', { opened: openedOf(8, { flow: spread }) }),
      sampleShareWeek('2026-W47', { reason: 'satOut' }),
    ];
    const input = sampleTeam(monday, weeks);
    assert.equal(
      plain(stateOf(input).sums?.title ?? ''),
      'The newest sums before, November 9 – 15: 8 to 11 people; shares rounded to tens of percent',
    );
    assert.equal(
      plain(stateOf(input, '2026-W45').sums?.title ?? ''),
      'November 2 – 8: 8 to 11 people; shares rounded to tens of percent',
    );
    assert.equal(stateOf(input, '2026-W44').sums, null);
  });

  it('tells the person what their own share said, and what was chance', () => {
    const answers = sampleAnswers({ focusHours: 3, flow: 4 });
    const share = { schema: 'eddy-share/1', week: '2026-W47', answers, flipped: ['flow'] } as const;
    const { own } = stateOf(sampleTeam(monday, [sampleShareWeek('2026-W47', { phase: 'posted', share })]));
    assert.equal(own?.text, 'Chance has replaced: Deep flow. Below is what was sent in its place.');
    const [focus, , , churn, , , flow] = own?.facts ?? [];
    assert.deepEqual(
      [focus, churn, flow],
      [
        { term: 'Hours of focus', text: '10\u00a0h to under 15\u00a0h' },
        { term: 'Churn', text: 'No answer' },
        { term: 'Deep flow', text: 'Often' },
      ],
    );
    assert.equal(stateOf(sampleTeam(monday, [sampleShareWeek('2026-W47')])).own, null);
  });

  it('asks in one line to agree anew, and offers the export only where a collector is named', () => {
    const anew = stateOf(sampleTeam(monday, [], { asksAnew: true }));
    assert.equal(anew.anew?.button.command, 'shareWithTeam');
    assert.equal(stateOf(sampleTeam(monday, [])).anew, null);
    const commandsOf = (input: TeamInput) => stateOf(input).buttons.map(({ command }) => command);
    assert.deepEqual(commandsOf(sampleTeam(monday, [])), ['showShared', 'shareWithTeam', 'stopSharing']);
    const exporting = { ...sampleTeam(monday, []), canExport: true };
    assert.deepEqual(commandsOf(exporting), ['showShared', 'shareWithTeam', 'exportTeamSums', 'stopSharing']);
  });

  it('says that no cryptographer from outside looked at it', () => {
    const { points } = stateOf(sampleTeam(monday, [])).measured;
    assert.ok(points.some(({ text }) => text === 'This was not reviewed by an outside cryptographer.'));
  });
});
