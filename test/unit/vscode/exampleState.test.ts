import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { PanelState } from '../../../src/protocol';
import type { Translate } from '../../../src/text/wording';
import { exampleState } from '../../../src/vscode/exampleState';
import { exampleYear } from '../../../src/vscode/exampleYear';
import { repositoryRoot } from '../../support/repositoryRoot';
import { english } from '../../support/translation';

const sunday = Date.parse('2026-11-22T20:00:00Z');
const year = exampleYear(sunday, english);
const weeks = year.report.weeks.map(({ week }) => week);

/** Every language that Eddy speaks, and two that it only writes numbers and dates in. */
const languages: [locale: string, t: Translate][] = [
  ['en', english],
  ['ar-EG', english],
  ['ja', english],
  ...readdirSync(path.join(repositoryRoot, 'l10n')).flatMap((file): [string, Translate][] => {
    const [, locale] = /^bundle\.l10n\.([\w-]+)\.json$/.exec(file) ?? [];
    if (!locale) return [];
    const texts = JSON.parse(readFileSync(path.join(repositoryRoot, 'l10n', file), 'utf8'));
    return [[locale, (message, ...args) => english(texts[message] ?? message, ...args)]];
  }),
];

/** All texts and numbers of a state, with where they are. */
function leavesOf(value: unknown, at = ''): [place: string, leaf: unknown][] {
  if (value === null || typeof value !== 'object') return [[at, value]];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, `${at}.${key}`));
}

describe('the example in the panel', () => {
  for (const [locale, t] of languages) {
    it(`is made as the person’s own weeks are, whole in any week: ${locale}`, () => {
      fc.assert(
        fc.property(fc.constantFrom(null, ...weeks), week => {
          const state = exampleState(year, week, t, locale);
          assert.ok(state.body.kind === 'week' && state.body.requests.kind === 'known');
          assert.equal(state.week?.shown, week ?? '2026-W47');
          assert.equal(state.flow?.week.week, state.week?.shown);
          assert.ok(state.reflection?.felt && state.reflection.earlier.weeks.length > 0);
          assert.ok(state.body.balance.pairs.every(({ judged }) => judged));
          for (const [place, leaf] of leavesOf(state)) {
            if (typeof leaf === 'number') assert.ok(Number.isFinite(leaf), place);
            else if (typeof leaf === 'string') assert.doesNotMatch(leaf, /NaN|undefined|Invalid|\{\d\}/, place);
          }
        }),
        { numRuns: 12 },
      );
    });
  }

  it('speaks the person’s language in the words of the one whose year it is, too', () => {
    const [, german = english] = languages.find(([locale]) => locale === 'de') ?? [];
    const words = (t: Translate) => exampleState(exampleYear(sunday, t), null, t, 'de').reflection?.asked.answers?.note;
    assert.match(words(english) ?? '', /^Two mornings/);
    assert.match(words(german) ?? '', /^Zwei Vormittage/);
  });

  it('says on the page, in its heading and aloud that it is none of the person’s work', () => {
    const state = exampleState(year, null, english, 'en');
    assert.deepEqual(state.example, { text: 'An example, not your work', back: 'Back to Your Week' });
    assert.match(state.title, /a repository that does not exist/);
    for (const { title } of state.week?.weeks ?? []) assert.equal(title, 'Example week');
    assert.match(state.announcement, /^An example, not your work\. /);
  });

  it('has no way to change what is the person’s own, and leads to no other example', () => {
    const { data, welcome, offer, repositories, reflection, flow } = exampleState(year, null, english, 'en');
    assert.deepEqual([data, welcome, offer, repositories.length], [null, null, null, 1]);
    assert.deepEqual([reflection?.open, reflection?.folded, reflection?.again], [false, null, null]);
    assert.equal(flow?.paused, null);
  });

  it('has something to say in each part of its last week', () => {
    const { body, flow, reflection } = exampleState(year, null, english, 'en') as PanelState;
    assert.ok(body.kind === 'week' && body.requests.kind === 'known');
    assert.ok(body.summary.week.notes.length > 0);
    assert.ok(flow?.week.evidence);
    assert.ok(body.requests.week?.requests.length);
    assert.ok(body.requests.work.branches.some(({ bloat }) => bloat !== null));
    assert.ok(body.ground.weeks.length > 0 && body.ground.wayIn);
    assert.ok(body.ai.table && body.ai.typed);
    assert.ok(reflection?.outcome && reflection.experiment?.isPicked);
    const words = body.balance.pairs.map(({ word }) => word);
    assert.ok(words.some(word => /slipping/.test(word)) && words.some(word => /holding/.test(word)));
  });
});
