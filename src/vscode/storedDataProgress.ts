import * as vscode from 'vscode';
import type { Delay } from './trailingRefresh';

/** Longer than this, and the person wants to know what goes on. */
const noticedMs = 700;

/** How {@link withProgress} tells of work. */
export interface ProgressOptions {
  readonly title: string;
  /** Whether the person can stop it. */
  readonly cancellable?: boolean;
  readonly delay: Delay;
}

/**
 * Tells of work that takes longer than a moment, in a notification.
 * @param work is told by the signal that the person wants it stopped.
 */
export async function withProgress<T>(
  { title, cancellable = false, delay }: ProgressOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stopped = new AbortController();
  const done = work(stopped.signal);
  const location = vscode.ProgressLocation.Notification;
  const notice = delay(() => {
    void vscode.window.withProgress({ location, title, cancellable }, (_, token) => {
      token.onCancellationRequested(() => stopped.abort());
      return done.then(
        () => undefined,
        () => undefined,
      );
    });
  }, noticedMs);
  try {
    return await done;
  } finally {
    notice.dispose();
  }
}
