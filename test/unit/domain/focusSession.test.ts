import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type DoNotDisturbState,
  forgettable,
  isRunning,
  type KnownWindow,
  memoryAtStart,
  nextStep,
  predecessors,
  type SessionRecord,
  type SessionStep,
  saysTheEnd,
  sessionFrom,
  sessionMinutes,
  type WindowIdentity,
  type WindowMemory,
} from '../../../src/domain/focusSession';

const minuteMs = 60_000;
const monthMs = 30 * 24 * 60 * minuteMs;
const now = 2 * monthMs;
const me: WindowIdentity = {
  id: 'me',
  pid: 1,
  startedAt: now,
  workspace: 'here',
  ofFile: false,
  session: 'this',
};

function record(changed: Partial<SessionRecord> = {}): SessionRecord {
  const dndSince = now - 10 * minuteMs;
  const times = { startedAt: dndSince, endsAt: now + 40 * minuteMs, endedAt: null };
  return { ...times, dnd: 'on', dndSince, windowId: 'own', ...changed };
}

function known(changed: Partial<KnownWindow> = {}): KnownWindow {
  const startedAt = now - 20 * minuteMs;
  const told = { memory: 'untouched', toldAt: startedAt, endedAt: null, alive: false } as const;
  return { ...me, id: 'other', pid: 2, startedAt, ...told, ...changed };
}

describe('the session on record', () => {
  it('runs from its start to its end', () => {
    const { startedAt, endsAt } = record();
    const times = [startedAt - 1, startedAt, endsAt - 1, endsAt];
    assert.deepEqual(
      times.map(time => isRunning(record(), time)),
      [false, true, true, false],
    );
    assert.equal(isRunning(record({ endedAt: now }), now), false);
    assert.equal(isRunning(null, now), false);
  });

  it('has the length that was picked, whenever it ended', () => {
    assert.equal(sessionMinutes(sessionFrom(now + 123, 50, 'me', null)), 50);
    assert.equal(sessionMinutes(record({ endedAt: now })), 50);
  });

  const before: [DoNotDisturbState, DoNotDisturbState][] = [
    ['left', 'left'],
    ['turningOn', 'turningOff'],
    ['on', 'on'],
    ['turningOff', 'turningOff'],
    ['off', 'left'],
  ];
  for (const [was, becomes] of before) {
    it(`takes over “${was}” of the one before as “${becomes}”, with its time`, () => {
      const { dnd, dndSince, windowId } = sessionFrom(now, 25, 'me', record({ dnd: was }));
      assert.deepEqual([dnd, dndSince, windowId], [becomes, record().dndSince, 'me']);
    });
  }

  it('has changed nothing where there was none before', () => {
    const { dnd, dndSince } = sessionFrom(now, 25, 'me', null);
    assert.deepEqual([dnd, dndSince], ['left', 0]);
  });
});

