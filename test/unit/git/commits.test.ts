import assert from 'node:assert/strict';
import { listCommits, readAddresses } from '../../../src/git/commits';
import { Git } from '../../../src/git/git';
import { TemporaryRepository } from '../../support/temporaryRepository';

const { signal } = new AbortController();
const dayMs = 86_400_000;

describe('commits', () => {
  let repository: TemporaryRepository;
  let git: Git;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
    git = new Git(repository.path, repository);
  });
  afterEach(() => repository.dispose());

  it('are of whom they are of, also beside one of nobody, and one that is not there', async () => {
    const one = await repository.commit('one', { author: { name: 'Bo', email: 'bo@example.com' } });
    const nobody = await repository.commit('two', { author: { name: 'Nobody', email: '' } });
    const three = await repository.commit('three');
    const ids = [one, nobody, 'f'.repeat(40), three].map(id => id.trim());
    const found = await readAddresses(git, ids, signal);
    assert.deepEqual(
      ids.map(id => found.get(id)),
      ['bo@example.com', '', undefined, 'ada@example.com'],
    );
  });

  it('are listed to the same end however many come at a time', async function () {
    this.timeout(120_000);
    const date = Date.UTC(2026, 0, 5);
    const commands = Array.from({ length: 3000 }, (_, at) => {
      const who = `Ada <ada@example.com> ${(date + at * dayMs) / 1000} +0000`;
      return `commit refs/heads/main\ncommitter ${who}\ndata 0\n`;
    });
    repository.write('import', commands.join('\n'));
    await repository.git('-c', 'alias.load=!git fast-import --quiet < import', 'load');
    const listed = await listCommits(git, ['main'], date + 2000 * dayMs, signal);
    assert.equal(listed.length, 1000 + 501);
  });
});
