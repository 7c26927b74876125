import type { PanelState, ToPanel } from '../protocol';

/** What {@link PanelFeed} is built from. */
export interface PanelFeedParts {
  readonly isVisible: () => boolean;
  /** Makes the state anew. */
  readonly state: () => PanelState;
  readonly post: (message: ToPanel) => Thenable<unknown>;
}

/**
 * Keeps the panel up to date.
 * - It pulls: nothing is made or sent before its `ready`, and nothing while it is hidden. A hidden webview is taken down:
 *   shown again it starts anew and says `ready`.
 * - It is sent the whole state, and only when that differs from what it has.
 */
export class PanelFeed {
  private ready = false;
  private sent = '';

  constructor(private readonly parts: PanelFeedParts) {}

  /** The panel is drawn and listens; it has nothing yet. */
  begin(): void {
    this.ready = true;
    this.sent = '';
  }

  viewChanged(): void {
    if (!this.parts.isVisible()) this.ready = false;
  }

  /** @returns what the panel shows now; `null` where nobody looks at it. */
  async update(): Promise<PanelState | null> {
    if (!this.ready || !this.parts.isVisible()) return null;
    const message = { type: 'state', state: this.parts.state() } satisfies ToPanel;
    const text = JSON.stringify(message);
    if (text !== this.sent) {
      this.sent = text;
      await this.parts.post(message);
    }
    return message.state;
  }
}
