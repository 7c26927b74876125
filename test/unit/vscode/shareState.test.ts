import assert from 'node:assert/strict';
import { windowsOf } from '../../../src/domain/shareSchedule';
import { shareQuestions, shareSchema } from '../../../src/domain/teamAnswers';
import { pushedExample } from '../../../src/team/pushedExample';
import { readCohort, readJoin, readSum } from '../../../src/team/wire';
import { Wording } from '../../../src/text/wording';
import { approvedShare, type ShareInput, shareState } from '../../../src/vscode/shareState';
import { sampleAnswers } from '../../support/sampleTeam';
import { english } from '../../support/translation';

const weekMs = 7 * 86_400_000;
const answers = sampleAnswers({ focusHours: 3, longestBlockMin: 2, churnPct: 2, flow: 4, blocker: 1 });
const input: ShareInput = {
  name: 'stream',
  week: '2026-W47',
  known: { answers, isRead: true },
  questions: new Set(shareQuestions),
  people: 5,
  consent: null,
  asksAnew: false,
  trial: { kind: 'untried' },
  trouble: null,
  example: pushedExample('2026-W47', 5),
};
const consent = { schema: shareSchema, k: 6, questions: shareQuestions, at: 0 };
const stateOf = (given: Partial<ShareInput> = {}, locale = 'en') =>
  shareState({ ...input, ...given }, new Wording(english, locale, 'UTC'));

const spelled = (text: string) => text.replaceAll('\u00a0', '_').replaceAll('\u2009', ' ');

