import type { HeldShareRecord, MemberWeek } from '../domain/shareRecord';
import { weekToShareAt, windowsOf } from '../domain/shareSchedule';
import { answersTo, cellsOf, type Share, type ShareAnswers, shareQuestions, shareSchema } from '../domain/teamAnswers';
import {
  type AnswersOf,
  calledOff,
  leastPeople,
  type NoNumberReason,
  type ShareFacts,
  ShareFailure,
  type ShareFailureKind,
} from '../domain/teamSharing';
import type { BoardPlace, BoardWeek, TeamBoard } from './board';
import { failureOf } from './boardFailure';
import { BoardView } from './boardView';
import { MemberRecord } from './memberRecord';
import { MemberRemoval } from './memberRemoval';
import { flipped, flipShareOf, frozenKeys, groupOf, isEnough, refusalOf, sitsOut } from './rules';
import { cohortHash, joinIdOf, maskedCells } from './secureSum';
import { isInForce, isLookDue } from './shareStatus';
import type { WeekKeys } from './weekKeys';
import { cohortText, joinText, sumText } from './wire';

/** What a step works with. */
export interface StepMeans {
  readonly held: HeldShareRecord;
  readonly keys: WeekKeys;
  /** Read from the repository when they are asked for first. */
  readonly facts: () => Promise<ShareFacts>;
  readonly board: () => Promise<TeamBoard>;
  readonly isStopped: () => Promise<boolean>;
  readonly answersOf: AnswersOf;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** With these nothing else can be tried now. */
const hopeless: readonly ShareFailureKind[] = [
  'noGit',
  'noRemote',
  'offline',
  'signIn',
  'timedOut',
  'limited',
  'busy',
  'aborted',
];

/**
 * What one member does for a repository at one time.
 * - All that follows from chance is drawn once, and stored before anything is posted.
 * - What may have reached the host is stored before it is posted, so that a step that is broken off goes on in the next one.
 * - A week's failure leaves the other weeks alone.
 * - What is refused is refused for good: the week is over, and its key erased.
 */
export class MemberStep {
  readonly #means: StepMeans;
  readonly #record: MemberRecord;
  readonly #removal: MemberRemoval;
  /** As read in this step. */
  readonly #boards = new Map<string, BoardWeek>();
  #reached = false;
  #trouble: ShareFailureKind | null = null;

  constructor(means: StepMeans) {
    const { held, now, signal } = means;
    this.#means = means;
    this.#record = new MemberRecord(held, now);
    this.#removal = new MemberRemoval({ record: this.#record, board: () => this.#reach(), now, signal });
  }

