/**
 * A focus session, and VS Code's Do Not Disturb in it.
 *
 * Do Not Disturb can be toggled, and not be read. A window of VS Code reads the stored state once, when it is loaded,
 * and keeps it in its own memory; a toggle turns the memory of that one window over and stores the result. So a killed
 * extension host comes back to the memory that it left, a window that is loaded anew takes the stored state, and
 * windows that were open before know nothing of it. What Eddy knows of a memory is therefore what it can infer from
 * what it did itself; toggles of the person's in between are not seen.
 */

/**
 * What Eddy did to the stored state of Do Not Disturb: nothing (`left`), or it turned it on, and off again. In
 * `turningOn` and `turningOff` the toggle may or may not have taken place.
 */
export const doNotDisturbStates = ['left', 'turningOn', 'on', 'turningOff', 'off'] as const;
export type DoNotDisturbState = (typeof doNotDisturbStates)[number];

/** The latest focus session of this machine, which may be over; epoch milliseconds. */
export interface SessionRecord {
  readonly startedAt: number;
  /** As the person planned it. */
  readonly endsAt: number;
  /** When the person ended it before that; else `null`. */
  readonly endedAt: number | null;
  readonly dnd: DoNotDisturbState;
  /** When Eddy last changed the stored state, or set about to, in this session or an earlier one; 0 if never. */
  readonly dndSince: number;
  /** Of the window that it was started in. */
  readonly windowId: string;
}

/** A window while one extension host runs in it: VS Code gives it no identity that outlives that. */
export interface WindowIdentity {
  /** Made by chance at the start. */
  readonly id: string;
  /** Of the extension host. */
  readonly pid: number;
  /** When the extension host started, epoch milliseconds: the window was loaded before that. */
  readonly startedAt: number;
  /** Keyed hash of what is open in the window; one and the same for all empty windows. */
  readonly workspace: string;
  /** Whether that is a workspace file: a window turns from a folder into one, and is not loaded anew. */
  readonly ofFile: boolean;
  /** Keyed hash of VS Code's session id: where it differs, the window was loaded anew. Equal ones say nothing. */
  readonly session: string;
}

/**
 * What Eddy knows of a window's own Do Not Disturb.
 * - `untouched`: it is as the person has it. `on`: it is on because of Eddy.
 * - `turning`: a toggle is under way. `unsure`: one of the first two.
 */
export const windowMemories = ['untouched', 'on', 'turning', 'unsure'] as const;
export type WindowMemory = (typeof windowMemories)[number];

/** A window as it told of itself. */
export interface KnownWindow extends WindowIdentity {
  readonly memory: WindowMemory;
  /** When it told, epoch milliseconds. */
  readonly toldAt: number;
  /**
   * When its extension host ended in an orderly way, or was found killed by a window that may be its heir; `null` while
   * it runs, and until then.
   */
  readonly endedAt: number | null;
  /** Whether its extension host runs. */
  readonly alive: boolean;
}

/** What is open in a window. */
export interface OpenWorkspace {
  /** Of the workspace file or the folder; `null` in an empty window. */
  readonly address: string | null;
  readonly ofFile: boolean;
  /** VS Code's own id of the session. */
  readonly session: string;
}

/** What is kept on the disk of sessions and windows, for all windows of this machine. Rejects where the disk fails. */
export interface SessionStore {
  /** Who this window is from now on. */
  identify(open: OpenWorkspace): Promise<WindowIdentity>;
  /** `null` where there is no record, or none that can be understood. */
  read(): Promise<SessionRecord | null>;
  write(record: SessionRecord): Promise<void>;
  /** All that told of themselves since the machine was started, and are not forgotten. */
  windows(): Promise<readonly KnownWindow[]>;
  tell(window: WindowIdentity, memory: WindowMemory): Promise<void>;
  /** Takes killed windows for ended from now on. */
  conclude(ids: readonly string[]): Promise<void>;
  forget(ids: readonly string[]): Promise<void>;
  /** Says at once, before it returns, that this window's extension host ends; never throws. */
  leave(): void;
}

