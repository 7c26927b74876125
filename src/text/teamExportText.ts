import type { TeamExportFailure } from '../domain/teamExport';
import type { Translate } from './wording';

/** The request that hands sums over, as it is sent; but for the headers that every request over HTTP has. */
export function teamExportRequestText(address: string, body: string): string {
  return `POST ${address}\naccept: application/json\ncontent-type: application/json\nuser-agent: eddy\n\n${body}\n`;
}

/** Why a collector did not get the sums, and what can be done. */
export function teamExportFailureText({ kind, status }: TeamExportFailure, address: string, t: Translate): string {
  switch (kind) {
    case 'offline':
      return t('The collector at {0} can’t be reached. Check the address and the connection, and try again.', address);
    case 'timedOut':
      return t('The collector at {0} did not answer in time. It may have the sums or not; try again later.', address);
    case 'brokenOff':
      return t('The collector at {0} broke off the connection. It may have the sums or not; try again later.', address);
    case 'refused':
      return t('The collector at {0} refused the sums (status {1}). Ask who runs it.', address, status);
    case 'partly':
      return t('The collector at {0} took only some of the sums. Ask who runs it.', address);
    case 'broken':
      return t('What answered at {0} is no collector. Check the address.', address);
  }
}
