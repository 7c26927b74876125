import path from 'node:path';
import { runTool } from '../support/childProcess';

/** Builds Eddy for production and packs it with vsce into a folder; gives the path of the VSIX, or throws. */
export async function packExtension(folder: string): Promise<string> {
  const file = path.join(folder, 'eddy.vsix');
  let output = '';
  const code = await runTool(
    '@vscode/vsce/vsce',
    ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file],
    {
      onOutput: text => {
        output += text;
      },
    },
  );
  if (code !== 0) {
    throw new Error(`vsce could not pack Eddy:\n${output}`);
  }
  return file;
}
