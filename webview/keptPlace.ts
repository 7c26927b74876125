import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PanelState } from '../src/protocol';
import { keep, type Place, view } from './host';

/** Pixels by which a browser may round. */
const slack = 2;
/** What a person does who goes somewhere else by themselves. */
const acts = ['wheel', 'pointerdown', 'keydown'] as const;

/**
 * Brings the person back to where they were on the page before a reload, once what was there and before it is there again,
 * and remembers where they go from then on.
 */
export function useKeptPlace(state: PanelState | null): void {
  const isBack = useRef(view.place === null);
  useEffect(() => {
    const stay = () => {
      isBack.current = true;
    };
    const remember = () => {
      if (isBack.current) keep({ place: placeNow() });
    };
    for (const act of acts) window.addEventListener(act, stay, { passive: true });
    window.addEventListener('scrollend', remember);
    return () => {
      for (const act of acts) window.removeEventListener(act, stay);
      window.removeEventListener('scrollend', remember);
    };
  }, []);
  useLayoutEffect(() => {
    const { place } = view;
    if (isBack.current || !place || !state || !isThere(place, state)) return;
    isBack.current = true;
    const section = sections().find(each => idOf(each) === place.section);
    if (section) window.scrollBy(0, section.getBoundingClientRect().top + place.offset);
  }, [state]);
}

const sections = () => [...document.querySelectorAll('main > section[aria-labelledby]')];
const idOf = (section: Element) => section.getAttribute('aria-labelledby') ?? '';

/** The section that the person looks at is the last that begins above where one that is gone to would. */
function placeNow(): Place | null {
  const begin = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart) || 0;
  const section = sections().findLast(each => each.getBoundingClientRect().top <= begin + slack);
  return section ? { section: idOf(section), offset: -section.getBoundingClientRect().top } : null;
}

/** What is told before the requests is there with the report; they and what follows may still be read. */
const early = ['summary', 'flow', 'durability'];

function isThere({ section }: Place, { body, reflection }: PanelState): boolean {
  if (body.kind === 'reading') return false;
  if (body.kind === 'notice') return reflection !== null;
  return early.includes(section) || (!body.pending && reflection !== null);
}
