import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { EditorConflicts } from '../../../src/vscode/editorConflicts';
import type { GitRepository } from '../../../src/vscode/gitExtension';

const uri = (text: string) => ({ toString: () => text }) as vscode.Uri;
const repository = (...conflicts: string[]) =>
  ({ state: { mergeChanges: conflicts.map(each => ({ uri: uri(each) })) } }) as unknown as GitRepository;

describe('conflicts', () => {
  it('are those of the repositories that are open now', () => {
    const conflicts = new EditorConflicts();
    assert.equal(conflicts.has(uri('file:///a')), false);
    conflicts.follow([repository(), repository('file:///b', 'file:///a')]);
    assert.equal(conflicts.has(uri('file:///a')), true);
    assert.equal(conflicts.has(uri('file:///c')), false);
    conflicts.follow([]);
    assert.equal(conflicts.has(uri('file:///a')), false);
  });
});
