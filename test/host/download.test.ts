// Downloads by way of a proxy; that they are gone on with is in test/machines/import.test.ts.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { fetchVia } from '../../src/host/fetch.ts';

afterEach(() => {
  delete process.env['http_proxy'];
  delete process.env['no_proxy'];
});

it('goes by the proxy that the environment names, and not where no_proxy says so', async () => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('hello');
  });
  // undici's agent tunnels, also for http.
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  const base = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  process.env['http_proxy'] = base;
  await fetchVia('http://archive.invalid/image').catch(() => undefined);
  expect(asked.join()).toContain('archive.invalid');
  process.env['no_proxy'] = '127.0.0.1';
  expect(await (await fetchVia(`${base}/here`)).text()).toBe('hello');
  expect(asked.at(-1)).toBe('/here');
});
