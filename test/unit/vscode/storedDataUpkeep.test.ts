import assert from 'node:assert/strict';
import type { StoredJournal } from '../../../src/domain/journal';
import type { Storage } from '../../../src/domain/storage';
import { keptMs, StoredDataUpkeep } from '../../../src/vscode/storedDataUpkeep';

const DAY_MS = 86_400_000;

describe('the upkeep of what is stored', () => {
  let now = Date.UTC(2026, 10, 2, 9);
  let keepMonths: number | null = null;
  let failing = false;
  let errors: string[];
  let rolled: [now: number, keepMs: number | null][];
  let timers: { run: () => void; delayMs: number }[];
  let upkeep: StoredDataUpkeep;

  beforeEach(() => {
    [errors, rolled, timers, failing, keepMonths] = [[], [], [], false, null];
    const roll = async (at: number, keepMs: number | null) => {
      rolled.push([at, keepMs]);
      if (failing) throw new TypeError('a path');
    };
    upkeep = new StoredDataUpkeep({
      storage: {
        openJournal: () => ({ roll }) as Partial<StoredJournal> as StoredJournal,
      } as Partial<Storage> as Storage,
      settings: {
        get values() {
          return { keepMonths };
        },
      },
      now: () => now,
      delay: (run, delayMs) => {
        const timer = { run, delayMs };
        timers.push(timer);
        return { dispose: () => timers.splice(timers.indexOf(timer), 1) };
      },
      log: { error: message => errors.push(message) },
    });
  });

  const fire = async () => {
    const timer = timers.shift();
    now += timer?.delayMs ?? 0;
    timer?.run();
    await new Promise(setImmediate);
    return timer?.delayMs;
  };

  it('comes half a minute after the start, then once a day, by the setting of that moment', async () => {
    assert.equal(await fire(), 30_000);
    keepMonths = 1;
    assert.equal(await fire(), DAY_MS);
    assert.deepEqual(
      rolled.map(([, keepMs]) => keepMs),
      [null, 31 * DAY_MS],
    );
    assert.equal(rolled[1]?.[0], now);
  });

  it('comes again after it failed, and says the kind of the error only', async () => {
    failing = true;
    await fire();
    assert.deepEqual(errors, ['upkeep failed: TypeError']);
    assert.equal(timers.length, 1);
  });

  it('ends with the window', () => {
    upkeep.dispose();
    assert.deepEqual(timers, []);
  });
});

describe('the months that are kept', () => {
  const from = (months: number, now: string) => {
    const at = Date.parse(now);
    return new Date(at - (keptMs(months, at) ?? Number.NaN)).toISOString().slice(0, 16);
  };
  for (const [months, now, expected] of [
    [1, '2026-11-02T09:30Z', '2026-10-02T09:30'],
    [12, '2026-11-02T09:30Z', '2025-11-02T09:30'],
    [1, '2026-03-31T09:30Z', '2026-02-28T09:30'],
    [1, '2028-03-31T09:30Z', '2028-02-29T09:30'],
    [14, '2026-01-31T00:00Z', '2024-11-30T00:00'],
  ] as const) {
    it(`begin ${months} before ${now}`, () => assert.equal(from(months, now), expected));
  }

  it('are all where the person sets none', () => assert.equal(keptMs(null, 0), null));
});
