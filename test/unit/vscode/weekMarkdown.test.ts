import assert from 'node:assert/strict';
import { weekMarkdown } from '../../../src/vscode/weekMarkdown';
import { markdown } from '../../support/markdown';
import { takenWeeks } from '../../support/panelGallery/takenWeeks';

const bare = takenWeeks({ withoutNames: true, withAnswers: false });
const whole = takenWeeks({ withoutNames: false, withAnswers: true });
const texts = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(([, found]) => found);

describe('a week as Markdown', () => {
  it('has a heading for each section, and the answers only where they are taken along', () => {
    const headings = (week: typeof bare.rich) => texts(/^#+ (.*)$/gm, weekMarkdown(week));
    const usual = [
      ...['The week of January 11 – 17', 'Flow', 'Durability', 'Pull requests', 'Work in progress now', 'Balance'],
      ...['New ground', 'AI lens', 'How is this measured?'],
    ];
    assert.deepEqual(headings(bare.rich), usual);
    assert.deepEqual(headings(whole.rich), usual.toSpliced(-1, 0, 'Reflection'));
    assert.deepEqual(headings(bare.flowOnly), ['The week of January 11 – 17', 'Flow', 'How is this measured?']);
  });

  it('is read as what it was meant to be: lists, tables, and what each section rests on', () => {
    const html = markdown.render(weekMarkdown(bare.rich));
    assert.deepEqual(
      texts(/<thead>\n([\s\S]*?)<\/thead>/g, html).map(head => texts(/<th>(.*?)<\/th>/g, head ?? '').join(' ')),
      [
        'Mon Tue Wed Thu Fri Sat Sun',
        'Title Created Time to it Landed Lines Reverted',
        'Of your commits with a mark the rest',
      ],
    );
    const [requests = ''] = texts(/<tbody>\n([\s\S]*?)<\/tbody>/g, html).slice(1);
    assert.deepEqual(
      texts(/<tr>\n<td>(.*?)<\/td>/g, requests),
      [1, 2, 3, 4, 5].map(number => `Request ${number}`),
    );
    assert.match(html, /<li><strong>Focus<\/strong>: 18 h 29 min \(33 blocks\)<\/li>/);
    assert.match(html, /<li><strong>Rewritten so far<\/strong>: 41\n<ul>\n<li><strong>by you<\/strong>: 41<\/li>/);
    assert.match(html, /<em>The sentence: Rests on 5 requests/);
    assert.match(html, /<li><strong>Durability<\/strong>: Churn: of the lines you added in a week/);
    assert.doesNotMatch(html, /<li>\n<p>/, 'no list fell apart');
  });

  it('names what is named, where the person wants it so', () => {
    const text = weekMarkdown(whole.rich);
    for (const name of [
      '*stream ·',
      '| #428 | Measure the current at both banks | current/both-banks |',
      '**banks/erosion**',
    ]) {
      assert.ok(text.includes(name), name);
      assert.ok(!weekMarkdown(bare.rich).includes(name), name);
    }
  });

  it('holds hostile names and words as text', () => {
    const html = markdown.render(weekMarkdown(whole.hostile));
    const own = /^\/?(?:h[123]|p|em|strong|ul|li|hr|table|thead|tbody|tr|th|td)$/;
    assert.deepEqual(
      texts(/<(\/?\w[^>]*)>/g, html).filter(tag => !own.test(tag ?? '')),
      [],
    );
    assert.match(html, /&lt;script&gt;document.title='run'&lt;\/script&gt; Fix gnp.exe/);
    assert.doesNotMatch(html, /[\u202A-\u202E]/);
  });

  it('ends in a line of where it comes from', () => {
    assert.match(weekMarkdown(bare.rich), /\n---\n\n\*From Eddy, January 21, 2027: one person’s week[^\n]*\*\n$/);
  });
});
