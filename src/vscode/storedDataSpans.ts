import { isGlance, type Span, type SpanEnd } from '../domain/span';
import type { Translate, Wording } from '../text/wording';
import { categoryText } from './categoryText';

const day = 86_400_000;

/** Numbers from 1 on for the ids of repositories, so that lines are short; in the order of the list. */
export function repositoryNumbers(spans: readonly Span[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const { context } of spans) {
    const { repository } = context;
    if (repository !== null && !numbers.has(repository)) numbers.set(repository, numbers.size + 1);
  }
  return numbers;
}

/** What the numbers stand for, a line each. */
export function repositoryLines(numbers: ReadonlyMap<string, number>, { t }: Wording): string[] {
  return [...numbers].map(([id, number]) => t('Repository {0} is stored as {1}.', String(number), id));
}

/** A line for each span, with everything that is stored of it, and a line above those that start on one day. */
export class SpanLines {
  private readonly clock: Intl.DateTimeFormat;
  private dayFrom = Number.NaN;
  private dayTo = Number.NaN;

  constructor(
    private readonly wording: Wording,
    private readonly timeZone: string,
    private readonly repositories: ReadonlyMap<string, number>,
  ) {
    this.clock = new Intl.DateTimeFormat(wording.locale, { timeStyle: 'medium', timeZone });
  }

  /** @param spans that go on with those of the last call, newest first. */
  of(spans: readonly Span[]): string[] {
    const lines: string[] = [];
    for (const span of spans) {
      if (!this.isOfDay(span.start)) {
        this.enterDay(span.start);
        lines.push('', this.wording.dayOfYear(span.start));
      }
      lines.push(this.line(span));
    }
    return lines;
  }

  private line(span: Span): string {
    const { t } = this.wording;
    const { start, end, last, focusedFrom, unfocusedAt, context, firstWork } = span;
    const parts = [
      isGlance(span) ? t('nothing was done') : null,
      context.category === null ? null : categoryText(context.category, this.wording),
      context.language,
      ...this.counts(span),
      firstWork === null ? null : t('first edit or run after {0}', this.wording.duration(firstWork)),
      last === start || last === end ? null : t('last activity {0}', this.at(last)),
      focusedFrom === start ? null : t('focus since {0}', this.at(focusedFrom)),
      unfocusedAt === null ? null : t('focus lost {0}', this.at(unfocusedAt)),
      spanEndText(span.ended, t),
      context.repository === null ? null : t('repository {0}', String(this.repositories.get(context.repository))),
      context.branch === null ? null : t('branch {0}', String(context.branch)),
    ];
    return `${t('{0} to {1}', this.at(start), this.at(end))}: ${parts.filter(part => part !== null).join(', ')}`;
  }

  private counts({ counts, typed, inserted }: Span): (string | null)[] {
    const { wording } = this;
    const { t } = wording;
    const some = (count: number, text: (count: string) => string) => (count === 0 ? null : text(wording.count(count)));
    return [
      some(counts.edit, count => t('edits {0} (characters {1})', count, wording.count(typed))),
      some(counts.inserted, count => t('insertions {0} (characters {1})', count, wording.count(inserted))),
      some(counts.read, count => t('reads {0}', count)),
      some(counts.run, count => t('runs {0}', count)),
      some(counts.review, count => t('reviews {0}', count)),
    ];
  }

  private at(instant: number): string {
    const time = this.clock.format(instant);
    return this.isOfDay(instant) ? time : `${this.wording.short(instant)} ${time}`;
  }

  private isOfDay(instant: number): boolean {
    return instant >= this.dayFrom && instant < this.dayTo;
  }

  private enterDay(instant: number): void {
    [this.dayFrom, this.dayTo] = dayAround(instant, this.timeZone);
  }
}

/** From midnight to midnight around an instant, to the hour that daylight saving leaves open. */
function dayAround(instant: number, timeZone: string): [from: number, to: number] {
  const format = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23', timeZone });
  const sinceMidnight = (at: number) => {
    const [hours = 0, minutes = 0, seconds = 0] = format.format(at).split(':').map(Number);
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + (at % 1000);
  };
  const midnight = (at: number) => {
    const guess = at - sinceMidnight(at);
    const off = sinceMidnight(guess);
    return off === 0 ? guess : guess + (off > day / 2 ? day - off : -off);
  };
  const from = midnight(instant);
  return [from, midnight(from + 1.5 * day)];
}

function spanEndText(ended: SpanEnd, t: Translate): string {
  switch (ended) {
    case 'open':
      return t('went on when it was stored');
    case 'idle':
      return t('ended when nothing more happened');
    case 'unfocused':
      return t('ended when the window lost the focus');
    case 'sleep':
      return t('ended when the computer slept');
    case 'paused':
      return t('ended when you paused');
    case 'context':
      return t('ended when you went elsewhere');
  }
}
