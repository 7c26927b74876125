import type { FromPanel, ToPanel } from '../src/protocol';
import { KeptView } from './keptView';
import type { ReflectionDraft } from './reflectionDraft';

/** What the panel keeps over a reload: how the person left it, what they filled in and did not save; no number or name. */
export interface View {
  repository: string | null;
  /** The week that they picked; `null` for the running one. */
  week: string | null;
  /** What is unfolded, or a table instead of a chart. */
  open: string[];
  /** Where they were on the page; `null` at its top. */
  place: Place | null;
  /** What was filled in of weeks and not saved: one for each at most. */
  reflectionDrafts: ReflectionDraft[];
  /** Whether the week is taken along without names. */
  withoutNames: boolean;
}

/** A place on the page that stays where it is when what comes before grows. */
export interface Place {
  /** Its heading's id. */
  section: string;
  /** Pixels from the section's top to the window's. */
  offset: number;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(view: View): void;
};

const api = acquireVsCodeApi();
const fresh: View = { repository: null, week: null, open: [], place: null, reflectionDrafts: [], withoutNames: true };

const left: View = { ...fresh, ...(api.getState() as Partial<View> | undefined) };
const kept = new KeptView<View>(left, fresh, view => api.setState(view));

/** How the person left the panel. */
export const view: Readonly<View> = kept.current;

/** Keeps a change of the view; of the example's as long as it is shown. */
export function keep(change: Partial<View>): void {
  kept.keep(change);
}

/** The example begins with a view of its own, at a week; the person's comes back as it was. @returns whether either is new. */
export function keepExampleApart(isExample: boolean, week: string | null): boolean {
  return kept.keepExampleApart(isExample, { week });
}

export function send(message: FromPanel): void {
  api.postMessage(message);
}

/** Gives the way to stop listening. */
export function onMessage(listen: (message: ToPanel) => void): () => void {
  const hear = (event: MessageEvent<ToPanel>) => listen(event.data);
  window.addEventListener('message', hear);
  return () => window.removeEventListener('message', hear);
}
