// `npm run proof`: holds what Eddy reads of public repositories against what else can be known of them. Three parts:
// `lines` compares line ages with `git blame`, over the weeks that a report looks at; `landings` compares the requests
// that messages of the default branch name with the requests' heads, and `branches` the dates of first commits and the
// landings of local branches with what these heads hold, so the clones need `refs/pull/*/head`.
// `--dir FOLDER` or EDDY_PROOF_DIR says where clones are; `--only NAME` picks one, `--part NAME` a part.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { trustedShare } from '../../src/domain/requestWeeks';
import { Git } from '../../src/git/git';
import { compareWithBlame } from '../support/blameOracle';
import { proveBranches } from './branchProof';
import { proveLandings } from './landingsProof';
import repositories from './repositories.json';

/** A public repository at a commit of its default branch; without a part's entry it takes no part in that. */
interface Pinned {
  readonly name: string;
  readonly url: string;
  readonly commit: string;
  readonly lines?: LinesToProve | undefined;
  readonly landings?: LandingsPart | undefined;
}

interface LinesToProve {
  readonly until: string;
  readonly weeks: number;
  readonly linear: boolean;
  readonly leastAgreement: number;
}

interface LandingsPart {
  readonly since: string;
  readonly sample: number;
  /** Of the landed requests that messages name, the least share to find, where the share of traces is to be trusted. */
  readonly leastRecall: number;
  /** Of those found, the least share to be right. */
  readonly leastPrecision: number;
}

/** Of requests that landed with a merge commit, the least share of which the first commit is to be dated exactly. */
const leastExact = 0.98;
/** Of squashes that were verified, the least share to match with their heads as local branches. */
const leastMatched = 0.97;
/** Of fewer, one would decide. */
const leastVerified = 50;
/** Requests of each way that are compared in the part `branches`. */
const branchSample = 1000;

type Row = Record<string, string | number>;

interface Verdict {
  readonly good: boolean;
  readonly differences: readonly string[];
  readonly row: Row;
}

const mostTold = 1000;
const weekMs = 7 * 86_400_000;
/** Lines of the weeks shown can be up to two weeks older than the deletions looked at. */
const weeksBefore = 2;

const { signal } = new AbortController();

const parts = {
  lines: ({ lines }: Pinned) => lines && ((folder: string, commit: string) => proveLines(folder, commit, lines)),
  landings: ({ landings }: Pinned) =>
    landings && ((folder: string, commit: string) => judgeLandings(folder, commit, landings)),
  branches: ({ landings }: Pinned) =>
    landings && ((folder: string, commit: string) => judgeBranches(folder, commit, landings)),
} as const;

function findRepository(folder: string, { name }: Pinned): string | null {
  const [owner = '', repository = ''] = name.split('/');
  const places = [`${owner}+${repository}/repo`, name, `${name}.git`, repository, `${repository}.git`];
  for (const place of places.map(each => path.join(folder, each))) {
    if (existsSync(path.join(place, '.git')) || existsSync(path.join(place, 'HEAD'))) return place;
  }
  return null;
}

const percent = (share: number): string => `${(Math.floor(share * 100_000) / 1000).toFixed(3)} %`;

async function proveLines(
  folder: string,
  commit: string,
  { until, weeks, linear, leastAgreement }: LinesToProve,
): Promise<Verdict> {
  const now = Date.parse(until);
  const since = now - (weeks + weeksBefore) * weekMs;
  const result = await compareWithBlame(folder, { tips: [commit], since, now, told: mostTold });
  const agreement = Math.min(result.recall, result.precision);
  const asExpected = result.unreadable === 0 && result.agree > 0 && (result.merges === 0) === linear;
  return {
    good: asExpected && agreement >= leastAgreement,
    differences: result.differences,
    row: {
      commits: result.commits,
      merges: result.merges,
      deleted: result.total,
      older: result.older,
      agree: result.agree,
      'only ours': result.onlyOurs,
      'only blame': result.onlyBlame,
      differ: result.differ,
      recall: percent(result.recall),
      precision: percent(result.precision),
      'young, ours': result.young.ours,
      'young, blame': result.young.blame,
      least: percent(leastAgreement),
    },
  };
}

