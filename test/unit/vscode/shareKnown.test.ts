import assert from 'node:assert/strict';
import type { Reflection } from '../../../src/domain/reflection';
import type { Report } from '../../../src/domain/report';
import { knownWeek } from '../../../src/vscode/shareKnown';
import { recordedSince } from '../../support/sampleFlow';
import { sampleReflection } from '../../support/sampleReflection';
import { emptyChurn, sampleReport } from '../../support/sampleReport';

const week = '2026-W47';
const recording = recordedSince('2026-12-01');
const focus = { weeks: [], recording, now: 0 };
/** The weeks from 45 on, of which nothing is known. */
const weeks = (count: number) => sampleReport(Array.from({ length: count }, () => emptyChurn));
const of = (report: Report, answers: readonly Reflection[] = []) => knownWeek(report, focus, { answers }, week);

describe('what is known of a week to share about', () => {
  const early = { ...weeks(3), generatedAt: '2026-11-20T12:00:00Z' };
  const said = sampleReflection(week, { flow: 'often' });

  it('is nothing yet in a report from before its end, whatever the person said of it', () => {
    assert.deepEqual(of(early), { answers: null, isRead: false });
    assert.deepEqual(of(early, [said]), { answers: null, isRead: false });
  });

  it('is nothing in a later report that tells nothing of it', () => {
    assert.deepEqual(of(weeks(4)), { answers: null, isRead: true });
  });

  it('is what the person said, as well', () => {
    const { answers, isRead } = of(weeks(4), [said]);
    assert.deepEqual([answers?.flow, answers?.churnPct, isRead], [4, 0, true]);
  });
});
