import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TakeKind, TakenWeek, TakingState } from '../src/protocol';
import { keep, onMessage, send, view } from './host';
import { heldWith } from './listKeys';
import { htmlOf, pngOf } from './takenDrawing';

/** Work that takes longer is told of, milliseconds. */
const noticedMs = 1000;

/** The ways to take the week along, behind one button. */
export function TakeAlong({ taking, week }: { taking: TakingState; week: string }) {
  const [open, setOpen] = useState(false);
  const [withoutNames, setWithoutNames] = useState(view.withoutNames);
  const [withAnswers, setWithAnswers] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const ways = useId();
  const choice = { week, withoutNames, withAnswers: withAnswers && !!taking.withAnswers };
  const { take, said, busy } = useTaking(taking, choice);

  // Before anything is painted: the host may ask for it at once after the first state.
  useLayoutEffect(
    () =>
      onMessage(message => {
        if (message.type !== 'takeWeek') return;
        setOpen(true);
        take(message.kind);
      }),
    [take],
  );
  // Each week's answers are asked for anew.
  useLayoutEffect(() => setWithAnswers(false), [week]);
  useLayoutEffect(() => {
    if (!open) return;
    const isInside = (target: unknown) => box.current?.contains(target as Node) ?? false;
    const leave = ({ target }: Event) => {
      if (!isInside(target)) setOpen(false);
    };
    // The keyboard may be elsewhere where a command has opened it.
    const shut = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      if (isInside(document.activeElement)) button.current?.focus();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('keydown', shut);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('keydown', shut);
    };
  }, [open]);
  const go = (event: KeyboardEvent) => {
    if (heldWith(event) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    setOpen(true);
    move(event.key === 'ArrowDown' ? 1 : -1);
  };
  const goOn = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget && !box.current?.contains(relatedTarget as Node)) setOpen(false);
  };
  /** From the button on through everything that it has opened. */
  const move = (by: -1 | 1) => {
    requestAnimationFrame(() => {
      const all = [...(box.current?.querySelectorAll<HTMLElement>('button, input') ?? [])];
      const at = all.indexOf(document.activeElement as HTMLElement);
      all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
    });
  };
  const keepNames = (event: Event) => {
    const { checked } = event.currentTarget as HTMLInputElement;
    keep({ withoutNames: checked });
    setWithoutNames(checked);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div class="takeAlong" role="group" aria-label={taking.title} ref={box} onKeyDown={go} onFocusOut={goOn}>
      <button
        ref={button}
        type="button"
        class="turn"
        aria-expanded={open}
        aria-controls={ways}
        title={taking.title}
        onClick={() => setOpen(!open)}
      >
        <svg width={16} height={16} aria-hidden="true">
          <path d="M3,9.5v3.5h10v-3.5M8,2.5v7M5,6.5l3,3l3,-3" />
        </svg>
        <span>{taking.title}</span>
      </button>
      <div id={ways} class="ways" hidden={!open}>
        <label class="choice">
          <input type="checkbox" checked={withoutNames} aria-describedby={`${ways}hint`} onChange={keepNames} />
          {taking.withoutNames.label}
        </label>
        <p class="quiet" id={`${ways}hint`}>
          {taking.withoutNames.hint}
        </p>
        {taking.withAnswers !== null && (
          <label class="choice">
            <input
              type="checkbox"
              checked={withAnswers}
              onChange={event => setWithAnswers(event.currentTarget.checked)}
            />
            {taking.withAnswers}
          </label>
        )}
        <div>
          {taking.choices.map(({ kind, label }) => (
            <button key={kind} type="button" class="takeWay" aria-disabled={busy} onClick={() => take(kind)}>
              {label}
            </button>
          ))}
        </div>
        <p role="status">{said}</p>
      </div>
    </div>
  );
}

interface Choice {
  /** The ISO 8601 week that is shown with the choice. */
  week: string;
  withoutNames: boolean;
  withAnswers: boolean;
}

/** One after the other: while one is on its way no other begins. */
function useTaking({ drawing, copied, notCopied, notDrawn }: TakingState, choice: Choice) {
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const take = async (kind: TakeKind) => {
    if (busy) return;
    setBusy(true);
    setSaid('');
    const notice = setTimeout(() => setSaid(drawing), noticedMs);
    try {
      setSaid(await taken(kind, choice, { copied, notCopied, notDrawn }));
    } finally {
      clearTimeout(notice);
      setBusy(false);
    }
  };
  return { take, said, busy };
}

type Words = Pick<TakingState, 'copied' | 'notCopied' | 'notDrawn'>;

/** Takes the week along; what became of it, in words. */
async function taken(kind: TakeKind, choice: Choice, { copied, notCopied, notDrawn }: Words): Promise<string> {
  const asked = ask(kind, choice);
  if (kind === 'picture') {
    // At once, for it has to be the person's own doing; the picture may come later.
    const picture = asked.then(({ week }) => (week ? pngOf(week) : Promise.reject(new Error('no week'))));
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
      return copied;
    } catch {
      const { text } = await asked;
      return (
        text ??
        (await picture.then(
          () => notCopied,
          () => notDrawn,
        ))
      );
    }
  }
  const { request, week, text } = await asked;
  if (!week) return text ?? '';
  const content = await (kind === 'html' ? htmlOf(week) : bytesOf(week)).catch(() => null);
  if (content === null) return notDrawn;
  const saved = answerTo(request);
  send({ type: 'saveWeek', request, content });
  return (await saved).text ?? '';
}

const bytesOf = async (week: TakenWeek) => new Uint8Array(await (await pngOf(week)).arrayBuffer());

interface Answer {
  request: number;
  /** To be drawn; or what became of it. */
  week?: TakenWeek;
  text?: string;
}

let requests = 0;

function ask(kind: TakeKind, choice: Choice): Promise<Answer> {
  const request = ++requests;
  const answer = answerTo(request);
  send({ type: 'takeWeek', request, kind, ...choice });
  return answer;
}

/** The next that the host says of a request. */
function answerTo(request: number): Promise<Answer> {
  return new Promise(resolve => {
    const stop = onMessage(message => {
      if ((message.type !== 'weekToTake' && message.type !== 'took') || message.request !== request) return;
      stop();
      resolve(message);
    });
  });
}
