import * as v from 'valibot';
import type { SecretKeys } from '../domain/teamSharing';
import { delayFrom, longestDelayMs } from './delay';
import { type Draws, drawsForm, drawsFrom } from './rules';
import { newKeys } from './secureSum';

const delay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestDelayMs));
const secretForm = v.strictObject({
  publicKey: v.string(),
  privateKey: v.string(),
  draws: drawsForm,
  joinDelayMs: delay,
  sumDelayMs: delay,
});

/** All that chance says of a person's week: drawn once, kept as one secret, erased as one. */
export interface WeekSecret {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly draws: Draws;
  readonly joinDelayMs: number;
  readonly sumDelayMs: number;
}

/** The secrets of a repository's weeks. */
export class WeekKeys {
  readonly #secrets: SecretKeys;
  readonly #repositoryId: string;
  readonly #random: (bytes: number) => Buffer;

  constructor(secrets: SecretKeys, repositoryId: string, random: (bytes: number) => Buffer) {
    this.#secrets = secrets;
    this.#repositoryId = repositoryId;
    this.#random = random;
  }

  /** `null` where it is kept no longer, or damaged. */
  async find(week: string): Promise<WeekSecret | null> {
    const text = await this.#secrets.get(this.#nameOf(week));
    return text === undefined ? null : secretOf(text);
  }

  /** What was drawn for a week, or is drawn and kept now. */
  async draw(week: string): Promise<WeekSecret> {
    const known = await this.find(week);
    if (known) return known;
    const secret = {
      ...newKeys(this.#random),
      draws: drawsFrom(this.#random),
      joinDelayMs: delayFrom(this.#random),
      sumDelayMs: delayFrom(this.#random),
    };
    await this.#secrets.store(this.#nameOf(week), JSON.stringify(secret));
    return secret;
  }

  async erase(week: string): Promise<void> {
    await this.#secrets.delete(this.#nameOf(week));
  }

  #nameOf(week: string): string {
    return `eddy.team.${this.#repositoryId}.${week}`;
  }
}

function secretOf(text: string): WeekSecret | null {
  try {
    const result = v.safeParse(secretForm, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
