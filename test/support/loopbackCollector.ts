import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that came. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A collector on 127.0.0.1 that keeps what it gets, and answers as it is told to. */
export class LoopbackCollector {
  readonly received: Received[] = [];
  answer: (response: ServerResponse) => void = response => response.writeHead(200).end('{}');
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        this.received.push({
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(parts).toString(),
        });
        this.answer(response);
      });
    });
  }

  static async start(): Promise<LoopbackCollector> {
    const collector = new LoopbackCollector();
    await new Promise<void>(resolve => collector.#server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
