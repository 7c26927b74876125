import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** How a {@link GitHost} answers. */
export type HostMood =
  | 'well'
  /** Never. */
  | 'notAtAll'
  /** Closes the connection as soon as it hears of a request. */
  | 'cuts'
  /** Takes a push, then closes the connection in place of the answer. */
  | 'losesAnswers'
  | 'error'
  /** A page to sign in at, as guest networks show. */
  | 'page'
  | 'longPage'
  | 'tooMany';

/**
 * Serves the bare repositories in a folder as git hosts do: `git http-backend` behind Basic authentication, on
 * 127.0.0.1.
 */
export class GitHost {
  mood: HostMood = 'well';
  user = 'ada';
  password = 'correct horse';
  /** Requests so far. */
  requests = 0;
  /** Headers and contents of all requests that were let in, a character a byte. */
  received = '';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(
    readonly folder: string,
    server: Server,
  ) {
    this.#server = server;
  }

  static async start(folder: string): Promise<GitHost> {
    const server = createServer();
    const host = new GitHost(folder, server);
    server.on('request', (request, response) => host.#answer(request, response));
    server.on('connection', socket => {
      host.#sockets.add(socket);
      socket.on('close', () => host.#sockets.delete(socket)).on('error', () => undefined);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return host;
  }

  get #origin(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Of a repository of the folder, by its name. */
  addressOf(name: string): string {
    return `http://${this.#origin}/${name}`;
  }

  /** Lines of a git configuration that signs in here, as a person's credential helper does. */
  credentials(user = this.user, password = this.password): string {
    const helper = `!f() { test \\"$1\\" = get && echo \\"username=${user}\\" && echo \\"password=${password}\\"; }; f`;
    return `[credential "http://${this.#origin}"]\n\thelper = "${helper}"\n`;
  }

  /** Connections that are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Closes every connection. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.drop();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.requests++;
    const { mood } = this;
    if (mood === 'notAtAll') return;
    if (mood === 'cuts') request.socket.destroy();
    else if (mood === 'error') response.writeHead(500).end('out of order');
    else if (mood === 'tooMany') response.writeHead(429).end('later');
    else if (mood === 'page') response.writeHead(200, html).end('<!doctype html>Sign in');
    else if (mood === 'longPage') response.writeHead(200, html).end('<!doctype html>\n<p>Sign in</p>\n'.repeat(100));
    else if (!this.#isSignedIn(request)) response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    else this.#run(request, response, mood === 'losesAnswers');
  }

  #isSignedIn({ headers }: IncomingMessage): boolean {
    const expected = Buffer.from(`${this.user}:${this.password}`).toString('base64');
    return headers.authorization === `Basic ${expected}`;
  }

  #run(request: IncomingMessage, response: ServerResponse, losesAnswers: boolean): void {
    const { pathname, search } = new URL(request.url ?? '/', 'http://host');
    const { headers } = request;
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        HOME: path.join(this.folder, 'nobody'),
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_PROJECT_ROOT: this.folder,
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: request.method,
        PATH_INFO: decodeURIComponent(pathname),
        QUERY_STRING: search.slice(1),
        CONTENT_TYPE: headers['content-type'] ?? '',
        ...(headers['content-length'] && { CONTENT_LENGTH: headers['content-length'] }),
        ...(headers['content-encoding'] && { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
        ...(headers['git-protocol'] && { HTTP_GIT_PROTOCOL: String(headers['git-protocol']) }),
        REMOTE_USER: this.user,
        REMOTE_ADDR: '127.0.0.1',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdin.on('error', () => undefined);
    request.pipe(child.stdin);
    const sent: Buffer[] = [];
    request.on('data', (chunk: Buffer) => sent.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(sent);
      const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      this.received += `${JSON.stringify(headers)}\n${plain.toString('latin1')}\n`;
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', () => {
      const isPush = request.method === 'POST' && pathname.endsWith('/git-receive-pack');
      if (losesAnswers && isPush) request.socket.destroy();
      else send(response, Buffer.concat(chunks));
    });
  }
}

const html = { 'content-type': 'text/html' };

/** What a CGI program wrote: headers, an empty line, a body. */
function send(response: ServerResponse, written: Buffer): void {
  const end = written.indexOf('\r\n\r\n');
  for (const line of written.toString('latin1', 0, Math.max(end, 0)).split('\r\n')) {
    const [name = '', ...value] = line.split(': ');
    if (name === 'Status') response.statusCode = Number.parseInt(value.join(': '), 10);
    else if (name !== '') response.setHeader(name, value.join(': '));
  }
  response.end(written.subarray(end + 4));
}
