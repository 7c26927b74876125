import { classify } from '../domain/category';
import type { CommitChange } from '../domain/change';
import { readWhole } from './changes';
import type { Git } from './git';

/** What whole branches and landings change, each read once. A span is the ids of a tip and a base, with a space between. */
export class WholeChanges {
  readonly #known = new Map<string, CommitChange | null>();

  get(span: string | null | undefined): CommitChange | undefined {
    return (span && this.#known.get(span)) || undefined;
  }

  /** What others read. */
  keep(span: string, change: CommitChange): void {
    this.#known.set(span, change.files.length > 0 ? change : null);
  }

  async read(git: Git, spans: readonly string[], signal: AbortSignal): Promise<void> {
    const missing = [...new Set(spans)].filter(span => !this.#known.has(span));
    const onNothing = (span: string) => this.#known.set(span, null);
    await readWhole(git, missing, isGenerated, (span, change) => this.#known.set(span, change), signal, { onNothing });
  }
}

/** By its path alone. */
export const isGenerated = (path: string): boolean => classify(path).category === 'generated';
