import assert from 'node:assert/strict';
import { ExactDatesFailure, type ExactDatesFailureKind } from '../../../src/domain/exactDates';
import { Wording } from '../../../src/text/wording';
import type { GithubPlace } from '../../../src/vscode/githubDatesReading';
import { consentText, githubDatesFailure, stoppedText } from '../../../src/vscode/githubDatesText';
import { english } from '../../support/translation';

const wording = new Wording(english, 'en', 'UTC');
const place: GithubPlace = { provider: 'github', host: 'github.com', owner: 'ada', name: 'stream' };
const nothing = { done: 0, total: 0 };
const said = (error: unknown, fetched = nothing) => githubDatesFailure(error, place, fetched, wording);

describe('what is said of dates from GitHub', () => {
  it('tells before anything is asked what leaves, what is kept, for how long, and which right is needed', () => {
    const { message, detail } = consentText(place, english);
    assert.equal(message, 'Use exact dates from GitHub for ada/stream?');
    for (const part of ['github.com', 'my pull requests in ada/stream', 'no title', 'Forget GitHub Dates', 'repo']) {
      assert.ok(detail.includes(part), part);
    }
  });

  const kinds: Record<ExactDatesFailureKind, RegExp> = {
    offline: /github\.com can’t be reached\. Check the connection/,
    signedOut: /sign in/,
    refused: /Applications/,
    notFound: /no ada\/stream .* If it is private/,
    singleSignOn: /single sign-on\. Authorize/,
    rateLimited: /in an hour\./,
    broken: /no answer that Eddy can read.* later\./,
  };
  for (const [kind, expected] of Object.entries(kinds)) {
    it(`tells what to do when it is ${kind}, and that nothing is lost`, () => {
      const text = said(new ExactDatesFailure(kind as ExactDatesFailureKind));
      assert.match(text, expected);
      assert.match(text, /[Uu]se the command again/);
      assert.match(text, /Eddy goes on with what it knows\.$/);
    });
  }

  it('tells when GitHub may be asked again', () => {
    const text = said(new ExactDatesFailure('rateLimited', Date.UTC(2026, 10, 2, 14, 30)));
    assert.match(text, /after 2:30\sPM\./);
  });

  it('tells what can be done about the disk', () => {
    assert.match(
      said(Object.assign(new Error('/a/path'), { code: 'ENOSPC' })),
      /^Eddy can’t keep the dates.*Make room/,
    );
  });

  it('tells how much of it is here', () => {
    const fetched = { done: 1500, total: 3000 };
    assert.match(said(new ExactDatesFailure('offline'), fetched), /1,500 of 3,000 requests are here; .* later\.$/);
    assert.match(stoppedText(fetched, wording), /^Stopped\. .*1,500 of 3,000/);
  });
});
