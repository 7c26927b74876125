import { createRequire } from 'node:module';

interface Parser {
  render(markdown: string): string;
  linkify: { set(options: { fuzzyLink: boolean }): void };
}

/** Reads Markdown as GitHub and others do: with HTML in it, tables, struck text, and addresses that become links. */
export const markdown = createRequire(__filename)('markdown-it')({ html: true, linkify: true }) as Parser;
// GitHub makes no link of `README.md`.
markdown.linkify.set({ fuzzyLink: false });
