/**
 * What host and panel say to each other: two closed unions of plain data. The panel pulls (`ready`), the host answers
 * with the whole state, numbers ready to draw.
 */
export type FromPanel = { type: 'ready' } | { type: 'openSettings' };
export type ToPanel = { type: 'state'; state: PanelState };

export interface PanelState {
  message: string;
}
