import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PanelLabels, ReflectionLabels, ReflectionState, ReflectionWeekState } from '../src/protocol';
import { Disclosure } from './disclosure';
import { Experiment } from './experiment';
import { FeltPlots } from './feltPlots';
import { keep, send, view } from './host';
import { Measured } from './measured';
import { draftOf, isErased, isSame, type ReflectionDraft, trimmed, unanswered, weekNamed } from './reflectionDraft';
import { ReflectionForm } from './reflectionForm';
import { steady } from './steady';

export interface ReflectionProps {
  reflection: ReflectionState;
  panelLabels: PanelLabels;
  locale: string;
  /** Counts up whenever the person wants to answer: the form opens, and the keyboard goes to it. */
  summons: number;
  /** Whether it is the example's: nothing can be said of that. */
  isExample: boolean;
}

/** What the person says of a week: the form, or what was answered; what to try next; and the weeks before. */
export const Reflection = steady(function Reflection({
  reflection,
  panelLabels,
  locale,
  summons,
  isExample,
}: ReflectionProps) {
  const { title, trouble, asked, form, labels, again, experiment, outcome, earlier, felt, measured } = reflection;
  const { draftOfWeek, open, callsOf, change, save, skip, close, isDone } = useDrafts(reflection, summons);
  const summary = useRef<HTMLDivElement>(null);
  const count = useMemo(() => {
    const format = new Intl.NumberFormat(locale);
    return (n: number) => format.format(n);
  }, [locale]);
  // The form that had the keyboard is gone.
  const left = useRef<string | null>(null);
  const leaving = (week: ReflectionWeekState, act: () => void) => () => {
    left.current = week.week;
    act();
  };
  useEffect(() => {
    const week = left.current && weekNamed(reflection, left.current);
    if (!week || draftOfWeek(week)) return;
    left.current = null;
    summary.current?.focus();
  });

  const formOf = (week: ReflectionWeekState) => {
    const draft = draftOfWeek(week);
    if (!draft) return null;
    const { answers } = draft;
    return (
      <ReflectionForm
        key={week.week}
        {...{ form, labels, answers, count }}
        summons={callsOf(week.week)}
        onChange={answers => change({ ...draft, answers })}
      >
        <vscode-button disabled={isSame(answers, unanswered)} onClick={leaving(week, () => save(draft))}>
          {labels.save}
        </vscode-button>
        {week === asked && reflection.open ? (
          <vscode-button appearance="secondary" onClick={leaving(week, skip)}>
            {labels.skip}
          </vscode-button>
        ) : (
          <vscode-button appearance="secondary" onClick={leaving(week, () => close(week.week))}>
            {labels.cancel}
          </vscode-button>
        )}
      </ReflectionForm>
    );
  };
  const askedForm = formOf(asked);

  if (trouble) {
    return (
      <section class="reflectionSection" aria-labelledby="reflection">
        <h2 id="reflection">{title}</h2>
        <p class="aware">{trouble}</p>
      </section>
    );
  }
  return (
    <section class="reflectionSection" aria-labelledby="reflection">
      <div class="heading">
        <h2 id="reflection">{title}</h2>
        <p>
          {asked.title} <span class={asked.title ? 'quiet' : ''}>{asked.span}</span>
        </p>
      </div>
      <div ref={summary} tabIndex={-1} class="summary">
        <p class="sentence">{asked.sentence}</p>
        {outcome && <p class="aware">{outcome}</p>}
        {!askedForm && (
          <Answered {...{ week: asked, labels, open, isExample }}>
            {isDone && <vscode-button onClick={toNumbers}>{labels.numbers}</vscode-button>}
          </Answered>
        )}
      </div>
      {askedForm}
      {experiment && <Experiment week={asked.week} experiment={experiment} disabled={isExample} />}
      {felt && <FeltPlots felt={felt} labels={panelLabels} />}
      {earlier.weeks.length > 0 && (
        <Disclosure class="folded" name="reflections" title={earlier.title}>
          <ul class="reflections">
            {earlier.weeks.map(week => (
              <li key={week.week}>
                <h3>{week.span}</h3>
                {formOf(week) ?? <Answered {...{ week, labels, open, isExample }} />}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {again && (
        <div class="again">
          <p>{again.text}</p>
          <vscode-button class="action" appearance="secondary" onClick={() => send({ type: 'askAgain' })}>
            {again.label}
          </vscode-button>
        </div>
      )}
      <Measured of="reflection" measured={measured} />
    </section>
  );
});

/** What is filled in of a week survives a new state and a reload, until it is saved, skipped or given up. */
function useDrafts(reflection: ReflectionState, summons: number) {
  const { asked } = reflection;
  const [kept, setKept] = useState(view.reflectionDrafts);
  const [isDone, setIsDone] = useState(false);
  const [called, setCalled] = useState({ week: '', times: 0 });
  const [saved, setSaved] = useState<Pick<ReflectionDraft, 'week' | 'answers'> | null>(null);
  const known = kept.filter(draft => !isErased(draft, reflection) && weekNamed(reflection, draft.week));
  const hasErased = kept.some(draft => isErased(draft, reflection));
  const isSaved = saved !== null && isSame(saved.answers, weekNamed(reflection, saved.week)?.answers ?? null);

  const put = (reflectionDrafts: ReflectionDraft[]) => {
    keep({ reflectionDrafts });
    setKept(reflectionDrafts);
  };
  const close = (week: string) => {
    put(known.filter(each => each.week !== week));
    setSaved(null);
  };
  const change = (draft: ReflectionDraft) => {
    put([...known.filter(each => each.week !== draft.week), draft]);
    setSaved(null);
  };
  const open = (week: ReflectionWeekState) => {
    if (!known.some(each => each.week === week.week)) change(draftOf(week, reflection));
    setCalled(({ times }) => ({ week: week.week, times: times + 1 }));
  };
  useEffect(() => {
    if (summons > 0) open(asked);
  }, [summons]);
  useEffect(() => {
    if (hasErased) put(known);
  }, [hasErased]);
  // What was saved has come back: nothing is lost with the draft.
  useEffect(() => {
    if (!isSaved) return;
    close(saved.week);
    setIsDone(true);
  }, [isSaved]);

  return {
    /** What the form of a week is filled in with; `null` where it is not open. */
    draftOfWeek: (week: ReflectionWeekState): ReflectionDraft | null => {
      if (isSaved && saved.week === week.week) return null;
      const isOpen = reflection.open && week === asked;
      return known.find(each => each.week === week.week) ?? (isOpen ? draftOf(week, reflection) : null);
    },
    /** Whether the person has just saved. */
    isDone,
    open,
    /** How often the keyboard was called to the form of a week. */
    callsOf: (week: string) => (called.week === week ? called.times : 0),
    change,
    close,
    skip: () => {
      send({ type: 'skipReflection', week: asked.week });
      close(asked.week);
    },
    save: ({ week, ...draft }: ReflectionDraft) => {
      const answers = trimmed(draft.answers);
      setSaved({ week, answers });
      send({ type: 'answerReflection', week, ...answers });
    },
  };
}

/** Goes to the first section, with the keyboard. */
export function toNumbers(): void {
  const first = document.querySelector('section');
  first?.setAttribute('tabindex', '-1');
  first?.focus();
}

interface AnsweredProps {
  week: ReflectionWeekState;
  labels: ReflectionLabels;
  open: (week: ReflectionWeekState) => void;
  isExample: boolean;
  children?: preact.ComponentChildren;
}

/** What was said of a week, and the ways to change it. */
function Answered({ week, labels, open, isExample, children }: AnsweredProps) {
  const { facts, answers } = week;
  return (
    <>
      <dl class="answers">
        {facts.map(({ term, text }) => (
          <div key={term} class="point">
            <dt>{term}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        ))}
      </dl>
      {!isExample && (
        <p class="buttons">
          {children}
          <vscode-button appearance="secondary" onClick={() => open(week)}>
            {answers ? labels.edit : labels.answer}
          </vscode-button>
          {answers && (
            <vscode-button appearance="secondary" onClick={() => send({ type: 'removeReflection', week: week.week })}>
              {labels.remove}
            </vscode-button>
          )}
        </p>
      )}
    </>
  );
}
