/** A name on one line, without what would turn the text around it, and of `most` characters at most. */
export function shownName(name: string, most: number): string {
  const plain = name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Bidi_Control}\p{Cs}]/gu, '')
    .trim();
  return shortened(plain, most);
}

/** The first of a text's characters, `…` in the place of what is left out. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
