/** Pixels that keep a label from the next. */
export const labelGap = 16;

/**
 * Where the labels of weeks stand, the middle of each in pixels; `null` for weeks without one. The marked week has one, and
 * so have evenly spaced others, the last first, that do not run into it. Those at the ends move inwards.
 * @param x the middle of each week.
 * @param marked index of the week that is marked; -1 for none.
 * @param room that a label takes, with what keeps it from the next.
 * @param width of the chart.
 */
export function weekLabels(x: readonly number[], marked: number, room: number, width: number): (number | null)[] {
  const last = x.length - 1;
  const [begin = 0, end = 0] = [x[0], x[last]];
  const inset = Math.min(width, room - labelGap) / 2;
  const moved = Math.max(0, inset - begin, inset - (width - end));
  const every = Math.max(1, Math.ceil((room + moved) / Math.max(1, (end - begin) / Math.max(1, last))));
  const places = x.map(middle => Math.max(inset, Math.min(middle, width - inset)));
  const labels: (number | null)[] = places.map((place, at) => (at === marked ? place : null));
  for (let at = last; at >= 0; at -= every) {
    const place = places[at] ?? 0;
    if (labels.every(each => each === null || Math.abs(each - place) >= room)) labels[at] = place;
  }
  return labels;
}
