import assert from 'node:assert/strict';
import { parseCommandLine } from '../../host/commandLine';

describe("the launcher's command line", () => {
  const needed = ['--extensionTestsPath=/tests.cjs', '--user-data-dir=/data', '--extensions-dir=/extensions'];

  it('understands what runTests of test-electron says', () => {
    assert.deepEqual(
      parseCommandLine([
        '/a folder=1',
        '--no-sandbox',
        '--disable-extension=git.one',
        ...needed,
        '--extensionDevelopmentPath=/eddy',
        '--disable-extension=git.two',
      ]),
      {
        extensionDevelopmentPaths: ['/eddy'],
        extensionTestsPath: '/tests.cjs',
        dataFolder: '/data',
        extensionsFolder: '/extensions',
        disabledExtensions: ['git.one', 'git.two'],
        disableExtensions: false,
        target: '/a folder=1',
      },
    );
  });

  it('opens nothing when nothing is named', () => {
    assert.equal(parseCommandLine([...needed, '--disable-extensions']).target, undefined);
  });

  for (const missing of needed) {
    it(`refuses to start without ${missing.split('=')[0]}`, () => {
      assert.throws(() => parseCommandLine(needed.filter(argument => argument !== missing)), /is missing/);
    });
  }
});
