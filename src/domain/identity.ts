/** Who "mine" is, all in lower case. */
export interface Person {
  /** Raw and canonical addresses. */
  readonly addresses: ReadonlySet<string>;
  /** GitHub logins: addresses that GitHub hides behind them are the person's too. */
  readonly logins: ReadonlySet<string>;
}

/** Where addresses of the person who runs Eddy are found. Any may be empty, doubled or in any case. */
export interface OwnSources {
  /** `user.email` at all levels. */
  readonly configured: readonly string[];
  /** Past committer addresses of the reflog. */
  readonly reflog: readonly string[];
  /** GitHub login, if the person is signed in or gave it. */
  readonly login: string | null;
  /** From the setting or `--author`. */
  readonly extra: readonly string[];
  /** The address that `.mailmap` gives for one, or the same. */
  canonical(address: string): string;
}

/** The person of these sources; logins are also learned from own `…@users.noreply.github.com` addresses. */
export function ownAddresses(sources: OwnSources): Person {
  const addresses = new Set<string>();
  for (const raw of [...sources.configured, ...sources.reflog, ...sources.extra]) {
    for (const address of [normal(raw), normal(sources.canonical(raw.trim()))]) {
      if (isOwnable(address)) addresses.add(address);
    }
  }
  const logins = new Set<string>();
  for (const login of [sources.login?.trim().toLowerCase(), ...[...addresses].map(hiddenLogin)]) {
    if (login) logins.add(login);
  }
  return { addresses, logins };
}

/** Whether an address, raw or canonical, is the person's. */
export function isMine(address: string, person: Person): boolean {
  const lower = normal(address);
  if (person.addresses.has(lower)) return true;
  const login = hiddenLogin(lower);
  return login !== null && person.logins.has(login);
}

/** {@link isMine} for many commits, most of which are of a few people: what was asked is remembered. */
export function ownership(person: Person): (address: string) => boolean {
  const known = new Map<string, boolean>();
  return address => {
    let is = known.get(address);
    if (is === undefined) {
      is = isMine(address, person);
      known.set(address, is);
    }
    return is;
  };
}

/**
 * Whether a commit's author is a program: by its address (GitHub apps, GitLab access tokens, Renovate, Dependabot,
 * Greenkeeper, GitHub Actions), or a name that ends in `[bot]`, which is no person's.
 */
export function isBotAddress(address: string, name: string): boolean {
  const lower = normal(address);
  return name.trimEnd().toLowerCase().endsWith('[bot]') || botAddress.test(lower) || botAddresses.has(lower);
}

/**
 * Whether an address given as the person's own is refused: `.mailmap` ties it to a name (`mappedName`, null where it says
 * nothing) that is none of `ownNames` (`user.name` at all levels, and what `.mailmap` makes of it). Case, accents'
 * encoding and spaces between words do not matter. Stops accidents, not intent.
 */
export function isForeignName(mappedName: string | null, ownNames: readonly string[]): boolean {
  if (mappedName === null || sameName(mappedName) === '') return false;
  return !ownNames.some(name => sameName(name) === sameName(mappedName));
}

const hidden = /^(?:\d+\+)?([a-z\d](?:[a-z\d-]*[a-z\d])?)@users\.noreply\.github\.com$/;

/** The login in `<id>+<login>@users.noreply.github.com` or `<login>@…`; null for other addresses and for apps. */
function hiddenLogin(address: string): string | null {
  return hidden.exec(address)?.[1] ?? null;
}

/** Empty, or what GitHub and bots commit as: nobody's own. */
function isOwnable(address: string): boolean {
  return address !== '' && address !== 'noreply@github.com' && !isBotAddress(address, '');
}

const botAddress =
  /\[bot\]@|^(?:\d+\+)?(?:renovate|renovate-?bot|dependabot|dependabot-preview|greenkeeper|greenkeeperio-bot|github-actions?)@|^(?:project|group)_\d+_bot(?:_[\da-z]+)?@/;

const botAddresses: ReadonlySet<string> = new Set([
  'action@github.com',
  'actions@github.com',
  'bot@renovateapp.com',
  'support@dependabot.com',
  'support@greenkeeper.io',
]);

function normal(address: string): string {
  return address.trim().toLowerCase();
}

function sameName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
