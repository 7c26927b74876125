import type { ShareConsent, SharePlace, ShareStatus, TeamSharing } from '../../src/domain/teamSharing';
import { pushedExample } from '../../src/team/pushedExample';
import { Wording } from '../../src/text/wording';
import { Owner } from '../../src/vscode/disposable';
import type { ReadRepository, ShareDecisionParts, ShareOccasion } from '../../src/vscode/shareDecision';
import type { KnownWeek } from '../../src/vscode/shareKnown';
import type { ShareMessage } from '../../src/vscode/shareMessage';
import { type ShareInput, shareState } from '../../src/vscode/shareState';
import { sampleAnswers, sampleStatus } from './sampleTeam';
import { english } from './translation';

type Message = Exclude<ShareMessage, { type: 'ready' }>;

export const stream: ReadRepository = { key: '1', name: 'stream', folder: '/stream', repositoryId: '1'.repeat(32) };

/** A page about sharing that a test reads and clicks on. */
export class ReadPage extends Owner {
  /** What stood on it, after each update. */
  readonly shown: ReturnType<typeof shareState>[] = [];
  revealed = 0;

  constructor(
    private readonly input: () => ShareInput,
    readonly click: (message: Message) => Promise<void>,
  ) {
    super();
  }

  get state(): ReturnType<typeof shareState> {
    return shareState(this.input(), new Wording(english, 'en', 'UTC'));
  }

  reveal(): void {
    this.revealed += 1;
  }

  async update(): Promise<void> {
    this.shown.push(this.state);
  }
}

/** Who sits before such pages, with what is kept of sharing, which can fail. */
export class ShareDesk {
  readonly pages: ReadPage[] = [];
  readonly warnings: string[] = [];
  readonly agreed: ShareConsent[] = [];
  /** What is kept; `null` where nothing is shared. */
  kept: ShareStatus | null = null;
  known: KnownWeek = { answers: sampleAnswers({ flow: 4 }), isRead: true };
  /** What fails, and how. */
  readonly failing = new Map<'probe' | 'agree' | 'status' | 'stop', Error>();
  /** Until which the steps after an agreement go on. */
  steps: Promise<void> = Promise.resolve();
  readonly wording = () => new Wording(english, 'en', 'UTC');
  readonly log = { warn: (message: string) => void this.warnings.push(message) };
  readonly team: Pick<TeamSharing, 'probe' | 'agree' | 'status' | 'stop'> = {
    probe: async () => this.reach('probe'),
    agree: async (_: SharePlace, consent: ShareConsent) => {
      this.reach('agree');
      this.agreed.push(consent);
      this.kept = sampleStatus([], { consent });
    },
    status: async () => {
      this.reach('status');
      return this.kept;
    },
    stop: async () => {
      this.reach('stop');
      this.kept = null;
    },
  };
  readonly parts: ShareDecisionParts = {
    team: this.team,
    example: pushedExample,
    openPage: ({ input, take }) => {
      const page = new ReadPage(input, take);
      this.pages.push(page);
      return page;
    },
    wording: this.wording,
    now: () => 0,
    log: this.log,
    agreed: () => this.steps,
    stop: async () => this.reach('stop'),
    showLog: async () => undefined,
  };

  occasion(repository: ReadRepository = stream): ShareOccasion {
    return { repository, status: this.kept, week: '2026-W47', known: this.known };
  }

  /** The page that was opened last. */
  get page(): ReadPage {
    const page = this.pages.at(-1);
    if (!page) throw new Error('no page was opened');
    return page;
  }

  private reach(what: 'probe' | 'agree' | 'status' | 'stop'): void {
    const failure = this.failing.get(what);
    if (failure) throw failure;
  }
}
