import path from 'node:path';
import { isForeignName, ownAddresses, type Person } from '../domain/identity';
import { ReadFailure } from '../domain/report';
import type { Repository } from './repository';
import { readSmallFile } from './smallFile';

/** Of HEAD's reflog, the latest entries say who works in this clone. */
const mostReflogEntries = '2000';

/**
 * Who "mine" is in a repository: `user.email` at all levels, past committers of the reflog, `authors`, and what
 * `.mailmap` makes of these.
 * @throws {ReadFailure} `foreignAuthor` when `.mailmap` ties one of `authors` to somebody else's name.
 */
export async function readPerson(
  repository: Repository,
  authors: readonly string[],
  signal: AbortSignal,
): Promise<Person> {
  const { git, config, head } = repository;
  const words = [
    'log',
    '-g',
    '--no-patch',
    '--no-color',
    '--encoding=UTF-8',
    `--max-count=${mostReflogEntries}`,
    '--format=%gn%x00%ge',
    'HEAD',
    '--',
  ];
  const entries = head === null ? '' : ((await git.tryQuery(words, signal)) ?? '');
  const reflog = [...new Set(entries.split('\n'))].flatMap(line => {
    const [name = '', address = ''] = line.split('\0');
    return address === '' ? [] : [{ name, address }];
  });
  const pairs = config.addresses.flatMap(address => ['', ...config.names].map(name => ({ name, address })));
  const asked = [...reflog, ...pairs, ...authors.map(address => ({ name: '', address }))].map(contact);
  // With nobody to ask about git would wait for none, but say so as an error.
  const answers =
    asked.length === 0
      ? []
      : (await git.query(['check-mailmap', '--stdin'], signal, `${asked.join('\n')}\n`)).split('\n');
  const mapped = new Map(asked.map((contact, index) => [contact, parseContact(answers[index] ?? '')]));
  const ownNames = [...config.names, ...reflog.map(({ name }) => name)];
  for (const address of config.addresses) {
    for (const name of config.names) ownNames.push(mapped.get(contact({ name, address }))?.name ?? name);
  }
  const canonical = authors.length > 0 ? await canonicalNames(repository, signal) : new Map<string, string[]>();
  for (const address of authors) {
    const { name } = mapped.get(contact({ name: '', address })) ?? { name: '' };
    const names = name === '' ? (canonical.get(address.toLowerCase()) ?? []) : [name];
    const isForeign = names.length > 0 && names.every(tied => isForeignName(tied, ownNames));
    if (isForeign) throw new ReadFailure('foreignAuthor', [address]);
  }
  const own = ownAddresses({
    configured: config.addresses,
    reflog: reflog.map(({ address }) => address),
    login: config.login,
    extra: authors,
    canonical: address => mapped.get(contact({ name: '', address }))?.address ?? address,
  });
  // Names decide in `.mailmap` too: what it makes of a name and an address together is the person's as well.
  const addresses = new Set(own.addresses);
  for (const { name, address } of [...reflog, ...pairs]) {
    const canonical = mapped.get(contact({ name, address }))?.address;
    if (canonical && own.addresses.has(address.toLowerCase())) addresses.add(canonical.toLowerCase());
  }
  return { ...own, addresses };
}

/**
 * The names that `.mailmap` gives canonical addresses, which are in lower case: `Name <canonical> <other>` ties both to
 * a name, but `git check-mailmap` says so of the other only.
 */
async function canonicalNames(
  { git, bare, topFolder }: Repository,
  signal: AbortSignal,
): Promise<Map<string, string[]>> {
  const text = bare
    ? await git.tryQuery(['cat-file', 'blob', 'HEAD:.mailmap'], signal)
    : await readSmallFile(path.join(topFolder, '.mailmap'));
  const names = new Map<string, string[]>();
  for (const line of (text ?? '').split('\n')) {
    const [, name = '', address = ''] = /^\s*([^\s#<][^<]*?)\s*<\s*([^>]+?)\s*>/.exec(line) ?? [];
    if (name !== '') names.set(address.toLowerCase(), [...(names.get(address.toLowerCase()) ?? []), name]);
  }
  return names;
}

/** A line for `git check-mailmap`; it has no way to quote. */
const contact = ({ name, address }: { name: string; address: string }): string =>
  `${name.replace(/[<>\n]/g, '')} <${address.replace(/[<>\n]/g, '')}>`.trimStart();

function parseContact(line: string): { name: string; address: string } {
  const [, name = '', address = ''] = /^(.*?)\s*<([^>]*)>$/.exec(line) ?? [];
  return { name, address };
}
