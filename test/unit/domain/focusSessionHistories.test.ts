import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  forgettable,
  isRunning,
  type KnownWindow,
  memoryAtStart,
  nextStep,
  predecessors,
  type SessionRecord,
  sessionFrom,
  type WindowIdentity,
  type WindowMemory,
} from '../../../src/domain/focusSession';

const secondMs = 1000;
const dayMs = 24 * 60 * 60 * secondMs;

/** How long a window may take to come (back) to a running extension host, by what happened to it. */
const returnLimits = { loaded: 14 * secondMs, restarted: 59 * secondMs, killed: dayMs - secondMs };

/** How VS Code's session id changes: with each start of VS Code, never, or with each load of a window. */
type SessionIds = 'start' | 'never' | 'load';

interface ModelWindow {
  /** The truth that Eddy can't read. */
  dnd: boolean;
  workspace: string;
  ofFile: boolean;
  session: string;
  host: { readonly me: WindowIdentity; memory: WindowMemory } | null;
  /** When its extension host starts at the latest. */
  hostBy: number;
}

/** VS Code as it deals with Do Not Disturb, with Eddy's decisions in each window. Nobody else toggles. */
class ModelOfVsCode {
  private now = 10 * dayMs;
  private stored = false;
  private record: SessionRecord | null = null;
  private readonly told = new Map<string, KnownWindow>();
  private windows: ModelWindow[] = [];
  private ids = 0;
  private hosts = 0;

  constructor(private readonly sessionIds: SessionIds) {}

  play(deed: Deed): void {
    if (deed.do === 'pass') this.pass(deed.ms);
    else if (deed.do === 'open') this.open(deed.workspace);
    else if (deed.do === 'restartAll') this.restartAll(deed.orderly);
    else if (deed.do === 'end') this.end();
    else {
      const window = this.windows[deed.at % Math.max(this.windows.length, 1)];
      if (window) this.playIn(window, deed);
    }
    this.look();
  }

  private playIn(window: ModelWindow, deed: Extract<Deed, { readonly at: number }>): void {
    if (deed.do === 'start') this.start(window, deed);
    else if (deed.do === 'hasten') this.hasten(window);
    else if (deed.do === 'reload') this.reload(window, deed.orderly);
    else if (deed.do === 'close') this.close(window, deed.orderly);
    else this.restartHost(window, deed.orderly, deed.do === 'becomeFile');
  }

