import type { Join } from '../domain/shareRecord';

/** A member's masked answers. */
export interface MaskedSum {
  /** The id of their join. */
  readonly id: string;
  /** 64 hex digits: the hash of the cohort that it is for. */
  readonly cohort: string;
  readonly cells: Uint32Array;
}

/** All that the host shows of a week. What has no valid form is left out. */
export interface BoardWeek {
  readonly joins: readonly Join[];
  /** The public keys that were frozen, sorted; `null` before the freeze. */
  readonly cohort: readonly string[] | null;
  readonly sums: readonly MaskedSum[];
}

/** Something to post, or a place to remove. */
export type BoardPlace =
  | { readonly week: string; readonly kind: 'join' | 'sum'; readonly id: string }
  | { readonly week: string; readonly kind: 'cohort' };

/**
 * The bulletin board on a team's git host. Every place can be taken once.
 * All methods throw {@link import('../domain/teamSharing').ShareFailure}.
 */
export interface TeamBoard {
  /**
   * Posts a place that nobody needs, reads it and removes it.
   * @param id of the probe: 32 hex digits by chance, which tell its ref.
   */
  probe(id: string, signal: AbortSignal): Promise<void>;
  read(week: string, signal: AbortSignal): Promise<BoardWeek>;
  /**
   * Takes a place, or finds it taken by another content; nothing in between. The same content counts as one's own, for
   * the answer to an earlier attempt may have been lost.
   */
  post(place: BoardPlace, content: string, signal: AbortSignal): Promise<'posted' | 'taken'>;
  /** What is gone already counts as removed. */
  remove(places: readonly BoardPlace[], signal: AbortSignal): Promise<void>;
}
