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

describe('hours below a chart', () => {
  for (const [locale, at9] of [
    ['en', '9 AM'],
    ['en-GB', '09'],
    ['de', '09'],
    ['ja', '9'],
  ] as const) {
    it(`say the hour alone in ${locale}, with the half of the day where it takes that`, () => {
      assert.equal(new Wording(english, locale, 'UTC').hourMark(9).replace(/\s/u, ' '), at9);
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
    it(`says ${text}`, () => {
      assert.equal(new Wording(english, 'en', 'UTC').ago(hours * hourMs).replaceAll('\u00a0', ' '), text);
    });
  }
});

describe('what stays on one line', () => {
  const at = Date.parse('2027-01-20T09:04:00Z');
  const end = Date.parse('2027-01-24T09:04:00Z');
  const next = Date.parse('2027-02-02T09:04:00Z');
  const cases: [of: string, said: (wording: Wording) => string, english: string, german: string][] = [
    ['a duration', wording => wording.duration(18 * hourMs + 29 * minuteMs), '18_h_29_min', '18_h_29_min'],
    ['a longer one', wording => wording.elapsed(28 * hourMs), '1_d_4_h', '1_d_4_h'],
    ['how long ago', wording => wording.ago(13 * 24 * hourMs), '13_days ago', 'vor_13_Tagen'],
    ['a day', wording => wording.day(at), 'January_20', '20._Januar'],
    ['a short one', wording => wording.short(at), 'Jan_20', '20._Jan.'],
    ['one with its weekday', wording => wording.weekday(at), 'Wednesday, January_20', 'Mittwoch, 20._Januar'],
    ['days', wording => wording.days(at, end), 'January_20 – 24', '20.–24._Januar'],
    ['days of two months', wording => wording.days(at, next), 'January_20 – February_2', '20._Januar – 2._Februar'],
    ['a moment', wording => wording.moment(at), 'Wed, Jan_20, 9:04_AM', 'Mi., 20._Jan., 09:04'],
    ['a share', wording => wording.share(0.08), '8%', '8_%'],
  ];
  for (const [of, said, inEnglish, inGerman] of cases) {
    it(`is ${of}`, () => {
      const shown = (locale: string) =>
        said(new Wording(english, locale, 'UTC'))
          .replaceAll(/[\u00a0\u202f]/g, '_')
          .replaceAll('\u2009', ' ');
      assert.deepEqual([shown('en'), shown('de')], [inEnglish, inGerman]);
    });
  }
});

describe('a share', () => {
  for (const [value, text] of [
    [0, '0%'],
    [0.0001, 'under 1%'],
    [0.0049, 'under 1%'],
    [0.008, '1%'],
    [0.14, '14%'],
    [1, '100%'],
  ] as const) {
    it(`of ${value} is ${text}, in whole percent`, () => {
      assert.equal(new Wording(english, 'en', 'UTC').share(value), text);
    });
  }
});

describe('a time of day', () => {
  it('is written as other times are', () => {
    for (const locale of ['en', 'en-GB', 'de']) {
      const wording = new Wording(english, locale, 'UTC');
      assert.equal(wording.timeOfDay(4 * 60), wording.time(Date.parse('2027-01-20T04:00:00Z')));
      assert.equal(new Wording(english, locale, 'Asia/Tokyo').timeOfDay(4 * 60), wording.timeOfDay(4 * 60));
    }
  });
});