  private pass(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const due = this.windows.filter(({ host, hostBy }) => !host && hostBy <= until);
      const [next] = due.sort((one, other) => one.hostBy - other.hostBy);
      if (!next) break;
      this.now = Math.max(this.now, next.hostBy);
      this.startHost(next);
    }
    this.now = until;
    this.look();
  }

  private open(workspace: string): void {
    const window = { dnd: false, workspace, ofFile: workspace === 'file', session: '', host: null, hostBy: 0 };
    this.windows.push(window);
    this.load(window);
  }

  private reload(window: ModelWindow, orderly: boolean): void {
    this.endHost(window, orderly);
    this.load(window);
  }

  private close(window: ModelWindow, orderly: boolean): void {
    this.endHost(window, orderly);
    this.windows = this.windows.filter(each => each !== window);
  }

  /** @param becomesFile as where a folder is added to a window: it is one of a workspace file, and its host starts at once. */
  private restartHost(window: ModelWindow, orderly: boolean, becomesFile: boolean): void {
    if (!window.host) return;
    this.endHost(window, orderly);
    window.hostBy = this.now + returnLimits[orderly || becomesFile ? 'restarted' : 'killed'];
    if (!becomesFile) return;
    window.ofFile = true;
    window.workspace = 'file';
  }

  /** An extension host that is waited for comes before its time. */
  private hasten(window: ModelWindow): void {
    if (!window.host) this.startHost(window);
  }

  private restartAll(orderly: boolean): void {
    for (const window of this.windows) this.endHost(window, orderly);
    if (this.sessionIds === 'start') this.ids++;
    for (const window of this.windows) this.load(window);
  }

  private start(window: ModelWindow, { minutes, turnOn, killed }: Start): void {
    if (!window.host) return;
    const { me, memory } = window.host;
    const record = sessionFrom(this.now, minutes, me.id, this.record);
    // A person is asked only where none runs, and says that it is off only where it is.
    if (!turnOn || window.dnd || isRunning(this.record, this.now)) {
      this.record = memory === 'on' && turnOn ? { ...record, dnd: 'on' } : record;
      return;
    }
    this.record = { ...record, dnd: 'turningOn', dndSince: this.now };
    this.tell(window.host, 'turning');
    if (killed !== 'before') this.toggle(window);
    if (killed) this.restartHost(window, false, false);
    else {
      this.tell(window.host, 'on');
      this.record = { ...this.record, dnd: 'on' };
    }
  }

  private end(): void {
    if (isRunning(this.record, this.now)) this.record = { ...this.record, endedAt: this.now };
  }

  /** Everything has come to rest, and a window is opened that shows what is stored. */
  settle(): void {
    this.end();
    this.pass(2 * dayMs);
    this.open('new');
    this.pass(dayMs);
    for (const window of this.windows) assert.equal(window.dnd, false, 'a window was left with Do Not Disturb on');
    assert.equal(this.stored, false, 'Do Not Disturb was left on for windows to come');
  }

  private load(window: ModelWindow): void {
    window.dnd = this.stored;
    window.session = this.sessionIds === 'load' ? `${++this.ids}` : `start ${this.ids}`;
    window.hostBy = this.now + returnLimits.loaded;
  }

  private toggle(window: ModelWindow): void {
    window.dnd = !window.dnd;
    this.stored = window.dnd;
  }

  private startHost(window: ModelWindow): void {
    const { workspace, ofFile, session } = window;
    const id = `host ${++this.hosts}`;
    const me: WindowIdentity = { id, pid: 1, startedAt: this.now, workspace, ofFile, session };
    const before = [...this.told.values()];
    const memory = memoryAtStart(me, this.record, before, this.now);
    this.check(window, memory);
    window.host = { me, memory };
    this.tell(window.host, memory);
    this.conclude(me, before);
    for (const gone of forgettable(before, this.now)) this.told.delete(gone);
    this.look();
  }

  private endHost(window: ModelWindow, orderly: boolean): void {
    const { host } = window;
    if (!host) return;
    const last = this.told.get(host.me.id);
    assert.ok(last);
    this.told.set(host.me.id, { ...last, alive: false, endedAt: orderly ? this.now : null });
    window.host = null;
  }

  private look(): void {
    for (const window of this.windows) {
      const { host } = window;
      if (!host) continue;
      const windows = [...this.told.values()];
      const step = nextStep({ id: host.me.id, memory: host.memory }, this.record, windows, this.now);
      if (step === 'ask') {
        this.tell(host, window.dnd ? 'on' : 'untouched');
        this.look();
        return;
      }
      const toggles = step === 'toggleOff' ? 1 : step === 'toggleTwice' ? 2 : 0;
      for (let time = 0; time < toggles; time++) this.toggle(window);
      if (toggles === 0) continue;
      this.tell(host, 'untouched');
      if (this.record && this.record.dnd !== 'left' && this.record.dnd !== 'off') {
        this.record = { ...this.record, dnd: 'off', dndSince: this.now };
      }
      this.check(window, host.memory);
    }
  }

  private check(window: ModelWindow, memory: WindowMemory): void {
    if (memory !== 'unsure') assert.equal(memory === 'on', window.dnd, `certain that it is ${memory}`);
  }

  private tell(host: { readonly me: WindowIdentity; memory: WindowMemory }, memory: WindowMemory): void {
    host.memory = memory;
    this.told.set(host.me.id, { ...host.me, memory, toldAt: this.now, endedAt: null, alive: true });
  }

  /** What VS Code has not brought back by then was closed, or waits for a person who sees to it soon. */
  private conclude(me: WindowIdentity, before: readonly KnownWindow[]): void {
    for (const window of predecessors(me, before)) {
      if (window.endedAt === null) this.told.set(window.id, { ...window, endedAt: this.now });
    }
    const latest = this.now + returnLimits.restarted;
    for (const window of this.windows) {
      if (window.host || !(me.ofFile || window.workspace === me.workspace)) continue;
      window.hostBy = Math.min(window.hostBy, latest);
    }
  }
}

const at = fc.nat(3);
const orderly = fc.boolean();
const minutes = fc.integer({ min: 1, max: 480 });
const killed = fc.constantFrom('before', 'after', null, null, null);

/** What may happen, in a form that can be read where it leads to a failure; `at` is the place of a window. */
type Deed =
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'open'; readonly workspace: string }
  | { readonly do: 'reload' | 'close' | 'restartHost' | 'becomeFile'; readonly at: number; readonly orderly: boolean }
  | { readonly do: 'hasten'; readonly at: number }
  | { readonly do: 'restartAll'; readonly orderly: boolean }
  | Start
  | { readonly do: 'end' };

interface Start {
  readonly do: 'start';
  readonly at: number;
  readonly minutes: number;
  readonly turnOn: boolean;
  /** In the middle of the toggle, or not at all. */
  readonly killed: 'before' | 'after' | null;
}

const only = <const T>(value: T) => fc.constant(value);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: only('pass'), ms: fc.oneof(...[20, 120, 7200].map(most => fc.nat(most * secondMs))) }),
  fc.record({ do: only('open'), workspace: fc.constantFrom('one', 'two', 'file') }),
  fc.record({ do: fc.constantFrom('reload', 'close', 'restartHost', 'becomeFile'), at, orderly }),
  fc.record({ do: only('hasten'), at }),
  fc.record({ do: only('restartAll'), orderly }),
  fc.record({ do: only('start'), at, minutes, turnOn: fc.boolean(), killed }),
  fc.record({ do: only('end') }),
);

describe('Do Not Disturb in focus sessions, whatever happens', () => {
  for (const sessionIds of ['start', 'never', 'load'] as const) {
    it(`is certain only where it is so, and off at last, with a session id of each ${sessionIds}`, () => {
      fc.assert(
        fc.property(fc.array(deed, { maxLength: 25, size: 'max' }), deeds => {
          const model = new ModelOfVsCode(sessionIds);
          for (const workspace of ['one', 'two']) model.play({ do: 'open', workspace });
          for (const each of deeds) model.play(each);
          model.settle();
        }),
        { numRuns: 2000 },
      );
    });
  }
});
