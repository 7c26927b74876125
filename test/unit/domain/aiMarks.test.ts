import assert from 'node:assert/strict';
import { aiMarkOf } from '../../../src/domain/aiMarks';

const lin = 'lin@example.org';

const table: readonly (readonly [what: string, body: string, tool: string | null, author?: string])[] = [
  ['nothing', '', null],
  ['a person', 'Co-authored-by: Mo <mo@example.org>', null],
  ['a person called like an assistant', 'Co-authored-by: Claude Monet <claude@example.org>', null],
  ['a co-author', 'Why.\n\nCo-Authored-By: Claude <noreply@anthropic.com>', 'Claude'],
  [
    'a co-author among others',
    'Co-authored-by: Mo <mo@example.org>\nco-authored-by: X <NoReply@Anthropic.com>  ',
    'Claude',
  ],
  ['a link', '🤖 Generated with [Claude Code](https://claude.example/code)', 'Claude'],
  ['a link without a picture', 'Generated with [Claude Code](https://claude.example/code)', 'Claude'],
  [
    'a link in a squash',
    '* Parse tabs\n\n  🤖 Generated with [Claude Code](https://claude.example/code)\n\n* Fix',
    'Claude',
  ],
  ['a session', 'Claude-Session: https://claude.example/s/1', 'Claude'],
  ['talk of a link', 'Remove "Generated with [Claude Code](https://x.example)" from messages', null],
  ['talk of an address', 'Ignore mail from noreply@anthropic.com', null],
  ['an author', '', 'GitHub Copilot', '198982749+Copilot@users.noreply.github.com'],
  ['a person with a login like it', '', null, '12+copilot-fan@users.noreply.github.com'],
  ['a person with that name elsewhere', '', null, 'copilot@airline.example'],
  ['a log', 'Agent-Logs-Url: https://github.com/acme/reader/sessions/1', 'GitHub Copilot'],
  ['an agent', '', 'Cursor', 'cursoragent@cursor.com'],
  ['somebody of the firm', '', null, 'ann@cursor.com'],
  [
    'suggested fixes',
    'Co-authored-by: Copilot Autofix <62310815+github-advanced-security[bot]@users.noreply.github.com>',
    'GitHub Advanced Security',
  ],
  ['Roo', 'Co-authored-by: Roo <roomote@roocode.com>', 'Roo Code'],
  [
    'Continue',
    'Generated with [Continue](https://continue.example)\n\nCo-Authored-By: C <noreply@continue.dev>',
    'Continue',
  ],
  ['Continue, its agent', '', 'Continue', 'agent@continue.dev'],
  ['Amp', 'Amp-Thread-ID: https://ampcode.example/threads/T-1\nCo-authored-by: Amp <amp@ampcode.com>', 'Amp'],
  ['help by a tool', 'Assisted-by: some-model 4 (some-editor)', 'some-model 4 (some-editor)'],
  ['help by a person', 'Assisted-by: Mo <mo@example.org>', null],
  ['help by an address that is known', 'Assisted-by: Claude <noreply@anthropic.com>', 'Claude'],
  ['a review', 'Reviewed-by: Copilot <copilot@github.com>', null],
  ['a bot that is none', '', null, '49699333+dependabot[bot]@users.noreply.github.com'],
];

describe('aiMarks', () => {
  for (const [what, body, tool, authorAddress = lin] of table) {
    it(`${what}: ${tool ?? 'no mark'}`, () => assert.equal(aiMarkOf({ authorAddress, body }), tool));
  }

  it('looks at the committer too', () => {
    assert.equal(aiMarkOf({ authorAddress: lin, committerAddress: 'amp@ampcode.com', body: '' }), 'Amp');
  });
});
