import { type Prompt, type PromptQuestion, promptNow } from '../domain/reflectionPrompt';
import { noReflections, type Reflections } from '../domain/reflections';
import type { ReflectionRecord } from './reflectionRecord';

/** What the person can say to the question how their week was. */
export const promptAnswers = ['answer', 'later', 'skip', 'never'] as const;
export type PromptAnswer = (typeof promptAnswers)[number];

/** What {@link ReflectionPrompt} is built from. */
export interface ReflectionPromptParts {
  readonly record: ReflectionRecord;
  readonly store: Pick<Reflections, 'claim'>;
  readonly situation: () => Omit<PromptQuestion, 'reading'>;
  /** Resolves when the situation is known as a whole. */
  readonly ready: () => Promise<void>;
  /** Asks the person, who may go away from the question: `undefined`. The second time is no longer put off. */
  readonly ask: (prompt: Prompt) => Promise<PromptAnswer | undefined>;
  /** Leads to where the questions are answered. */
  readonly show: () => unknown;
  /** Stores what the person said; tells them where that fails. */
  readonly keep: (change: (store: Reflections) => Promise<void>) => Promise<void>;
}

/**
 * Asks once a week, at a quiet moment, how the week was.
 * - Nothing is read unless this may be such a moment.
 * - What other windows have stored is read before a window asks, and only the one that claims the asking does.
 * - A question that the person goes away from is not asked again.
 */
export class ReflectionPrompt {
  private considering = false;

  constructor(private readonly parts: ReflectionPromptParts) {}

  /** Asks if this is the moment; resolves when the person has answered, or when there is nothing to ask. */
  async consider(): Promise<void> {
    const { record } = this.parts;
    if (this.considering || !promptNow({ ...this.parts.situation(), reading: record.reading ?? noReflections })) return;
    this.considering = true;
    let prompt: Prompt | null;
    try {
      prompt = await this.claim();
    } finally {
      this.considering = false;
    }
    if (prompt) await this.take(prompt.week, await this.parts.ask(prompt));
  }

  /** @returns what this window asks. */
  private async claim(): Promise<Prompt | null> {
    const { record, store, situation, ready } = this.parts;
    await Promise.all([ready(), record.look()]);
    const { reading, trouble } = record;
    const prompt = reading && trouble === null ? promptNow({ ...situation(), reading }) : null;
    if (!prompt) return null;
    const claimed = await store.claim(prompt.week, prompt.asking);
    await record.look();
    return claimed ? prompt : null;
  }

  private async take(week: string, answer: PromptAnswer | undefined): Promise<void> {
    const { situation, show, keep } = this.parts;
    const { now } = situation();
    switch (answer) {
      case 'answer':
        await show();
        return;
      case 'later':
        return keep(store => store.later(week, now));
      case 'skip':
        return keep(store => store.skip(week, now));
      case 'never':
        return keep(store => store.never(now));
    }
  }
}
