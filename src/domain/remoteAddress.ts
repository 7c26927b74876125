/** Where the address of a remote leads on another machine. */
export interface RemotePlace {
  /** In lower case; with its port where the address is one of the web and names one. */
  readonly host: string;
  /** Without slashes around it, and without the `.git` that hosts do without. */
  readonly path: string;
}

/** `user@host:path`, as ssh has it; a drive of Windows is no host. */
const scp = /^(?![a-z]:[\\/])(?:[^/@:]+@)?(?<host>[^/:@]+):(?!\/\/|:)\/?(?<path>.+)$/i;
const url = /^(?<scheme>https?|ssh|git|git\+ssh):\/\/(?:[^/@]*@)?(?<host>[^/:@]+)(?<port>:\d+)?\/(?<path>.+)$/i;

/**
 * Where an address leads to, by whatever protocol and whoever asks there: hosts show one repository by ssh and on the web.
 * `null` for a path of this machine, and for what has another form.
 */
export function remotePlaceOf(address: string): RemotePlace | null {
  const found = (url.exec(address.trim()) ?? scp.exec(address.trim()))?.groups;
  if (!found?.host || !found.path) return null;
  const web = /^https?$/i.test(found.scheme ?? '');
  const path = found.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return { host: hostOf(found.host.toLowerCase()) + (web ? portOf(found) : ''), path };
}

const portOf = ({ scheme = '', port = '' }: Record<string, string | undefined>): string =>
  port === (scheme.toLowerCase() === 'http' ? ':80' : ':443') ? '' : port;

/** ssh over the port of https has a host of its own. */
const hostOf = (host: string): string => (/^(?:www|ssh)\.github\.com$/.test(host) ? 'github.com' : host);
