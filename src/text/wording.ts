/** `vscode.l10n.t`: the text in the person's language, with `{0}`, `{1}` … filled in. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Formatters of one language and time zone: each is made when it is first used, for making one takes longer than its use. */
class Formatters {
  private static readonly made = new Map<string, Formatters>();

  private constructor(
    private readonly locale: string,
    private readonly timeZone: string,
  ) {}

  static of(locale: string, timeZone: string): Formatters {
    const key = `${locale} ${timeZone}`;
    const formatters = Formatters.made.get(key) ?? new Formatters(locale, timeZone);
    Formatters.made.set(key, formatters);
    return formatters;
  }

  readonly whole = once(() => new Intl.NumberFormat(this.locale));

  readonly percent = once(() => new Intl.NumberFormat(this.locale, { style: 'percent' }));

  readonly dayAndMonth = once(
    () => new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: 'long', timeZone: this.timeZone }),
  );

  readonly shortDay = once(
    () => new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: 'short', timeZone: this.timeZone }),
  );

  readonly longDay = once(
    () =>
      new Intl.DateTimeFormat(this.locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: this.timeZone }),
  );

  readonly weekdayAlone = once(
    () => new Intl.DateTimeFormat(this.locale, { weekday: 'short', timeZone: this.timeZone }),
  );

  readonly fullDate = once(() => new Intl.DateTimeFormat(this.locale, { dateStyle: 'full', timeZone: this.timeZone }));

  readonly wholeDate = once(() => new Intl.DateTimeFormat(this.locale, { dateStyle: 'long', timeZone: this.timeZone }));

  readonly clock = once(() => new Intl.DateTimeFormat(this.locale, { timeStyle: 'short', timeZone: this.timeZone }));

  /** As the clock writes hours where it stands alone: beside a day some languages write them otherwise. */
  private readonly hourDigits = once(() => {
    const parts = this.dayClock().formatToParts(9 * hourMs);
    return parts.find(({ type }) => type === 'hour')?.value.length === 1 ? 'numeric' : '2-digit';
  });

  readonly weekdayClock = once(
    () =>
      new Intl.DateTimeFormat(this.locale, {
        weekday: 'long',
        hour: this.hourDigits(),
        minute: '2-digit',
        timeZone: this.timeZone,
      }),
  );

  readonly clockHour = once(() => new Intl.DateTimeFormat(this.locale, { hour: 'numeric', timeZone: 'UTC' }));

  readonly dayClock = once(() => new Intl.DateTimeFormat(this.locale, { timeStyle: 'short', timeZone: 'UTC' }));

  readonly tenths = once(() => new Intl.NumberFormat(this.locale, { maximumFractionDigits: 1 }));

  readonly list = once(() => new Intl.ListFormat(this.locale, { type: 'conjunction' }));

  readonly instant = once(
    () =>
      new Intl.DateTimeFormat(this.locale, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: this.hourDigits(),
        minute: '2-digit',
        timeZone: this.timeZone,
      }),
  );

  readonly relative = once(() => new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' }));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** With what lies between a number and the word beside it, a unit or a month, kept from breaking there. */
function bound(text: string): string {
  return text.replace(/(?<=\p{Nd}\.?) (?=\p{L})|(?<=\p{L}\.?) (?=\p{Nd})/gu, '\u00a0');
}

/** Numbers and dates in the person's language, and the words around them. */
export class Wording {
  private readonly formatters: Formatters;
  private readonly hours: string[] = [];
  /** Small numbers come again and again, and so do a request's instants. */
  private readonly counts: string[] = [];
  private readonly instants = new Map<string | number, string>();

  /** @param locale BCP 47 tag. */
  constructor(
    readonly t: Translate,
    readonly locale: string,
    timeZone: string,
  ) {
    this.formatters = Formatters.of(locale, timeZone);
  }

  count(n: number): string {
    if (!Number.isInteger(n) || n < 0 || n >= 1000) return this.formatters.whole().format(n);
    const known = this.counts[n] ?? this.formatters.whole().format(n);
    this.counts[n] = known;
    return known;
  }

  /** A share of 0 to 1 in whole percent; what would be none, though it is some, as `under 1%`. */
  share(value: number): string {
    const percent = this.formatters.percent();
    return value > 0 && value < 0.005 ? this.t('under {0}', percent.format(0.01)) : percent.format(value);
  }

  /** With at most one digit after the point. */
  tenth(value: number): string {
    return this.formatters.tenths().format(value);
  }

  /** `2 h 10 min`, to the nearest minute; under a minute in seconds. A number and its unit stay on one line. */
  duration(ms: number): string {
    const { t } = this;
    if (ms < minuteMs) return t('{0} s', this.count(Math.floor(ms / 1000)));
    const minutes = Math.round(ms / minuteMs);
    const hours = this.count(Math.floor(minutes / 60));
    if (minutes < 60) return t('{0} min', this.count(minutes));
    return minutes % 60 === 0 ? t('{0} h', hours) : t('{0} h {1} min', hours, this.count(minutes % 60));
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
    const relative = this.formatters.relative();
    if (hours < 24) return bound(relative.format(-hours, 'hour'));
    return bound(days < 14 ? relative.format(-days, 'day') : relative.format(-Math.round(days / 7), 'week'));
  }

  /** `42m`, `1h 12m`: as short as it gets, of whole minutes. */
  minutes(minutes: number): string {
    const { t } = this;
    const hours = this.count(Math.floor(minutes / 60));
    return minutes < 60 ? t('{0}m', this.count(minutes)) : t('{0}h {1}m', hours, this.count(minutes % 60));
  }

  /** `November 2` or `2 November`, as the language has it; of ISO 8601 or epoch milliseconds, as all that follow. */
  day(at: string | number): string {
    return bound(this.formatters.dayAndMonth().format(new Date(at)));
  }

  short(at: string | number): string {
    return bound(this.formatters.shortDay().format(new Date(at)));
  }

  /** `Monday, November 2`. */
  weekday(at: string | number): string {
    return bound(this.formatters.longDay().format(new Date(at)));
  }

  shortWeekday(at: string | number): string {
    return this.formatters.weekdayAlone().format(new Date(at));
  }

  /** `November 2 – 8`, both days included. */
  days(first: number, last: number): string {
    return bound(this.formatters.dayAndMonth().formatRange(first, last));
  }

  /** With the year. */
  date(at: string | number): string {
    return this.formatters.wholeDate().format(new Date(at));
  }

  /** `Monday, November 2, 2026`. */
  dayOfYear(at: string | number): string {
    return this.formatters.fullDate().format(new Date(at));
  }

  /** The time of day, by the clock that the language goes by. */
  time(at: string | number): string {
    return this.formatters.clock().format(new Date(at));
  }

  /** `Monday 9:05 AM`. */
  weekdayTime(at: string | number): string {
    return bound(this.formatters.weekdayClock().format(new Date(at)));
  }

  /** `Mon, Nov 2, 9:05 AM`. */
  moment(at: string | number): string {
    const known = this.instants.get(at) ?? bound(this.formatters.instant().format(new Date(at)));
    this.instants.set(at, known);
    return known;
  }

  /** The moments between which something lies. */
  moments(from: string | number, to: string | number): string {
    return bound(this.formatters.instant().formatRange(new Date(from), new Date(to)));
  }

  /** An hour of the day, 0 to 24: `9 AM`, `09`. */
  hour(hour: number): string {
    const known = this.hours[hour] ?? this.formatters.clockHour().format(new Date(hour * 60 * minuteMs));
    this.hours[hour] = known;
    return known;
  }

  /** The same below a chart: `9 AM`, and `09` without the word for the hour. */
  hourMark(hour: number): string {
    const parts = this.formatters.clockHour().formatToParts(new Date(hour * 60 * minuteMs));
    if (parts.some(({ type }) => type === 'dayPeriod')) return this.hour(hour);
    return parts.find(({ type }) => type === 'hour')?.value ?? this.hour(hour);
  }

  /** The time of day that lies so many minutes after midnight, as {@link time}. */
  timeOfDay(minutes: number): string {
    return this.formatters.dayClock().format(new Date(minutes * minuteMs));
  }

  all(parts: readonly string[]): string {
    return this.formatters.list().format(parts);
  }
}
