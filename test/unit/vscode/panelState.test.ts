import assert from 'node:assert/strict';
import type { WeekChurn } from '../../../src/domain/report';
import type { DurabilityState, PanelBody } from '../../../src/protocol';
import type { FlowInput } from '../../../src/vscode/flowInput';
import { panelState } from '../../../src/vscode/panelState';
import type { OpenRepository, RepositoryState, Workspace } from '../../../src/vscode/repositoryState';
import { recordedSince, sampleFlow } from '../../support/sampleFlow';
import { completeChurn, emptyChurn, sampleReport, youngChurn } from '../../support/sampleReport';
import { withSampleRequests } from '../../support/sampleRequests';
import { english } from '../../support/translation';

const stream = (state: RepositoryState): OpenRepository => ({ key: '1', name: 'stream', state });

function stateOf(state: RepositoryState, picked: string | null = null) {
  const selected = stream(state);
  return panelState({ kind: 'open', repositories: [selected] }, selected, english, 'en', null, null, picked);
}

function durabilityOf(churns: WeekChurn[], picked: string | null = null): DurabilityState {
  const { body } = stateOf({ kind: 'ready', report: sampleReport(churns) }, picked);
  assert.ok(body.kind === 'week');
  return body.durability;
}

describe('the state of the panel', () => {
  const wordless: [string, Workspace, RepositoryState | null, Partial<PanelBody>][] = [
    [
      'an untrusted workspace',
      { kind: 'untrusted' },
      null,
      { kind: 'notice', actions: [{ label: 'Manage Workspace Trust', message: 'manageTrust' }] },
    ],
    ['a search', { kind: 'searching' }, null, { kind: 'reading', progress: null }],
    [
      'no repository',
      { kind: 'open', repositories: [] },
      null,
      {
        kind: 'notice',
        actions: [
          { label: 'Open Folder…', message: 'openFolder' },
          { label: 'Clone Repository…', message: 'cloneRepository' },
        ],
      },
    ],
    [
      'a virtual folder',
      { kind: 'open', repositories: [] },
      { kind: 'virtual' },
      {
        kind: 'notice',
        title: 'Nothing to read in stream',
        actions: [{ label: 'Clone Repository…', message: 'cloneRepository' }],
      },
    ],
    [
      'a problem',
      { kind: 'open', repositories: [] },
      { kind: 'problem', failure: { kind: 'gitTooOld', values: ['2.11', '2.30'] } },
      {
        kind: 'notice',
        title: 'Git 2.11 is too old.',
        text: 'Install git 2.30 or later.',
        actions: [{ label: 'Try Again', message: 'retry' }],
      },
    ],
    [
      'a reading',
      { kind: 'open', repositories: [] },
      { kind: 'reading', progress: { done: 1240, total: 5310 } },
      {
        kind: 'reading',
        text: 'Reading the history of stream.',
        progress: { done: 1240, total: 5310, text: '1,240 of 5,310 commits' },
      },
    ],
  ];
  for (const [situation, workspace, state, expected] of wordless) {
    it(`tells of ${situation}`, () => {
      const { body, announcement } = panelState(workspace, state ? stream(state) : undefined, english, 'en');
      assert.deepEqual({ ...body, ...expected }, body);
      assert.notEqual(announcement, '');
    });
  }

  it('puts focus above whatever there is to say of a repository, and announces nothing of it', () => {
    const flow = sampleFlow('2026-11-19 15:00', ['2026-11-19 09:00 10:00 away'], {
      recording: recordedSince('2026-11-01'),
    });
    for (const [, workspace, state] of wordless) {
      const shown = (given: FlowInput | null) =>
        panelState(workspace, state ? stream(state) : undefined, english, 'en', given);
      assert.match(shown(flow).flow?.week.sentence ?? '', /^1\sh of focus this week so far/);
      assert.deepEqual({ ...shown(flow), flow: null, week: null, data: null, taking: null, offer: null }, shown(null));
    }
  });

  it('tells of a request what was focus in it', () => {
    const recording = recordedSince('2026-11-01');
    const flow = sampleFlow('2026-11-19 15:00', ['2026-11-10 09:00 10:00 away', '2026-11-10 11:00 14:00 away'], {
      recording,
    });
    const read = { ...sampleReport(Array(3).fill(completeChurn(100, 5))), generatedAt: '2026-11-19T14:00:00.000Z' };
    const report = withSampleRequests(
      read,
      [
        {
          branch: 'drift',
          first: '2026-11-10 09:30',
          created: ['exact', '2026-11-10 12:00'],
          landed: '2026-11-11 10:00',
        },
      ],
      { journalPlace: () => ({ repository: 'c0ffee', branches: [1] }) },
    );
    const told = (given: FlowInput | null) => {
      const selected = stream({ kind: 'ready', report });
      const workspace = { kind: 'open', repositories: [selected] } as const;
      const { body } = panelState(workspace, selected, english, 'en', given, null, '2026-W46');
      return body.kind === 'week' && body.requests.kind === 'known' ? body.requests.week?.requests[0]?.text : '';
    };
    assert.doesNotMatch(told(null) ?? '', /focus/);
    assert.match(told(flow) ?? '', /2\sh\s30\smin from first commit to request, 1\sh\s30\smin of it in focus\./);
  });

  it('does not announce every step of a reading', () => {
    const at = (done: number) => stateOf({ kind: 'reading', progress: { done, total: 9 } }).announcement;
    assert.equal(at(1), at(2));
  });

  it('draws counted weeks, estimates and gaps apart', () => {
    const churns = [
      completeChurn(1240, 99, 80),
      completeChurn(31, 2),
      youngChurn(310, 6, 0.09, 0.03, 0.24),
      { ...emptyChurn, added: 200, byDay: { day: 3, share: 0.04 } },
    ];
    const { weeks } = durabilityOf(churns);
    assert.deepEqual(
      weeks.map(({ mark }) => mark),
      [
        { kind: 'complete', value: 99 / 1240 },
        { kind: 'gap' },
        { kind: 'estimate', value: 0.09, interval: { low: 0.03, high: 0.24 } },
        { kind: 'gap' },
      ],
    );
    assert.deepEqual(
      weeks.map(({ week }) => {
        const told = durabilityOf(churns, week).week;
        return [told?.headline, told?.basis];
      }),
      [
        ['8%', 'Counted: the two weeks after it are over.'],
        ['–', 'Not enough: 31 of 50 lines.'],
        [
          'about 9%',
          'An estimate from its first days and the pattern of your complete weeks. Interval, roughly 95%: 3% to 24%.',
        ],
        ['–', 'Too early for an estimate: 4% by day 3.'],
      ],
    );
    assert.equal(weeks[0]?.spoken, 'Week of November 2: 8% of 1,240 lines. Counted: the two weeks after it are over.');
  });

  it('says who rewrote how much, and what was left out by reason', () => {
    const leftOut = { ...emptyChurn.leftOut, blank: 212, notMine: 7 };
    const { week } = durabilityOf([{ ...completeChurn(1240, 99, 80), leftOut }]);
    assert.deepEqual(
      week?.facts.map(({ text }) => text),
      ['1,240', '99', '80', '19', '13'],
    );
    assert.deepEqual(week.leftOut, [
      { term: 'blank lines', text: '212' },
      { term: 'others’ lines', text: '7' },
    ]);
  });

  it('shows the week of the sentence first, and the baseline once there is one', () => {
    const before = [completeChurn(100, 8), completeChurn(100, 8), completeChurn(100, 8)];
    const { week, baseline } = durabilityOf([...before, completeChurn(100, 9), emptyChurn]);
    assert.equal(week?.week, '2026-W48');
    assert.deepEqual(baseline, { value: 0.08, label: 'your own median of 3 weeks, 8%' });
    assert.equal(durabilityOf([completeChurn(100, 8)]).baseline, null);
  });

  it('shows the week that the person picked, be it the running one', () => {
    const churns = [completeChurn(100, 8), completeChurn(100, 9), emptyChurn];
    assert.equal(durabilityOf(churns).week?.week, '2026-W46');
    for (const picked of ['2026-W45', '2026-W47']) assert.equal(durabilityOf(churns, picked).week?.week, picked);
    assert.equal(durabilityOf(churns, '2026-W01').week?.week, '2026-W46');
  });

  it('opens with the sentence of the picked week where that has its number, else with that of the newest', () => {
    const churns = [completeChurn(100, 20), completeChurn(31, 2), completeChurn(100, 9), emptyChurn];
    const said = (picked: string | null) => durabilityOf(churns, picked).sentence;
    assert.match(said('2026-W45'), /week of November\s2, 20% were rewritten/);
    for (const picked of [null, '2026-W46', '2026-W47', '2026-W48']) {
      assert.match(said(picked), /week of November\s16, 9% were rewritten/);
    }
  });

  it('offers another address, and no empty picture, where no line was found', () => {
    const { weeks, lines, action } = durabilityOf([emptyChurn, emptyChurn]);
    assert.deepEqual(weeks, []);
    assert.equal(lines, null);
    assert.equal(action?.message, 'openSettings');
  });

  it('has tables as wide as their headings', () => {
    const { table, lines } = durabilityOf([completeChurn(1240, 99), youngChurn(310, 6, 0.09, 0.03, 0.24)]);
    for (const { columns, rows } of [table, lines].filter(each => each !== null)) {
      assert.equal(rows.length, 2);
      for (const row of rows) assert.equal(row.length, columns.length);
    }
    assert.deepEqual(lines?.columns, ['Week of', 'Commits', 'logic', 'All']);
  });

  it('warns of a clone that lacks history', () => {
    const report = sampleReport([completeChurn(100, 8)]);
    const { body } = stateOf({
      kind: 'ready',
      report: { ...report, repository: { ...report.repository, shallow: true } },
    });
    assert.ok(body.kind === 'week');
    assert.match(body.durability.caveats.join(), /shallow/);
  });

  it('tells of old code only from fifty replaced lines on', () => {
    const report = sampleReport([completeChurn(100, 8), completeChurn(100, 8)]);
    const told = () => {
      const { body } = stateOf({ kind: 'ready', report });
      assert.ok(body.kind === 'week');
      return body.ground.oldCode.text;
    };
    assert.match(told(), /^Not enough yet/);
    const [first] = report.weeks;
    assert.ok(first);
    first.oldCode = { ended: 320, old: 70, share: 0.22 };
    assert.equal(
      told(),
      'Of the 320 lines you replaced in the week of November 2, 22% had stood for 12 weeks or more.',
    );
  });
});
