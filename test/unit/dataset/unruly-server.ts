import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from 'vitest';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A local HTTP server whose folders each answer in a way of their own. */
export class UnrulyServer {
  readonly #handlers = new Map<string, Handler>();
  readonly requests: IncomingMessage[] = [];
  #server: Server | undefined;

  async start(): Promise<void> {
    this.#handlers.clear();
    this.requests.length = 0;
    const server = createServer((request, response) => {
      this.requests.push(request);
      const handler = this.#handlers.get(/^\/\w+\//.exec(request.url ?? '')?.[0] ?? '');
      if (handler) handler(request, response);
      else response.writeHead(404).end();
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** Makes a mirror: gives the address of a folder that answers so. */
  mirror(name: string, handler: Handler): string {
    this.#handlers.set(`/${name}/`, handler);
    return `http://127.0.0.1:${(this.#server?.address() as AddressInfo).port}/${name}/`;
  }

  /** Requests to a mirror so far. */
  requestsTo(name: string): IncomingMessage[] {
    return this.requests.filter(({ url }) => url?.startsWith(`/${name}/`));
  }
}

/** A fresh server for each test. */
export function useServer(): UnrulyServer {
  const server = new UnrulyServer();
  beforeEach(() => server.start());
  afterEach(() => server.stop());
  return server;
}

/** The offset that a request asks to go on from; 0 when it asks for the whole. */
export function startOf(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

/** Answers with the bytes from the offset asked for, and goes silent or breaks off after `limit` of them. */
export function sendFrom(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  { limit = Infinity, then = 'end' } = {},
): void {
  const start = startOf(request);
  const rest = bytes.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, {
    etag: '"one"',
    'content-length': rest.length,
    ...(start > 0 && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
  });
  response.write(rest.subarray(0, limit), () => {
    if (then === 'break') response.socket?.destroy();
    if (then === 'end') response.end();
  });
}
