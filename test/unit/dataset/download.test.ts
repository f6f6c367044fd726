import { describe, expect, it, vi } from 'vitest';
import { download, DownloadError } from '../../../src/node/dataset/download.js';
import { sendFrom, startOf, useServer } from './unruly-server.js';

const file = Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7919) >>> 5);
const accept = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(bytes);
const server = useServer();

describe('download', () => {
  it('gives the bytes, and tells how far it is', async () => {
    const url = server.mirror('good', (request, response) => {
      sendFrom(request, response, file);
    });
    const progress: [number, number | undefined][] = [];
    const bytes = await download([url], accept, { onBytes: (...step) => progress.push(step) });
    expect(Buffer.compare(bytes, file)).toBe(0);
    expect(progress.at(-1)).toEqual([file.length, file.length]);
  });

  it('goes on where a transfer broke off, however often', async () => {
    const url = server.mirror('breaking', (request, response) => {
      sendFrom(request, response, file, { limit: 20_000, then: startOf(request) < 30_000 ? 'break' : 'end' });
    });
    expect(Buffer.compare(await download([url], accept), file)).toBe(0);
    expect(server.requests.map(startOf)).toEqual([0, 20_000, 40_000]);
    expect(server.requests[1]?.headers['if-range']).toBe('"one"');
  });

  it('goes on after a stall', async () => {
    const url = server.mirror('stalling', (request, response) => {
      sendFrom(request, response, file, startOf(request) === 0 ? { limit: 1000, then: 'stall' } : {});
    });
    expect(Buffer.compare(await download([url], accept, { stallSeconds: 0.1 }), file)).toBe(0);
  });

  it('starts again when the server ignores the range or has another file by now', async () => {
    let requests = 0;
    const url = server.mirror('forgetful', (_, response) => {
      requests += 1;
      response.writeHead(200, { etag: `"${requests}"`, 'content-length': file.length });
      if (requests === 1) response.write(file.subarray(0, 10_000), () => response.socket?.destroy());
      else response.end(file);
    });
    expect(Buffer.compare(await download([url], accept), file)).toBe(0);
    expect(requests).toBe(2);
  });

  it('does not take a part for the whole', async () => {
    const url = server.mirror('confused', (request, response) => {
      if (startOf(request) === 0) sendFrom(request, response, file, { limit: 1000, then: 'break' });
      else response.writeHead(206, { etag: '"one"', 'content-range': 'bytes 5-50000/50000' }).end(file.subarray(5));
    });
    await expect(download([url], accept)).rejects.toThrow('another part than was asked for');
  });

  it('takes the next mirror when one stalls, is broken, or sends what is not accepted', async () => {
    const silent = server.mirror('silent', () => undefined);
    const broken = server.mirror('broken', (_, response) => response.writeHead(503).end('later'));
    const other = server.mirror('other', (_, response) => response.end('something else'));
    const good = server.mirror('good', (request, response) => {
      sendFrom(request, response, file);
    });
    const whole = (bytes: Uint8Array): Promise<Uint8Array> =>
      bytes.length === file.length ? accept(bytes) : Promise.reject(new Error('not the file'));
    const bytes = await download([silent, broken, other, good], whole, { stallSeconds: 0.1 });
    expect(Buffer.compare(bytes, file)).toBe(0);
  });

  it('says of each mirror what was wrong when none will do', async () => {
    const silent = server.mirror('silent', () => undefined);
    const missing = server.mirror('missing', (_, response) => response.writeHead(404).end());
    const error: unknown = await download([silent, missing, 'http://127.0.0.1:1/'], accept, {
      stallSeconds: 0.1,
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DownloadError);
    const lines = (error as Error).message.split('\n');
    expect(lines[0]).toMatch(/silent.*nothing arrived for 0\.1 s/);
    expect(lines[1]).toMatch(/missing.*the server answered 404/);
    expect(lines[2]).toMatch(/127\.0\.0\.1:1.*(?:ECONNREFUSED|bad port)/);
  });

  it('names a source once whose name is not known', async () => {
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND a.test'), {
      syscall: 'getaddrinfo',
      code: 'ENOTFOUND',
    });
    const fetch = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed', { cause }));
    await expect(download(['http://a.test/x'], accept)).rejects.toThrow(
      /^http:\/\/a\.test\/x: the network does not know this name \(ENOTFOUND\)$/,
    );
    fetch.mockRestore();
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const silent = server.mirror('silent', () => {
      controller.abort(new Error('enough'));
    });
    await expect(download([silent, silent], accept, { signal: controller.signal })).rejects.toThrow('enough');
    expect(server.requests).toHaveLength(1);
  });
});
