// Stands in for the native module @vscode/spdlog in the test host where no compiler is: the same logger, written with
// appendFileSync. It ignores size limits, for a test's logs are short and thrown away.
const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  #file;
  #level = 2;
  #formatted = true;

  constructor(_type, _name, file) {
    this.#file = file;
    LEVELS.forEach((name, level) => {
      this[name] = message => this.#write(name, level, message);
    });
  }

  #write(name, level, message) {
    if (level >= this.#level) {
      const line = this.#formatted ? `${new Date().toISOString()} [${name}] ${message}\n` : String(message);
      appendFileSync(this.#file, line);
    }
  }

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  clearFormatters() {
    this.#formatted = false;
  }

  setPattern() {}
  flush() {}
  drop() {}
}

const createLogger = async (name, file) => {
  mkdirSync(path.dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
};

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
