import assert from 'node:assert/strict';
import { Wording } from '../../../src/text/wording';
import { english } from '../../support/translation';

const minuteMs = 60_000;

describe('hours of the clock', () => {
  for (const [locale, at9, at21] of [
    ['en', '9 AM', '9 PM'],
    ['en-GB', '09', '21'],
    ['de', '09 Uhr', '21 Uhr'],
  ] as const) {
    it(`go by the habit of ${locale}, whatever the time zone`, () => {
      const wording = new Wording(english, locale, 'Asia/Tokyo');
      assert.deepEqual(
        [9, 21].map(hour => wording.hour(hour).replace(/\s/u, ' ')),
        [at9, at21],
      );
    });
  }
});

describe('durations in words', () => {
  for (const [ms, text] of [
    [0, '0 s'],
    [59_999, '59 s'],
    [minuteMs, '1 min'],
    [1.5 * minuteMs, '2 min'],
    [59.4 * minuteMs, '59 min'],
    [59.5 * minuteMs, '1 h'],
    [130 * minuteMs, '2 h 10 min'],
    [1500 * 60 * minuteMs, '1,500 h'],
  ] as const) {
    it(`says ${text}`, () => {
      assert.equal(new Wording(english, 'en', 'UTC').duration(ms).replaceAll('\u00a0', ' '), text);
    });
  }
});

const hourMs = 60 * minuteMs;

describe('how long something took in words', () => {
  for (const [ms, text] of [
    [0, '0 s'],
    [90 * minuteMs, '1 h 30 min'],
    [23.4 * hourMs, '23 h 24 min'],
    [23.6 * hourMs, '1 d'],
    [28 * hourMs, '1 d 4 h'],
    [48 * hourMs, '2 d'],
    [227 * hourMs, '9 d 11 h'],
    [228 * hourMs, '10 d'],
    [1000 * 24 * hourMs, '1,000 d'],
  ] as const) {
    it(`says ${text}`, () => {
      assert.equal(new Wording(english, 'en', 'UTC').elapsed(ms).replaceAll('\u00a0', ' '), text);
    });
  }
});

describe('how long ago something was in words', () => {
  for (const [hours, text] of [
    [0, 'this hour'],
    [5.9, '5 hours ago'],
    [24, 'yesterday'],
    [24 * 13, '13 days ago'],
    [24 * 14, '2 weeks ago'],
    [24 * 70, '10 weeks ago'],
  ] as const) {
    it(`says ${text}`, () => assert.equal(new Wording(english, 'en', 'UTC').ago(hours * hourMs), text));
  }
});
