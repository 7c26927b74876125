import { type WeekSpan, weekIndex } from './calendar';
import { classify, type FileKind } from './category';
import { languageOf } from './language';
import type { FirstTouch, NewGround } from './report';

/** The commit that touched something; `at` is when it was written, epoch milliseconds. */
export interface Touch {
  readonly at: number;
  readonly commit: string;
}

/** Languages and top folders that a commit touched. */
export interface TouchedGround {
  readonly languages: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
}

/** Of commits that were read: which touched each language and top folder first, and which is the first of all. */
export interface FirstTouches {
  readonly first: Touch | null;
  readonly languages: ReadonlyMap<string, Touch>;
  readonly areas: ReadonlyMap<string, Touch>;
}

/** A file that a commit added or changed. One that only moved was not touched, unless its ending tells another language. */
export interface TouchedFile {
  readonly path: string;
  /** Of a file that moved and stayed as it was: its path before. */
  readonly movedFrom?: string;
}

/**
 * The ground that files belong to; generated and vendored ones belong to none, and files at the top to no folder.
 * @param kindOf of a path, by its patterns alone by default.
 */
export function groundOf(files: readonly TouchedFile[], kindOf: (path: string) => FileKind = classify): TouchedGround {
  const languages = new Set<string>();
  const areas = new Set<string>();
  for (const { path, movedFrom } of files) {
    if (kindOf(path).category === 'generated') continue;
    const language = languageOf(path);
    if (language !== null && (movedFrom === undefined || languageOf(movedFrom) !== language)) languages.add(language);
    const end = path.indexOf('/');
    if (end > 0 && movedFrom === undefined) areas.add(path.slice(0, end));
  }
  return { languages, areas };
}

/** The first touches of commits, in any order, and of what was known before. */
export function firstTouches(
  commits: Iterable<readonly [Touch, TouchedGround]>,
  known: readonly FirstTouches[] = [],
): FirstTouches {
  const languages = new Map<string, Touch>();
  const areas = new Map<string, Touch>();
  let first: Touch | null = null;
  for (const before of known) {
    first = earlier(first, before.first);
    for (const [name, touch] of before.languages) take(languages, name, touch);
    for (const [name, touch] of before.areas) take(areas, name, touch);
  }
  for (const [touch, ground] of commits) {
    first = earlier(first, touch);
    for (const name of ground.languages) take(languages, name, touch);
    for (const name of ground.areas) take(areas, name, touch);
  }
  return { first, languages, areas };
}

function take(touches: Map<string, Touch>, name: string, touch: Touch): void {
  const known = touches.get(name);
  if (!known || isEarlier(touch, known)) touches.set(name, touch);
}

function earlier(one: Touch | null, other: Touch | null): Touch | null {
  return one === null || (other !== null && isEarlier(other, one)) ? other : one;
}

/** Of the same instant, as copies are, the lesser id, for that is the same in any order. */
const isEarlier = (one: Touch, other: Touch): boolean =>
  one.at < other.at || (one.at === other.at && one.commit < other.commit);

/** Whether earlier commits can't change what these touches say of the time from an instant on: nothing is new then. */
export function isSettled({ first, languages, areas }: FirstTouches, from: number): boolean {
  const all = [first, ...languages.values(), ...areas.values()];
  return all.every(touch => touch !== null && touch.at < from);
}

/** The commits that first touched something from an instant on. */
export function commitsOnNewGround({ languages, areas }: FirstTouches, from: number): string[] {
  const touches = [...languages.values(), ...areas.values()];
  return [...new Set(touches.flatMap(({ at, commit }) => (at >= from ? [commit] : [])))];
}

/**
 * The new ground of weeks, oldest first.
 * @param isMarked whether a commit carries the mark of an assistant.
 */
export function newGround(
  { first, languages, areas }: FirstTouches,
  weeks: readonly WeekSpan[],
  isMarked: (commit: string) => boolean,
): NewGround[] {
  const firstWeek = first === null ? -1 : weekIndex(weeks, first.at);
  const sorted = (touches: ReadonlyMap<string, Touch>) =>
    [...touches].sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1));
  const [byLanguage, byArea] = [sorted(languages), sorted(areas)];
  return weeks.map((week, index) => {
    const isFirst = index === firstWeek;
    const inWeek = (touches: readonly (readonly [string, Touch])[]) =>
      touches.flatMap(([name, { at, commit }]): FirstTouch[] =>
        !isFirst && at >= week.from && at < week.to ? [{ name, withAi: isMarked(commit) }] : [],
      );
    return { languages: inWeek(byLanguage), areas: inWeek(byArea), firstWeek: isFirst };
  });
}

/** What is known of a person's first touches on the default branch, for the next time. */
export interface KnownGround {
  /** Who the person is, and what else the touches depend on besides commits: a digest that tells nothing. */
  readonly basis: string;
  /** Id of the last commit that was looked at. */
  readonly tip: string;
  /** Whether all of the person's commits were read; else only the latest. */
  readonly complete: boolean;
  readonly touches: FirstTouches;
}

/** Keeps {@link KnownGround} between runs, by the id of the repository. It may forget anything, and never throws. */
export interface GroundStore {
  load(repositoryId: string): Promise<KnownGround | null>;
  save(repositoryId: string, ground: KnownGround): Promise<void>;
}
