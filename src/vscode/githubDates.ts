import * as vscode from 'vscode';
import { ExactDatesFailure, type ExactDatesStore } from '../domain/exactDates';
import type { Report } from '../domain/report';
import { commands } from './contribution';
import { Owner } from './disposable';
import { edge } from './edge';
import {
  GithubDatesReading,
  type GithubDatesReadingParts,
  type GithubPlace,
  type GithubProvider,
} from './githubDatesReading';
import { consentText, type FetchedRequests, githubDatesFailure, stoppedText } from './githubDatesText';
import type { Repositories } from './repositories';
import { wordingNow } from './storedDataWording';

/** What {@link GithubDates} is built from. */
export interface GithubDatesParts extends Pick<GithubDatesReadingParts, 'forgeAt' | 'remoteOf'> {
  readonly store: ExactDatesStore;
  readonly repositories: Repositories;
  readonly log: vscode.LogOutputChannel;
}

/** A repository that is open and was read. */
interface Read {
  readonly key: string;
  readonly name: string;
  readonly folder: string;
  readonly report: Report;
}

/**
 * The person's commands for exact dates from GitHub, and what follows from them.
 * - Nothing is asked or sent before a modal has said what, and the person has agreed, for each repository.
 * - From then on each reading of that repository may lead to a fetching, without a word.
 * - One fetching of a repository at a time: the person's own takes the place of what goes on by itself.
 */
export class GithubDates extends Owner {
  private readonly reading: GithubDatesReading;
  private readonly running = new Map<string, AbortController>();
  private readonly seen = new WeakSet<Report>();

  constructor(private readonly parts: GithubDatesParts) {
    super();
    const { repositories, log } = parts;
    this.reading = new GithubDatesReading({ ...parts, tokenOf, enterprise, now: Date.now });
    this.register('useGitHubDates', () => this.use());
    this.register('forgetGitHubDates', () => this.forget());
    this.add(repositories.onDidChange(edge(log, 'exact dates', () => this.look())));
    this.add({ dispose: () => this.stopAll() });
  }

  private stopAll(): void {
    for (const stop of this.running.values()) stop.abort();
  }

  private register(name: 'useGitHubDates' | 'forgetGitHubDates', run: () => Promise<void>): void {
    this.add(vscode.commands.registerCommand(commands[name], edge(this.parts.log, name, run)));
  }

  private async use(): Promise<void> {
    const { t } = vscode.l10n;
    const read = this.current();
    if (!read) return this.sayNothingRead();
    const place = await this.reading.placeOf(read.folder);
    if (!place) {
      const message = t(
        '{0} has no remote that Eddy knows as GitHub’s. For GitHub Enterprise, name its address in your own setting “github-enterprise.uri”.',
        read.name,
      );
      void vscode.window.showInformationMessage(message);
      return;
    }
    const { message, detail } = consentText(place, t);
    const [isPublic, isPrivate] = [t('It Is Public'), t('It Is Private')];
    const answer = await vscode.window.showInformationMessage(message, { modal: true, detail }, isPublic, isPrivate);
    if (answer !== undefined) await this.fetchDates(read, place, answer === isPrivate);
  }

  private async fetchDates({ key, report }: Read, place: GithubPlace, isPrivate: boolean): Promise<void> {
    const { id } = report.repository;
    const wording = wordingNow();
    const { t } = wording;
    const fetched = { done: 0, total: 0 };
    await this.alone(id, async stop => {
      const { signal } = stop;
      const notice = new Notice(t('Fetching dates from {0}', place.host), stop);
      const onProgress = (done: number, total: number) => notice.tell(Object.assign(fetched, { done, total }));
      try {
        const wish = { id, place, isPrivate, signal, onAsking: () => notice.show(), onProgress };
        const known = await this.reading.use(wish);
        const told = t('Requests of yours whose exact dates Eddy knows from GitHub: {0}.', wording.count(known));
        void vscode.window.showInformationMessage(told);
      } catch (error) {
        if (signal.aborted) {
          if (!this.isDisposed) void vscode.window.showInformationMessage(stoppedText(fetched, wording));
        } else {
          this.logKind(error);
          void vscode.window.showErrorMessage(githubDatesFailure(error, place, fetched, wording));
        }
      } finally {
        notice.close();
      }
    });
    this.parts.repositories.refresh(key);
  }

