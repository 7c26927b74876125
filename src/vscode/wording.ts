/** `vscode.l10n.t`: the text in the person's language, with `{0}`, `{1}` … filled in. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** Numbers and dates in the person's language, and the words around them. Formatters are made once. */
export class Wording {
  private readonly whole: Intl.NumberFormat;
  private readonly percent: Intl.NumberFormat;
  private readonly finePercent: Intl.NumberFormat;
  private readonly dayAndMonth: Intl.DateTimeFormat;
  private readonly shortDay: Intl.DateTimeFormat;
  private readonly list: Intl.ListFormat;

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
    this.list = new Intl.ListFormat(locale, { type: 'conjunction' });
  }

  count(n: number): string {
    return this.whole.format(n);
  }

  /** A share of 0 to 1 in percent; below one percent with a digit after the point. */
  share(value: number): string {
    return (value > 0 && value < 0.0095 ? this.finePercent : this.percent).format(value);
  }

  /** `November 2` or `2 November`, as the language has it. */
  day(iso: string): string {
    return this.dayAndMonth.format(new Date(iso));
  }

  short(iso: string): string {
    return this.shortDay.format(new Date(iso));
  }

  all(parts: readonly string[]): string {
    return this.list.format(parts);
  }
}
