import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './repositoryRoot';

/** The script of axe-core, to be put into a page before anything else. */
export const axe = (): string =>
  readFileSync(path.join(repositoryRoot, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/**
 * To be run in such a page: everything of WCAG 2.2, level AA, that can be told by looking at it, and that headings begin
 * with one for the page and go down in order; a text for each flaw.
 */
export const findFlaws = `axe.run({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: { 'target-size': { enabled: true }, 'page-has-heading-one': { enabled: true }, 'heading-order': { enabled: true } },
  resultTypes: ['violations'],
}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)))`;
