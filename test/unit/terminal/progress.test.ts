import assert from 'node:assert/strict';
import { ProgressLine } from '../../../src/terminal/progress';

describe('progress', () => {
  let nowMs = 0;
  const start = (isTTY: boolean, columns?: number) => {
    const written: string[] = [];
    nowMs = 0;
    const line = new ProgressLine({ isTTY, columns, write: text => written.push(text) }, 'en', () => nowMs);
    const update = (atMs: number, done: number, total = 30_000) => {
      nowMs = atMs;
      line.update({ done, total });
    };
    return { written, line, update };
  };

  it('says nothing for work of less than a second', () => {
    const { written, line, update } = start(true);
    update(10, 1);
    update(999, 2);
    line.done();
    assert.deepEqual(written, []);
  });

  it('rewrites one line on a terminal, and takes it away', () => {
    const { written, line, update } = start(true);
    update(1000, 1200);
    update(1099, 1300);
    update(1100, 1400);
    line.done();
    line.done();
    assert.deepEqual(written, [
      '\r\u001b[2KReading history: 1,200 of 30,000 commits',
      '\r\u001b[2KReading history: 1,400 of 30,000 commits',
      '\r\u001b[2K',
    ]);
  });

  it('never fills the last column', () => {
    const { written, update } = start(true, 20);
    update(1000, 1200);
    assert.deepEqual(written, ['\r\u001b[2KReading history:...']);
  });

  it('writes a plain line every 5 s elsewhere', () => {
    const { written, line, update } = start(false);
    for (let atMs = 0; atMs <= 11_000; atMs += 500) update(atMs, atMs);
    line.done();
    assert.deepEqual(written, [
      'Reading history: 5,000 of 30,000 commits\n',
      'Reading history: 10,000 of 30,000 commits\n',
    ]);
  });
});
