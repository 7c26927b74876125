import assert from 'node:assert/strict';
import { isBotAddress, isForeignName, isMine, type OwnSources, ownAddresses } from '../../../src/domain/identity';

const sources = (given: Partial<OwnSources>): OwnSources => ({
  configured: [],
  reflog: [],
  login: null,
  extra: [],
  canonical: address => address,
  ...given,
});

describe('identity', () => {
  describe('ownAddresses', () => {
    it('takes every source, in lower case, once', () => {
      const { addresses } = ownAddresses(
        sources({
          configured: ['Ada@Example.org', 'ada@example.org '],
          reflog: ['ada@old.example'],
          extra: ['ADA@home.example'],
        }),
      );
      assert.deepEqual([...addresses], ['ada@example.org', 'ada@old.example', 'ada@home.example']);
    });

    it('takes what .mailmap makes of them', () => {
      const canonical = (address: string) => (address === 'ada@old.example' ? 'Ada@Example.org' : address);
      const { addresses } = ownAddresses(sources({ reflog: ['ada@old.example'], canonical }));
      assert.deepEqual([...addresses], ['ada@old.example', 'ada@example.org']);
    });

    it('takes no empty address, and none of GitHub or a bot', () => {
      const { addresses, logins } = ownAddresses(
        sources({
          configured: ['', ' ', 'noreply@github.com', '41898282+github-actions[bot]@users.noreply.github.com'],
          login: ' ',
        }),
      );
      assert.deepEqual([[...addresses], [...logins]], [[], []]);
    });

    it('learns logins', () => {
      const { logins } = ownAddresses(
        sources({
          login: 'Ada',
          configured: ['77+octo-cat@users.noreply.github.com', 'hub@users.noreply.github.com'],
        }),
      );
      assert.deepEqual([...logins], ['ada', 'octo-cat', 'hub']);
    });
  });

  describe('isMine', () => {
    const ada = ownAddresses(
      sources({ configured: ['ada@example.org', '77+octo-cat@users.noreply.github.com'], login: 'ada' }),
    );
    for (const [address, mine] of [
      ['ada@example.org', true],
      ['ADA@Example.ORG', true],
      ['ada@example.com', false],
      ['77+octo-cat@users.noreply.github.com', true],
      ['octo-cat@users.noreply.github.com', true],
      ['123456+Octo-Cat@users.noreply.github.com', true],
      ['5+ada@users.noreply.github.com', true],
      ['ada@users.noreply.github.com', true],
      // Somebody whose login only holds mine.
      ['5+ada2@users.noreply.github.com', false],
      ['5+not+ada@users.noreply.github.com', false],
      ['x+ada@users.noreply.github.com', false],
      ['ada[bot]@users.noreply.github.com', false],
      ['ada@users.noreply.github.com.example', false],
      ['ada@users-noreply.github.com', false],
      ['', false],
    ] as const) {
      it(`${JSON.stringify(address)}: ${mine}`, () => assert.equal(isMine(address, ada), mine));
    }

    it('knows hidden addresses only of known logins', () => {
      const nobody = ownAddresses(sources({ configured: ['ada@example.org'] }));
      assert.equal(isMine('ada@users.noreply.github.com', nobody), false);
    });
  });

  describe('isBotAddress', () => {
    for (const [address, name, bot] of [
      ['49699333+dependabot[bot]@users.noreply.github.com', 'dependabot[bot]', true],
      ['29139614+renovate[bot]@users.noreply.github.com', 'renovate', true],
      ['support@dependabot.com', 'dependabot[bot]', true],
      ['Support@Dependabot.com', '', true],
      ['bot@renovateapp.com', 'Renovate Bot', true],
      ['renovate@company.example', 'Renovate', true],
      ['renovate-bot@company.example', '', true],
      ['support@greenkeeper.io', 'greenkeeperio-bot', true],
      ['actions@github.com', 'GitHub Actions', true],
      ['41898282+github-actions@users.noreply.github.com', '', true],
      ['project_123_bot_0a1b2c@noreply.gitlab.com', 'token', true],
      ['ci@company.example', 'release-please[bot]', true],
      // People.
      ['renovate.dupont@example.fr', 'Renovate Dupont', false],
      ['abbot@example.org', 'Greenkeeper', false],
      ['ada@example.org', 'Dependabot', false],
      ['robot@example.org', 'R. Obot', false],
      ['bot@example.org', 'Bot', false],
      ['mydependabot@example.org', '', false],
      ['noreply@github.com', 'GitHub', false],
      ['', '', false],
    ] as const) {
      it(`${address} ${name}: ${bot}`, () => assert.equal(isBotAddress(address, name), bot));
    }
  });

  describe('isForeignName', () => {
    for (const [mappedName, ownNames, refused] of [
      [null, ['Ada Byron'], false],
      [null, [], false],
      ['', ['Ada Byron'], false],
      ['Ada Byron', ['Ada Byron'], false],
      ['ada  byron ', ['Someone', 'Ada Byron'], false],
      ['Zoe\u0308', ['Zo\u00eb'], false],
      ['Charles', ['Ada Byron'], true],
      ['Ada', ['Ada Byron'], true],
      ['Charles', [], true],
    ] as const) {
      it(`${mappedName} for ${JSON.stringify(ownNames)}: ${refused ? 'refused' : 'fine'}`, () => {
        assert.equal(isForeignName(mappedName, ownNames), refused);
      });
    }
  });
});
