import type { TestPlan } from './testPlan';
import { clearVerdict, type Tally, writeVerdict } from './verdict';

/** Runs the plan's files with mocha, in this process, and writes the verdict when the last test has ended. */
export async function runMocha(plan: TestPlan): Promise<Tally> {
  clearVerdict(plan.verdictFile);
  process.setSourceMapsEnabled(true);
  // Loaded late, for mocha keeps the console it finds, and the extension host has replaced its own by now.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    timeout: plan.timeoutMs,
    forbidOnly: process.env.CI !== undefined,
    ...(plan.grep !== undefined && { grep: plan.grep }),
  });
  for (const file of plan.files) {
    mocha.addFile(file);
  }
  await mocha.loadFilesAsync();
  const tally = await new Promise<Tally>(resolve => {
    const runner = mocha.run(failed => resolve({ passed: runner.stats?.passes ?? 0, failed }));
  });
  writeVerdict(plan.verdictFile, tally);
  return tally;
}
