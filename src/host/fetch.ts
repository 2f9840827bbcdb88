// fetch(), by way of the proxy that the environment names: Node's own does not look there.
import { getProxyForUrl } from 'proxy-from-env';

export interface FetchOptions {
  readonly method?: 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** http_proxy, https_proxy and no_proxy count, in small letters or capitals. */
export async function fetchVia(url: string, options: FetchOptions = {}): Promise<Response> {
  const { signal, headers, method } = options;
  const init = {
    ...(method && { method }),
    ...(headers && { headers }),
    ...(signal && { signal }),
  };
  const proxy = getProxyForUrl(url);
  if (proxy === '') return fetch(url, init);
  const undici = await import('undici');
  const answer = await undici.fetch(url, { ...init, dispatcher: new undici.ProxyAgent(proxy) });
  // The same class by the same makers; only their declarations differ.
  return answer;
}
