import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withAnswers } from '../../../src/domain/reportReflections';
import { allKey } from '../../../src/vscode/allRepositories';
import { panelState } from '../../../src/vscode/panelState';
import type { OpenRepository } from '../../../src/vscode/repositoryState';
import { type ShownPage, type TakingChoice, takenWeek } from '../../../src/vscode/takenWeek';
import { weekMarkdown } from '../../../src/vscode/weekMarkdown';
import { anyNamedReport, nameMark } from '../../support/namedReport';
import { recordedSince, sampleFlow } from '../../support/sampleFlow';
import { sampleReflection, sampleReflections } from '../../support/sampleReflections';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { withSampleRequests } from '../../support/sampleRequests';
import { english } from '../../support/translation';

const now = Date.parse('2026-11-20T15:00:00Z');
const bare: TakingChoice = { withoutNames: true, withAnswers: false };
const whole: TakingChoice = { withoutNames: false, withAnswers: true };

const report = withSampleRequests(
  sampleReport([completeChurn(100, 5), completeChurn(200, 20), completeChurn(120, 10)]),
  [{ number: 7, title: 'Dam it', branch: 'dam', landed: '2026-11-17 10:00', size: [10, 2, 1] }],
  { open: [[['weir'], ['2026-11-18 10:00'], 20]] },
);
const flow = sampleFlow(
  '2026-11-20 15:20',
  ['2026-11-18 09:00 10:30 away logic', '2026-11-19 09:00 11:00 open logic'],
  {
    recording: recordedSince('2026-11-01'),
  },
);
const answered = (week: string) =>
  sampleReflection(week, { flow: 'often', slogs: ['meetings'], biggest: 'meetings', note: `Words of\n${week}.` });
const answers = ['2026-W45', '2026-W46', '2026-W47'].map(answered);
const said = sampleReflections('2026-11-20 15:20', { answers });

function page(given: Partial<ShownPage> = {}, name = 'stream', key = '1'): ShownPage {
  const selected: OpenRepository = { key, name, state: { kind: 'ready', report } };
  return { workspace: { kind: 'open', repositories: [selected] }, selected, flow, said, week: null, ...given };
}

const take = (shown: ShownPage, choice: TakingChoice) => takenWeek(shown, choice, now, english, 'en');

const panelOf = ({ workspace, selected, flow, said, week }: ShownPage) =>
  panelState(workspace, selected, english, 'en', flow, said, week);

function taken(shown: ShownPage, choice: TakingChoice) {
  const week = take(shown, choice);
  assert.ok(week);
  return week;
}

/** What was answered, in words; the pair that rests on it, and the note. */
const ofAnswers = /Words of|Meetings|"Often|focus-flow|The biggest slog/;

