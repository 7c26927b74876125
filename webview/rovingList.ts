import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { heldWith } from './listKeys';

export interface RovingList<E extends { key: string }> {
  /** What is listed: another begins with nothing chosen. */
  of: string;
  entries: readonly E[];
  /** The entry that the Tab key reaches before the person has chosen one. */
  start: E | undefined;
  /** Which entry a key leads to from the one at an index; anything but an index where it leads nowhere. */
  after: (key: string, at: number) => unknown;
  /** Called for Page Up (-1) and Page Down (1). */
  onTurn: (weeks: -1 | 1) => void;
  /** Whether the reached entry takes the focus when another is listed: the keyboard was in the one before. */
  takesFocus: boolean;
}

/**
 * A list with one stop for the Tab key: arrows go on inside. The entry that is told of is the one pointed at, else the one
 * chosen.
 */
export function useRovingList<E extends { key: string }>(list: RovingList<E>) {
  const { of, entries, start, after, onTurn, takesFocus } = list;
  const [chosen, setChosen] = useEntry(of);
  const [pointed, setPointed] = useEntry(of);
  const boxes = useRef(new Map<string, HTMLElement>());
  const find = (wanted: string | null) => entries.find(({ key }) => key === wanted);
  const reached = find(chosen) ?? start;
  useLayoutEffect(() => {
    if (takesFocus && reached) boxes.current.get(reached.key)?.focus();
  }, [of]);

  const go = (event: KeyboardEvent) => {
    if (heldWith(event)) return;
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault();
      onTurn(event.key === 'PageUp' ? -1 : 1);
      return;
    }
    const next = reached && after(event.key, entries.indexOf(reached));
    const key = typeof next === 'number' ? entries[next]?.key : undefined;
    if (key === undefined) return;
    event.preventDefault();
    setPointed(null);
    setChosen(key);
    boxes.current.get(key)?.focus();
  };

  return {
    told: find(pointed ?? chosen),
    isChosen: (key: string) => key === chosen,
    tabIndexOf: (key: string) => (key === reached?.key ? 0 : -1),
    /** What else makes an element an entry of the list. */
    entry: (key: string) => ({
      ref: (element: HTMLElement | null) => {
        if (element) boxes.current.set(key, element);
        else boxes.current.delete(key);
      },
      onClick: () => setChosen(key),
      onFocus: () => setChosen(key),
      onPointerEnter: () => setPointed(key),
      onPointerLeave: () => setPointed(null),
      onKeyDown: go,
    }),
  };
}

/** The key of an entry, forgotten where another list begins. */
function useEntry(of: string): [string | null, (key: string | null) => void] {
  const [entry, setEntry] = useState<{ of: string; key: string } | null>(null);
  return [entry?.of === of ? entry.key : null, key => setEntry(key === null ? null : { of, key })];
}