  private async forget(): Promise<void> {
    const { t } = vscode.l10n;
    const read = this.current();
    if (!read) return this.sayNothingRead();
    const { store, repositories } = this.parts;
    const { id } = read.report.repository;
    this.running.get(id)?.abort();
    const isKept = (await store.read(id)) !== null;
    await store.forget(id);
    const message = isKept
      ? t('The dates that GitHub told of {0} are deleted, and Eddy does not ask it again.', read.name)
      : t('Eddy keeps no dates from GitHub of {0}.', read.name);
    void vscode.window.showInformationMessage(message);
    if (isKept) repositories.refresh(read.key);
  }

  private sayNothingRead(): void {
    const message = vscode.l10n.t(
      'Eddy has read no repository here yet. Open the folder of one, wait until Eddy shows it, and use the command again.',
    );
    void vscode.window.showInformationMessage(message);
  }

  /** Repositories that were read anew since the last look. */
  private look(): void {
    const { workspace } = this.parts.repositories;
    if (workspace.kind !== 'open') return;
    for (const { key } of workspace.repositories) {
      const read = this.read(key);
      if (!read?.report.pullRequests || this.seen.has(read.report)) continue;
      this.seen.add(read.report);
      void edge(this.parts.log, 'exact dates', () => this.refresh(read))();
    }
  }

  private async refresh({ key, folder, report }: Read): Promise<void> {
    const { id } = report.repository;
    const requests = report.pullRequests ?? [];
    if (this.running.has(id)) return;
    await this.alone(id, async ({ signal }) => {
      try {
        const came = await this.reading.refresh({ id, folder, requests, signal });
        if (came) this.parts.repositories.refresh(key);
      } catch (error) {
        if (!signal.aborted) this.logKind(error);
      }
    });
  }

  private async alone(id: string, run: (stop: AbortController) => Promise<void>): Promise<void> {
    this.running.get(id)?.abort();
    const stop = new AbortController();
    this.running.set(id, stop);
    try {
      await run(stop);
    } finally {
      if (this.running.get(id) === stop) this.running.delete(id);
    }
  }

  private logKind(error: unknown): void {
    const kind = error instanceof ExactDatesFailure ? error.kind : error instanceof Error ? error.name : typeof error;
    this.parts.log.warn(`exact dates: ${kind}`);
  }

  private current(): Read | null {
    const { current } = this.parts.repositories;
    return current ? this.read(current.key) : null;
  }

  private read(key: string): Read | null {
    const { repositories } = this.parts;
    const { workspace } = repositories;
    const found = workspace.kind === 'open' ? workspace.repositories.find(each => each.key === key) : undefined;
    const folder = repositories.rootOf(key);
    if (found?.state.kind !== 'ready' || folder === undefined) return null;
    return { key, name: found.name, folder, report: found.state.report };
  }
}

/** Tells of a fetching in a notification, from when it is shown until it is closed. */
class Notice {
  private readonly closed = new AbortController();
  private progress: vscode.Progress<{ message: string; increment: number }> | undefined;
  private shown = 0;

  constructor(
    private readonly title: string,
    private readonly stop: AbortController,
  ) {}

  show(): void {
    const { title, stop, closed } = this;
    const location = vscode.ProgressLocation.Notification;
    void vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
      this.progress = progress;
      token.onCancellationRequested(() => stop.abort());
      return new Promise<void>(resolve => closed.signal.addEventListener('abort', () => resolve()));
    });
  }

  tell({ done, total }: FetchedRequests): void {
    const share = total === 0 ? 100 : (100 * done) / total;
    const message = vscode.l10n.t('{0} of {1}', done, total);
    this.progress?.report({ message, increment: Math.max(0, share - this.shown) });
    this.shown = Math.max(this.shown, share);
  }

  close(): void {
    this.closed.abort();
  }
}

/** A provider that is not there, and a person who goes away from the question, are no session. */
async function tokenOf(provider: GithubProvider, scopes: readonly string[], asks: boolean): Promise<string | null> {
  const how = asks ? { createIfNone: true } : { silent: true };
  const asked = vscode.authentication.getSession(provider, scopes, how);
  return Promise.resolve(asked).then(
    session => session?.accessToken ?? null,
    () => null,
  );
}

/** Only what the person's own settings say: a folder that is opened must not choose where a token goes. */
function enterprise(): string | undefined {
  return vscode.workspace.getConfiguration().inspect<string>('github-enterprise.uri')?.globalValue;
}
