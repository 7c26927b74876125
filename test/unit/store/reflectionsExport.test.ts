import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { ImportRefused } from '../../../src/domain/journal';
import { ReflectionsForeign } from '../../../src/domain/reflections';
import { StorageFolder } from '../../../src/store/storage';
import { anyReflection, sampleReflection } from '../../support/sampleReflection';
import { sampleSpan } from '../../support/sampleSpan';
import { TemporaryFolder } from '../../support/temporaryFolder';

const at = Date.UTC(2026, 9, 9, 13);
const span = sampleSpan(Date.UTC(2026, 9, 9, 12));

describe('an export of what is stored', () => {
  let here: TemporaryFolder;
  let there: TemporaryFolder;
  beforeEach(() => {
    here = new TemporaryFolder('here');
    there = new TemporaryFolder('there');
  });
  afterEach(() => {
    here.dispose();
    there.dispose();
  });

  const storage = (folder = here) => new StorageFolder(folder.path);
  const reflections = (folder = here) => storage(folder).openReflections();

  it('carries spans, answers, skips and picks to another machine, once', async () => {
    await storage().openJournal().append([span]);
    await reflections().answer(sampleReflection('2026-W41'));
    await reflections().skip('2026-W42', at);
    await reflections().pickExperiment('2026-W42', 'deepBlocks', at);
    await reflections().later('2026-W43', at);
    await reflections().never(at);
    await reflections().claim('2026-W41', 1);
    const text = await storage().exportJson();
    assert.deepEqual(await storage(there).importJson(text), {
      spans: { added: 1, known: 0 },
      weeks: { added: 1, known: 0 },
    });
    assert.deepEqual(await storage(there).importJson(text), {
      spans: { added: 0, known: 1 },
      weeks: { added: 0, known: 1 },
    });
    // Whom to ask, and when, is each machine's own.
    const { laters: _, ...known } = await reflections().read();
    assert.deepEqual(await reflections(there).read(), { ...known, laters: [], neverSince: null, asked: [] });
    assert.deepEqual((await storage(there).openJournal().read(0)).spans, [span]);
  });

  it('carries whatever can be said', async () => {
    await fc.assert(
      fc.asyncProperty(anyReflection('2026-W41'), async answer => {
        const folders = [new TemporaryFolder('one'), new TemporaryFolder('two')] as const;
        await reflections(folders[0]).answer(answer);
        await storage(folders[1]).importJson(await storage(folders[0]).exportJson());
        assert.deepEqual((await reflections(folders[1]).read()).answers, [answer]);
        for (const folder of folders) folder.dispose();
      }),
      { numRuns: 25 },
    );
  });

  it('is known to a machine where the person has said, or removed, something later', async () => {
    for (const week of ['2026-W41', '2026-W42', '2026-W43', '2026-W44']) {
      await reflections().answer(sampleReflection(week, { note: 'before', at }));
    }
    await reflections(there).answer(sampleReflection('2026-W41', { note: 'later', at: at + 1 }));
    await reflections(there).answer(sampleReflection('2026-W42', { note: 'earlier', at: at - 1 }));
    await reflections(there).skip('2026-W43', at + 1);
    await reflections(there).skip('2026-W44', at - 1);
    const { weeks } = await storage(there).importJson(await storage().exportJson());
    assert.deepEqual(weeks, { added: 2, known: 2 });
    const { answers, skips } = await reflections(there).read();
    assert.deepEqual(
      answers.map(({ week, note }) => [week, note]),
      [
        ['2026-W41', 'later'],
        ['2026-W42', 'before'],
        ['2026-W44', 'before'],
      ],
    );
    assert.deepEqual(
      skips.map(({ week }) => week),
      ['2026-W43'],
    );
  });

  it('of an Eddy that did not ask yet is imported too', async () => {
    await storage().openJournal().append([span]);
    const { reflections: _, ...before } = JSON.parse(await storage().exportJson());
    assert.deepEqual(await storage(there).importJson(JSON.stringify(before)), {
      spans: { added: 1, known: 0 },
      weeks: { added: 0, known: 0 },
    });
  });

  for (const [what, change, where] of [
    ['a note without end', { note: 'x'.repeat(501) }, 'reflections[0].note'],
    ['no week', { week: '2026-W99' }, 'reflections[0].week'],
    ['no slog', { slogs: ['work'] }, 'reflections[0].slogs[0]'],
    ['no load', { load: 0.5 }, 'reflections[0].load'],
    ['no kind', { kind: 'secret' }, 'reflections[0].kind'],
  ] as const) {
    it(`is refused with ${what}, and nothing of it is imported`, async () => {
      await storage().openJournal().append([span]);
      await reflections().answer(sampleReflection('2026-W41'));
      const exported = JSON.parse(await storage().exportJson());
      Object.assign(exported.reflections[0], change);
      await assert.rejects(storage(there).importJson(JSON.stringify(exported)), (error: unknown) => {
        return error instanceof ImportRefused && error.kind === 'invalid' && error.where === where;
      });
      assert.deepEqual((await storage(there).openJournal().read(0)).spans, []);
      assert.deepEqual((await reflections(there).read()).answers, []);
    });
  }

  it('is not imported where another version has stored reflections', async () => {
    await storage().openJournal().append([span]);
    await reflections().answer(sampleReflection('2026-W41'));
    mkdirSync(path.join(there.path, 'reflections'));
    writeFileSync(path.join(there.path, 'reflections', 'reflections.jsonl'), '{"eddy":"reflections","version":2}\n');
    await assert.rejects(storage(there).importJson(await storage().exportJson()), ReflectionsForeign);
    assert.deepEqual((await storage(there).openJournal().read(0)).spans, []);
  });

  it('is a table of spans as CSV, and one of weeks', async () => {
    await storage().openJournal().append([span]);
    assert.equal((await storage().exportCsv()).weeks, null);
    await reflections().answer(sampleReflection('2026-W41', { note: 'One, two\n"three"' }));
    await reflections().answer(sampleReflection('2026-W42', { flow: null, slogs: [], biggest: null, note: '' }));
    const { spans, weeks } = await storage().exportCsv();
    assert.equal(spans.trim().split('\r\n').length, 2);
    assert.deepEqual(weeks?.split('\r\n'), [
      'week,answeredAt,flow,slogs,biggest,ventured,load,note',
      '2026-W41,2026-10-09T13:00:00.000Z,often,builds meetings,builds,withAi,3,"One, two\n""three"""',
      '2026-W42,2026-10-09T13:00:00.000Z,,,,withAi,3,',
      '',
    ]);
  });
});
