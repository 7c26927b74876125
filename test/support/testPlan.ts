const VARIABLE = 'EDDY_TEST_PLAN';

/** What a process that runs tests is to run; it travels in one environment variable, through a whole window if need be. */
export interface TestPlan {
  /** Absolute paths of bundled test files. */
  readonly files: readonly string[];
  /** Only tests whose full title matches this regular expression. */
  readonly grep?: string;
  readonly timeoutMs: number;
  readonly verdictFile: string;
}

/** The environment that carries the plan to a child process. */
export function planEnvironment(plan: TestPlan): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(plan) };
}

/** The plan this process was started with; throws if there is none. */
export function plan(): TestPlan {
  const text = process.env[VARIABLE];
  if (text === undefined) {
    throw new Error(`${VARIABLE} is not set: this is started by \`npm test\``);
  }
  return JSON.parse(text) as TestPlan;
}
