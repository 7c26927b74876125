import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type {
  PanelLabels,
  ReflectionAnswers,
  ReflectionLabels,
  ReflectionState,
  ReflectionWeekState,
} from '../src/protocol';
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
  const { draft, isKept, open, opened, change, save, skip, close, isDone } = useDraft(reflection, summons);
  const summary = useRef<HTMLDivElement>(null);
  const count = useMemo(() => {
    const format = new Intl.NumberFormat(locale);
    return (n: number) => format.format(n);
  }, [locale]);
  // The form that had the keyboard is gone.
  const leaves = useRef(false);
  const leaving = (act: () => void) => () => {
    leaves.current = true;
    act();
  };
  useEffect(() => {
    if (draft || !leaves.current) return;
    leaves.current = false;
    summary.current?.focus();
  }, [draft]);

  const formOf = ({ week, answers, since }: ReflectionDraft) => (
    <ReflectionForm
      key={week}
      {...{ form, labels, answers, count }}
      summons={summons + opened}
      onChange={answers => change({ week, answers, since })}
    >
      <vscode-button disabled={isSame(answers, unanswered)} onClick={leaving(save)}>
        {labels.save}
      </vscode-button>
      {week === asked.week && reflection.open ? (
        <vscode-button appearance="secondary" onClick={leaving(skip)}>
          {labels.skip}
        </vscode-button>
      ) : (
        <vscode-button appearance="secondary" onClick={leaving(close)}>
          {labels.cancel}
        </vscode-button>
      )}
    </ReflectionForm>
  );

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
        <p class="weekTitle">
          {asked.title} <span class={asked.title ? 'quiet' : ''}>{asked.span}</span>
        </p>
      </div>
      <div ref={summary} tabIndex={-1} class="summary">
        <p class="sentence">{asked.sentence}</p>
        {outcome && <p class="aware">{outcome}</p>}
        {draft?.week !== asked.week && (
          <Answered {...{ week: asked, labels, open, isKept, isExample }}>
            {isDone && <vscode-button onClick={toNumbers}>{labels.numbers}</vscode-button>}
          </Answered>
        )}
      </div>
      {draft?.week === asked.week && formOf(draft)}
      {experiment && <Experiment week={asked.week} experiment={experiment} disabled={isExample} />}
      {felt && <FeltPlots felt={felt} labels={panelLabels} />}
      {earlier.weeks.length > 0 && (
        <Disclosure class="folded" name="reflections" title={earlier.title}>
          <ul class="reflections">
            {earlier.weeks.map(week => (
              <li key={week.week}>
                <h3>{week.span}</h3>
                {draft?.week === week.week ? (
                  formOf(draft)
                ) : (
                  <Answered {...{ week, labels, open, isKept, isExample }} />
                )}
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

/** What is filled in survives a new state and a reload, until it is saved, skipped or given up. */
function useDraft(reflection: ReflectionState, summons: number) {
  const { asked } = reflection;
  const [kept, setKept] = useState(view.reflectionDraft);
  const [isDone, setIsDone] = useState(false);
  const [opened, setOpened] = useState(0);
  const [saved, setSaved] = useState<ReflectionAnswers | null>(null);
  const erased = kept !== null && isErased(kept, reflection);
  const known = kept && !erased && weekNamed(reflection, kept.week) ? kept : null;
  const draft = known ?? (reflection.open ? draftOf(asked, reflection) : null);
  const isSaved = draft !== null && saved !== null && isSame(saved, weekNamed(reflection, draft.week)?.answers ?? null);

  const change = (reflectionDraft: ReflectionDraft | null) => {
    keep({ reflectionDraft });
    setKept(reflectionDraft);
    setSaved(null);
  };
  const open = (week: ReflectionWeekState) => {
    change(draftOf(week, reflection));
    setOpened(before => before + 1);
  };
  useEffect(() => {
    if (summons > 0 && !draft) change(draftOf(asked, reflection));
  }, [summons]);
  useEffect(() => {
    if (erased) change(null);
  }, [erased]);
  // What was saved has come back: nothing is lost with the draft.
  useEffect(() => {
    if (!isSaved) return;
    change(null);
    setIsDone(true);
  }, [isSaved]);

  return {
    draft: isSaved ? null : draft,
    /** Whether the person has just saved. */
    isDone,
    /** Whether there is something that would be lost if another form opened. */
    isKept: known !== null,
    open,
    /** Counts up whenever a form is opened by a button, which is gone then. */
    opened,
    change,
    close: () => change(null),
    skip: () => {
      send({ type: 'skipReflection', week: asked.week });
      change(null);
    },
    save: () => {
      if (!draft) return;
      const answers = trimmed(draft.answers);
      setSaved(answers);
      send({ type: 'answerReflection', week: draft.week, ...answers });
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
  isKept: boolean;
  isExample: boolean;
  children?: preact.ComponentChildren;
}

/** What was said of a week, and the ways to change it. */
function Answered({ week, labels, open, isKept, isExample, children }: AnsweredProps) {
  const { facts, answers } = week;
  return (
    <>
      <dl class="answers">
        {facts.map(({ term, text }) => (
          <div key={term} class="point">
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {!isExample && (
        <p class="buttons">
          {children}
          <vscode-button appearance="secondary" disabled={isKept} onClick={() => open(week)}>
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
