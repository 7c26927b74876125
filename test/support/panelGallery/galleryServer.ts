import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { panelPage } from '../../../src/vscode/panelPage';
import { repositoryRoot } from '../repositoryRoot';
import { type GalleryView, galleryViews } from './galleryView';
import { type Theme, themeStyle, themes } from './themes';

/** As VS Code marks the page of a webview. */
const bodyClasses: Readonly<Record<Theme, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  contrast: 'vscode-high-contrast',
  contrastLight: 'vscode-high-contrast vscode-high-contrast-light',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Read once: a later build takes them away while it runs. */
const BUILT = ['panel.js', 'panel.css', 'share.js', 'share.css'] as const;

/** Serves the built panel, with its own page and policy, in every state and theme; on 127.0.0.1 alone. */
export class GalleryServer {
  readonly views: ReadonlyMap<string, GalleryView>;
  readonly #server: Server;

  private constructor(server: Server, views: ReadonlyMap<string, GalleryView>) {
    this.#server = server;
    this.views = views;
  }

  /** @param port a free one by default. @param views what it shows: the whole gallery by default. */
  static async start(port = 0, views: ReadonlyMap<string, GalleryView> = galleryViews()): Promise<GalleryServer> {
    const built = new Map(BUILT.map(file => [`/${file}`, readFileSync(path.join(repositoryRoot, 'dist', file))]));
    const server = createServer(({ url = '/' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://gallery');
      const body = built.get(pathname) ?? answer(pathname, searchParams, views);
      response.writeHead(body === null ? 404 : 200, {
        'Content-Type': types[path.extname(pathname)] ?? types['.html'],
      });
      response.end(body);
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    return new GalleryServer(server, views);
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Where the panel is seen in a state. */
  addressOf(state: string, theme: Theme): string {
    return `${this.address}${placeOf(state, theme)}`;
  }

  dispose(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function placeOf(state: string, theme: Theme): string {
  return `panel.html?${new URLSearchParams({ state, theme })}`;
}

function answer(place: string, query: URLSearchParams, views: ReadonlyMap<string, GalleryView>): string | null {
  const theme = themeNamed(query.get('theme'));
  const view = views.get(query.get('state') ?? '');
  switch (place) {
    case '/':
      return contents([...views.keys()]);
    case '/panel.html':
      return view ? panel(view, theme, query) : null;
    case '/theme.css':
      return themeStyle(theme);
    case '/host.js':
      return view ? host(view) : null;
    case '/favicon.ico':
      return '';
    default:
      return null;
  }
}

function themeNamed(name: string | null): Theme {
  return name !== null && Object.hasOwn(themes, name) ? (name as Theme) : 'dark';
}

/** The product's page, between what VS Code adds to it: the theme before its style, its API before its script. */
function panel({ page: kind, state }: GalleryView, theme: Theme, query: URLSearchParams): string {
  const name = kind ?? 'panel';
  const page = panelPage({
    cspSource: "'self'",
    script: `${name}.js`,
    style: `${name}.css`,
    language: 'locale' in state ? state.locale : 'en',
    title: 'Eddy',
  });
  const search = query.toString().replaceAll('&', '&amp;');
  return page
    .replace('<link', `<link rel="stylesheet" href="theme.css?${search}"><link`)
    .replace('<body>', `<body class="${bodyClasses[theme]}">`)
    .replace('<script', `<script src="host.js?${search}"></script><script`);
}

/**
 * What VS Code's API is to the panel: it answers that the panel is ready, gives the week out that is taken along and keeps
 * what comes back of it as `saved`; and it keeps every message as `sent`.
 */
function host({ state, view, taken }: GalleryView): string {
  return `const taken = ${JSON.stringify(taken ?? null)};
const answers = {
  ready: () => ({ type: 'state', state: ${JSON.stringify(state)} }),
  takeWeek: ({ request, kind, withoutNames }) => taken && kind !== 'markdown'
    ? { type: 'weekToTake', request, week: withoutNames ? taken.bare : taken.whole }
    : { type: 'took', request, text: 'The gallery has no clipboard.' },
  saveWeek: ({ request, content }) => {
    globalThis.saved = content;
    return { type: 'took', request, text: 'Saved: an example' };
  },
};
globalThis.sent = [];
globalThis.acquireVsCodeApi = () => ({
  postMessage: message => {
    sent.push(message);
    if (Object.hasOwn(answers, message.type)) postMessage(answers[message.type](message));
  },
  getState: () => (${JSON.stringify(view)}),
  setState: () => undefined,
});`;
}

/** A table of links, and a frame that is dragged to any width. */
function contents(states: readonly string[]): string {
  const names = Object.keys(themes) as Theme[];
  const rows = states.map(state => {
    const links = names.map(
      theme => `<td><a href="${placeOf(state, theme).replace('&', '&amp;')}" target="panel">${theme}</a></td>`,
    );
    return `<tr><th scope="row">${state}</th>${links.join('')}</tr>`;
  });
  return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>Eddy's panel in every state</title>
<style>
  body { display: flex; gap: 16px; height: 100vh; margin: 0; font: 13px/1.6 sans-serif; }
  nav { flex: none; overflow: auto; padding: 8px; }
  th { padding-right: 12px; font-weight: normal; text-align: start; }
  iframe { width: 800px; height: 100%; border: 0; outline: 1px solid; overflow: auto; resize: horizontal; }
</style>
<nav><table>${rows.join('')}</table></nav>
<iframe name="panel" title="The panel" src="${placeOf('rich', 'dark').replace('&', '&amp;')}"></iframe>
</html>`;
}
