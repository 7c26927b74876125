import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { ImportRefused } from '../../../src/domain/journal';
import { FolderJournal } from '../../../src/store/journal';
import { bySpan, ever } from '../../support/journalModel';
import { anySpan, sampleContext, sampleSpan } from '../../support/sampleSpan';
import { TemporaryFolder } from '../../support/temporaryFolder';

const noon = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const exportedAt = Date.UTC(2026, 6, 1);

describe('FolderJournal exporting and importing', () => {
  let here: TemporaryFolder;
  let there: TemporaryFolder;
  beforeEach(() => {
    here = new TemporaryFolder('export');
    there = new TemporaryFolder('import');
  });
  afterEach(() => {
    here.dispose();
    there.dispose();
  });

  const open = (folder = here, writer = 'aa') => new FolderJournal(folder.path, () => exportedAt, writer);
  const names = (folder: TemporaryFolder) =>
    readdirSync(path.join(folder.path, 'journal')).filter(name => name !== 'began');
  /** What an import refuses. */
  const refusal = async (text: string) => {
    const error = await open(there)
      .importJson(text)
      .then(
        () => null,
        (reason: unknown) => reason,
      );
    assert.ok(error instanceof ImportRefused, `${error}`);
    assert.deepEqual(readdirSync(there.path), []);
    return error;
  };

  it('says everything with names, units and instants that can be read', async () => {
    const journal = open();
    await journal.resume(noon);
    await journal.pause(noon + minute);
    await journal.append([
      sampleSpan(noon, { unfocusedAt: noon + 2 * minute, firstWork: 5000 }),
      sampleSpan(noon + 5 * minute, { firstWork: null }),
    ]);
    assert.deepEqual(JSON.parse(await journal.exportJson()), {
      schema: 'eddy-journal/1',
      exportedAt: '2026-07-01T00:00:00Z',
      recording: { since: '2026-01-15T12:00:00Z', pauses: [{ from: '2026-01-15T12:01:00Z', to: null }] },
      spans: [
        {
          start: '2026-01-15T12:00:00Z',
          last: '2026-01-15T12:01:00Z',
          end: '2026-01-15T12:01:10Z',
          focusedFrom: '2026-01-15T12:00:00Z',
          unfocusedAt: '2026-01-15T12:02:00Z',
          ended: 'context',
          ...sampleContext,
          edits: 5,
          insertions: 0,
          reads: 2,
          runs: 0,
          reviews: 0,
          typedCharacters: 40,
          insertedCharacters: 0,
          firstWorkSeconds: 5,
        },
        {
          start: '2026-01-15T12:05:00Z',
          last: '2026-01-15T12:06:00Z',
          end: '2026-01-15T12:06:10Z',
          focusedFrom: '2026-01-15T12:05:00Z',
          unfocusedAt: null,
          ended: 'context',
          ...sampleContext,
          edits: 5,
          insertions: 0,
          reads: 2,
          runs: 0,
          reviews: 0,
          typedCharacters: 40,
          insertedCharacters: 0,
          firstWorkSeconds: null,
        },
      ],
    });
    assert.equal(
      await journal.exportCsv(),
      [
        'start,last,end,focusedFrom,unfocusedAt,ended,repository,branch,language,category,edits,insertions,reads,runs,reviews,typedCharacters,insertedCharacters,firstWorkSeconds',
        '2026-01-15T12:00:00Z,2026-01-15T12:01:00Z,2026-01-15T12:01:10Z,2026-01-15T12:00:00Z,2026-01-15T12:02:00Z,context,0123456789abcdef0123456789abcdef,7,typescript,logic,5,0,2,0,0,40,0,5',
        '2026-01-15T12:05:00Z,2026-01-15T12:06:00Z,2026-01-15T12:06:10Z,2026-01-15T12:05:00Z,,context,0123456789abcdef0123456789abcdef,7,typescript,logic,5,0,2,0,0,40,0,',
        '',
      ].join('\r\n'),
    );
  });

  it('of nothing is a valid export', async () => {
    assert.deepEqual(await open(there).importJson(await open().exportJson()), { added: 0, known: 0 });
    assert.equal((await open().exportCsv()).split('\r\n').length, 2);
    assert.deepEqual(readdirSync(here.path), []);
  });

  it('gives another machine the same journal, and adds nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anySpan, { maxLength: 10 }), async spans => {
        const [from, to] = [new TemporaryFolder('from'), new TemporaryFolder('to')];
        await open(from).append(spans);
        await open(from).resume(noon);
        const text = await open(from).exportJson();
        const stored = await open(from).read(ever);
        const journal = open(to);
        assert.deepEqual(await journal.importJson(text), { added: stored.spans.length, known: 0 });
        assert.deepEqual(bySpan((await journal.read(ever)).spans), bySpan(stored.spans));
        assert.deepEqual(await open(to).importJson(text), { added: 0, known: stored.spans.length });
        assert.deepEqual((await open(to).read(ever)).recording, stored.recording);
        from.dispose();
        to.dispose();
      }),
      { numRuns: 25 },
    );
  });

  it('adds only what is not known, in files of their own by month', async () => {
    const spans = [sampleSpan(noon), sampleSpan(noon + 5 * minute), sampleSpan(Date.UTC(2026, 1, 1))];
    await open().append(spans);
    await open(there).append([spans[0] ?? sampleSpan(0), sampleSpan(noon + minute)]);
    assert.deepEqual(await open(there).importJson(await open().exportJson()), { added: 2, known: 1 });
    assert.deepEqual(
      (await open(there).read(ever)).spans,
      [...spans, sampleSpan(noon + minute)].sort((a, b) => a.start - b.start),
    );
    assert.deepEqual(
      names(there)
        .map(name => name.replace(/\.[0-9a-f]{12}\./, '.*.'))
        .sort(),
      ['2026-01.*.jsonl', '2026-01.aa.jsonl', '2026-02.*.jsonl'].sort(),
    );
  });

  it('does not bring back what was removed', async () => {
    await open().append([sampleSpan(noon), sampleSpan(noon + 5 * minute)]);
    const text = await open().exportJson();
    await open().remove(noon, noon + 2 * minute);
    await open().eraseAll();
    await open(there).append([sampleSpan(noon)]);
    await open(there).remove(noon, noon + 2 * minute);
    assert.deepEqual(await open(there).importJson(text), { added: 1, known: 1 });
    assert.deepEqual((await open(there).read(ever)).spans, [sampleSpan(noon + 5 * minute)]);
  });

  it('merges since when was recorded, and keeps pauses, without pausing', async () => {
    const [journal, other] = [open(), open(there)];
    await journal.resume(noon);
    await journal.pause(noon + minute);
    await journal.resume(noon + 2 * minute);
    await journal.pause(noon + 20 * minute);
    await other.resume(noon + 10 * minute);
    const text = await journal.exportJson();
    await other.importJson(text);
    const recording = {
      since: noon,
      pauses: [
        { from: noon + minute, to: noon + 2 * minute },
        { from: noon + 20 * minute, to: exportedAt },
      ],
    };
    assert.deepEqual((await other.read(ever)).recording, recording);
    await other.importJson(text);
    assert.deepEqual((await open(there).read(ever)).recording, recording);
    await other.pause(exportedAt + minute);
    await other.importJson(text);
    assert.deepEqual((await other.read(ever)).recording.pauses.at(-1), { from: exportedAt + minute, to: null });
  });

  describe('refuses, with what is wrong and what to do, and imports nothing:', () => {
    const good = async () => {
      await open().append([sampleSpan(noon), sampleSpan(noon + 5 * minute)]);
      return JSON.parse(await open().exportJson());
    };

    for (const text of ['', 'nothing', '{"schema":"eddy-journal/1"', '\u0000']) {
      it(`what is no JSON: ${JSON.stringify(text)}`, async () => {
        const { kind, where, message } = await refusal(text);
        assert.deepEqual([kind, where], ['notJson', null]);
        assert.match(message, /^This file is no JSON\. Choose a file that Eddy's Export made\.$/);
      });
    }

    for (const text of ['null', '7', '[]', '{}', '{"schema":7}', '{"schema":"another/1"}']) {
      it(`what is no export: ${text}`, async () => {
        const { kind, message } = await refusal(text);
        assert.equal(kind, 'notAnExport');
        assert.match(message, /Choose a file/);
      });
    }

    it('another version', async () => {
      const { kind, message } = await refusal('{"schema":"eddy-journal/2"}');
      assert.equal(kind, 'otherVersion');
      assert.match(message, /Another version of Eddy made this export; this one reads eddy-journal\/1\. Update Eddy/);
    });

    const wrong: Readonly<Record<string, [unknown, RegExp]>> = {
      start: ['2026-01-15T12:07:00Z', /^spans\[1\] has its last before its start/],
      last: ['2026-01-17T12:07:00Z', /^spans\[1\] has its last before its start, or more than a day after it/],
      end: ['2026-01-15T12:07:00Z', /^spans\[1\] does not end within 30 seconds after its last/],
      focusedFrom: ['2026-01-15T12:07:00Z', /^spans\[1\] has its focusedFrom after its start/],
      unfocusedAt: ['2026-01-15T12:00:00Z', /^spans\[1\] has its unfocusedAt before its end/],
      ended: ['sometime', /^spans\[1\]\.ended is none of open, idle/],
      repository: ['/home/ada/secret', /^spans\[1\]\.repository does not match/],
      branch: [-1, /^spans\[1\]\.branch is no whole number of 0 to 4294967295/],
      language: ['a/b', /^spans\[1\]\.language does not match/],
      category: ['fun', /^spans\[1\]\.category is none of generated, tests/],
      edits: [-1, /^spans\[1\]\.edits is no whole number/],
      typedCharacters: [1.5, /^spans\[1\]\.typedCharacters is no whole number/],
      insertedCharacters: [1e12, /^spans\[1\]\.insertedCharacters is no whole number/],
      reads: ['7', /^spans\[1\]\.reads is no whole number/],
      firstWorkSeconds: [61, /^spans\[1\] has its first work after its last/],
    };
    for (const [name, [value, pattern]] of Object.entries(wrong)) {
      it(`a span whose ${name} is ${JSON.stringify(value)}`, async () => {
        const text = await good();
        text.spans[1][name] = value;
        const { kind, message } = await refusal(JSON.stringify(text));
        assert.equal(kind, 'invalid');
        assert.match(message, pattern);
        assert.match(message, /Nothing was imported\. Correct it, or export again\.$/);
        assert.ok(!message.includes('secret'));
      });
    }

    for (const value of [
      undefined,
      null,
      7,
      'yesterday',
      '2026-01-15',
      '2026-01-15T12:00:00+01:00',
      '2026-01-15T12:00:00.5Z',
      '2026-13-15T12:00:00Z',
    ]) {
      it(`an instant that is ${JSON.stringify(value)}`, async () => {
        const text = await good();
        text.spans[1].start = value;
        const { where } = await refusal(JSON.stringify(text));
        assert.equal(where, 'spans[1].start');
      });
    }

    it('what lacks a part', async () => {
      for (const part of ['exportedAt', 'recording', 'spans']) {
        const { where } = await refusal(JSON.stringify({ ...(await good()), [part]: undefined }));
        assert.equal(where, part);
      }
    });

    it('a pause that ends before it begins', async () => {
      const text = await good();
      text.recording.pauses = [{ from: '2026-01-15T12:00:00Z', to: '2026-01-15T11:00:00Z' }];
      assert.equal((await refusal(JSON.stringify(text))).where, 'recording.pauses[0]');
    });
  });

  it('says how much is stored', async () => {
    assert.deepEqual(await open().facts(), {
      files: 0,
      bytes: 0,
      spans: 0,
      first: null,
      last: null,
      damagedLines: 0,
      foreignFiles: 0,
    });
    const span = sampleSpan(noon + minute);
    await open().append([span, sampleSpan(noon)]);
    const { bytes, ...facts } = await open().facts();
    assert.deepEqual(facts, { files: 2, spans: 2, first: noon, last: span.end, damagedLines: 0, foreignFiles: 0 });
    assert.ok(bytes > 500);
  });
});
