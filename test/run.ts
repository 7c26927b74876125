// `npm test`: runs the stages named on the command line (all but the least version by default), each with its own
// output, and ends with the sum in one line. What else is named selects tests: a part of a file's path, or --grep.
import { requireGit } from './host/missing';
import { type Selection, STAGES, type StageName } from './stages';
import { runChild } from './support/childProcess';
import { exitOnSignals } from './support/leftovers';
import { type Outcome, total } from './support/verdict';

const ALL: readonly StageName[] = ['check', 'unit', 'panel', 'host', 'e2e'];
const FAILED: Outcome = { passed: 0, failed: 1 };

function parse(args: readonly string[]): { stages: readonly StageName[]; selection: Selection } {
  const stages: StageName[] = [];
  const paths: string[] = [];
  let grep: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    if (argument === '--grep' || argument === '-g') {
      grep = args[++i];
    } else if (paths.length === 0 && isStageName(argument)) {
      stages.push(argument);
    } else {
      // Bundles are named after their source: both the whole path and a part of it will do.
      paths.push(argument.replace(/^(\.\/)?test\//, ''));
    }
  }
  return { stages: stages.length > 0 ? stages : ALL, selection: { paths, ...(grep !== undefined && { grep }) } };
}

function isStageName(text: string): text is StageName {
  return Object.hasOwn(STAGES, text);
}

async function build(): Promise<Outcome> {
  const code = await runChild(process.execPath, ['esbuild.mjs']);
  return code === 0 ? { passed: 0, failed: 0 } : { ...FAILED, complaint: 'Eddy does not build' };
}

async function run(stages: readonly StageName[], selection: Selection): Promise<Outcome[]> {
  requireGit();
  const built = await build();
  const outcomes = [built];
  complain('build', built);
  for (const stage of stages) {
    console.log(`\n${stage}\n${'-'.repeat(stage.length)}`);
    const started = Date.now();
    const outcome = await STAGES[stage](selection).catch(asFailure);
    complain(stage, outcome);
    console.log(`${stage}: ${sum(outcome)}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
    outcomes.push(outcome);
  }
  return outcomes;
}

function asFailure(error: unknown): Outcome {
  const isMissing = error instanceof Error && error.name === 'MissingError';
  return { ...FAILED, complaint: isMissing ? error.message : error instanceof Error ? `${error.stack}` : `${error}` };
}

function complain(stage: string, { complaint }: Outcome): void {
  if (complaint !== undefined) {
    console.error(`${stage} FAILED: ${complaint}`);
  }
}

function sum({ passed, failed }: { readonly passed: number; readonly failed: number }): string {
  return `${passed} passed, ${failed} failed`;
}

exitOnSignals();
process.setSourceMapsEnabled(true);
const { stages, selection } = parse(process.argv.slice(2));
run(stages, selection)
  .catch(error => {
    const outcome = asFailure(error);
    console.error(outcome.complaint);
    return [outcome];
  })
  .then(outcomes => {
    const tally = total(outcomes);
    console.log(`\n${sum(tally)}`);
    process.exit(tally.failed > 0 ? 1 : 0);
  });