describe('the memory of a window whose extension host starts', () => {
  const own = (changed: Partial<KnownWindow> = {}) => known({ id: 'own', memory: 'on', ...changed });
  const longAgo = { endedAt: now - minuteMs };
  const cases: [what: string, is: WindowMemory, SessionRecord | null, KnownWindow[], Partial<WindowIdentity>?][] = [
    ['without any session', 'untouched', null, []],
    ['loaded long after Do Not Disturb was turned on', 'on', record(), []],
    ['loaded just after it was turned on', 'unsure', record({ dndSince: now - 14_999 }), []],
    ['loaded clearly after it was turned on', 'on', record({ dndSince: now - 15_000 }), []],
    ['loaded before it was turned on', 'untouched', record(), [], { startedAt: now - 11 * minuteMs }],
    ['loaded before a clock was set back', 'unsure', record({ dndSince: now + minuteMs }), []],
    ['loaded long after it was turned off', 'untouched', record({ dnd: 'off' }), []],
    ['loaded just after it was turned off', 'unsure', record({ dnd: 'off', dndSince: now - 14_999 }), []],
    ['loaded before it was turned off', 'unsure', record({ dnd: 'off' }), [], { startedAt: now - 11 * minuteMs }],
    ['loaded in a session that leaves it', 'untouched', record({ dnd: 'left', dndSince: 0 }), []],
    ['that found a toggle on cut short', 'unsure', record({ dnd: 'turningOn' }), []],
    ['that was there before it', 'untouched', record({ dnd: 'turningOn' }), [], { startedAt: now - 11 * minuteMs }],
    ['that found a toggle off cut short', 'unsure', record({ dnd: 'turningOff' }), []],

    ['of the session, its host killed', 'on', record(), [own()]],
    ['of the session, loaded anew', 'on', record(), [own({ endedAt: now - 2000 })]],
    ['of the session, VS Code started again', 'on', record(), [own({ ...longAgo, session: 'before' })]],
    ['of the session, over meanwhile', 'on', record({ endsAt: now - minuteMs }), [own()]],
    ['of the session, ended elsewhere meanwhile', 'unsure', record({ dnd: 'off' }), [own()]],
    ['of the session, the record gone', 'unsure', null, [own()]],
    ['of the session, the record of another start gone', 'untouched', null, [own({ session: 'before' })]],
    ['of the session, now with a workspace file', 'on', record(), [own()], { workspace: 'file', ofFile: true }],
    ['killed while it toggled', 'unsure', record(), [own({ memory: 'turning' })]],
    ['killed while it was not known', 'unsure', record(), [own({ memory: 'unsure' })]],

    ['beside the own one with the same folder', 'on', record(), [own({ alive: true })]],
    ['like an older one that was killed', 'unsure', record(), [known()]],
    ['like an older one that lives', 'on', record(), [known({ alive: true })]],
    ['like an older one that ended just now', 'unsure', record(), [known({ endedAt: now - minuteMs + 1 })]],
    ['like an older one that ended a minute ago', 'on', record(), [known(longAgo)]],
    ['like an older one that was killed a month ago', 'on', record(), [known({ toldAt: now - monthMs })]],
    ['like an older one of an earlier start', 'on', record(), [known({ session: 'before' })]],
    ['like both the own and an older one', 'unsure', record(), [own(), known()]],
    ['unlike an older one', 'on', record(), [known({ workspace: 'there' })]],
    [
      'unlike an older one, but with a workspace file',
      'unsure',
      record(),
      [known({ workspace: 'there' })],
      { ofFile: true },
    ],
    ['like an older one, none before was ever changed', 'untouched', null, [known()]],
  ];
  for (const [what, is, session, windows, changed] of cases) {
    it(`${what}: ${is}`, () => assert.equal(memoryAtStart({ ...me, ...changed }, session, windows, now), is));
  }

  it('is not told by what it was itself', () => {
    assert.equal(memoryAtStart(me, record(), [known({ id: 'me' })], now), 'on');
  });
});

describe('windows that are gone', () => {
  const windows = [
    known({ id: 'alive', alive: true, toldAt: 0 }),
    known({ id: 'killed' }),
    known({ id: 'killed long ago', toldAt: now - monthMs }),
    known({ id: 'ended', endedAt: now - 1000 }),
    known({ id: 'ended long ago', endedAt: now - minuteMs }),
  ];

  it('are forgotten once they can’t come back', () => {
    assert.deepEqual(forgettable(windows, now), ['killed long ago', 'ended long ago']);
  });

  it('can come back as another of their workspace', () => {
    const all = [
      known({ id: 'first' }),
      known({ id: 'second' }),
      known({ id: 'me' }),
      known({ id: 'alive', alive: true }),
    ];
    assert.deepEqual(
      predecessors(me, [...all, known({ id: 'elsewhere', workspace: 'there' })]).map(({ id }) => id),
      ['first', 'second'],
    );
  });
});

