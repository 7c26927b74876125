import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { judge, total, VerdictFile, writeVerdict } from '../../support/verdict';

describe('the verdict of a stage', () => {
  it('is one failure when the process said nothing', () => {
    assert.deepEqual(judge(undefined, 'well'), { passed: 0, failed: 1, complaint: 'it ended without a verdict' });
  });

  it('is one failure when no test ran', () => {
    assert.deepEqual(judge({ passed: 0, failed: 0 }, 'well'), { passed: 0, failed: 1, complaint: 'it ran no test' });
  });

  it('is a failure when all tests passed and the process failed', () => {
    const { passed, failed } = judge({ passed: 3, failed: 0 }, 'badly');
    assert.deepEqual({ passed, failed }, { passed: 3, failed: 1 });
  });

  it('counts a failed test once', () => {
    assert.deepEqual(judge({ passed: 3, failed: 2 }, 'badly'), { passed: 3, failed: 2 });
  });

  it('adds up over the stages', () => {
    const stages = [
      { passed: 3, failed: 1 },
      { passed: 4, failed: 0 },
    ];
    assert.deepEqual(total(stages), { passed: 7, failed: 1 });
  });
});

describe('VerdictFile', () => {
  let file: VerdictFile;
  beforeEach(() => {
    file = new VerdictFile();
  });
  afterEach(() => file.dispose());

  it('reads what was written', () => {
    writeVerdict(file.path, { passed: 2, failed: 1 });
    assert.deepEqual(file.read(), { passed: 2, failed: 1 });
  });

  it('has nothing to say when nothing was written', () => {
    assert.equal(file.read(), undefined);
  });

  for (const text of [
    '',
    '{"passed":2',
    '{"passed":2}',
    '{"passed":-1,"failed":0}',
    '{"passed":"2","failed":0}',
    'null',
  ]) {
    it(`does not take ${JSON.stringify(text)} for a verdict`, () => {
      writeFileSync(file.path, text);
      assert.equal(file.read(), undefined);
    });
  }
});
