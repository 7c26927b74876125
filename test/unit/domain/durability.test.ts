import assert from 'node:assert/strict';
import { durabilityFinding } from '../../../src/domain/durability';
import type { WeekChurn } from '../../../src/domain/report';
import { completeChurn, emptyChurn, sampleReport, youngChurn } from '../../support/sampleReport';

const find = (...churns: WeekChurn[]) => durabilityFinding(sampleReport(churns).weeks);
const early: WeekChurn = { ...emptyChurn, added: 200, churned: 8, byDay: { day: 3, share: 0.04 } };

describe('what is said of durability first', () => {
  it('is the rate of the latest complete week that holds lines', () => {
    const finding = find(completeChurn(100, 20), completeChurn(200, 10), emptyChurn, youngChurn(99, 9, 0.1, 0, 0.2));
    assert.equal(finding.kind, 'rate');
    assert.ok(finding.kind === 'rate');
    assert.equal(finding.week.week, '2026-W46');
    assert.equal(finding.rate, 0.05);
    assert.deepEqual(finding.against, { baseline: null, weeks: 1 });
  });

  it('compares it with the weeks before it only', () => {
    const before = [completeChurn(100, 10), completeChurn(100, 10), emptyChurn, completeChurn(100, 10)];
    const finding = find(...before, completeChurn(100, 30));
    assert.ok(finding.kind === 'rate' && finding.against.baseline);
    assert.equal(finding.against.baseline.weeks, 3);
    assert.equal(finding.against.comparison, 'more');
  });

  it('is what is missing where the latest complete week holds too few lines, with the last that had enough', () => {
    const finding = find(completeChurn(100, 10), completeChurn(31, 2), emptyChurn);
    assert.ok(finding.kind === 'tooFew');
    assert.equal(finding.week.week, '2026-W46');
    assert.equal(finding.earlier?.rate, 0.1);
    assert.equal(finding.earlier.week.week, '2026-W45');
  });

  it('is an estimate while no week is complete', () => {
    const finding = find(youngChurn(200, 9, 0.1, 0.05, 0.2), early);
    assert.ok(finding.kind === 'estimate');
    assert.equal(finding.estimate, 0.1);
  });

  it('says that it is too early, or what is missing, for the largest young week', () => {
    assert.equal(find(early, { ...emptyChurn, added: 10 }).kind, 'tooEarly');
    assert.equal(find({ ...emptyChurn, added: 49 }).kind, 'tooFew');
  });

  it('is nothing where there are no lines, and no weeks', () => {
    assert.equal(find(emptyChurn, emptyChurn).kind, 'nothing');
    assert.equal(find().kind, 'nothing');
  });
});
