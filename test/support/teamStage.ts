import { createHash } from 'node:crypto';
import type { ShareRecords } from '../../src/domain/shareRecord';
import { cellsOf, type ShareAnswers, shareQuestions, shareSchema } from '../../src/domain/teamAnswers';
import type { SecretKeys, ShareConsent, ShareFacts, ShareStatus, ShareWeek } from '../../src/domain/teamSharing';
import type { TeamBoard } from '../../src/team/board';
import { TeamMember } from '../../src/team/member';
import { sitsOut } from '../../src/team/rules';
import { WeekKeys } from '../../src/team/weekKeys';
import { MemoryRecords } from './memoryRecords';
import { seededRandom } from './seededRandom';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** A Monday: from then on 2026-W47 is shared. */
export const monday = Date.parse('2026-11-23T00:00Z');

/** Where the board of a stage is said to be. */
export const remoteAddress = 'https://host.example/team.git';

export const consent: ShareConsent = { schema: shareSchema, k: 5, questions: [...shareQuestions], at: 0 };

/** Secrets in memory. */
class MemoryKeys implements SecretKeys {
  readonly all = new Map<string, string>();

  async get(name: string): Promise<string | undefined> {
    return this.all.get(name);
  }

  async store(name: string, value: string): Promise<void> {
    this.all.set(name, value);
  }

  async delete(name: string): Promise<void> {
    this.all.delete(name);
  }
}

/** What differs from a person who takes part as usual. */
export interface PersonOptions {
  readonly records?: (records: ShareRecords) => ShareRecords;
  readonly secrets?: (keys: SecretKeys) => SecretKeys;
  readonly board?: (board: TeamBoard) => TeamBoard;
  readonly authors?: number;
  readonly sharedId?: string;
  readonly random?: (bytes: number) => Buffer;
  /** Of their own doing, for another window: half a second, if not told. */
  readonly patienceMs?: number;
  /** How many first weeks they surely sit out none of. */
  readonly weeks?: number;
}

/** Somebody on a stage with a machine of their own. */
export class StagePerson {
  readonly keys = new MemoryKeys();
  readonly place: { readonly folder: string; readonly repositoryId: string };
  readonly records = new MemoryRecords();
  factsRead = 0;
  answersRead = 0;
  /** Goes on before the facts of their clone are read. */
  beforeFacts: () => Promise<void> = async () => undefined;
  /** Of their clone. */
  facts: Omit<ShareFacts, 'remoteAddress'>;
  /** What they would answer; `null` where nothing is known. */
  answers: ShareAnswers | null;
  member: TeamMember;
  readonly #open: () => TeamMember;

  constructor(
    readonly index: number,
    stage: TeamStage,
    options: PersonOptions,
  ) {
    const id = createHash('sha256').update(`repository ${index}`).digest('hex').slice(0, 32);
    this.place = { folder: 'a folder', repositoryId: id };
    const bytes = seededRandom(`answers ${stage.seed} ${index}`)(shareQuestions.length);
    const entries = shareQuestions.map((each, at) => [each, (bytes[at] ?? 0) % 6]);
    this.answers = Object.fromEntries(entries) as ShareAnswers;
    const { records = each => each, board = each => each, secrets = each => each, random = seededRandom('') } = options;
    const { authors = 30, sharedId = 'a'.repeat(64), patienceMs = 500 } = options;
    this.facts = { authors, sharedId };
    this.#open = () =>
      new TeamMember({
        records: records(this.records),
        secrets: secrets(this.keys),
        factsOf: async () => {
          this.factsRead += 1;
          await this.beforeFacts();
          return { remoteAddress, ...this.facts };
        },
        boardOf: () => board(stage.board),
        now: () => stage.now,
        random,
        patienceMs,
      });
    this.member = this.#open();
  }

  /** Another window, or the same after a restart. */
  reopen(): TeamMember {
    this.member = this.#open();
    return this.member;
  }

  agree(change: Partial<ShareConsent> = {}): Promise<void> {
    return this.member.agree(this.place, { ...consent, ...change });
  }

  step(): Promise<ShareStatus | null> {
    const answersOf = async () => {
      this.answersRead += 1;
      return this.answers;
    };
    return this.member.step(this.place, answersOf, AbortSignal.timeout(60_000));
  }

  stop(): Promise<void> {
    return this.member.stop(this.place, AbortSignal.timeout(60_000));
  }

  status(): Promise<ShareStatus | null> {
    return this.member.status(this.place.repositoryId);
  }

  async week(week = '2026-W47'): Promise<ShareWeek> {
    const found = (await this.status())?.weeks.find(each => each.week === week);
    if (!found) throw new Error(`nothing is known of ${week}`);
    return found;
  }
}

/** People with machines of their own, one board and one clock. */
export class TeamStage {
  now = monday;
  readonly people: StagePerson[] = [];

  constructor(
    public board: TeamBoard,
    readonly seed = 'stage',
  ) {}

  async add(options: PersonOptions = {}): Promise<StagePerson> {
    const index = this.people.length;
    const random = await this.#randomOf(index, options.weeks ?? 1);
    const person = new StagePerson(index, this, { random, ...options });
    this.people.push(person);
    return person;
  }

  /** @returns those people, who share. */
  async addSharing(count: number, options: PersonOptions = {}): Promise<StagePerson[]> {
    const added: StagePerson[] = [];
    for (let index = 0; index < count; index++) {
      const person = await this.add(options);
      await person.agree();
      added.push(person);
    }
    return added;
  }

  /** Chance of a person, who as it happens sits out none of so many first weeks. */
  async #randomOf(index: number, weeks: number): Promise<(bytes: number) => Buffer> {
    for (let salt = 0; ; salt++) {
      const random = () => seededRandom(`${this.seed} ${index} ${salt}`);
      if (await takesPart(random(), weeks)) return random();
    }
  }

  /** Has everybody do what is due, at each of some hours after Monday. */
  async pass(...hours: readonly number[]): Promise<void> {
    for (const hour of hours) {
      this.now = monday + hour * hourMs;
      for (const person of this.people) await person.step();
    }
  }
}

async function takesPart(random: (bytes: number) => Buffer, weeks: number): Promise<boolean> {
  const drawn = new WeekKeys(new MemoryKeys(), '', random);
  for (let week = 0; week < weeks; week++) if (sitsOut((await drawn.draw(String(week))).draws)) return false;
  return true;
}

/** Hours after Monday, at which a whole week is done. */
export const wholeWeek = [0, 12, 36, 47, 55, 90, 97] as const;

/** What people approved, after chance, added up. */
export async function plainSum(people: readonly StagePerson[], week = '2026-W47'): Promise<number[]> {
  const shares = await Promise.all(people.map(async person => (await person.week(week)).share));
  const cells = shares.filter(share => share !== null).map(({ answers }) => cellsOf(answers));
  return (cells[0] ?? []).map((_, at) => cells.reduce((sum, each) => sum + (each[at] ?? 0), 0));
}
