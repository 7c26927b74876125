import { aiMarkPatterns, assistingTrailer, writingTrailer } from './aiMarkPatterns';

/** What of a commit can carry a mark. Addresses may have any case. */
export interface MarkedCommit {
  readonly authorAddress: string;
  readonly committerAddress?: string;
  /** The message without its subject. */
  readonly body: string;
}

/**
 * The assistant that took part in a commit by its own mark, or `null` without one, which says little: marks are often
 * missing, mostly after a squash.
 */
export function aiMarkOf({ authorAddress, committerAddress, body }: MarkedCommit): string | null {
  const lines = body.split('\n').map(line => line.trim());
  const addresses = [authorAddress, committerAddress ?? '', ...lines.flatMap(writersOf)].map(each =>
    each.toLowerCase(),
  );
  for (const { tool, addresses: forms = [], lines: markers = [] } of aiMarkPatterns) {
    if (forms.some(form => addresses.some(address => form.test(address)))) return tool;
    if (markers.some(marker => lines.some(line => marker.test(line)))) return tool;
  }
  return lines.map(line => assistingTrailer.exec(line)?.groups?.value).find(tool => tool !== undefined) ?? null;
}

function writersOf(line: string): string[] {
  const value = writingTrailer.exec(line)?.groups?.value;
  const address = value === undefined ? undefined : /<(?<address>[^<>\s]+)>$/.exec(value)?.groups?.address;
  return address === undefined ? [] : [address];
}
