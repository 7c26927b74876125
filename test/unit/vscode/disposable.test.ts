import assert from 'node:assert/strict';
import { Owner } from '../../../src/vscode/disposable';

describe('an owner', () => {
  const recorded = () => {
    const gone: string[] = [];
    return { gone, named: (name: string) => ({ dispose: () => gone.push(name) }) };
  };

  it('lets go of the latest first, and once', () => {
    const { gone, named } = recorded();
    const owner = new Owner();
    owner.add(named('first'));
    owner.add(named('second'));
    owner.dispose();
    owner.dispose();
    assert.deepEqual(gone, ['second', 'first']);
    assert.equal(owner.isDisposed, true);
  });

  it('disposes at once what comes late', () => {
    const { gone, named } = recorded();
    const owner = new Owner();
    owner.dispose();
    owner.add(named('late'));
    assert.deepEqual(gone, ['late']);
  });

  it('gives back what it owns', () => {
    const owned = recorded().named('owned');
    assert.equal(new Owner().add(owned), owned);
  });
});
