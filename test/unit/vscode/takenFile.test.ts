import assert from 'node:assert/strict';
import { AskedDrawing, isTakenFile } from '../../../src/vscode/takenFile';

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);
const html = '<!DOCTYPE html>\n<html></html>';

describe('what the panel was asked to draw', () => {
  const asked = { request: 3, kind: 'png', week: '2026-W47' } as const;
  const drawing = new AskedDrawing();

  it('is taken once', () => {
    drawing.ask(asked);
    assert.equal(drawing.take(3, png), asked);
    assert.equal(drawing.take(3, png), null);
  });

  it('is nothing before it was asked for, nor after that was taken back', () => {
    assert.equal(new AskedDrawing().take(3, png), null);
    drawing.ask(asked);
    drawing.ask(null);
    assert.equal(drawing.take(3, png), null);
  });

  for (const [why, request, content] of [
    ['an answer to another request', 2, png],
    ['something else', 3, html],
  ] as const) {
    it(`is not ${why}, after which nothing is awaited`, () => {
      drawing.ask(asked);
      assert.equal(drawing.take(request, content), null);
      assert.equal(drawing.take(3, png), null);
    });
  }
});

describe('a file that the panel has drawn', () => {
  it('is taken as what was asked for', () => {
    assert.equal(isTakenFile('png', png), true);
    assert.equal(isTakenFile('html', html), true);
  });

  for (const [kind, content] of [
    ['html', png],
    ['png', html],
    ['png', new Uint8Array()],
    ['png', png.slice(0, 7)],
    ['png', Uint8Array.of(0x4d, 0x5a, ...png)],
    ['png', new TextEncoder().encode(html)],
    ['html', ''],
    ['html', '#!/bin/sh\nrm -rf ~'],
    ['html', `${html}${'x'.repeat(20_000_000)}`],
  ] as const) {
    const told = typeof content === 'string' ? content.slice(0, 20) : content.slice(0, 10).join(' ');
    it(`is refused as ${kind}: ${told || 'nothing'}`, () => assert.equal(isTakenFile(kind, content), false));
  }

  it('is refused where it is larger than any picture of a week', () => {
    const large = new Uint8Array(64_000_001);
    large.set(png);
    assert.equal(isTakenFile('png', large), false);
  });
});
