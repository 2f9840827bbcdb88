// What the Debian that builds an image can reach: its seed, and by way of a proxy the archives that packages come from.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getProxyForUrl } from 'proxy-from-env';
import { RequestError, Server as Proxy } from 'proxy-chain';

export interface Relay extends AsyncDisposable {
  /** Port of 127.0.0.1 that gives the NoCloud seed. */
  readonly seed: number;
  /** Port of 127.0.0.1 of an HTTP proxy that goes to the archives, and nowhere else. */
  readonly proxy: number;
  /** Resolves when the guest has asked for its user-data: it boots, and its cloud-init runs. */
  readonly asked: Promise<void>;
}

/**
 * `mirror`: one-line-style sources. This computer's own proxy (http_proxy, https_proxy, no_proxy) is gone through.
 * `userData`: what cloud-init runs.
 */
export async function openRelay(mirror: readonly string[], userData: string): Promise<Relay> {
  let tell: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (tell = resolve));
  const seed = createServer((request, response) => {
    // https://docs.cloud-init.io/en/latest/reference/datasources/nocloud.html
    const texts: Record<string, string> = {
      '/meta-data': 'instance-id: bridge-labs-build\nlocal-hostname: bridge-labs-build\n',
      '/user-data': userData,
      '/vendor-data': '',
    };
    const text = texts[request.url ?? ''];
    if (request.url === '/user-data') tell();
    response.writeHead(text === undefined ? 404 : 200).end(text ?? '');
  });
  const proxy = await openProxy(archivesOf(mirror));
  seed.listen(0, '127.0.0.1');
  await once(seed, 'listening');
  return {
    seed: (seed.address() as AddressInfo).port,
    proxy: proxy.port,
    asked,
    async [Symbol.asyncDispose]() {
      await Promise.all([close(seed), proxy.close(true)]);
    },
  };
}

async function openProxy(allowed: ReadonlySet<string>): Promise<Proxy> {
  const proxy = new Proxy({
    host: '127.0.0.1',
    port: 0,
    prepareRequestFunction: ({ hostname, port, isHttp }) => {
      const scheme = isHttp ? 'http' : 'https';
      if (!allowed.has(`${hostname}:${port}`)) {
        throw new RequestError(`only Debian's archives can be reached, not ${hostname}`, 403);
      }
      const upstream = getProxyForUrl(`${scheme}://${hostname}:${port}/`);
      return { upstreamProxyUrl: upstream === '' ? null : upstream };
    },
  });
  await proxy.listen();
  return proxy;
}

/** HOST:PORT of each source. */
export function archivesOf(mirror: readonly string[]): Set<string> {
  return new Set(
    mirror.flatMap((line) => {
      const [uri] = /https?:\/\/\S+/.exec(line) ?? [];
      if (uri === undefined) return [];
      const { protocol, hostname, port } = new URL(uri);
      return [`${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}`];
    }),
  );
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
