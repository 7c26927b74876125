// `npm run proof`: compares the line ages of the repositories in repositories.json, as far as they are at hand, with
// `git blame`, over the weeks that a report looks at. `--dir FOLDER` or EDDY_PROOF_DIR says where clones are;
// `--only NAME` picks one.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Git } from '../../src/git/git';
import { type Comparison, compareWithBlame } from '../support/blameOracle';
import repositories from './repositories.json';

const weekMs = 7 * 86_400_000;
/** Lines of the weeks shown can be up to two weeks older than the deletions looked at. */
const weeksBefore = 2;

type Pinned = (typeof repositories)[number];

function findRepository(folder: string, { name }: Pinned): string | null {
  const [owner = '', repository = ''] = name.split('/');
  const places = [`${owner}+${repository}/repo`, name, `${name}.git`, repository, `${repository}.git`];
  for (const place of places.map(each => path.join(folder, each))) {
    if (existsSync(path.join(place, '.git')) || existsSync(path.join(place, 'HEAD'))) return place;
  }
  return null;
}

async function prove(folder: string, { commit, until, weeks }: Pinned): Promise<Comparison> {
  const now = Date.parse(until);
  return compareWithBlame(folder, { tips: [commit], since: now - (weeks + weeksBefore) * weekMs, now, told: 1000 });
}

const percent = (share: number): string => `${(Math.floor(share * 100_000) / 1000).toFixed(3)} %`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { dir: { type: 'string' }, only: { type: 'string' } } });
  const folder = values.dir ?? process.env.EDDY_PROOF_DIR;
  if (folder === undefined) {
    console.error('Say where the clones are: npm run proof -- --dir FOLDER');
    return 2;
  }
  const { signal } = new AbortController();
  const table: Record<string, string | number>[] = [];
  let failed = 0;
  for (const pinned of repositories.filter(({ name }) => values.only === undefined || name === values.only)) {
    const found = findRepository(folder, pinned);
    if (found === null) {
      console.log(`${pinned.name}: not in ${folder}, skipped. Get it: git clone ${pinned.url}`);
      continue;
    }
    if ((await new Git(found).tryQuery(['cat-file', '-e', `${pinned.commit}^{commit}`], signal)) === null) {
      console.log(`${pinned.name}: ${pinned.commit} is not in ${found}, skipped. Get it: git fetch`);
      continue;
    }
    const started = Date.now();
    const result = await prove(found, pinned);
    const agreement = Math.min(result.recall, result.precision);
    const asExpected = result.unreadable === 0 && result.agree > 0 && (result.merges === 0) === pinned.linear;
    const good = asExpected && agreement >= pinned.leastAgreement;
    if (!good) failed++;
    console.log(`${pinned.name}: ${result.differences.length} differences told`);
    for (const difference of result.differences) console.log(`  ${difference}`);
    table.push({
      repository: pinned.name,
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
      least: percent(pinned.leastAgreement),
      verdict: good ? 'good' : 'BAD',
      seconds: Math.round((Date.now() - started) / 1000),
    });
  }
  if (table.length === 0) {
    console.error('Nothing was compared.');
    return 1;
  }
  console.table(table);
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