  /** Does what is due, and keeps why something failed. */
  async run(): Promise<void> {
    const { consent } = this.#record.all;
    if (consent && isInForce(consent)) {
      await this.#attempt(() => this.#draw());
      for (const { week } of this.#record.all.weeks) await this.#attempt(() => this.#advance(week));
    }
    await this.#letExpire();
    for (const { week } of this.#record.all.weeks) await this.#attempt(() => this.#eraseKey(week));
    await this.#removal.giveUp();
    for (const { week } of this.#record.all.weeks) await this.#attempt(() => this.#removal.removeDue(week));
    await this.#settle();
  }

  /** Ends sharing here: nothing is posted any more, and the keys are gone. */
  async end(): Promise<void> {
    const stopped = (week: MemberWeek): MemberWeek => ({
      ...week,
      ...(!week.isOver && over('stopped')),
      // What can be removed from now on was not tried to be.
      lookedAt: null,
    });
    await this.#record.change({ consent: null, weeks: this.#record.all.weeks.map(stopped), trouble: null });
    for (const { week } of this.#record.all.weeks) await this.#eraseKey(week);
  }

  /** Removes everything of the person's that may still lie on the host. @throws {ShareFailure} */
  removeOwn(): Promise<void> {
    return this.#removal.removeOwn();
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    if (this.#trouble && hopeless.includes(this.#trouble)) return;
    try {
      await work();
    } catch (error) {
      this.#trouble ??= failureOf(error).kind;
    }
  }

  async #settle(): Promise<void> {
    if (this.#trouble === 'aborted' || (!this.#reached && !this.#trouble)) return;
    if (this.#record.all.trouble !== this.#trouble) await this.#record.change({ trouble: this.#trouble });
  }

  /** Ends weeks whose grace is over. */
  async #letExpire(): Promise<void> {
    const now = this.#means.now();
    for (const { week, isOver, sum, lookedAt, join, opened } of this.#record.all.weeks) {
      const { graceUntil, removeFrom } = windowsOf(week);
      if (isOver || now < graceUntil) continue;
      // Who was away all the time has a last look, as long as the others' sums are there.
      if (sum === 'posted' && now < removeFrom && (lookedAt ?? 0) < graceUntil) continue;
      const reason = join === 'none' ? 'notJoined' : 'incomplete';
      await this.#record.changeWeek(week, over(opened ? null : reason));
    }
  }

  async #refuse(week: string, reason: NoNumberReason): Promise<void> {
    await this.#record.changeWeek(week, over(reason));
  }

  async #eraseKey(week: string): Promise<void> {
    const { hasKey, isOver, share } = this.#record.weekOf(week);
    if (!hasKey || !(isOver || share)) return;
    await this.#means.keys.erase(week);
    await this.#record.changeWeek(week, { hasKey: false });
  }

  async #draw(): Promise<void> {
    const { consent, notBefore, weeks } = this.#record.all;
    const now = this.#means.now();
    const week = weekToShareAt(now);
    const { joinFrom, joinUntil, freezeFrom } = windowsOf(week);
    if (!consent || now >= joinUntil || joinFrom < (notBefore ?? joinFrom)) return;
    if (weeks.some(each => each.week === week)) return;
    const { sharedId } = await this.#means.facts();
    await this.#goOn();
    const { publicKey, draws, joinDelayMs, sumDelayMs } = await this.#means.keys.draw(week);
    const drawn: MemberWeek = {
      week,
      k: consent.k,
      publicKey,
      sharedId,
      joinAt: joinFrom + joinDelayMs,
      sumAt: freezeFrom + sumDelayMs,
      ...untouched,
      ...(sitsOut(draws) && over('satOut')),
    };
    const all = [...weeks, drawn].sort((one, other) => (one.week < other.week ? -1 : 1));
    await this.#record.change({ weeks: all });
  }

  async #advance(week: string): Promise<void> {
    if (!this.#record.weekOf(week).isOver && this.#record.weekOf(week).join !== 'posted') await this.#join(week);
    if (this.#isIn(week, 'join')) await this.#look(week);
    if (this.#isIn(week, 'freeze')) await this.#freeze(week);
    if (this.#isIn(week, 'mask')) await this.#mask(week);
    if (this.#isIn(week, 'post')) await this.#post(week);
    if (this.#isIn(week, 'open')) await this.#open(week);
  }

  /** Whether a week has come to a stage, which is due. */
  #isIn(week: string, stage: 'join' | 'freeze' | 'mask' | 'post' | 'open'): boolean {
    const now = this.#means.now();
    const it = this.#record.weekOf(week);
    const { joinUntil, freezeFrom, graceUntil, removeFrom } = windowsOf(week);
    if (it.isOver || it.join !== 'posted' || now >= (stage === 'open' ? removeFrom : graceUntil)) return false;
    if (stage === 'join') return now < joinUntil && isLookDue(it, now);
    if (now < freezeFrom) return false;
    if (stage === 'freeze') return it.cohort === null;
    if (it.cohort === null) return false;
    // As late as can be, for what the person agrees to may still change.
    if (stage === 'mask') return it.share === null && now >= it.sumAt;
    if (it.share === null || it.masked === null) return false;
    return stage === 'post' ? it.sum !== 'posted' && now >= it.sumAt : it.sum === 'posted' && isLookDue(it, now);
  }

  async #join(week: string): Promise<void> {
    const { join, joinAt, publicKey, k, sharedId, answers } = this.#record.weekOf(week);
    const { joinUntil } = windowsOf(week);
    const now = this.#means.now();
    if (now >= joinUntil) return join === 'none' ? this.#refuse(week, 'notJoined') : this.#settleJoin(week);
    if (now < joinAt) return;
    if ((await this.#means.keys.find(week))?.publicKey !== publicKey) return this.#refuse(week, 'keyLost');
    if ((await this.#means.facts()).sharedId !== sharedId) return this.#refuse(week, 'tampered');
    const approved = answers ?? this.#approved(await this.#means.answersOf(week));
    if (!approved) return;
    const posted = await this.#send(
      { week, kind: 'join', id: joinIdOf(publicKey) },
      joinText({ k, publicKey }),
      { answers: approved, join: 'sent' },
      { from: joinAt, until: joinUntil },
    );
    if (posted === 'taken') return this.#refuse(week, 'tampered');
    if (posted) await this.#record.changeWeek(week, { join: 'posted' });
  }

  /** After the close, of a join whose answer was lost. */
  async #settleJoin(week: string): Promise<void> {
    const view = await this.#read(week);
    if (!view.showsMe) return this.#refuse(week, 'notJoined');
    await this.#record.changeWeek(week, { join: 'posted' });
  }

  /** What may be answered, of what is known. */
  #approved(answers: ShareAnswers | null): ShareAnswers | null {
    return answers && answersTo(this.#record.all.consent?.questions ?? [], answers);
  }

  /** Remembers who joined, as long as joins are open. */
  async #look(week: string): Promise<void> {
    const view = await this.#read(week);
    if (view.isTampered) return this.#refuse(week, 'tampered');
    const now = this.#means.now();
    const isOpen = now < windowsOf(week).joinUntil;
    // Who froze the list so early meant to leave out whoever joins later.
    if (isOpen && view.board.cohort) return this.#refuse(week, 'tampered');
    await this.#record.changeWeek(week, { lookedAt: now, ...(isOpen && { seen: view.joins }) });
    if (!view.showsMe) throw new ShareFailure('hidden');
  }

  async #freeze(week: string): Promise<void> {
    const view = await this.#read(week);
    if (view.isTampered) return this.#refuse(week, 'tampered');
    const shown = view.board.cohort;
    if (shown) return this.#accept(week, shown);
    if (!view.showsMe) throw new ShareFailure('hidden');
    const frozen = frozenKeys(view.board.joins);
    if (await this.#isRefused(week, frozen)) return;
    const { freezeFrom, graceUntil } = windowsOf(week);
    const posted = await this.#send(
      { week, kind: 'cohort' },
      cohortText(frozen),
      { freeze: 'sent' },
      { from: freezeFrom, until: graceUntil },
    );
    if (posted === 'posted') await this.#record.changeWeek(week, { freeze: 'posted' });
    const cohort = posted === 'posted' ? frozen : (await this.#readAnew(week)).board.cohort;
    if (!cohort) throw new ShareFailure('hidden');
    await this.#accept(week, cohort);
  }

  async #accept(week: string, cohort: readonly string[]): Promise<void> {
    if (await this.#isRefused(week, cohort)) return;
    await this.#record.changeWeek(week, { cohort, joined: cohort.length });
  }

  async #isRefused(week: string, cohort: readonly string[]): Promise<boolean> {
    const it = this.#record.weekOf(week);
    const { sharedId, authors } = await this.#means.facts();
    const { joins } = (await this.#read(week)).board;
    const { cohort: cohortBefore, seen, publicKey } = it;
    const sight = { week, publicKey, k: this.#leastOf(it), cohort, cohortBefore, seen, joins, authors };
    const refusal = sharedId === it.sharedId ? refusalOf(sight) : 'tampered';
    if (refusal) await this.#record.changeWeek(week, { ...over(refusal), joined: cohort.length });
    return refusal !== null;
  }

  /** A person who asks for more people since then gets them. */
  #leastOf({ k }: MemberWeek): number {
    return Math.max(k, this.#record.all.consent?.k ?? k);
  }

  /** Whether what was masked answers nothing that may be answered no longer; what chance says is no answer. */
  #isAgreedTo({ answers, flipped }: Share): boolean {
    const agreed = this.#record.all.consent?.questions ?? [];
    return shareQuestions.every(each => answers[each] === 0 || flipped.includes(each) || agreed.includes(each));
  }

  /** From here on the key is not needed. */
  async #mask(week: string): Promise<void> {
    const { publicKey, sharedId, answers, cohort } = this.#record.weekOf(week);
    const group = groupOf(publicKey, cohort ?? []);
    const share = flipShareOf(group.length, week);
    if (share === null) return this.#refuse(week, group.length < leastPeople ? 'fewerThanK' : 'notThisWeek');
    const approved = this.#approved(answers);
    const secret = await this.#means.keys.find(week);
    if (secret?.publicKey !== publicKey) return this.#refuse(week, 'keyLost');
    if (!approved) return this.#refuse(week, 'incomplete');
    const said = flipped(approved, secret.draws, share);
    const hash = cohortHash({ week, sharedId, publicKeys: group });
    const cells = maskedCells(cellsOf(said.answers), secret.privateKey, group, hash);
    await this.#record.changeWeek(week, {
      share: { schema: shareSchema, week, ...said },
      masked: sumText({ cohort: hash, cells }),
      answers: null,
      seen: [],
    });
    await this.#eraseKey(week);
  }

  async #post(week: string): Promise<void> {
    const view = await this.#read(week);
    if (view.isTampered) return this.#refuse(week, 'tampered');
    const { publicKey, share, masked, sumAt, sharedId, cohort } = this.#record.weekOf(week);
    if ((await this.#means.facts()).sharedId !== sharedId) return this.#refuse(week, 'tampered');
    if (!share || !this.#isAgreedTo(share)) return this.#refuse(week, 'stopped');
    const people = groupOf(publicKey, cohort ?? []).length;
    if (!isEnough(people, this.#leastOf(this.#record.weekOf(week)))) return this.#refuse(week, 'fewerThanK');
    const posted = await this.#send(
      { week, kind: 'sum', id: joinIdOf(publicKey) },
      masked ?? '',
      { sum: 'sent' },
      { from: Math.max(sumAt, windowsOf(week).freezeFrom), until: windowsOf(week).graceUntil },
    );
    if (posted === 'taken') return this.#refuse(week, 'tampered');
    if (!posted) return;
    this.#boards.delete(week);
    await this.#record.changeWeek(week, { sum: 'posted', lookedAt: null });
  }

  async #open(week: string): Promise<void> {
    const view = await this.#read(week);
    if (view.isTampered) return this.#refuse(week, 'tampered');
    const { opened, incomplete, garbled } = view.opened();
    const before = this.#record.weekOf(week).opened;
    const best = opened && opened.n >= (before?.n ?? 0) ? opened : before;
    await this.#record.changeWeek(week, { lookedAt: this.#means.now(), opened: best });
    if (incomplete === 0)
      await this.#record.changeWeek(week, over(best ? null : garbled > 0 ? 'garbled' : 'incomplete'));
  }

  async #read(week: string): Promise<BoardView> {
    const known = this.#boards.get(week);
    return known ? new BoardView(this.#record.weekOf(week), known) : this.#readAnew(week);
  }

  async #readAnew(week: string): Promise<BoardView> {
    const board = await this.#reach();
    const read = await board.read(week, this.#means.signal);
    this.#boards.set(week, read);
    return new BoardView(this.#record.weekOf(week), read);
  }

  /** The board, where it is asked at once. */
  async #reach(): Promise<TeamBoard> {
    const board = await this.#means.board();
    this.#reached = true;
    return board;
  }

  /**
   * Stores that something may have been posted, and posts it.
   * @returns `null` outside the time for it.
   */
  async #send(
    place: BoardPlace,
    content: string,
    change: Partial<MemberWeek>,
    time: { readonly from: number; readonly until: number },
  ): Promise<'posted' | 'taken' | null> {
    const board = await this.#means.board();
    const now = this.#means.now();
    if (now < time.from || now >= time.until) return null;
    await this.#goOn();
    await this.#record.changeWeek(place.week, change);
    await this.#record.log(place.kind === 'cohort' ? 'freeze' : place.kind, place, content);
    await this.#goOn();
    this.#reached = true;
    return board.post(place, content, this.#means.signal);
  }

  /** @throws {ShareFailure} where the person stopped meanwhile, or time is up. */
  async #goOn(): Promise<void> {
    if (this.#means.signal.aborted) throw calledOff(this.#means.signal);
    if (await this.#means.isStopped()) throw new ShareFailure('aborted');
  }
}

const untouched = {
  join: 'none',
  sum: 'none',
  freeze: 'none',
  answers: null,
  seen: [],
  lookedAt: null,
  cohort: null,
  joined: null,
  share: null,
  masked: null,
  opened: null,
  reason: null,
  isOver: false,
  hasKey: true,
  isRemoved: false,
} as const satisfies Partial<MemberWeek>;

/** What a week that is over says, and need not remember any more. */
const over = (reason: NoNumberReason | null) =>
  ({ isOver: true, reason, answers: null, seen: [], cohort: null, masked: null }) satisfies Partial<MemberWeek>;
