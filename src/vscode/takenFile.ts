/** A file that the panel was asked to draw. */
export interface AskedFile {
  readonly request: number;
  readonly kind: TakenFile;
  /** ISO 8601 week. */
  readonly week: string;
}

/** What the panel was asked to draw last: it is taken once, and nothing else is. */
export class AskedDrawing {
  private asked: AskedFile | null = null;

  /** @param file `null` where nothing is to come back. */
  ask(file: AskedFile | null): void {
    this.asked = file;
  }

  /** What was asked for, where this can be it. */
  take(request: number, content: string | Uint8Array): AskedFile | null {
    const { asked } = this;
    this.asked = null;
    return asked?.request === request && isTakenFile(asked.kind, content) ? asked : null;
  }
}

/** Files that the panel draws. */
export type TakenFile = 'html' | 'png';

/** Characters, and bytes: many times what a full week takes. */
const mostText = 20_000_000;
const mostBytes = 64_000_000;

const beginOfHtml = '<!DOCTYPE html>';
const beginOfPng = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether what came from the panel can be such a file. */
export function isTakenFile(kind: TakenFile, content: string | Uint8Array): boolean {
  if (typeof content === 'string') {
    return kind === 'html' && content.length <= mostText && content.startsWith(beginOfHtml);
  }
  return kind === 'png' && content.length <= mostBytes && beginOfPng.every((byte, at) => content[at] === byte);
}
