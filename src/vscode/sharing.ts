import * as vscode from 'vscode';
import { noReflections } from '../domain/reflections';
import { weekToShareAt } from '../domain/shareSchedule';
import type { TeamExport } from '../domain/teamExport';
import { exportedWeekOf, teamResultOf } from '../domain/teamResult';
import type { PushedExample, SharePlace, TeamSharing } from '../domain/teamSharing';
import { commands } from './contribution';
import { Owner } from './disposable';
import { edge } from './edge';
import type { Focus } from './focus';
import type { Reflecting } from './reflecting';
import type { Repositories } from './repositories';
import type { ReadyState } from './repositoryState';
import type { Settings } from './settings';
import type { ReadRepository } from './shareDecision';
import { ShareDecisions } from './shareDecisions';
import { type KnownWeek, knownWeek } from './shareKnown';
import { ShareLogDocument } from './shareLogDocument';
import { SharePage } from './sharePage';
import { maybeShares, type SharingStopParts, stopSharing } from './sharingStop';
import { SharingTicker } from './sharingTicker';
import { wordingNow } from './storedDataWording';
import { type SumsToExport, TeamExporting } from './teamExporting';
import type { TeamInput } from './teamState';
import type { Delay } from './trailingRefresh';

/** What {@link Sharing} is built from. */
export interface SharingParts {
  readonly team: TeamSharing;
  /** What would be pushed for a week, with at least so many people. */
  readonly example: (week: string, people: number) => PushedExample;
  readonly repositories: Repositories;
  readonly focus: Focus;
  readonly reflecting: Reflecting;
  readonly settings: Settings;
  readonly collector: TeamExport;
  readonly extension: vscode.Extension<unknown>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly delay: Delay;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Sharing with a team, as the person has it in VS Code.
 * - Nothing is sent before the person has read the page and agreed there, for each repository; only the try of the host is,
 *   on a click. In a workspace that is not trusted there is neither.
 * - From then on steps are taken by themselves. What fails is told in the panel, never in a notification.
 * - Stopping holds at once.
 */
export class Sharing extends Owner {
  private readonly changed = this.add(new vscode.EventEmitter<void>());
  /** What {@link inputOf} says may be different now. */
  readonly onDidChange = this.changed.event;
  private readonly ticker: SharingTicker;
  private readonly document: ShareLogDocument;
  private readonly decisions: ShareDecisions;

  constructor(private readonly parts: SharingParts) {
    super();
    const { team, example, collector, repositories, focus, settings, extension, now, delay, log } = parts;
    const nameOf = (id: string) => this.read().find(({ repositoryId }) => repositoryId === id)?.name ?? null;
    this.document = this.add(new ShareLogDocument({ team, nameOf, log }));
    this.ticker = this.add(
      new SharingTicker({
        ...{ team, now, delay, log },
        places: () => this.read(),
        answersOf: place => async week => (await this.askedOf(place, week)).answers,
        changed: () => this.changed.fire(),
      }),
    );
    this.decisions = this.add(
      new ShareDecisions({
        ...{ team, example, now, log },
        openPage: page => new SharePage({ extension, log, ...page }),
        wording: wordingNow,
        agreed: place => this.ticker.refresh(place, true),
        stop: place => this.stop(place),
        showLog: () => this.document.show(),
      }),
    );
    this.add(new TeamExporting({ collector, settings, sums: () => this.newestSums(), now, delay, log }));
    const run = {
      shareWithTeam: () => this.open(),
      stopSharing: () => this.stopCurrent(),
      showShared: () => this.document.show(),
    };
    for (const [name, command] of Object.entries(run) as [keyof typeof run, () => Promise<void>][]) {
      this.add(vscode.commands.registerCommand(commands[name], edge(log, name, command)));
    }
    this.add(repositories.onDidChange(edge(log, 'sharing', () => this.ticker.look())));
    const know = () => this.decisions.know(({ repository, week }) => this.knownOf(repository, week));
    this.add(repositories.onDidChange(edge(log, 'page about sharing', know)));
    this.add(focus.onDidErase(() => this.ticker.forget()));
  }

  /** Takes the steps that are due, from now on. */
  start(): Promise<void> {
    return this.ticker.start();
  }

  /** What the panel shows of a repository; `null` where the person does not share there, or that was not looked at yet. */
  inputOf(repositoryId: string): TeamInput | null {
    const status = this.ticker.statusOf(repositoryId);
    const { now, settings } = this.parts;
    return status ? { status, now: now(), canExport: settings.values.teamExport.endpoint !== '' } : null;
  }

