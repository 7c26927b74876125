/**
 * Plain text as Markdown that shows just that: no link, image, icon or address comes of it. (`appendText` of VS Code's
 * MarkdownString does this too, but makes every space unbreakable, and lines then break inside words.)
 */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
