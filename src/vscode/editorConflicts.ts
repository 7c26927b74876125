import type * as vscode from 'vscode';
import type { GitRepository } from './gitExtension';

/** Which files have conflicts, as the git extension knows. */
export class EditorConflicts {
  private repositories: readonly GitRepository[] = [];

  /** @param repositories those that it has open now; asked anew for each file. */
  follow(repositories: readonly GitRepository[]): void {
    this.repositories = repositories;
  }

  has(uri: vscode.Uri): boolean {
    return this.repositories.some(({ state }) =>
      state.mergeChanges.some(change => change.uri.toString() === uri.toString()),
    );
  }
}
