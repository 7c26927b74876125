import { Owner } from './disposable';
import { ShareDecision, type ShareDecisionParts, type ShareOccasion } from './shareDecision';
import type { KnownWeek } from './shareKnown';

/** The page about sharing: one at a time. */
export class ShareDecisions extends Owner {
  private open: ShareDecision | undefined;

  constructor(private readonly parts: ShareDecisionParts) {
    super();
    this.add({ dispose: () => this.open?.dispose() });
  }

  /** Brings the page of a repository to the front. @param read what is known, where the page has to be opened. */
  async show(repositoryId: string, read: () => Promise<ShareOccasion>): Promise<void> {
    if (this.reveal(repositoryId)) return;
    const occasion = await read();
    // Who asked twice has it by now.
    if (this.isDisposed || this.reveal(repositoryId)) return;
    this.open?.dispose();
    const decision = new ShareDecision(occasion, this.parts);
    this.open = decision;
    decision.add({
      dispose: () => {
        if (this.open === decision) this.open = undefined;
      },
    });
  }

  /** What is known of the week may be different now. @param read `null` where that can't be told at the moment. */
  async know(read: (occasion: ShareOccasion) => Promise<KnownWeek | null>): Promise<void> {
    const { open } = this;
    const known = open && (await read(open.occasion));
    if (known) await open.know(known);
  }

  /** @param repositoryId of one; whichever it is where there is none. */
  close(repositoryId?: string): void {
    if (repositoryId === undefined || this.isOf(repositoryId)) this.open?.dispose();
  }

  private reveal(repositoryId: string): boolean {
    if (!this.isOf(repositoryId)) return false;
    this.open?.reveal();
    return true;
  }

  private isOf(repositoryId: string): boolean {
    return this.open?.occasion.repository.repositoryId === repositoryId;
  }
}
