import type * as vscode from 'vscode';
import { type ShareAnswers, type ShareQuestion, shareQuestions, shareSchema } from '../domain/teamAnswers';
import {
  mostPeople,
  type PushedExample,
  peopleToOffer,
  ShareFailure,
  type SharePlace,
  type ShareStatus,
  type TeamSharing,
} from '../domain/teamSharing';
import { shareFailureText } from '../text/shareText';
import { Owner } from './disposable';
import type { ShareMessage } from './shareMessage';
import { SharePage } from './sharePage';
import type { ShareInput, Trial } from './shareState';
import { wordingNow } from './storedDataWording';

/** A repository that is open and was read. */
export interface ReadRepository extends SharePlace {
  readonly key: string;
  readonly name: string;
}

/** What {@link ShareDecision} is built from. */
export interface ShareDecisionParts {
  readonly team: TeamSharing;
  readonly example: (week: string, people: number) => PushedExample;
  readonly extension: vscode.Extension<unknown>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: vscode.LogOutputChannel;
  readonly agreed: (repository: ReadRepository) => Promise<void>;
  readonly stop: (repository: ReadRepository) => Promise<void>;
  readonly showLog: () => Promise<void>;
}

/** What is known when the page is opened. */
export interface ShareOccasion {
  readonly repository: ReadRepository;
  readonly status: ShareStatus | null;
  /** ISO 8601 week that would be shared about now. */
  readonly week: string;
  /** What would be answered; `null` where nothing is known of the week. */
  readonly answers: ShareAnswers | null;
}

/**
 * A person's decision about sharing from one repository, on its page. Before the person agrees nothing is sent but by the
 * try of the host, and nothing is kept but its entry in the log. It goes with the page.
 */
export class ShareDecision extends Owner {
  private readonly page: SharePage;
  private readonly left = new AbortController();
  private status: ShareStatus | null;
  private questions: ReadonlySet<ShareQuestion>;
  private people: number;
  private trial: Trial = { kind: 'untried' };

  constructor(
    readonly occasion: ShareOccasion,
    private readonly parts: ShareDecisionParts,
  ) {
    super();
    const { extension, log } = parts;
    this.status = occasion.status;
    this.questions = new Set(this.status?.consent.questions ?? shareQuestions);
    this.people = peopleToOffer(this.status?.consent ?? null)[0] ?? mostPeople;
    this.page = this.add(
      new SharePage({ extension, log, input: () => this.input(), take: message => this.take(message) }),
    );
    this.page.add({ dispose: () => this.dispose() });
    this.add({ dispose: () => this.left.abort() });
  }

  reveal(): void {
    this.page.reveal();
  }

  private input(): ShareInput {
    const { repository, week, answers } = this.occasion;
    const { status, questions, people, trial } = this;
    return {
      ...{ name: repository.name, week, answers, questions, people, trial },
      consent: status?.consent ?? null,
      asksAnew: status?.asksAnew ?? false,
      example: this.parts.example(week, people),
    };
  }

  private async take(message: Exclude<ShareMessage, { type: 'ready' }>): Promise<void> {
    switch (message.type) {
      case 'letShare':
        return this.letShare(message.question, message.isShared);
      case 'setPeople':
        if (peopleToOffer(this.status?.consent ?? null).includes(message.people)) this.people = message.people;
        return this.page.update();
      case 'probe':
        return this.probe();
      case 'agree':
        return this.agree();
      case 'decline':
        return this.dispose();
      case 'stop':
        await this.parts.stop(this.occasion.repository);
        return this.dispose();
      case 'showLog':
        return this.parts.showLog();
    }
  }

  private async letShare(question: ShareQuestion, isShared: boolean): Promise<void> {
    this.questions = new Set(shareQuestions.filter(each => (each === question ? isShared : this.questions.has(each))));
    await this.page.update();
  }

  private async probe(): Promise<void> {
    if (this.trial.kind === 'trying') return;
    this.trial = { kind: 'trying' };
    await this.page.update();
    try {
      await this.parts.team.probe(this.occasion.repository, this.left.signal);
      this.trial = { kind: 'passed' };
    } catch (error) {
      const failure = error instanceof ShareFailure ? error : new ShareFailure('failed');
      this.parts.log.warn(`trying the host failed: ${failure.kind}`);
      this.trial = { kind: 'failed', text: shareFailureText(failure, wordingNow(), { repeats: false }) };
    }
    await this.page.update();
  }

  /** Refused where the host was not tried: the page does not offer it then. */
  private async agree(): Promise<void> {
    if (this.trial.kind !== 'passed' && !this.status) return;
    const { team, now, agreed } = this.parts;
    const { repository } = this.occasion;
    const questions = shareQuestions.filter(question => this.questions.has(question));
    try {
      await team.agree(repository, { schema: shareSchema, k: this.people, questions, at: now() });
    } catch (error) {
      if (!(error instanceof ShareFailure)) throw error;
      this.trial = { kind: 'failed', text: shareFailureText(error, wordingNow(), { repeats: false }) };
      return this.page.update();
    }
    await agreed(repository);
    this.status = await team.status(repository.repositoryId);
    await this.page.update();
  }
}
