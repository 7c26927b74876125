import type { FromPanel, ToPanel } from '../src/protocol';
import type { ReflectionDraft } from './reflectionDraft';

/** What the panel keeps over a reload: how the person left it, what they filled in and did not save; no number or name. */
export interface View {
  repository: string | null;
  week: string | null;
  asTable: boolean;
  measuredOpen: boolean;
  /** The week of the flow section; `null` for the running one. */
  flowWeek: string | null;
  flowAsTable: boolean;
  flowMeasuredOpen: boolean;
  /** The week of the section of requests; `null` for the one that it shows first. */
  requestWeek: string | null;
  requestsAsTable: boolean;
  requestsMeasuredOpen: boolean;
  /** What was filled in of a week and not saved. */
  reflectionDraft: ReflectionDraft | null;
  reflectionsOpen: boolean;
  reflectionMeasuredOpen: boolean;
  feltAsTable: boolean;
  /** The week of the sentence on top; `null` for the running one. */
  summaryWeek: string | null;
  summaryMeasuredOpen: boolean;
  balanceAsTable: boolean;
  balanceMeasuredOpen: boolean;
  groundMeasuredOpen: boolean;
  aiMeasuredOpen: boolean;
  scrollY: number;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(view: View): void;
};

const api = acquireVsCodeApi();
const fresh: View = {
  repository: null,
  week: null,
  asTable: false,
  measuredOpen: false,
  flowWeek: null,
  flowAsTable: false,
  flowMeasuredOpen: false,
  requestWeek: null,
  requestsAsTable: false,
  requestsMeasuredOpen: false,
  reflectionDraft: null,
  reflectionsOpen: false,
  reflectionMeasuredOpen: false,
  feltAsTable: false,
  summaryWeek: null,
  summaryMeasuredOpen: false,
  balanceAsTable: false,
  balanceMeasuredOpen: false,
  groundMeasuredOpen: false,
  aiMeasuredOpen: false,
  scrollY: 0,
};

/** How the person left the panel. */
export const view: View = { ...fresh, ...(api.getState() as Partial<View> | undefined) };

/** Keeps a change of the view. */
export function keep(change: Partial<View>): void {
  Object.assign(view, change);
  api.setState(view);
}

export function send(message: FromPanel): void {
  api.postMessage(message);
}

export function onMessage(listen: (message: ToPanel) => void): void {
  window.addEventListener('message', (event: MessageEvent<ToPanel>) => listen(event.data));
}
