import type { HeldShareRecord, ShareRecord, ShareRecords } from '../../src/domain/shareRecord';

/** Records in memory, as text like on a disk. */
export class MemoryRecords implements ShareRecords {
  readonly all = new Map<string, string>();
  readonly #stopped = new Set<string>();
  readonly #held = new Set<string>();

  async read(repositoryId: string): Promise<ShareRecord | null> {
    const text = this.all.get(repositoryId);
    return text === undefined ? null : JSON.parse(text);
  }

  async alone<T>(
    repositoryId: string,
    patienceMs: number,
    work: (held: HeldShareRecord) => Promise<T>,
  ): Promise<{ readonly result: T } | null> {
    for (let waited = 0; this.#held.has(repositoryId); waited += 5) {
      if (waited >= patienceMs) return null;
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    this.#held.add(repositoryId);
    try {
      let record = await this.read(repositoryId);
      const keep = async (next: ShareRecord) => {
        this.all.set(repositoryId, JSON.stringify(next));
        record = next;
      };
      const held = {
        get record() {
          return record;
        },
        isDamaged: false,
        keep,
      };
      return { result: await work(held) };
    } finally {
      this.#held.delete(repositoryId);
    }
  }

  async markStopped(repositoryId: string): Promise<void> {
    this.#stopped.add(repositoryId);
  }

  async isStopped(repositoryId: string): Promise<boolean> {
    return this.#stopped.has(repositoryId);
  }

  async unmarkStopped(repositoryId: string): Promise<void> {
    this.#stopped.delete(repositoryId);
  }

  async forget(repositoryId: string): Promise<void> {
    this.all.delete(repositoryId);
    this.#stopped.delete(repositoryId);
  }

  async repositoryIds(): Promise<readonly string[]> {
    return [...this.all.keys()];
  }
}
