import assert from 'node:assert/strict';
import { panelPage } from '../../../src/vscode/panelPage';

const parts = {
  cspSource: 'https://*.example',
  script: 'https://file.example/panel.js?a=1&b="',
  style: 'https://file.example/panel.css',
  language: 'en',
  title: '<Eddy>',
};
const page = panelPage(parts);

describe("the panel's page", () => {
  it('allows the scripts and styles of the extension and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    assert.deepEqual(policy?.split('; '), [
      "default-src 'none'",
      'script-src https://*.example',
      "style-src https://*.example 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
      'font-src https://*.example',
      'img-src https://*.example data:',
    ]);
  });

  it('holds no inline script, style or handler', () => {
    assert.match(page, /<script src="[^"]*"><\/script>/);
    assert.doesNotMatch(page, /<style|style=|unsafe|\son[a-z]+=/);
  });

  it('is written in the direction of its language', () => {
    const directionOf = (language: string) =>
      /<html lang="[^"]*" dir="([^"]*)">/.exec(panelPage({ ...parts, language }))?.[1];
    for (const language of ['en', 'de', 'arn', 'fr-CA']) assert.equal(directionOf(language), 'ltr', language);
    for (const language of ['ar', 'he-IL', 'fa']) assert.equal(directionOf(language), 'rtl', language);
  });

  it('escapes what it is given', () => {
    assert.match(page, /<title>&lt;Eddy&gt;<\/title>/);
    assert.match(page, /panel\.js\?a=1&amp;b=&quot;"/);
  });
});
