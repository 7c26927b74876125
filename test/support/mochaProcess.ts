// Entry of the process that runs the unit and the end-to-end tests.
import { exitOnSignals, exitWithParent } from './leftovers';
import { runMocha } from './runMocha';
import { plan } from './testPlan';

exitOnSignals();
exitWithParent();
runMocha(plan()).then(
  ({ failed }) => process.exit(failed > 0 ? 1 : 0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
