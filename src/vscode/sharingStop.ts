import { ShareFailure, type TeamSharing } from '../domain/teamSharing';
import { shareFailureText } from '../text/shareText';
import type { Wording } from '../text/wording';
import type { ReadRepository } from './shareDecision';

/** So long an end waits for the host: what is kept here has ended by then. */
const stopWaitMs = 60_000;

/** What {@link stopSharing} works with. */
export interface SharingStopParts {
  readonly team: Pick<TeamSharing, 'stop' | 'status'>;
  readonly wording: () => Wording;
  readonly log: { warn(message: string): void };
}

/** How an end came out, in words. `later`: what is on the host is removed later. `goesOn`: it is no end. */
export interface SharingStop {
  readonly kind: 'ended' | 'later' | 'goesOn';
  readonly text: string;
}

/** Ends sharing from a repository. Never rejects: the person has to learn in any case whether they still share. */
export async function stopSharing(
  { team, wording, log }: SharingStopParts,
  repository: ReadRepository,
): Promise<SharingStop> {
  const { name, repositoryId } = repository;
  const words = wording();
  const { t } = words;
  try {
    await team.stop(repository, AbortSignal.timeout(stopWaitMs));
    const text = t('You no longer share from {0}. What was not summed up yet is removed from the host.', name);
    return { kind: 'ended', text };
  } catch (error) {
    log.warn(`stopping to share: ${kindOf(error)}`);
    const failure = error instanceof ShareFailure ? error : new ShareFailure('failed');
    const goesOn = await maybeShares(team, repositoryId);
    const said = goesOn
      ? t('You still share from {0}: it could not be ended.', name)
      : t('You no longer share from {0}. Eddy removes what is still on the host when it can.', name);
    const text = `${said} ${shareFailureText(failure, words, { repeats: !goesOn })}`;
    return { kind: goesOn ? 'goesOn' : 'later', text };
  }
}

/** Whether the person shares; also where that can't be read. */
export async function maybeShares(team: Pick<TeamSharing, 'status'>, repositoryId: string): Promise<boolean> {
  try {
    return (await team.status(repositoryId)) !== null;
  } catch {
    return true;
  }
}

/** What may be logged of an error. */
export function kindOf(error: unknown): string {
  if (error instanceof ShareFailure) return error.kind;
  return error instanceof Error ? error.name : typeof error;
}
