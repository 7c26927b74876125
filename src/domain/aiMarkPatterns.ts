/**
 * What assistants leave in commits: addresses that nobody else has, and exact markers in messages. Data only, matched by
 * aiMarks.ts. Never names: people are called Claude, Cody, Devin and Jules. Sources: the assistants' documentation of how
 * they sign commits, checked against the messages of public repositories.
 */
export interface AiMarkPattern {
  readonly tool: string;
  /** Whole addresses, in lower case. */
  readonly addresses?: readonly RegExp[];
  /** Whole lines of a message. */
  readonly lines?: readonly RegExp[];
}

export const aiMarkPatterns: readonly AiMarkPattern[] = [
  {
    tool: 'Claude',
    addresses: [/^noreply@anthropic\.com$/],
    lines: [/^\W*Generated with \[Claude Code\]\(https?:\/\/\S+\)$/u, /^Claude-Session: \S+$/],
  },
  {
    tool: 'GitHub Copilot',
    addresses: [/^\d+\+copilot@users\.noreply\.github\.com$/, /^copilot@github\.com$/],
    lines: [/^Agent-Logs-Url: \S+$/],
  },
  {
    tool: 'GitHub Advanced Security',
    addresses: [/^62310815\+github-advanced-security\[bot\]@users\.noreply\.github\.com$/],
  },
  { tool: 'Cursor', addresses: [/^cursoragent@cursor\.com$/] },
  { tool: 'Roo Code', addresses: [/^roomote@roocode\.com$/] },
  {
    tool: 'Continue',
    addresses: [/^(?:noreply|agent)@continue\.dev$/],
    lines: [/^\W*Generated with \[Continue\]\(https?:\/\/\S+\)$/u],
  },
  { tool: 'Amp', addresses: [/^amp@ampcode\.com$/], lines: [/^Amp-Thread-ID: \S+$/] },
];

/** Trailers whose address is that of somebody who wrote a part; a review is none. */
export const writingTrailer = /^(?:co-authored|co-developed|assisted|generated|signed-off)-by: *(?<value>\S.*)$/i;
/** Names a tool where it names no address: with a person's address it thanks a person. */
export const assistingTrailer = /^assisted-by: *(?<value>[^<>@]*[^<>@\s])$/i;
