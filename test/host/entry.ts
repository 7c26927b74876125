// Loaded by the extension host as `extensionTestsPath`.
import { Console } from 'node:console';
import { appendFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { runMocha } from '../support/runMocha';
import { plan } from '../support/testPlan';
import { OUTPUT_VARIABLE } from './outputVariable';

/** Runs the plan's tests inside the extension host; rejects when one failed, which the host turns into its exit code. */
export async function run(): Promise<void> {
  const output = process.env[OUTPUT_VARIABLE];
  if (output !== undefined) {
    printInto(output);
  }
  const { failed } = await runMocha(plan());
  if (failed > 0) {
    throw new Error(`${failed} failed`);
  }
}

/**
 * A remote extension host's console goes to the window and its stdout to the server's log. Both are replaced, and by
 * definition rather than assignment: VS Code guards these properties with setters that ignore it.
 */
function printInto(file: string): void {
  const stream = () =>
    new Writable({
      decodeStrings: false,
      write(chunk: string | Buffer, _encoding, done) {
        appendFileSync(file, chunk);
        done();
      },
    });
  const ours = new Console({ stdout: stream(), stderr: stream(), colorMode: false });
  Object.defineProperty(globalThis, 'console', { value: ours, writable: true, configurable: true });
  for (const name of ['stdout', 'stderr'] as const) {
    Object.defineProperty(process, name, { value: stream(), configurable: true, enumerable: true });
  }
}
