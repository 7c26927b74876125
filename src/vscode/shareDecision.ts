import { type ShareQuestion, shareQuestions, shareSchema } from '../domain/teamAnswers';
import {
  mostPeople,
  type PushedExample,
  peopleToOffer,
  type ShareConsent,
  ShareFailure,
  type SharePlace,
  type ShareStatus,
  type TeamSharing,
} from '../domain/teamSharing';
import { shareFailureText } from '../text/shareText';
import type { Wording } from '../text/wording';
import { Owner } from './disposable';
import type { KnownWeek } from './shareKnown';
import type { ShareMessage } from './shareMessage';
import type { SharePage, SharePageParts } from './sharePage';
import type { ShareInput, Trial } from './shareState';
import { kindOf } from './sharingStop';

/** A repository that is open and was read. */
export interface ReadRepository extends SharePlace {
  readonly key: string;
  readonly name: string;
}

/** What {@link ShareDecision} is built from. */
export interface ShareDecisionParts {
  readonly team: Pick<TeamSharing, 'probe' | 'agree' | 'status'>;
  readonly example: (week: string, people: number) => PushedExample;
  readonly openPage: (
    of: Pick<SharePageParts, 'input' | 'take'>,
  ) => Pick<SharePage, 'add' | 'dispose' | 'reveal' | 'update'>;
  readonly wording: () => Wording;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: { warn(message: string): void };
  /** The person has agreed: takes the steps that are due. */
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
  readonly known: KnownWeek;
}

/**
 * A person's decision about sharing from one repository, on its page. Before the person agrees nothing is sent but by the
 * try of the host, and nothing is kept but its entry in the log. What fails is told on the page. It goes with the page.
 */
export class ShareDecision extends Owner {
  private readonly page: ReturnType<ShareDecisionParts['openPage']>;
  private readonly left = new AbortController();
  private known: KnownWeek;
  private consent: ShareConsent | null;
  private asksAnew: boolean;
  private questions: ReadonlySet<ShareQuestion>;
  private people: number;
  private trial: Trial = { kind: 'untried' };
  /** Why the last thing that the person did failed. */
  private trouble: string | null = null;

  constructor(
    readonly occasion: ShareOccasion,
    private readonly parts: ShareDecisionParts,
  ) {
    super();
    const { status, known } = occasion;
    this.known = known;
    this.consent = status?.consent ?? null;
    this.asksAnew = status?.asksAnew ?? false;
    this.questions = new Set(this.consent?.questions ?? shareQuestions);
    this.people = peopleToOffer(this.consent)[0] ?? mostPeople;
    this.page = this.add(parts.openPage({ input: () => this.input(), take: message => this.take(message) }));
    this.page.add({ dispose: () => this.dispose() });
    this.add({ dispose: () => this.left.abort() });
  }

  reveal(): void {
    this.page.reveal();
  }

  /** What would be answered is different, or known by now. */
  async know(known: KnownWeek): Promise<void> {
    if (JSON.stringify(known) === JSON.stringify(this.known)) return;
    this.known = known;
    await this.page.update();
  }

  private input(): ShareInput {
    const { repository, week } = this.occasion;
    const { known, consent, asksAnew, questions, people, trial, trouble } = this;
    const example = this.parts.example(week, people);
    return { name: repository.name, week, known, questions, people, trial, trouble, consent, asksAnew, example };
  }

  private async take(message: Exclude<ShareMessage, { type: 'ready' }>): Promise<void> {
    this.trouble = null;
    try {
      await this.follow(message);
    } catch (error) {
      this.trouble = this.textOf(error);
      await this.page.update();
    }
  }

  private async follow(message: Exclude<ShareMessage, { type: 'ready' }>): Promise<void> {
    switch (message.type) {
      case 'letShare':
        return this.letShare(message.question, message.isShared);
      case 'setPeople':
        if (peopleToOffer(this.consent).includes(message.people)) this.people = message.people;
        return this.page.update();
      case 'probe':
        return this.probe();
      case 'agree':
        return this.agree();
      case 'decline':
        return this.dispose();
      case 'stop':
        return this.parts.stop(this.occasion.repository);
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
    try {
      await this.page.update();
      await this.parts.team.probe(this.occasion.repository, this.left.signal);
      this.trial = { kind: 'passed' };
    } catch (error) {
      this.trial = { kind: 'failed', text: this.textOf(error) };
    }
    await this.page.update();
  }

  /** Refused where the host was not tried: the page does not offer it then. */
  private async agree(): Promise<void> {
    if (this.trial.kind !== 'passed' && !this.consent) return;
    const { team, now, agreed } = this.parts;
    const { repository } = this.occasion;
    const questions = shareQuestions.filter(question => this.questions.has(question));
    const consent = { schema: shareSchema, k: this.people, questions, at: now() };
    try {
      await team.agree(repository, consent);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.askAgain();
    }
    this.consent = consent;
    this.asksAnew = false;
    await this.page.update();
    // What it takes has to wait for the host, maybe for minutes.
    await agreed(repository);
  }

  /** More people were asked for since the page was opened, in another window. */
  private async askAgain(): Promise<void> {
    const { team, wording } = this.parts;
    const status = await team.status(this.occasion.repository.repositoryId);
    this.consent = status?.consent ?? null;
    this.asksAnew = status?.asksAnew ?? false;
    this.people = Math.max(this.people, peopleToOffer(this.consent)[0] ?? mostPeople);
    const words = wording();
    this.trouble = words.t(
      'Meanwhile you asked for at least {0} people, in another window. Look at it once more, and agree if it is what you want.',
      words.count(this.consent?.k ?? this.people),
    );
    await this.page.update();
  }

  /** Why something failed, in words; logged by kind. */
  private textOf(error: unknown): string {
    this.parts.log.warn(`the page about sharing: ${kindOf(error)}`);
    const failure = error instanceof ShareFailure ? error : new ShareFailure('failed');
    return shareFailureText(failure, this.parts.wording(), { repeats: false });
  }
}
