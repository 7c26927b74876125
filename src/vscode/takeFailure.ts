import type { Translate } from '../text/wording';

/** Why a file could not be written, and what the person can do. @param error of VS Code's file system. */
export function takeFailureText(error: unknown, t: Translate): string {
  const { code = '', message = '' } = error instanceof Error ? (error as Error & { code?: string }) : {};
  if (/ENOSPC|EDQUOT|QuotaExceeded/.test(`${code} ${message}`)) {
    return t('The week is not saved: the disk is full. Free some space, or choose another place.');
  }
  if (/NoPermissions|EACCES|EPERM|EROFS/.test(`${code} ${message}`)) {
    return t('The week is not saved: VS Code may not write there. Choose another place.');
  }
  if (/FileIsADirectory|EISDIR/.test(`${code} ${message}`)) {
    return t('The week is not saved: that is a folder. Choose another name.');
  }
  return t('The week is not saved: the file could not be written. Choose another place.');
}