async function judgeLandings(folder: string, commit: string, part: LandingsPart): Promise<Verdict> {
  const result = await proveLandings(new Git(folder), { commit, since: part.since, sample: part.sample });
  const { merge, squash, rebase } = result.landed;
  const landed = merge + squash + rebase;
  const isTrusted = result.tracedShare !== null && result.tracedShare >= trustedShare;
  const recall = result.named === 0 ? 1 : result.found / result.named;
  const precision = result.judged === 0 ? 1 : result.right / result.judged;
  return {
    good: landed > 0 && (!isTrusted || recall >= part.leastRecall) && precision >= part.leastPrecision,
    differences: result.differences,
    row: {
      mainline: result.mainline,
      'traced share': percent(result.tracedShare ?? 0),
      landed: `${merge} + ${squash} + ${rebase}`,
      named: result.named,
      found: result.found,
      recall: percent(recall),
      'of all': percent(landed === 0 ? 1 : result.foundOfAll / landed),
      judged: result.judged,
      unjudged: result.unjudged,
      right: result.right,
      similar: result.similar,
      precision: percent(precision),
      dropped: `${result.rightlyDropped} / ${result.dropped}`,
      again: result.again,
    },
  };
}

async function judgeBranches(folder: string, commit: string, { since }: LandingsPart): Promise<Verdict> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'eddy-proof-'));
  try {
    const result = await proveBranches(new Git(folder), { commit, since, sample: branchSample, scratch });
    const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
    const exact = share(result.exact, result.merges);
    const matched = share(result.matched, result.verified);
    return {
      good: exact >= leastExact && (result.verified < leastVerified || matched >= leastMatched),
      differences: result.differences,
      row: {
        merges: result.merges,
        exact: result.exact,
        'of merges': percent(exact),
        squashes: result.squashes,
        verified: result.verified,
        matched: result.matched,
        'of verified': percent(matched),
        'of squashes': percent(share(result.matchedOfAll, result.squashes)),
      },
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** `null` where no clone is at hand. */
async function judged(
  folder: string,
  pinned: Pinned,
  prove: (folder: string, commit: string) => Promise<Verdict>,
): Promise<Verdict | null> {
  const found = findRepository(folder, pinned);
  if (found === null) {
    console.log(`${pinned.name}: not in ${folder}, skipped. Get it: git clone ${pinned.url}`);
    return null;
  }
  if ((await new Git(found).tryQuery(['cat-file', '-e', `${pinned.commit}^{commit}`], signal)) === null) {
    console.log(`${pinned.name}: ${pinned.commit} is not in ${found}, skipped. Get it: git fetch`);
    return null;
  }
  const started = Date.now();
  const { good, differences, row } = await prove(found, pinned.commit);
  console.log(`${pinned.name}: ${differences.length} differences told`);
  for (const difference of differences.slice(0, mostTold)) console.log(`  ${difference}`);
  if (differences.length > mostTold) console.log(`  and ${differences.length - mostTold} more`);
  const seconds = Math.round((Date.now() - started) / 1000);
  return { good, differences, row: { repository: pinned.name, ...row, verdict: good ? 'good' : 'BAD', seconds } };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { dir: { type: 'string' }, only: { type: 'string' }, part: { type: 'string' } },
  });
  const folder = values.dir ?? process.env.EDDY_PROOF_DIR;
  if (folder === undefined) {
    console.error('Say where the clones are: npm run proof -- --dir FOLDER');
    return 2;
  }
  const all: readonly Pinned[] = repositories;
  const tables: Row[][] = [];
  let failed = 0;
  for (const [name, part] of Object.entries(parts)) {
    if (values.part !== undefined && values.part !== name) continue;
    const table: Row[] = [];
    for (const pinned of all) {
      if (values.only !== undefined && values.only !== pinned.name) continue;
      const prove = part(pinned);
      const verdict = prove ? await judged(folder, pinned, prove) : null;
      if (!verdict) continue;
      table.push(verdict.row);
      if (!verdict.good) failed++;
    }
    if (table.length > 0) tables.push(table);
  }
  if (tables.length === 0) {
    console.error('Nothing was compared.');
    return 1;
  }
  for (const table of tables) console.table(table);
  return failed > 0 ? 1 : 0;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