describe('a week that is taken along', () => {
  it('holds no name where the person wants none, whatever they are', () => {
    fc.assert(
      fc.property(anyNamedReport, fc.boolean(), fc.nat(20), (report, withAnswers, at) => {
        const selected: OpenRepository = {
          ...{ key: '1', name: `north/${nameMark}` },
          state: { kind: 'ready', report, missing: [`south ${nameMark}`] },
        };
        const workspace = { kind: 'open', repositories: [selected] } as const;
        const week = report.weeks[at % report.weeks.length]?.week ?? null;
        const shown = page({ workspace, selected, week, flow: null, said: null });
        const nameless = taken(shown, { withoutNames: true, withAnswers });
        assert.doesNotMatch(JSON.stringify(nameless), new RegExp(nameMark));
        assert.doesNotMatch(weekMarkdown(nameless), new RegExp(nameMark));
        const named = taken(shown, { withoutNames: false, withAnswers });
        assert.match(JSON.stringify(named), new RegExp(nameMark));
        assert.match(weekMarkdown(named), new RegExp(nameMark));
      }),
      { numRuns: 60 },
    );
  });

  it('says the same numbers with names and without', () => {
    const numbers = (choice: TakingChoice) => {
      const { sections, flow } = taken(page(), choice);
      assert.ok(sections?.requests.kind === 'known');
      const { figures, requests } = sections.requests.week ?? assert.fail();
      return [flow, sections.durability, sections.balance, figures, requests.map(({ line, text }) => [line, text])];
    };
    assert.deepEqual(numbers({ ...whole, withoutNames: true }), numbers(whole));
  });

  it('tells what it is of', () => {
    const about = (shown: ShownPage, choice: TakingChoice) => {
      const { title, about } = taken(shown, choice);
      return [title.replace(/\s/g, ' '), ...about];
    };
    assert.deepEqual(about(page(), whole), [
      'The week of November 16 – 22',
      ...['stream', 'week 47 of 2026', 'not over yet'],
    ]);
    assert.deepEqual(about(page({ week: '2026-W46' }), bare), ['The week of November 9 – 15', 'week 46 of 2026']);
    const [, name] = about(page({}, 'All repositories', allKey), bare);
    assert.equal(name, 'All repositories');
  });

  it('leaves away what the person answered, and all that rests on it, unless they want it', () => {
    const without = taken(page(), { ...whole, withAnswers: false });
    assert.equal(without.answers, null);
    assert.doesNotMatch(JSON.stringify(without), ofAnswers);
    const told = withAnswers(report, { answers });
    const state = { kind: 'ready', report: told } as const;
    const kept = taken(page({ said: null, selected: { key: '1', name: 'stream', state } }), bare);
    assert.doesNotMatch(JSON.stringify(kept), ofAnswers);

    const withThem = taken(page(), whole);
    assert.deepEqual(
      withThem.answers?.facts.map(({ text }) => text),
      ['Often', 'Meetings', 'Meetings', 'Words of 2026-W47.'],
    );
    // Answers about other weeks stay, with all that is told of them.
    assert.deepEqual({ ...withThem, answers: null }, without);
    const unanswered = sampleReflections('2026-11-20 15:20', {}, { wanted: false });
    assert.equal(taken(page({ said: unanswered }), whole).answers, null);
  });

  it('holds of the answers only those about itself, not what the panel tells of several', () => {
    const four = sampleReport(Array.from({ length: 4 }, () => completeChurn(100, 5)));
    const selected: OpenRepository = { key: '1', name: 'stream', state: { kind: 'ready', report: four } };
    const all = sampleReflections('2026-11-27 15:20', { answers: [...answers, answered('2026-W48')] });
    const shown = page({ selected, said: all, flow: null });
    assert.match(JSON.stringify(panelOf(shown).body), /The biggest slog.*focus-flow/);
    const { answers: own, ...rest } = taken(shown, whole);
    assert.doesNotMatch(JSON.stringify(rest), ofAnswers);
    assert.equal(own?.facts.at(-1)?.text, 'Words of 2026-W48.');
  });

  it('is the one that the panel names, though another was picked meanwhile', () => {
    const of = (week: string, picked: string | null) => {
      const taken = take(page({ week: picked }), { ...whole, week });
      return taken && [taken.week, taken.answers?.facts.at(-1)?.text];
    };
    assert.deepEqual(of('2026-W46', '2026-W45'), ['2026-W46', 'Words of 2026-W46.']);
    assert.deepEqual(of('2026-W46', null), ['2026-W46', 'Words of 2026-W46.']);
    assert.deepEqual(of('2026-W47', '2026-W46'), ['2026-W47', 'Words of 2026-W47.']);
    assert.equal(of('2020-W01', '2026-W46'), null);
    assert.deepEqual(taken(page(), { ...whole, week: '2026-W47' }), taken(page(), whole));
  });

  it('is not there while its numbers are folded away, or where there is none', () => {
    const due = sampleReflections('2026-11-20 15:20', { answers: [] });
    assert.equal(take(page({ said: due }), bare), null);
    const empty = {
      workspace: { kind: 'open', repositories: [] },
      selected: undefined,
      flow: null,
      said: null,
    } as const;
    assert.equal(take(page(empty), bare), null);
  });

  it('is of focus alone where no repository was read', () => {
    const selected: OpenRepository = { key: '1', name: 'secret', state: { kind: 'problem', failure: null } };
    const { sections, flow, measured } = taken(page({ selected }), bare);
    assert.equal(sections, null);
    assert.ok(flow?.week.evidence);
    assert.deepEqual(
      measured.sections.map(({ title }) => title),
      ['Flow'],
    );
  });

  it('says nothing of what goes on in the window, and offers nothing', () => {
    const paused = { ...flow, trouble: 'The disk is full.' };
    const { flow: told, sections } = taken(page({ flow: paused }), whole);
    assert.deepEqual([told?.trouble, told?.paused, sections?.durability.action], [null, null, null]);
  });
});
