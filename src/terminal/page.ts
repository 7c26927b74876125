import { english } from '../text/english';
import { Wording } from '../text/wording';
import { cut, wrap } from './columns';

/** How text is drawn. */
export interface TextStyle {
  /** Columns that no line exceeds; at least 40. */
  readonly width: number;
  /** BCP 47: numbers and dates follow it, the words are English. */
  readonly locale: string;
  readonly colour: boolean;
  /** Whether the terminal shows more than ASCII. */
  readonly unicode: boolean;
}

/** `2026-W41` and two spaces. */
export const labelColumns = 10;

const marks = {
  unicode: { eighths: ' ▏▎▍▌▋▊▉█', estimate: '░', ellipsis: '…', dash: '–', dot: '·', about: '~' },
  ascii: { eighths: ' #', estimate: '-', ellipsis: '...', dash: '-', dot: '-', about: '~' },
} as const;

/** Formatters, marks and colours for one report. */
export class Page {
  readonly width: number;
  readonly marks: (typeof marks)['unicode' | 'ascii'];
  /** For sentences that the panel shows too. */
  readonly wording: Wording;
  private readonly whole: Intl.NumberFormat;
  private readonly percent: Intl.NumberFormat;
  private readonly finePercent: Intl.NumberFormat;
  private readonly date: Intl.DateTimeFormat;
  private readonly instant: Intl.DateTimeFormat;

  constructor(
    private readonly style: TextStyle,
    timeZone: string,
  ) {
    const { locale } = style;
    this.width = style.width;
    this.marks = style.unicode ? marks.unicode : marks.ascii;
    this.wording = new Wording(english, new Intl.Locale(locale, { calendar: 'gregory' }).toString(), timeZone);
    this.whole = new Intl.NumberFormat(locale);
    this.percent = new Intl.NumberFormat(locale, { style: 'percent' });
    this.finePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    this.date = new Intl.DateTimeFormat(locale, {
      calendar: 'gregory',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone,
    });
    this.instant = new Intl.DateTimeFormat(locale, {
      calendar: 'gregory',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
    });
  }

  /** `1,234 lines`, `1 line`. */
  count(n: number, one: string, many = `${one}s`): string {
    return `${this.number(n)} ${n === 1 ? one : many}`;
  }

  number(n: number): string {
    return this.plain(this.whole.format(n));
  }

  /** A share in percent; below one percent with a digit after the point. */
  share(value: number): string {
    return this.plain((value > 0 && value < 0.0095 ? this.finePercent : this.percent).format(value));
  }

  /** `11 h 20 min`, to the nearest minute. */
  duration(ms: number): string {
    const minutes = Math.round(ms / 60_000);
    const hours = Math.floor(minutes / 60);
    return `${hours === 0 ? '' : `${this.number(hours)} h `}${minutes % 60} min`;
  }

  /** `1 d 4 h` from a day on, `12 d` from ten on. */
  elapsed(ms: number): string {
    const hours = Math.round(ms / 3_600_000);
    if (hours < 24) return this.duration(ms);
    const days = Math.round(hours / 24);
    if (days >= 10 || hours % 24 === 0) return `${this.number(days)} d`;
    return `${this.number(Math.floor(hours / 24))} d ${hours % 24} h`;
  }

  byDay(day: number): string {
    return day === 0 ? 'on the first day' : `by day ${this.number(day)}`;
  }

  day(iso: string): string {
    return this.date.format(new Date(iso));
  }

  dayAndTime(iso: string): string {
    return this.instant.format(new Date(iso));
  }

  paragraph(text: string): string[] {
    return wrap(this.plain(text), this.width, this.marks.ellipsis);
  }

  item(text: string): string[] {
    return wrap(this.plain(`${this.marks.dot} ${text}`), this.width, this.marks.ellipsis, '  ');
  }

  /** One line, cut where it is too long. */
  line(text: string): string {
    return cut(this.plain(text), this.width, this.marks.ellipsis);
  }

  strong(text: string): string {
    return this.style.colour ? `\u001b[1m${text}\u001b[22m` : text;
  }

  faint(text: string): string {
    return this.style.colour ? `\u001b[2m${text}\u001b[22m` : text;
  }

  blue(text: string): string {
    return this.style.colour ? `\u001b[34m${text}\u001b[39m` : text;
  }

  /** What the terminal can show of a text. */
  private plain(text: string): string {
    if (this.style.unicode) return text;
    return text
      .replace(/\p{Zs}/gu, ' ')
      .replace(/[–−]/g, '-')
      .replace(/’/g, "'")
      .replace(/[^ -~]/gu, '?');
  }
}
