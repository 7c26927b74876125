import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { EditorContexts, type Place } from '../../../src/vscode/editorContext';
import { TemporaryFolder } from '../../support/temporaryFolder';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

describe('the context of a document', () => {
  const moved = new vscode.EventEmitter<void>();
  let place: Place;
  let asked: vscode.Uri[];
  let contexts: EditorContexts;

  beforeEach(() => {
    place = { repository: 'abc', branch: 7, root: folder };
    asked = [];
    contexts = new EditorContexts({
      placeOf: uri => {
        asked.push(uri);
        return place;
      },
      onDidChange: moved.event,
    });
  });
  afterEach(() => contexts.dispose());

  const open = (uri: vscode.Uri) => vscode.workspace.openTextDocument(uri);
  const file = (...names: string[]) => {
    const where = path.join(folder, ...names);
    mkdirSync(path.dirname(where), { recursive: true });
    writeFileSync(where, '\n');
    return vscode.Uri.file(where);
  };

  it('is its repository, branch, language and kind', async () => {
    const tests = { repository: 'abc', branch: 7, language: 'typescript', category: 'tests' };
    assert.deepEqual(contexts.contextOf(await open(file('test', 'wind.ts'))), tests);
    const logic = { ...tests, category: 'logic' };
    assert.deepEqual(contexts.contextOf(await open(file('src', 'wind.ts'))), logic);
  });

  it('is the same object for equal contexts, and looked up once for each document', async () => {
    const [wind, rain] = [await open(file('src', 'wind.ts')), await open(file('src', 'rain.ts'))];
    const context = contexts.contextOf(wind);
    assert.equal(contexts.contextOf(rain), context);
    assert.equal(contexts.contextOf(wind), context);
    assert.equal(asked.length, 2);
  });

  it('is another one on another branch, and the same object when it is back', async () => {
    const wind = await open(file('src', 'wind.ts'));
    const before = contexts.contextOf(wind);
    place = { ...place, branch: 8 };
    assert.equal(contexts.contextOf(wind), before, 'before it is told');
    moved.fire();
    assert.equal(contexts.contextOf(wind).branch, 8);
    place = { ...place, branch: 7 };
    moved.fire();
    assert.equal(contexts.contextOf(wind), before);
  });

  it('follows the language', async () => {
    const wind = await open(file('src', 'sea.ts'));
    assert.equal(contexts.contextOf(wind).language, 'typescript');
    const changed = await vscode.languages.setTextDocumentLanguage(wind, 'markdown');
    assert.equal(contexts.contextOf(changed).language, 'markdown');
  });

  it('takes the kind from the path in the repository, the workspace folder, or the name', async () => {
    // The path of the folder itself does not matter.
    const outside = new TemporaryFolder('docs');
    const top = path.join(outside.path, 'docs');
    mkdirSync(path.join(top, 'test'), { recursive: true });
    for (const name of ['wind.ts', 'wind.test.ts', path.join('test', 'rain.ts')])
      writeFileSync(path.join(top, name), '');
    const categoryOf = async (...names: string[]) =>
      contexts.contextOf(await open(vscode.Uri.file(path.join(top, ...names)))).category;

    place = { ...place, root: top };
    assert.equal(await categoryOf('wind.ts'), 'logic');
    assert.equal(await categoryOf('test', 'rain.ts'), 'tests');
    place = { repository: null, branch: null, root: null };
    moved.fire();
    assert.equal(await categoryOf('wind.ts'), 'logic');
    assert.equal(await categoryOf('wind.test.ts'), 'tests');
    assert.equal(await categoryOf('test', 'rain.ts'), 'logic');
    assert.equal(contexts.contextOf(await open(file('test', 'wind.ts'))).category, 'tests');
    outside.dispose();
  });

  it('is that of the file for what it was in git', async () => {
    const uri = file('docs', 'wind.md');
    const provider = vscode.workspace.registerTextDocumentContentProvider('eddy-git', {
      provideTextDocumentContent: () => '',
    });
    const other = await open(uri.with({ scheme: 'eddy-git' }));
    assert.equal(contexts.contextOf(other).category, null, 'of a scheme that means nothing');
    const before = { uri: uri.with({ scheme: 'git' }), languageId: 'markdown' } as vscode.TextDocument;
    assert.equal(contexts.contextOf(before), contexts.contextOf(await open(uri)));
    provider.dispose();
  });

  it('is the only folder where there is no file, or no document', async () => {
    const home = { repository: 'abc', branch: 7, language: null, category: null };
    assert.deepEqual(contexts.contextOf(undefined), home);
    assert.equal(contexts.contextOf(undefined), contexts.contextOf(undefined));
    assert.equal(asked.length, 1);
    const untitled = await vscode.workspace.openTextDocument({ language: 'python' });
    assert.deepEqual(contexts.contextOf(untitled), { ...home, language: 'python' });
    const settings = { uri: vscode.Uri.parse('vscode-userdata:/settings.json'), languageId: 'jsonc' };
    const nowhere = { repository: null, branch: null, language: 'jsonc', category: null };
    assert.deepEqual(contexts.contextOf(settings as vscode.TextDocument), nowhere);
  });
});
