import { ExactDatesFailure } from '../domain/exactDates';
import type { Translate, Wording } from '../text/wording';
import type { GithubPlace } from './githubDatesReading';

/** What the person is told before anything is asked or sent. */
export function consentText(place: GithubPlace, t: Translate): { message: string; detail: string } {
  const repository = nameOf(place);
  return {
    message: t('Use exact dates from GitHub for {0}?', repository),
    detail: [
      t(
        'Eddy asks {0} for “my pull requests in {1}”. That, and whose session it is, is all that leaves this machine.',
        place.host,
        repository,
      ),
      t(
        'What comes back is kept here as numbers and dates: no title, no name. When a request of yours lands, Eddy asks again, at most once an hour. “Eddy: Forget GitHub Dates” ends it.',
      ),
      t(
        'VS Code asks you to sign in, and whether Eddy may use the account. A public repository needs no further right. For a private one VS Code asks for “repo”, for GitHub has no smaller one: it would allow writing too, and Eddy only reads.',
      ),
    ].join('\n\n'),
  };
}

/** How far a fetching came: of how many requests. */
export interface FetchedRequests {
  readonly done: number;
  readonly total: number;
}

/** Why there are no dates, or not all of them, what the person can do about it, and what is left. */
export function githubDatesFailure(
  error: unknown,
  place: GithubPlace,
  fetched: FetchedRequests,
  wording: Wording,
): string {
  return `${reasonText(error, place, wording)} ${leftText(fetched, wording)}`;
}

/** What is told where the person stopped it. */
export function stoppedText(fetched: FetchedRequests, wording: Wording): string {
  return `${wording.t('Stopped.')} ${leftText(fetched, wording)}`;
}

function leftText({ done, total }: FetchedRequests, wording: Wording): string {
  const { t } = wording;
  return done > 0
    ? t(
        'The dates of {0} of {1} requests are here; Eddy fetches the others later.',
        wording.count(done),
        wording.count(total),
      )
    : t('Nothing changed: Eddy goes on with what it knows.');
}

function reasonText(error: unknown, place: GithubPlace, wording: Wording): string {
  const { t } = wording;
  if (!(error instanceof ExactDatesFailure)) {
    return t(
      'Eddy can’t keep the dates: its folder can’t be written. Make room on the disk, or make the folder writable, and use the command again.',
    );
  }
  switch (error.kind) {
    case 'offline':
      return t(
        '{0} can’t be reached. Check the connection, and the proxy in VS Code’s settings, and use the command again.',
        place.host,
      );
    case 'signedOut':
      return t(
        'There is no GitHub session that Eddy may use. Use the command again and sign in. If you are signed in already, sign out in VS Code’s Accounts menu first.',
      );
    case 'refused':
      return t(
        '{0} does not let this session ask. Look on GitHub, in Settings under Applications, whether the organization lets Visual Studio Code in, and use the command again.',
        place.host,
      );
    case 'notFound':
      return t(
        '{0} knows no {1} that this session may see. If it is private, use the command again and say so. An organization may also have to let Visual Studio Code in.',
        place.host,
        nameOf(place),
      );
    case 'singleSignOn':
      return t(
        'The organization wants single sign-on. Authorize Visual Studio Code for it on GitHub, in Settings under Applications, and use the command again.',
      );
    case 'rateLimited':
      return error.until === null
        ? t('{0} has been asked too much for now. Use the command again in an hour.', place.host)
        : t(
            '{0} has been asked too much for now. Use the command again after {1}.',
            place.host,
            wording.time(error.until),
          );
    case 'broken':
      return t(
        '{0} gave no answer that Eddy can read. Either something on the way answers in its place, such as a sign-in page of the network, or it has a fault. Use the command again later.',
        place.host,
      );
  }
}

const nameOf = ({ owner, name }: GithubPlace): string => `${owner}/${name}`;
