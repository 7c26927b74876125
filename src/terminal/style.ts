import type { TextStyle } from './page';

/** What is known of where text goes. */
export interface TextTarget {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/**
 * How to draw for a stream: at most 80 columns; colour only on a terminal, never with `NO_COLOR` (no-color.org) or
 * `TERM=dumb`; more than ASCII where the locale says UTF-8, in the terminals of Windows that can, and where the text
 * goes to a file or pipe that names no other encoding.
 */
export function textStyle(
  target: TextTarget,
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
  locale: string,
): TextStyle {
  const { LC_ALL, LC_CTYPE, LANG, TERM, NO_COLOR, WT_SESSION, TERM_PROGRAM } = environment;
  const terminal = target.isTTY === true;
  const named = LC_ALL || LC_CTYPE || LANG || '';
  const unnamed = platform === 'win32' ? Boolean(WT_SESSION || TERM_PROGRAM) || !terminal : !terminal && named === '';
  return {
    width: Math.max(40, Math.min(80, (terminal && target.columns) || 80)),
    locale,
    colour: terminal && !NO_COLOR && TERM !== 'dumb',
    unicode: /utf-?8/i.test(named) || unnamed,
  };
}
