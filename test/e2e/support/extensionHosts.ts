import { readdirSync, readFileSync } from 'node:fs';

/** The process ids of the extension hosts of the VS Code that serves at a port. Reads `/proc`. */
export function extensionHostsAt(port: number): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(id => {
      try {
        const isHost = readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--type=extensionHost');
        return isHost && readFileSync(`/proc/${id}/environ`, 'utf8').includes(`//127.0.0.1:${port}/`);
      } catch {
        // It has ended meanwhile, or belongs to somebody else.
        return false;
      }
    })
    .map(Number);
}
