import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type NeutralNames, withoutNames } from '../../../src/domain/withoutNames';
import { anyNamedReport, nameMark } from '../../support/namedReport';
import { completeChurn, sampleReport } from '../../support/sampleReport';
import { withSampleRequests } from '../../support/sampleRequests';

const names: NeutralNames = {
  request: number => `request ${number}`,
  branch: number => `branch ${number}`,
  area: number => `area ${number}`,
  repository: number => `repository ${number}`,
};

const sample = withSampleRequests(
  sampleReport([completeChurn(100, 5), completeChurn(100, 5)]),
  [
    { number: 7, title: 'Dam it', branch: 'dam', landed: '2026-11-03 10:00' },
    { number: 8, title: 'Dredge', branch: 'dredge', landed: '2026-11-10 10:00' },
    { number: null, title: null, branch: 'silt', landed: '2026-11-11 10:00' },
  ],
  { open: [[['weir', 'weir-again'], ['2026-11-10 10:00'], 20]] },
);

describe('a report without names', () => {
  it('holds none of them, whatever they were', () => {
    fc.assert(
      fc.property(anyNamedReport, report => {
        assert.match(JSON.stringify(report), new RegExp(nameMark));
        const nameless = withoutNames(report, names, report.weeks.at(-1)?.week ?? null);
        assert.doesNotMatch(JSON.stringify(nameless), new RegExp(nameMark));
      }),
    );
  });

  it('has all numbers and instants of it', () => {
    const { repository, pullRequests, workInProgress, ...rest } = withoutNames(sample, names);
    const { repository: _, pullRequests: named, workInProgress: work, ...same } = sample;
    assert.deepEqual(rest, same);
    const unnamed = { number: 0, branch: '', title: '', landedCommit: '' };
    assert.deepEqual(
      pullRequests?.map(request => ({ ...request, ...unnamed })),
      named?.map(request => ({ ...request, ...unnamed })),
    );
    assert.deepEqual(
      workInProgress?.map(each => ({ ...each, branches: [] })),
      work?.map(each => ({ ...each, branches: [] })),
    );
  });

  it('counts requests from the first of the week that is shown', () => {
    const titles = (week?: string) => withoutNames(sample, names, week).pullRequests?.map(({ title }) => title);
    assert.deepEqual(titles(), ['request 1', 'request 2', 'request 3']);
    assert.deepEqual(titles('2026-W46'), ['request 3', 'request 1', 'request 2']);
  });

  it('tells branches apart, and calls what is one repository or folder the same all over', () => {
    const touch = (name: string) => ({ name, withAi: false });
    const ground = (areas: string[]) => ({
      ...{ languages: [touch('Rust'), touch('SecretScript')], areas: areas.map(touch), firstWeek: false },
    });
    const report = {
      ...sample,
      weeks: sample.weeks.map((week, at) => ({ ...week, newGround: ground(at === 0 ? ['api', 'web'] : ['web']) })),
      pullRequests: ['north', 'south', 'north'].map((repository, at) => ({
        ...{ ...(sample.pullRequests?.[at] ?? assert.fail()), repository },
      })),
    };
    const nameless = withoutNames(report, names);
    assert.deepEqual(
      nameless.weeks.map(({ newGround }) => newGround?.areas.map(({ name }) => name)),
      [['area 1', 'area 2'], ['area 2']],
    );
    assert.deepEqual(nameless.weeks[0]?.newGround?.languages, [touch('Rust')]);
    assert.deepEqual(
      nameless.pullRequests?.map(({ repository }) => repository),
      ['repository 1', 'repository 2', 'repository 1'],
    );
    assert.deepEqual(nameless.workInProgress?.[0]?.branches, ['branch 1']);
  });
});