describe('the next step of a window', () => {
  const over = { endsAt: now - 1 };
  const own = (changed: Partial<KnownWindow> = {}) => known({ id: 'own', memory: 'on', alive: true, ...changed });
  const older = known({ alive: true });
  const cases: [WindowMemory, what: string, SessionStep, SessionRecord | null, KnownWindow[]?][] = [
    ['on', 'while the session runs', 'continue', record()],
    ['on', 'while another that has taken it over runs', 'continue', record({ windowId: 'other' }), [older]],
    ['on', 'when the session is over', 'toggleOff', record(over)],
    ['on', 'when the session was ended', 'toggleOff', record({ endedAt: now })],
    ['on', 'when another window has turned it off', 'toggleOff', record({ ...over, dnd: 'off' }), [own()]],
    ['on', 'in a session that leaves it', 'toggleOff', record({ dnd: 'left' })],
    ['on', 'without a record', 'toggleOff', null],
    ['on', 'while the own window turns it on', 'continue', record({ dnd: 'turningOn' }), [own()]],
    ['on', 'when the own window was killed at it', 'toggleOff', record({ dnd: 'turningOn' }), [own({ alive: false })]],
    ['unsure', 'while the session runs', 'continue', record()],
    ['unsure', 'when the session is over', 'ask', record(over)],
    ['unsure', 'when another window has turned it off', 'ask', record({ ...over, dnd: 'off' })],
    ['unsure', 'after a toggle on was cut short', 'ask', record({ dnd: 'turningOn' })],
    ['unsure', 'while the own window turns it on', 'continue', record({ dnd: 'turningOn' }), [own()]],
    ['unsure', 'after a toggle off was cut short', 'ask', record({ dnd: 'turningOff' })],
    ['unsure', 'without a record', 'ask', null],
    ['untouched', 'without a record', 'nothing', null],
    ['untouched', 'while the session runs', 'nothing', record()],
    ['untouched', 'while the session runs and its window is gone', 'nothing', record(), [own({ alive: false })]],
    ['untouched', 'when it is over and its window sees to it', 'nothing', record(over), [own()]],
    ['untouched', 'when it is over and one that asks is there', 'nothing', record(over), [own({ memory: 'unsure' })]],
    ['untouched', 'when it is over and one is at it', 'nothing', record(over), [own({ memory: 'turning' })]],
    ['untouched', 'when it is over and nobody has it on', 'toggleTwice', record(over), [older]],
    ['untouched', 'when it is over and its window is gone', 'toggleTwice', record(over), [own({ alive: false })]],
    ['untouched', 'when a toggle off was cut short', 'toggleTwice', record({ ...over, dnd: 'turningOff' })],
    [
      'untouched',
      'when a toggle on was cut short',
      'toggleTwice',
      record({ dnd: 'turningOn' }),
      [own({ alive: false })],
    ],
    ['untouched', 'when it is off', 'nothing', record({ ...over, dnd: 'off' })],
    ['untouched', 'when it was left', 'nothing', record({ ...over, dnd: 'left' })],
    ['turning', 'when the session is over', 'nothing', record(over)],
    ['turning', 'without a record', 'nothing', null],
  ];
  for (const [memory, what, step, session, windows = []] of cases) {
    it(`that is ${memory}, ${what}: ${step}`, () => {
      assert.equal(nextStep({ id: 'me', memory }, session, windows, now), step);
    });
  }

  it('does not wait for itself', () => {
    const asOnDisk = known({ id: 'me', alive: true, memory: 'on' });
    assert.equal(nextStep({ id: 'me', memory: 'untouched' }, record(over), [asOnDisk], now), 'toggleTwice');
  });
});

describe('the word that a session is over', () => {
  const alive = (id: string, memory: WindowMemory = 'untouched') => known({ id, memory, alive: true });

  it('is said by its window', () => {
    assert.ok(saysTheEnd('own', record(), [alive('a', 'on'), alive('own')]));
    assert.ok(!saysTheEnd('a', record(), [alive('a', 'on'), alive('own')]));
  });

  it('is said by one that has Do Not Disturb on where its window is gone', () => {
    const windows = [alive('a'), alive('b', 'on'), alive('c', 'on'), known({ id: 'own', memory: 'on' })];
    assert.deepEqual(
      ['a', 'b', 'c'].map(id => saysTheEnd(id, record(), windows)),
      [false, true, false],
    );
  });

  it('is said by exactly one of those that live', () => {
    const some = fc.uniqueArray(
      fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), on: fc.boolean(), lives: fc.boolean() }),
      { selector: ({ id }) => id, minLength: 1 },
    );
    fc.assert(
      fc.property(some, fc.string({ minLength: 1, maxLength: 3 }), (all, windowId) => {
        const windows = all.map(({ id, on, lives }) => known({ id, alive: lives, memory: on ? 'on' : 'untouched' }));
        const living = windows.filter(window => window.alive);
        const says = living.filter(({ id }) => saysTheEnd(id, record({ windowId }), windows));
        assert.equal(says.length, Math.min(1, living.length));
      }),
    );
  });
});