/** Lengths that a session may have. */
export const leastSessionMinutes = 1;
export const mostSessionMinutes = 480;
const minuteMs = 60_000;

/** From the load of a window, where it reads the stored state, to the start of its extension host: at most this. */
const loadMs = 15_000;
/**
 * An extension host that ended in an orderly way comes back within this, or its window is gone. So does one that was
 * killed, counted from when another window took its place, as it seems: VS Code brings it back in seconds.
 */
const returnMs = 60_000;
/** Until then it is waited for so long: VS Code asks the person first where one is killed again and again. */
const killedReturnMs = 30 * 24 * 60 * minuteMs;

/** Whether a session goes on at an instant, epoch milliseconds: not ended, and before its planned end, exclusive. */
export function isRunning(record: SessionRecord | null, now: number): record is SessionRecord {
  return record !== null && record.endedAt === null && record.startedAt <= now && now < record.endsAt;
}

/** Its planned length in minutes, as the person gave it. */
export function sessionMinutes({ startedAt, endsAt }: SessionRecord): number {
  return Math.round((endsAt - startedAt) / minuteMs);
}

/**
 * A session that begins now, in place of the one before. Do Not Disturb that is still on from that one stays on; what
 * became of an unfinished toggle has still to be found out.
 */
export function sessionFrom(
  now: number,
  minutes: number,
  windowId: string,
  before: SessionRecord | null,
): SessionRecord {
  const dnd = before?.dnd === 'turningOn' ? 'turningOff' : before?.dnd === 'off' ? 'left' : (before?.dnd ?? 'left');
  const dndSince = before?.dndSince ?? 0;
  return { startedAt: now, endsAt: now + minutes * minuteMs, endedAt: null, dnd, dndSince, windowId };
}

/**
 * The memory of a window whose extension host has just started, which is certain only if it is the same in every
 * history that can have led here:
 * - The window was loaded anew, or opened, or VS Code was started: it took the stored state at a moment before the
 *   host started. What the record says of that state counts if it was so clearly before then (`on`, `off`), or became
 *   so after it (`on`: the window was there before). A record that was left in the middle of a toggle says nothing.
 * - The extension host of a window was killed or started again, and this is the same window: it has the memory which
 *   that window told of. It can be any whose host has ended, with the same workspace; any at all for a workspace file.
 *
 * So for the window of the session both histories say `on`, whether it was its host, the window or VS Code that was
 * started anew; an older window whose host comes back is told from a new one by what it left, and is `unsure`.
 * Not seen: windows in which Eddy was turned off meanwhile.
 */
export function memoryAtStart(
  me: WindowIdentity,
  record: SessionRecord | null,
  windows: readonly KnownWindow[],
  now: number,
): WindowMemory {
  const possible = new Set([memoryOfLoad(me, record, now), ...predecessors(me, windows).map(({ memory }) => memory)]);
  const [only] = possible;
  return possible.size > 1 || only === undefined || only === 'turning' ? 'unsure' : only;
}

/** The windows of ended hosts that this one can be: none that an earlier start of VS Code had. */
export function predecessors(me: WindowIdentity, windows: readonly KnownWindow[]): KnownWindow[] {
  return windows
    .filter(window => window.id !== me.id && !window.alive && mayReturn(window, me.startedAt))
    .filter(({ session }) => session === me.session)
    .filter(window => me.ofFile || window.workspace === me.workspace);
}

/** What of the windows is of no use any more. */
export function forgettable(windows: readonly KnownWindow[], now: number): string[] {
  return windows.filter(window => !window.alive && !mayReturn(window, now)).map(({ id }) => id);
}

