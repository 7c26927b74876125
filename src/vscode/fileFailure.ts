import type { Translate } from '../text/wording';

/** A file that the person chose could not be written; `cause` is what VS Code's file system said. */
export class FileNotSaved extends Error {
  constructor(cause: unknown) {
    super('file not saved', { cause });
    this.name = cause instanceof Error ? `FileNotSaved: ${cause.name}` : 'FileNotSaved';
  }
}

/** Why a file could not be written, and what the person can do. @param error of VS Code's file system. */
export function fileFailureText(error: unknown, t: Translate): string {
  const { code = '', message = '' } = error instanceof Error ? (error as Error & { code?: string }) : {};
  if (/ENOSPC|EDQUOT|QuotaExceeded/.test(`${code} ${message}`)) {
    return t('The file is not saved: the disk is full. Free some space, or choose another place.');
  }
  if (/NoPermissions|EACCES|EPERM|EROFS/.test(`${code} ${message}`)) {
    return t('The file is not saved: VS Code may not write there. Choose another place.');
  }
  if (/FileIsADirectory|EISDIR/.test(`${code} ${message}`)) {
    return t('The file is not saved: that is a folder. Choose another name.');
  }
  return t('The file is not saved: it could not be written. Choose another place.');
}
