import type { Forge, LandingTrace } from './pullRequest';

/**
 * How a forge's requests show in messages of landings. Data only, tried by landingTrace.ts.
 * Named groups tell the parts: `number`, `branch`, `title`, `repository`; where both expressions hold a number, they
 * must be equal.
 */
export interface LandingPattern {
  readonly kind: LandingTrace['kind'];
  /** Tried on the subject without white space around it. */
  readonly subject?: RegExp;
  /** Tried on the body; it must match too where there is an expression for the subject. */
  readonly body?: RegExp;
  /** The body's first line is the request's title. */
  readonly titleFirst?: true;
  /** A message as the forge writes it. */
  readonly example: string;
}

/**
 * Sources: the default messages of each forge, and the templates that its documentation names; of GitHub also what
 * the merge bots and scripts of large projects write (homu and bors, Node.js, PyTorch, Apache Spark).
 */
export const landingPatterns: Readonly<Record<Forge, readonly LandingPattern[]>> = {
  github: [
    {
      kind: 'merge',
      subject: /^Merge pull request #(?<number>\d+) from [^\s/:]+[/:](?<branch>\S+)(?:\s.*)?$/,
      titleFirst: true,
      example: 'Merge pull request #482 from ada/fix/slow-start\n\nStart without waiting for the index',
    },
    {
      kind: 'merge',
      subject: /^Auto merge of #(?<number>\d+) - [^\s:]+:(?<branch>\S+?),? r=\S+$/,
      titleFirst: true,
      example: 'Auto merge of #482 - ada:slow-start, r=grace\n\nStart without waiting for the index',
    },
    { kind: 'merge', subject: /^Merge (?:#\d+ )*#(?<number>\d+)$/, example: 'Merge #482' },
    {
      kind: 'merge',
      subject: /^Merge PR #(?<number>\d+): (?<title>.+)$/,
      example: 'Merge PR #482: Start without waiting for the index',
    },
    {
      kind: 'subject',
      // `GH-` where issues come from another tracker; behind it `[skip ci]` or what it fixes.
      subject: /^(?<title>.*)\((?:#|GH-)(?<number>\d+)\)[.,]?(?: \[[^\]]+\]| (?:fix|clos|resolv)\w*:? #\d+\.?)*$/i,
      example: 'Start without waiting for the index (#482)',
    },
    {
      kind: 'body',
      body: /^PR-URL: *(?:https?:\/\/[^\s/]+\/(?<repository>\S+)\/pull\/|#)(?<number>\d+)\s*$/gm,
      example: 'src: start without waiting for the index\n\nPR-URL: https://github.com/ada/engine/pull/482',
    },
    {
      kind: 'body',
      body: /^PR:? #(?<number>\d+)\.?\s*$/gm,
      example: 'Start without waiting for the index\n\nFixes #90\n\nPR #482',
    },
    {
      kind: 'body',
      body: /^Pull Request resolved: https?:\/\/[^\s/]+\/(?<repository>\S+)\/pull\/(?<number>\d+)\s*$/gm,
      example:
        'Start without waiting for the index\n\nPull Request resolved: https://github.com/ada/engine/pull/482\nApproved by: grace',
    },
    {
      kind: 'body',
      body: /^Closes #(?<number>\d+) from [^\s/]+\/(?<branch>\S+?)\.?\s*$/gm,
      example: '[CORE] Start without waiting for the index\n\nCloses #482 from ada/slow-start.',
    },
  ],
  gitlab: [
    {
      kind: 'merge',
      subject: /^Merge branch '(?<branch>[^']+)'(?: into '?[^\s']+'?)?$/,
      body: /^See merge request (?:(?<repository>[^\s!:]+)?!|https?:\S+\/merge_requests\/)(?<number>\d+)\s*$/gm,
      titleFirst: true,
      example:
        "Merge branch 'slow-start' into 'main'\n\nStart without waiting for the index\n\nCloses #90\n\nSee merge request ada/engine!482",
    },
    {
      kind: 'subject',
      subject: /^(?<title>.*)\(!(?<number>\d+)\)$/,
      body: /^See merge request (?:(?<repository>[^\s!:]+)?!|https?:\S+\/merge_requests\/)(?<number>\d+)\s*$/gm,
      example: 'Start without waiting for the index (!482)\n\nSee merge request ada/engine!482',
    },
    {
      kind: 'body',
      body: /^See merge request (?:(?<repository>[^\s!:]+)?!|https?:\S+\/merge_requests\/)(?<number>\d+)\s*$/gm,
      example: 'Start without waiting for the index\n\nSee merge request ada/engine!482',
    },
    {
      kind: 'body',
      body: /^Part-of: <?https?:\/\/[^\s/]+\/(?<repository>\S+?)(?:\/-)?\/merge_requests\/(?<number>\d+)>?\s*$/gm,
      example:
        'engine: start without waiting for the index\n\nPart-of: <https://gitlab.example.org/ada/engine/-/merge_requests/482>',
    },
  ],
  bitbucket: [
    {
      kind: 'merge',
      subject: /^Merged in (?<branch>\S+) \(pull request #(?<number>\d+)\)$/,
      titleFirst: true,
      example:
        'Merged in fix/slow-start (pull request #482)\n\nStart without waiting for the index\n\nApproved-by: Grace',
    },
    {
      kind: 'subject',
      subject: /^(?<title>.*)\(pull request #(?<number>\d+)\)$/,
      example: 'Start without waiting for the index (pull request #482)',
    },
  ],
  'bitbucket-server': [
    {
      kind: 'merge',
      subject: /^Pull request #(?<number>\d+): (?<title>.+)$/,
      body: /^Merge in \S+ from (?:\S+:)?(?<branch>\S+) to \S+\s*$/gm,
      example:
        'Pull request #482: Start without waiting for the index\n\nMerge in ENG/engine from fix/slow-start to main\n\n* commit of the following:',
    },
    {
      kind: 'merge',
      subject: /^Merge pull request #(?<number>\d+) in \S+ from (?:\S+:)?(?<branch>\S+) to \S+$/,
      example: 'Merge pull request #482 in ENG/engine from fix/slow-start to master',
    },
    {
      kind: 'merge',
      subject: /^Pull request #(?<number>\d+): (?<title>.+)$/,
      example: 'Pull request #482: Start without waiting for the index',
    },
  ],
  azure: [
    {
      kind: 'merge',
      subject: /^Merged PR (?<number>\d+): (?<title>.+)$/,
      body: /^Related work items: #\d+/gm,
      example: 'Merged PR 482: Start without waiting for the index\n\nNo more waiting.\n\nRelated work items: #9071',
    },
    {
      kind: 'merge',
      subject: /^Merged PR (?<number>\d+): (?<title>.+)$/,
      example: 'Merged PR 482: Start without waiting for the index',
    },
    {
      kind: 'merge',
      subject: /^Merge pull request (?<number>\d+) from (?<branch>\S+) into \S+$/,
      titleFirst: true,
      example: 'Merge pull request 482 from fix/slow-start into main\n\nStart without waiting for the index',
    },
  ],
  gitea: [
    {
      kind: 'merge',
      subject: /^Merge pull request '(?<title>.*)' \([#!](?<number>\d+)\) from (?:\S+:)?(?<branch>\S+) into \S+$/,
      example: "Merge pull request 'Start without waiting for the index' (#482) from slow-start into main",
    },
    {
      kind: 'subject',
      subject: /^(?<title>.*)\([#!](?<number>\d+)\)$/,
      body: /^Reviewed-on: https?:\/\/[^\s/]+\/(?<repository>\S+)\/pulls\/(?<number>\d+)\s*$/gm,
      example:
        'Start without waiting for the index (#482)\n\nReviewed-on: https://forge.example.org/ada/engine/pulls/482',
    },
    {
      kind: 'subject',
      subject: /^(?<title>.*)\(!(?<number>\d+)\)$/,
      example: 'Start without waiting for the index (!482)',
    },
    {
      kind: 'body',
      body: /^Reviewed-on: https?:\/\/[^\s/]+\/(?<repository>\S+)\/pulls\/(?<number>\d+)\s*$/gm,
      example: 'Start without waiting for the index\n\nReviewed-on: https://forge.example.org/ada/engine/pulls/482',
    },
  ],
};

const byNumber: LandingPattern = {
  kind: 'merge',
  subject: /^Merged? (?:pull request|PR) #(?<number>\d+)\b[\s:,-]*(?<title>.*)$/,
  example: 'Merge pull request #482, start without waiting for the index',
};

/**
 * What people write in place of a forge's words. It counts only where the commit itself is what such a message says it
 * is, for it may say the same of something else: a merge commit, or one that the forge made of a request.
 */
export const loosePatterns: Readonly<Record<'merge' | 'squash', readonly LandingPattern[]>> = {
  merge: [
    {
      kind: 'merge',
      subject: /^Merge pull request (?<number>\d+) from [^\s/:]+[/:](?<branch>\S+)$/,
      titleFirst: true,
      example: 'Merge pull request 482 from ada/slow-start\n\nStart without waiting for the index',
    },
    byNumber,
    {
      kind: 'merge',
      subject:
        /^Merge (?:remote-tracking )?(?:branch|commit) '(?:refs\/)?(?:[^\s/']+\/)?(?:pull|pr)\/(?:[^\s/']+\/)?(?<number>\d+)(?:\/(?:head|merge))?'/,
      titleFirst: true,
      example: "Merge remote-tracking branch 'origin/pr/482'",
    },
  ],
  squash: [
    byNumber,
    {
      kind: 'subject',
      // Behind a verb or a preposition stands the number of an issue, or of what the commit is about.
      subject:
        /^(?<title>.*[^\s#(])(?<!\b(?:fix(?:e[sd]|ing)?|clos(?:e[sd]?|ing)|resolv(?:e[sd]?|ing)|see|refs?|issues?|bugs?|for|of|to|from|in|on|with|after|and|per|re|reverts?|requests?|PR)\W*) #(?<number>\d+)$/i,
      example: 'Start without waiting for the index #482',
    },
  ],
};
