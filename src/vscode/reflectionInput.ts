import type { Calendar } from '../domain/calendar';
import type { Recording } from '../domain/journal';
import type { AskFrom } from '../domain/reflectionPrompt';
import type { ReflectionsReading } from '../domain/reflections';

/** What the section of reflections is made from. */
export interface ReflectionInput {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly calendar: Calendar;
  readonly askFrom: AskFrom;
  /** Whether the person lets themselves be asked, as a setting says. */
  readonly wanted: boolean;
  readonly recording: Recording;
  readonly reading: ReflectionsReading;
  /** Why nothing can be read or stored: a sentence for the person; `null` where it can. */
  readonly trouble: string | null;
}
