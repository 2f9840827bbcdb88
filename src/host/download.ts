// Large files from a URL: gone on with where an earlier try was cut off, and hashed.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LabsError } from '../errors.ts';
import { fetchVia } from './fetch.ts';

export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Part of it that is here, 0 to 1, where that is known. */
  readonly fraction?: ((part: number) => void) | undefined;
}

/**
 * Resolves with the path of the file below `folder`. Goes on where an earlier try was cut off, if the server can
 * (RFC 9110 section 14): so it must be checked by who asked for it. Throws LabsError `download-failed` (params url,
 * reason, status: of HTTP, or 0); what has come stays.
 */
export async function download(
  url: string,
  folder: string,
  { signal, fraction }: DownloadOptions,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const digest = createHash('sha256').update(url).digest('hex').slice(0, 8);
  const part = join(folder, `${digest}-${basename(new URL(url).pathname)}.part`);
  const have = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  let status = 0;
  try {
    const answer = await fetchVia(url, {
      ...(have > 0 ? { headers: { range: `bytes=${have}-` } } : {}),
      signal,
    });
    // 416: all of it is here already.
    if (answer.status === 416) return part;
    status = answer.status;
    if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}`);
    const from = answer.status === 206 ? have : 0;
    const total = from + Number(answer.headers.get('content-length') ?? 0);
    let done = from;
    const body = Readable.fromWeb(answer.body);
    body.on('data', (chunk: Buffer) => {
      done += chunk.length;
      if (total > 0) fraction?.(done / total);
    });
    await pipeline(body, createWriteStream(part, { flags: from > 0 ? 'a' : 'w' }));
    return part;
  } catch (cause) {
    signal?.throwIfAborted();
    const why =
      cause instanceof Error ? (cause.cause instanceof Error ? cause.cause : cause) : null;
    const reason = why?.message ?? String(cause);
    throw new LabsError('machine', 'download-failed', `${url}: ${reason}`, {
      cause,
      params: { url, reason, status },
    });
  }
}

/** Hexadecimal digits, as sha256sum and sha512sum print them. */
export async function checksumOf(file: string, algorithm: 'sha256' | 'sha512'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

export function isUrl(source: string): boolean {
  return /^https?:\/\/[^/]/.test(source);
}
