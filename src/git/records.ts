import { StringDecoder } from 'node:string_decoder';
import type { Git } from './git';

/**
 * Asks git for commits and hands on each as its fields, which a format parts by NUL.
 * @param format of `git rev-list`, a placeholder for each field.
 * @param onRecord is given all fields read so far and where those of the commit begin; before the first field stands
 *   what {@link idOf} reads. It may return `'enough'`, and is called no more.
 * @param input what git reads from standard input: revisions, a line each.
 */
export async function eachRecord(
  git: Git,
  options: readonly string[],
  format: readonly string[],
  input: string,
  onRecord: (fields: readonly string[], first: number) => 'enough' | undefined,
  signal: AbortSignal,
): Promise<void> {
  const decoder = new StringDecoder();
  let fields: string[] = [];
  let rest = '';
  await git.stream(
    ['rev-list', '--encoding=UTF-8', ...options, `--format=${format.map(field => `${field}%x00`).join('')}`, '--stdin'],
    input,
    chunk => {
      const parts = (rest + decoder.write(chunk)).split('\0');
      rest = parts.pop() ?? '';
      fields = fields.length === 0 ? parts : fields.concat(parts);
      const whole = fields.length - (fields.length % format.length);
      for (let at = 0; at < whole; at += format.length) if (onRecord(fields, at) === 'enough') return 'enough';
      fields = fields.slice(whole);
      return undefined;
    },
    signal,
  );
}

/** The commit of a record: git writes `commit ID` on a line before it. @param field the first. */
export function idOf(field: string): string {
  const start = field.indexOf(' ') + 1;
  return field.slice(start, field.indexOf('\n', start));
}

/** What a record's first field says behind the line of its id. */
export const firstOf = (field: string): string => field.slice(field.indexOf('\n', 1) + 1);
