/** `vscode.l10n.t`: the text in the person's language, with `{0}`, `{1}` … filled in. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Numbers and dates in the person's language, and the words around them. Formatters are made once. */
export class Wording {
  private readonly whole: Intl.NumberFormat;
  private readonly percent: Intl.NumberFormat;
  private readonly finePercent: Intl.NumberFormat;
  private readonly dayAndMonth: Intl.DateTimeFormat;
  private readonly shortDay: Intl.DateTimeFormat;
  private readonly longDay: Intl.DateTimeFormat;
  private readonly weekdayAlone: Intl.DateTimeFormat;
  private readonly fullDate: Intl.DateTimeFormat;
  private readonly wholeDate: Intl.DateTimeFormat;
  private readonly clock: Intl.DateTimeFormat;
  private readonly clockHour: Intl.DateTimeFormat;
  private readonly hours: string[] = [];
  private readonly tenths: Intl.NumberFormat;
  private readonly list: Intl.ListFormat;
  private readonly instant: Intl.DateTimeFormat;
  private readonly relative: Intl.RelativeTimeFormat;

  /** @param locale BCP 47 tag. */
  constructor(
    readonly t: Translate,
    readonly locale: string,
    timeZone: string,
  ) {
    this.whole = new Intl.NumberFormat(locale);
    this.percent = new Intl.NumberFormat(locale, { style: 'percent' });
    this.finePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    this.dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone });
    this.shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone });
    this.longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone });
    this.weekdayAlone = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone });
    this.fullDate = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone });
    this.wholeDate = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
    this.clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
    this.clockHour = new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' });
    this.tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    this.list = new Intl.ListFormat(locale, { type: 'conjunction' });
    this.instant = new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
    });
    this.relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  }

  count(n: number): string {
    return this.whole.format(n);
  }

  /** A share of 0 to 1 in percent; below one percent with a digit after the point. */
  share(value: number): string {
    return (value > 0 && value < 0.0095 ? this.finePercent : this.percent).format(value);
  }

  /** With at most one digit after the point. */
  tenth(value: number): string {
    return this.tenths.format(value);
  }

  /** `2 h 10 min`, to the nearest minute; under a minute in seconds. A number and its unit stay on one line. */
  duration(ms: number): string {
    const { t } = this;
    if (ms < minuteMs) return t('{0} s', this.count(Math.floor(ms / 1000)));
    const minutes = Math.round(ms / minuteMs);
    const hours = this.count(Math.floor(minutes / 60));
    if (minutes < 60) return t('{0} min', this.count(minutes));
    return minutes % 60 === 0 ? t('{0} h', hours) : t('{0} h {1} min', hours, this.count(minutes % 60));
  }

  /** `1 d 4 h` from a day on, `12 d` from ten on, else as {@link duration}. */
  elapsed(ms: number): string {
    const { t } = this;
    const hours = Math.round(ms / hourMs);
    if (hours < 24) return this.duration(ms);
    const days = Math.round(hours / 24);
    if (days >= 10 || hours % 24 === 0) return t('{0} d', this.count(days));
    return t('{0} d {1} h', this.count(Math.floor(hours / 24)), this.count(hours % 24));
  }

  /** `yesterday`, `12 days ago`: in whole hours, then days, from fourteen on weeks. */
  ago(ms: number): string {
    const hours = Math.floor(ms / hourMs);
    const days = Math.round(hours / 24);
    if (hours < 24) return this.relative.format(-hours, 'hour');
    return days < 14 ? this.relative.format(-days, 'day') : this.relative.format(-Math.round(days / 7), 'week');
  }

  /** `42m`, `1h 12m`: as short as it gets, of whole minutes. */
  minutes(minutes: number): string {
    const { t } = this;
    const hours = this.count(Math.floor(minutes / 60));
    return minutes < 60 ? t('{0}m', this.count(minutes)) : t('{0}h {1}m', hours, this.count(minutes % 60));
  }

  /** `November 2` or `2 November`, as the language has it; of ISO 8601 or epoch milliseconds, as all that follow. */
  day(at: string | number): string {
    return this.dayAndMonth.format(new Date(at));
  }

  short(at: string | number): string {
    return this.shortDay.format(new Date(at));
  }

  /** `Monday, November 2`. */
  weekday(at: string | number): string {
    return this.longDay.format(new Date(at));
  }

  shortWeekday(at: string | number): string {
    return this.weekdayAlone.format(new Date(at));
  }

  /** `November 2 – 8`, both days included. */
  days(first: number, last: number): string {
    return this.dayAndMonth.formatRange(first, last);
  }

  /** With the year. */
  date(at: string | number): string {
    return this.wholeDate.format(new Date(at));
  }

  /** `Monday, November 2, 2026`. */
  dayOfYear(at: string | number): string {
    return this.fullDate.format(new Date(at));
  }

  /** The time of day, by the clock that the language goes by. */
  time(at: string | number): string {
    return this.clock.format(new Date(at));
  }

  /** `Mon, Nov 2, 9:05 AM`. */
  moment(at: string | number): string {
    return this.instant.format(new Date(at));
  }

  /** The moments between which something lies. */
  moments(from: string | number, to: string | number): string {
    return this.instant.formatRange(new Date(from), new Date(to));
  }

  /** An hour of the day, 0 to 24: `9 AM`, `09`. */
  hour(hour: number): string {
    const known = this.hours[hour] ?? this.clockHour.format(new Date(hour * 60 * minuteMs));
    this.hours[hour] = known;
    return known;
  }

  all(parts: readonly string[]): string {
    return this.list.format(parts);
  }
}