describe('the page about sharing', () => {
  it('tells who learns what, without leaving anybody out', () => {
    const { rows } = stateOf().who.table;
    assert.equal(rows.length, 7);
    const text = rows.flat().join(' ');
    for (const part of [
      'the exact sums of each group after chance, also those that Eddy does not show',
      'An answer that few give exposes them',
      'Who pushed and when, never an answer',
      'A person’s answers, if all others of the group are made up',
      'choose whose group a person falls into',
      'limits it, and does not exclude it',
      'The answers of the last one',
      'that week has no number',
      'shift a sum by one',
      'Your own history',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('says what it can’t promise', () => {
    const text = stateOf().limits.points.join(' ');
    for (const part of [
      'not reviewed by an outside cryptographer',
      'can no longer be taken out',
      'counts installations, not people',
      'five or six people can still count as monitoring under works-council law',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('shows last week’s answers in words', () => {
    assert.deepEqual(
      stateOf().answers.list.map(({ label, answer }) => `${label}: ${answer}`.replaceAll('\u00a0', ' ')),
      [
        'Hours of focus: 10 h to under 15 h',
        'Longest focus block: 25 min to under 50 min',
        'Interruptions in an hour of focus: No answer',
        'Churn: 5% to under 10%',
        'Time to a request: No answer',
        'There when a request opened: No answer',
        'Deep flow: Often',
        'The biggest slog: Builds and tests',
      ],
    );
  });

  it('shows literally what would be approved, without what the person leaves out', () => {
    const questions = new Set(shareQuestions.filter(question => question !== 'churnPct'));
    const [approved, cells] = stateOf({ questions }).literal.blocks;
    assert.equal(
      approved?.text,
      '{"schema":"eddy-share/1","week":"2026-W47","answers":{"focusHours":3,"longestBlockMin":2,"interruptionsPerFocusHour":0,"churnPct":0,"timeToPrHours":0,"prMaturity":0,"flow":4,"blocker":1},"flipped":[]}',
    );
    assert.deepEqual(cells?.text.split('\n'), [
      '0 0 0 1 0 0',
      '0 0 1 0 0 0',
      ...Array(4).fill('1 0 0 0 0 0'),
      '0 0 0 0 1 0',
      '0 1 0 0 0 0',
    ]);
    assert.deepEqual(approvedShare({ ...input, known: { answers: null, isRead: true } }).answers, sampleAnswers({}));
  });

  it('shows pushes in the form in which they are made', () => {
    const [, , join, cohort, sum] = stateOf({ people: 7, example: pushedExample('2026-W47', 7) }).literal.blocks;
    const contentOf = (text = '') => text.slice(text.indexOf('\n') + 1);
    const { join: joined, cohort: listed, sum: summed } = pushedExample('2026-W47', 7);
    assert.equal(contentOf(join?.text), joined.content.trimEnd());
    assert.equal(readJoin(joined.content)?.k, 7);
    assert.equal(contentOf(cohort?.text), listed.content.trimEnd());
    assert.equal(readCohort(listed.content)?.length, 7);
    assert.match(cohort?.label ?? '', /of 7\spe/);
    assert.ok(cohort?.text.startsWith('refs/eddy/v1/2026-W47/cohort/0\n'));
    assert.equal(readSum(summed.content)?.cells.length, 48);
    assert.ok(join?.text.startsWith('refs/eddy/v1/2026-W47/join/00000000'));
    assert.ok(sum?.text.startsWith('refs/eddy/v1/2026-W47/sum/00000000'));
    assert.equal(stateOf().host.block.text, `refs/eddy/v1/probe/${'0'.repeat(32)}\n{"v":1,"probe":true}`);
  });

  it('lets the person share only once the host was tried', () => {
    assert.equal(stateOf().decision.canShare, false);
    assert.equal(stateOf({ trial: { kind: 'trying' } }).decision.canShare, false);
    const failed = stateOf({ trial: { kind: 'failed', text: 'No.' } });
    assert.deepEqual([failed.decision.canShare, failed.host.result, failed.announcement], [false, 'No.', 'No.']);
    const passed = stateOf({ trial: { kind: 'passed' } });
    assert.equal(passed.decision.canShare, true);
    assert.equal(passed.announcement, 'The host takes, shows and removes what sharing needs.');
  });

  it('promises of the lead and the host no more than the table below says', () => {
    assert.ok(stateOf().lead.includes('as long as they make up no members'));
    assert.ok(!stateOf().lead.includes('nobody’s own'));
  });

  it('says how late answers may still leave', () => {
    const { joinFrom, graceUntil } = windowsOf(input.week);
    assert.equal((graceUntil - joinFrom) / weekMs - 1, 2);
    const { leaves, literal } = stateOf();
    for (const text of [leaves.points.join(), literal.blocks.at(-1)?.label]) {
      assert.ok(text?.includes('or when your machine is next online, up to two weeks after that week'), text);
    }
  });

  it('says before agreeing that nothing leaves, and after it that the person shares', () => {
    assert.ok(stateOf().lead.endsWith('Nothing of yours leaves before you say so below.'));
    // A try of the host has left it, and what was shared before an end.
    assert.ok(!stateOf({ trial: { kind: 'passed' } }).lead.includes('has left'));
    assert.equal(stateOf().sharing, null);
    const shared = stateOf({ consent });
    assert.ok(!shared.lead.includes('Nothing of yours leaves'));
    assert.ok(shared.sharing?.text.startsWith('You share from this repository.'));
    assert.equal(shared.decision.canShare, true);
    assert.ok(stateOf({ consent, asksAnew: true }).sharing?.text.startsWith('What is shared has changed'));
  });

  it('offers five, eight or twelve people, no fewer than what was agreed to', () => {
    const values = (state = stateOf()) => state.people.choices.map(({ value }) => value);
    assert.deepEqual(values(), [5, 8, 12]);
    assert.deepEqual(values(stateOf({ consent })), [8, 12]);
    assert.equal(stateOf({ people: 8 }).people.picked, 8);
  });

  it('takes no direction or line from a name', () => {
    const { title } = stateOf({ name: `a\u202Eb\nc${'x'.repeat(300)}` });
    assert.ok(!/[\u202E\n]/.test(title) && title.length < 120);
  });

  it('says so where nothing is known of the week', () => {
    const { text, list } = stateOf({ known: { answers: null, isRead: true } }).answers;
    assert.ok(spelled(text).startsWith('Nothing is known of the last week, November_16 – 22'));
    assert.ok(list.every(({ answer }) => answer === 'No answer'));
  });

  it('does not say so of a week since which the repository was not read', () => {
    const { text, list } = stateOf({ known: { answers: null, isRead: false } }).answers;
    assert.ok(spelled(text).startsWith('What you would answer for the last week, November_16 – 22, is not known yet.'));
    assert.ok(list.every(({ answer }) => answer === 'Not known yet'));
  });
});
