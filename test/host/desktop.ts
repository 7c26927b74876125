import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The program of an installed desktop VS Code, or nothing: none is there, or no screen to show it on. The `code` on
 * PATH counts only where it belongs to a desktop VS Code; the one inside a remote window's terminal does not.
 */
export function findDesktopVsCode(): string | undefined {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return undefined;
  }
  return [...programsBesideCommand(), ...usualPlaces()].find(place => existsSync(place));
}

function programsBesideCommand(): string[] {
  const command = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute);
  const found = folders.map(folder => path.join(folder, command)).find(file => existsSync(file));
  if (found === undefined) {
    return [];
  }
  const bin = path.dirname(realpathSync(found));
  if (path.basename(bin) !== 'bin' || path.basename(path.dirname(bin)) === 'usr') {
    return [];
  }
  return process.platform === 'darwin'
    ? ['Electron', 'Code'].map(name => path.join(bin, '..', '..', '..', 'MacOS', name))
    : [path.join(bin, '..', process.platform === 'win32' ? 'Code.exe' : 'code')];
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', path.join(homedir(), 'Applications')].flatMap(applications =>
        ['Electron', 'Code'].map(name => path.join(applications, 'Visual Studio Code.app', 'Contents', 'MacOS', name)),
      );
    case 'win32':
      return [process.env.LOCALAPPDATA && path.join(process.env.LOCALAPPDATA, 'Programs'), process.env.ProgramFiles]
        .filter((folder): folder is string => Boolean(folder))
        .map(folder => path.join(folder, 'Microsoft VS Code', 'Code.exe'));
    default:
      return ['/usr/share/code/code', '/opt/visual-studio-code/code', '/snap/code/current/usr/share/code/code'];
  }
}
