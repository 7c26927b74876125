import { ShareFailure, type ShareFailureKind } from '../domain/teamSharing';

/** What git, curl, ssh or the host print in English (`LC_ALL=C`); the first that fits counts. */
const symptoms: readonly (readonly [ShareFailureKind, RegExp])[] = [
  ['hidden', /deny (?:updating|deleting) a hidden ref|couldn't find remote ref/],
  [
    'hostFull',
    /^remote:.*(?:no space left|out of diskspace|quota|storage limit|file too large|disk full|couldn't write)/im,
  ],
  ['diskFull', /no space left on device|out of diskspace|disk quota exceeded|file too large|couldn't write '/i],
  [
    'signIn',
    /authentication failed|could not read (?:username|password)|permission denied \(|error: 401|host key verification failed|invalid credentials|repository .*not found/i,
  ],
  ['limited', /error: 429|too many requests/i],
  ['busy', /another git process|lock': file exists/i],
  [
    'refused',
    /\[remote rejected\]|error: 403|read-?only|permission denied|access denied|denied to|dubious ownership|remote unpack failed/i,
  ],
  [
    'offline',
    /could not resolve|unable to (?:access|connect)|connection (?:refused|reset|timed out|closed)|unreachable|no route to host|timed out|hung up|early eof|rpc failed|unexpected disconnect|protocol error|could not read from remote|not valid: is this a git repository|xml error/i,
  ],
];

/**
 * Tells apart why git could not reach or use a host.
 * @param address of the host, in which words may stand that mean something else.
 */
export function boardFailureOf(complaint: string, address: string): ShareFailure {
  const said = complaint.replaceAll(address, '');
  const kind = symptoms.find(([, pattern]) => pattern.test(said))?.[0] ?? 'failed';
  return new ShareFailure(kind, detailOf(complaint));
}

/** The first line that says something, without what signs in. */
function detailOf(complaint: string): string {
  const lines = complaint.split('\n').map(line => line.trim());
  const line = lines.find(text => text !== '' && !/^(?:hint:|warning:|To |\*\*)|packet:/i.test(text)) ?? '';
  return line.replace(/\/\/[^/@\s]*@/g, '//').slice(0, 300);
}

/** What an error means that Node, or a signal, throws. */
export function failureOf(error: unknown): ShareFailure {
  if (error instanceof ShareFailure) return error;
  const { code, name } = (error ?? {}) as NodeJS.ErrnoException;
  return new ShareFailure(kindOf[code ?? ''] ?? kindOf[name ?? ''] ?? 'failed', '', { cause: error });
}

const kindOf: Readonly<Record<string, ShareFailureKind>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EACCES: 'notWritable',
  EPERM: 'notWritable',
  EROFS: 'notWritable',
  AbortError: 'aborted',
  TimeoutError: 'timedOut',
};
