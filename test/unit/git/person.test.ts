import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isMine } from '../../../src/domain/identity';
import { readPerson } from '../../../src/git/person';
import { openRepository } from '../../../src/git/repository';
import { readReport } from '../../support/reading';
import { TemporaryRepository } from '../../support/temporaryRepository';

describe('who "mine" is', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await TemporaryRepository.create();
  });
  afterEach(() => repository.dispose());

  const { signal } = new AbortController();
  const person = async (authors: readonly string[] = []) =>
    readPerson(await openRepository(repository.path, repository, signal), authors, signal);
  const addresses = async (authors?: readonly string[]) => [...(await person(authors)).addresses].sort();
  const mailmap = (text: string) => repository.write('.mailmap', text);
  const globally = (text: string) => {
    const folder = path.join(repository.environment.XDG_CONFIG_HOME ?? '', 'git');
    mkdirSync(folder, { recursive: true });
    appendFileSync(path.join(folder, 'config'), text);
  };
  const config = (text: string) => appendFileSync(path.join(repository.path, '.git', 'config'), text);

  it('is user.email at every level, whatever its case', async () => {
    await repository.commit('one');
    globally('[user]\n\temail = Ada@Home.Example.com\n');
    assert.deepEqual(await addresses(), ['ada@example.com', 'ada@home.example.com']);
  });

  it('is whoever committed in this clone before, but not whose commits were taken in', async () => {
    const old = { name: 'Ada', email: 'ada@old.example.com' };
    await repository.commit('with an address of the past', { author: old });
    const bo = { name: 'Bo', email: 'bo@example.com' };
    await repository.commit('of somebody else', { author: bo, committer: { name: 'Ada', email: 'ada@example.com' } });
    assert.deepEqual(await addresses(), ['ada@example.com', 'ada@old.example.com']);
  });

  it('is nobody where git knows no address, which the report says', async () => {
    writeFileSync(path.join(repository.path, '.git', 'config'), '[core]\n\tlogAllRefUpdates = false\n');
    const ada = { name: 'Ada', email: 'ada@example.com' };
    await repository.commit('one', { author: ada });
    assert.deepEqual(await addresses(), []);
    const report = await readReport(repository);
    assert.match(report.notes.join(), /^Git does not know your address here\. Set it with git config user\.email/);
    assert.deepEqual((await readReport(repository, { allAuthors: true })).notes, []);
  });

  it('is not an empty address, nor a broken one', async () => {
    await repository.commit('one');
    config('[user]\n\temail = \n\tname = \n[user]\n\temail = "<>"\n\temail = "a<b>c"\n');
    const found = await addresses();
    assert.ok(found.includes('ada@example.com'));
    assert.ok(!found.includes(''));
    await readReport(repository);
  });

  it('is what .mailmap makes of an address', async () => {
    await repository.commit('one');
    mailmap('Ada Example <ada@canonical.example.com> <ada@example.com>\n');
    assert.deepEqual(await addresses(), ['ada@canonical.example.com', 'ada@example.com']);
  });

  it('is what .mailmap makes of a name and an address that others share', async () => {
    config('[user]\n\tname = Ada Exämple\n\temail = team@example.com\n');
    await repository.commit('one');
    mailmap(
      'Ada <ada@canonical.example.com> Ada Exämple <team@example.com>\nBo <bo@example.com> Bo <team@example.com>\n',
    );
    const found = await addresses();
    assert.ok(found.includes('ada@canonical.example.com'), found.join());
    assert.ok(!found.includes('bo@example.com'));
  });

  it('does not depend on the encoding that the person likes git to print in', async () => {
    globally('[i18n]\n\tlogOutputEncoding = ISO-8859-1\n');
    const old = { name: 'Ada Exämple', email: 'team@example.com' };
    await repository.commit('one', { author: old });
    mailmap('Ada <ada@canonical.example.com> Ada Exämple <team@example.com>\n');
    const found = await addresses();
    assert.ok(found.includes('ada@canonical.example.com'), found.join());
  });

  it('is the address that GitHub hides behind a known login', async () => {
    config('[github]\n\tuser = Ada-L\n');
    await repository.commit('one');
    const found = await person();
    assert.ok(isMine('12345+ada-l@users.noreply.github.com', found));
    assert.ok(isMine('ada-l@users.noreply.github.com', found));
    assert.ok(!isMine('12345+bo@users.noreply.github.com', found));
  });

  it('is an address given besides', async () => {
    await repository.commit('one');
    assert.deepEqual(await addresses(['Other@Example.com']), ['ada@example.com', 'other@example.com']);
  });

  it('is an address given besides that .mailmap ties to a name of the person', async () => {
    await repository.commit('one');
    mailmap('Ada Example <ada@example.com> <ada@work.example.com>\n');
    assert.deepEqual(await addresses(['ada@work.example.com']), ['ada@example.com', 'ada@work.example.com']);
  });

  it('is an address given besides that .mailmap gives as the canonical one of the person, under any of the names', async () => {
    await repository.commit('one');
    mailmap('Bo <shared@example.com> <bo@example.com>\nada EXAMPLE <shared@example.com> <a@example.com>\n');
    assert.ok((await addresses(['shared@example.com'])).includes('shared@example.com'));
  });

  it('is refused for an address that .mailmap ties to somebody else', async () => {
    await repository.commit('one');
    mailmap('# people\nBo Example <bo@example.com> <bo@work.example.com>\n<ada@example.com> <ada@work.example.com>\n');
    for (const address of ['bo@work.example.com', 'bo@example.com', 'BO@work.example.com']) {
      await assert.rejects(person([address]), {
        name: 'ReadFailure',
        kind: 'foreignAuthor',
        values: [address],
      });
    }
  });

  it('is read in a bare repository from its HEAD', async () => {
    mailmap('Bo Example <bo@example.com> <bo@work.example.com>\n');
    await repository.commit('one');
    const bare = await TemporaryRepository.create({ cloneOf: repository.path, bare: true });
    const opened = await openRepository(bare.path, bare, signal);
    for (const address of ['bo@work.example.com', 'bo@example.com']) {
      await assert.rejects(readPerson(opened, [address], signal), { kind: 'foreignAuthor' });
    }
    assert.deepEqual([...(await readPerson(opened, [], signal)).addresses], ['ada@example.com']);
    bare.dispose();
  });
});
