import * as vscode from 'vscode';
import { classify } from '../domain/category';
import type { Category } from '../domain/report';
import type { FocusContext } from '../domain/span';
import { Owner } from './disposable';

/** Where a file lies, as far as it is known by now. */
export interface Place {
  readonly repository: string | null;
  readonly branch: number | null;
  /** The file-system path of the work tree's top folder; `null` outside all repositories. */
  readonly root: string | null;
}

/** Knows repositories and their branches, by files (scheme `file` or `vscode-remote`). */
export interface Places {
  placeOf(uri: vscode.Uri): Place;
  /** What it told of any file may be another now. */
  readonly onDidChange: vscode.Event<void>;
}

const nowhere: Place = { repository: null, branch: null, root: null };
/** Contexts differ in repository, branch, language and category: a window that has seen more of them begins anew. */
const mostContexts = 1000;

/**
 * Tells the context of documents, and nothing else of them.
 * - Equal contexts are the same object.
 * - A cell of a notebook and what a file was in git have the context of the file.
 * - What is no file yet, or no document at all, is in the repository of the workspace folder where there is only one.
 */
export class EditorContexts extends Owner {
  private readonly contexts = new Map<string, FocusContext>();
  private known = new WeakMap<vscode.TextDocument, FocusContext>();
  private home: FocusContext | undefined;

  constructor(private readonly places: Places) {
    super();
    const forget = () => this.forget();
    this.add(places.onDidChange(forget));
    this.add(vscode.workspace.onDidChangeWorkspaceFolders(forget));
  }

  /** @param document `undefined` where there is no text editor. */
  contextOf(document: vscode.TextDocument | undefined): FocusContext {
    if (!document) {
      this.home ??= this.contextIn(homePlace(this.places), null, null);
      return this.home;
    }
    const known = this.known.get(document);
    if (known?.language === document.languageId) return known;
    const context = this.look(document);
    this.known.set(document, context);
    return context;
  }

  private look({ uri, languageId }: vscode.TextDocument): FocusContext {
    const file = fileOf(uri);
    if (file) {
      const place = this.places.placeOf(file);
      return this.contextIn(place, languageId, classify(pathIn(place, file)).category);
    }
    return this.contextIn(isUserData(uri) ? nowhere : homePlace(this.places), languageId, null);
  }

  private contextIn(place: Place, language: string | null, category: Category | null): FocusContext {
    const { repository, branch } = place;
    const key = JSON.stringify([repository, branch, language, category]);
    const interned = this.contexts.get(key);
    if (interned) return interned;
    if (this.contexts.size >= mostContexts) {
      this.contexts.clear();
      this.forget();
    }
    const context = { repository, branch, language, category };
    this.contexts.set(key, context);
    return context;
  }

  private forget(): void {
    this.known = new WeakMap();
    this.home = undefined;
  }
}

/** The file that a document is about. */
function fileOf(uri: vscode.Uri): vscode.Uri | undefined {
  switch (uri.scheme) {
    case 'file':
    case 'vscode-remote':
      return uri;
    case 'git':
    case 'vscode-notebook-cell':
      return vscode.Uri.file(uri.path);
    default:
      return undefined;
  }
}

/** Settings, keybindings and the like of the person belong to no repository. */
function isUserData({ scheme }: vscode.Uri): boolean {
  return scheme === 'vscode-userdata';
}

function homePlace(places: Places): Place {
  const [folder, another] = vscode.workspace.workspaceFolders ?? [];
  return folder && !another && fileOf(folder.uri) ? places.placeOf(folder.uri) : nowhere;
}

/** The path in the repository; else in the workspace folder; else the name alone. */
function pathIn({ root }: Place, file: vscode.Uri): string {
  const folders = [root === null ? undefined : vscode.Uri.file(root), vscode.workspace.getWorkspaceFolder(file)?.uri];
  for (const folder of folders) {
    const start = folder && (folder.path.endsWith('/') ? folder.path : `${folder.path}/`);
    // Some systems write drives and folders in either case.
    if (start && file.path.toLowerCase().startsWith(start.toLowerCase())) return file.path.slice(start.length);
  }
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}