/** What a window does about its Do Not Disturb; see {@link nextStep}. */
export type SessionStep = 'continue' | 'toggleOff' | 'ask' | 'toggleTwice' | 'nothing';

/**
 * What a window does next, by its own memory.
 *
 * | its memory | the record | step |
 * | --- | --- | --- |
 * | `on` | a session runs that turned it on | `continue` |
 * | `on` | anything else: over, ended, gone | `toggleOff` |
 * | `unsure` | a session runs that turned it on | `continue`: nothing has to be known before its end |
 * | `unsure` | anything else | `ask` the person |
 * | `untouched` | the stored state is still on, or may be, without a session that wants it and without another window that will see to it | `toggleTwice` |
 * | `untouched` | anything else | `nothing` |
 * | `turning` | | `nothing`: its toggle goes on |
 *
 * A session that runs counts as one that turned it on while its state is `on`, or `turningOn` with the window that
 * turns it alive; otherwise nobody will finish the toggle. An unfinished toggle (`turning…`) makes the memories of the
 * windows concerned `unsure`, see {@link memoryAtStart}, and so leads to the question.
 *
 * `toggleTwice` is for a session whose windows were all closed for good while older ones live on: the stored state
 * would stay on, and come up in every window that is opened later. Two toggles leave the memory of the window that
 * makes them as it was, whatever that is, and store it. So it is safe even where the person has toggled meanwhile, or
 * where two windows do it at the same time.
 */
export function nextStep(
  me: { readonly id: string; readonly memory: WindowMemory },
  record: SessionRecord | null,
  windows: readonly KnownWindow[],
  now: number,
): SessionStep {
  if (me.memory === 'turning') return 'nothing';
  const wanted = isRunning(record, now) && isTurnedOn(record, windows);
  if (me.memory !== 'untouched') return wanted ? 'continue' : me.memory === 'on' ? 'toggleOff' : 'ask';
  if (wanted || !record || record.dnd === 'left' || record.dnd === 'off') return 'nothing';
  const othersSeeToIt = windows.some(({ id, alive, memory }) => id !== me.id && alive && memory !== 'untouched');
  return othersSeeToIt ? 'nothing' : 'toggleTwice';
}

/**
 * Whether this window is the one to say that a session is over: the one that it was started in if it lives, else the
 * first of those that have Do Not Disturb on because of it, else the first of all.
 */
export function saysTheEnd(id: string, record: SessionRecord, windows: readonly KnownWindow[]): boolean {
  const alive = windows.filter(window => window.alive || window.id === id);
  if (alive.some(window => window.id === record.windowId)) return id === record.windowId;
  const on = alive.filter(({ memory }) => memory !== 'untouched');
  const [first] = (on.length > 0 ? on : alive).map(window => window.id).sort();
  return id === first;
}

function memoryOfLoad(me: WindowIdentity, record: SessionRecord | null, now: number): WindowMemory {
  if (!record) return 'untouched';
  const { dnd, dndSince } = record;
  const isBefore = me.startedAt < dndSince && dndSince <= now;
  if (dnd === 'on' || dnd === 'turningOn') {
    if (isBefore) return 'untouched';
    return dnd === 'on' && isClearlyAfter(me, dndSince) ? 'on' : 'unsure';
  }
  return dnd !== 'turningOff' && isClearlyAfter(me, dndSince) ? 'untouched' : 'unsure';
}

const isClearlyAfter = (me: WindowIdentity, instant: number): boolean => me.startedAt - instant >= loadMs;

function isTurnedOn({ dnd, windowId }: SessionRecord, windows: readonly KnownWindow[]): boolean {
  if (dnd === 'on') return true;
  return dnd === 'turningOn' && windows.some(({ id, alive }) => id === windowId && alive);
}

function mayReturn({ endedAt, toldAt }: KnownWindow, at: number): boolean {
  return endedAt === null ? at - toldAt < killedReturnMs : at - endedAt < returnMs;
}
