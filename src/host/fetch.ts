// fetch(), by way of the proxy that the environment names: Node's own does not look there.
import type { Response } from 'undici';

export interface FetchOptions {
  readonly method?: 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** http_proxy, https_proxy and no_proxy count, in small letters or capitals. */
export async function fetchVia(url: string, options: FetchOptions = {}): Promise<Response> {
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const { signal, headers, method } = options;
  return fetch(url, {
    dispatcher: new EnvHttpProxyAgent(),
    ...(method && { method }),
    ...(headers && { headers }),
    ...(signal && { signal }),
  });
}
