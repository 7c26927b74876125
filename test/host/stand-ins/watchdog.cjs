// Stands in for the native module native-watchdog in the test host where no compiler is: ends this process when the
// watched one is gone. Unlike the native one it cannot do so while the event loop is blocked.
const CHECK_MS = 1000;
const EXIT_CODE = 87;

exports.start = pid => {
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if (error.code === 'ESRCH') {
        process.exit(EXIT_CODE);
      }
    }
  }, CHECK_MS);
  timer.unref();
};
exports.exit = code => process.exit(code ?? 0);