  /** Ends sharing, and forgets all that is kept of it. @param repositoryId of one; of all where there is none. */
  async forget(repositoryId?: string): Promise<void> {
    this.decisions.close();
    const { team } = this.parts;
    const kept = await team.repositoryIds();
    const places = this.read().filter(each => kept.includes(each.repositoryId));
    for (const place of places.filter(each => repositoryId === undefined || each.repositoryId === repositoryId)) {
      // What is kept here goes all the same.
      await stopSharing(this.stopParts, place);
    }
    try {
      await team.forget(repositoryId);
    } finally {
      this.ticker.forget();
      await this.ticker.look();
    }
  }

  /** Of which something is kept. */
  repositoryIds(): Promise<readonly string[]> {
    return this.parts.team.repositoryIds();
  }

  /** Everything that was ever pushed, as lines of text. */
  logLines(): Promise<string[]> {
    return this.document.lines();
  }

  private async open(): Promise<void> {
    const repository = this.current();
    if (!repository) return sayNotHere();
    const { repositoryId } = repository;
    const { team, now } = this.parts;
    await this.decisions.show(repositoryId, async () => {
      const week = weekToShareAt(now());
      const status = await team.status(repositoryId);
      return { repository, status, week, known: await this.askedOf(repository, week) };
    });
  }

  /** Of the repository that is looked at: what the screen shows of its newest week, and no more. */
  private async newestSums(): Promise<SumsToExport> {
    const { t } = vscode.l10n;
    const repository = this.current();
    const status = repository && (await this.parts.team.status(repository.repositoryId));
    const newest = status && teamResultOf(status.weeks, status.consent.k).at(-1);
    if (newest) return { kind: 'sums', week: exportedWeekOf(newest) };
    return { kind: 'none', text: t('There are no sums of a team here to export.') };
  }

  private async stopCurrent(): Promise<void> {
    const { t } = vscode.l10n;
    const repository = this.current();
    if (!repository) return sayNotHere();
    if (await maybeShares(this.parts.team, repository.repositoryId)) return this.stop(repository);
    // What is kept may be damaged, or its removal under way.
    await stopSharing(this.stopParts, repository);
    void vscode.window.showInformationMessage(t('You share nothing from {0}.', repository.name));
  }

  private async stop(repository: ReadRepository): Promise<void> {
    this.decisions.close(repository.repositoryId);
    const { kind, text } = await stopSharing(this.stopParts, repository);
    await edge(this.parts.log, 'sharing', () => this.ticker.refresh(repository, false))();
    if (kind === 'ended') return void vscode.window.showInformationMessage(text);
    if (kind === 'later') return void vscode.window.showWarningMessage(text);
    const again = vscode.l10n.t('Try Again');
    if ((await vscode.window.showErrorMessage(text, again)) === again) await this.stop(repository);
  }

  private get stopParts(): SharingStopParts {
    const { team, log } = this.parts;
    return { team, log, wording: wordingNow };
  }

  /** What is known of a week; `null` where the repository is being read. */
  private async knownOf({ repositoryId }: SharePlace, week: string): Promise<KnownWeek | null> {
    const { focus, reflecting } = this.parts;
    // What was said of the week is one of the answers.
    await reflecting.begin();
    const read = this.read().find(each => each.repositoryId === repositoryId);
    const state = read && this.stateOf(read.key);
    return state ? knownWeek(state.report, focus.overview, reflecting.input?.reading ?? noReflections, week) : null;
  }

  /** The same, and has the repository read anew where it was read before the week's end. */
  private async askedOf(place: SharePlace, week: string): Promise<KnownWeek> {
    const known = await this.knownOf(place, week);
    const read = this.read().find(each => each.repositoryId === place.repositoryId);
    if (known && !known.isRead && read) this.parts.repositories.refresh(read.key);
    return known ?? { answers: null, isRead: false };
  }

  private current(): ReadRepository | undefined {
    const key = this.parts.repositories.current?.key;
    return this.read().find(each => each.key === key);
  }

  /** Those that are open in a trusted workspace, and read with their requests. */
  private read(): ReadRepository[] {
    const { repositories } = this.parts;
    const { workspace } = repositories;
    if (workspace.kind !== 'open') return [];
    return workspace.repositories.flatMap(({ key, name }) => {
      const folder = repositories.rootOf(key);
      const state = this.stateOf(key);
      return folder !== undefined && state ? [{ key, name, folder, repositoryId: state.report.repository.id }] : [];
    });
  }

  private stateOf(key: string): ReadyState | undefined {
    const { workspace } = this.parts.repositories;
    const found = workspace.kind === 'open' ? workspace.repositories.find(each => each.key === key) : undefined;
    return found?.state.kind === 'ready' && !found.state.pending ? found.state : undefined;
  }
}

function sayNotHere(): void {
  const { t } = vscode.l10n;
  const message = vscode.workspace.isTrusted
    ? t(
        'Eddy has read no repository here yet. Open the folder of one, wait until Eddy shows it, and use the command again.',
      )
    : t('This workspace is not trusted, so nothing is shared from it. Trust it first, and use the command again.');
  void vscode.window.showInformationMessage(message);
}
