import { ShareFailure, type ShareFailureKind } from '../domain/teamSharing';

/** What git, curl, ssh or the host print in English (`LC_ALL=C`); the first that fits counts. */
const symptoms: readonly (readonly [ShareFailureKind, RegExp])[] = [
  ['hidden', /deny (?:updating|deleting) a hidden ref/i],
  ['hostFull', /^remote:.*(?:no space left|quota|storage limit|file too large|disk full)/im],
  ['diskFull', /no space left on device|disk quota exceeded|file too large/i],
  [
    'signIn',
    /authentication failed|could not read (?:username|password)|permission denied \(|error: 401|host key verification failed|invalid credentials|terminal prompts disabled|https?:.*not found|repository not found/i,
  ],
  ['busy', /error: 429|too many requests/i],
  [
    'refused',
    /\[remote rejected\]|error: 403|read-?only|hook declined|insufficient permission|permission denied|access denied|not permitted|denied to|unable to create temporary object directory|unpacker error|remote unpack failed/i,
  ],
  [
    'offline',
    /could not resolve|connection (?:refused|reset|timed out|closed)|failed to connect|unreachable|no route to host|operation timed out|operation too slow|empty reply|hung up|early eof|rpc failed|unexpected disconnect|does not appear to be a git repository|could not read from remote|not valid: is this a git repository|error: \d+|unable to access|unexpected|protocol error|bad (?:line|pack)|invalid/i,
  ],
];

/** Tells apart why git could not reach or use a host. */
export function boardFailureOf(complaint: string, options?: ErrorOptions): ShareFailure {
  const kind = symptoms.find(([, pattern]) => pattern.test(complaint))?.[0] ?? 'failed';
  return new ShareFailure(kind, detailOf(complaint), options);
}

/** The first line that says something, without what signs in. */
function detailOf(complaint: string): string {
  const lines = complaint.split('\n').map(line => line.trim());
  const line = lines.find(text => text !== '' && !/^(?:hint|warning|To) ?/.test(text)) ?? '';
  return line.replace(/\/\/[^/@\s]*@/g, '//').slice(0, 300);
}

/** Of an error that Node throws about files. */
export function fileFailureOf(error: unknown): ShareFailure {
  if (error instanceof ShareFailure) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  return new ShareFailure(['ENOSPC', 'EDQUOT'].includes(code) ? 'diskFull' : 'failed', code, { cause: error });
}
