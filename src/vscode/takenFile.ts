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
