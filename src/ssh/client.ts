// Opens an ssh2 client to a machine: host key pinned, one key, the cheapest algorithms, every failure with a code.
import { readFile } from 'node:fs/promises';
import type { Client, ConnectConfig } from 'ssh2';
import { hostKeyAlgorithms, hostKeyParts } from './config.ts';
import { deferred } from './deferred.ts';
import { cancelled, connectFailed, hostKeyChanged, keyUnreadable, sshReset } from './errors.ts';
import { sshTimeout, type Stage } from './errors.ts';
import { makeQuick } from './inside.ts';
import { loadClient } from './ssh2.ts';
import { openStream } from './via.ts';
import type { ConnectOptions, SshTarget } from './types.ts';

const DEFAULT_TIMEOUT_MS = 20_000;
const DEFAULT_KEEPALIVE_MS = 5_000;
export const KEEPALIVE_COUNT = 3;

/** A client that is logged in, and how long it takes to notice that the machine is dead. */
export interface OpenClient {
  readonly client: Client;
  readonly silenceMs: number;
}

/**
 * Connects and logs in. The connection is begun before ssh2 is loaded and the key read, so that this side
 * gets ready while the machine starts its server process.
 * Throws LabsError of kind machine: `ssh-refused`, `ssh-unreachable`, `ssh-timeout`, `ssh-reset`,
 * `ssh-auth-refused`, `ssh-key-unreadable`, `host-key-changed`; and `cancelled`.
 */
export async function openClient(
  target: SshTarget,
  user: string,
  options: ConnectOptions,
): Promise<OpenClient> {
  const { signal, timeoutMs = DEFAULT_TIMEOUT_MS, bannerMs } = options;
  const keepaliveMs = options.keepaliveMs ?? DEFAULT_KEEPALIVE_MS;
  if (signal?.aborted) throw cancelled(signal);

  let stage: Stage = 'tcp';
  let client: Client | undefined;
  const socket = openStream(target);
  const failure = deferred<never>();
  failure.promise.catch(() => undefined); // it may come while nobody waits for it yet

  const fail = (error: unknown): void => {
    failure.reject(connectFailed(target, user, stage, error));
  };
  const onAbort = (): void => fail(cancelled(signal!));
  const timers = [setTimeout(() => fail(sshTimeout(target, stage, timeoutMs)), timeoutMs)];
  if (bannerMs !== undefined) {
    const late = (): void => {
      if (stage === 'tcp' || stage === 'banner') fail(sshTimeout(target, stage, bannerMs));
    };
    timers.push(setTimeout(late, bannerMs));
  }
  signal?.addEventListener('abort', onAbort, { once: true });
  socket.once('connect', () => (stage = 'banner'));
  socket.on('error', fail);
  socket.on('close', () => fail(sshReset(target, stage)));

  try {
    const privateKey = await readKey(target);
    const pinned = pinnedKey(target);
    client = new (loadClient())();
    const ready = deferred<void>();
    client.on('error', (error) => {
      const noKey = /no matching host key format/.test(error.message);
      fail(noKey ? hostKeyChanged(target, pinned, null) : error);
    });
    client.once('handshake', () => (stage = 'login'));
    client.once('ready', () => ready.resolve());
    start(client, target, {
      sock: socket,
      username: user,
      privateKey,
      keepaliveInterval: keepaliveMs,
      keepaliveCountMax: KEEPALIVE_COUNT,
      hostVerifier: (key: Buffer) => {
        if (key.equals(pinned)) return true;
        fail(hostKeyChanged(target, pinned, key));
        return false;
      },
    });
    socket.once('data', () => (stage = 'handshake'));
    await Promise.race([ready.promise, failure.promise]);
    return { client, silenceMs: keepaliveMs * (KEEPALIVE_COUNT + 1) };
  } catch (error) {
    client?.on('error', () => undefined);
    socket.on('error', () => undefined);
    socket.destroy();
    throw error;
  } finally {
    timers.forEach(clearTimeout);
    signal?.removeEventListener('abort', onAbort);
    socket.off('error', fail);
  }
}

/** First the algorithms that cost an emulated CPU least; the others so that any sshd can be reached. */
function start(client: Client, target: SshTarget, config: ConnectConfig): void {
  try {
    client.connect({
      ...config,
      readyTimeout: 0, // the caller's own limit names what was waited for
      // Not "none" first, as ssh2 does: it is one refusal more.
      authHandler: ['publickey'],
      algorithms: {
        kex: ['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256'],
        serverHostKey: hostKeyAlgorithms(target) as never,
        cipher: [
          'aes128-gcm@openssh.com',
          'aes256-gcm@openssh.com',
          'chacha20-poly1305@openssh.com',
          'aes128-ctr',
          'aes256-ctr',
        ],
        hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-256'],
        compress: ['none'],
      },
    });
  } catch (error) {
    throw keyUnreadable(target, error);
  }
  makeQuick(client);
}

async function readKey(target: SshTarget): Promise<Buffer> {
  try {
    return await readFile(target.identityFile);
  } catch (error) {
    throw keyUnreadable(target, error);
  }
}

function pinnedKey(target: SshTarget): Buffer {
  return Buffer.from(hostKeyParts(target)[1], 'base64');
}
