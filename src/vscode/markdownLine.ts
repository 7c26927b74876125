/**
 * Text on one line of Markdown that shows just that, and still reads well as it is: what stands in it is no markup, link,
 * mention or formula to any of the places where people paste. (For VS Code's own Markdown see `markdownText`.)
 */
export function markdownLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u202A-\u202E\p{Cs}]/gu, '')
    .replace(/\u2068([^\u2068\u2069]*)\u2069/g, (isolated, inner) => (rightToLeft.test(inner) ? isolated : inner))
    .trim()
    .replace(/[\\`*_[\]<>|~$]|&(?=[#\w])/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
    .replace(/^(?:[-+](?=[\s-]|$)|#(?=[#\s]|$)|=)|(?<=^\d{1,9})[.)](?=\s|$)/, '\\$&')
    .replace(/@(?=\p{L}|\p{N})/gu, `${wordJoiner}@${wordJoiner}`);
}

/** Unseen: what stands on both sides of it is no mention or address. */
const wordJoiner = '\u2060';

/** Letters that are written from the right. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]|[\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
