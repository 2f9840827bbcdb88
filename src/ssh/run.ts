// One command in the machine, from its start to its exit status.
import { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { Link } from './connect.ts';
import { deferred } from './deferred.ts';
import { cancelled, commandTimeout, connectionLost, outputTooLong } from './errors.ts';
import { sendSignal } from './inside.ts';
import type { CommandResult, RunOptions } from './types.ts';

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/** Numbers that Linux gives to the signals of RFC 4254 section 6.10 (signal(7)), whatever this computer calls them. */
const SIGNALS: Readonly<Record<string, number>> = {
  ...{ HUP: 1, INT: 2, QUIT: 3, ILL: 4, ABRT: 6, FPE: 8, KILL: 9 },
  ...{ USR1: 10, SEGV: 11, USR2: 12, PIPE: 13, ALRM: 14, TERM: 15 },
};

/** As much of a connection as a command needs. */
export type RunsOn = Pick<Link, 'target' | 'open' | 'onLost'>;

/**
 * Resolves when the command has ended and all of its output is here. Throws LabsError of kind machine:
 * `command-timeout`, `output-too-long`, `connection-lost`, `command-refused`; and `cancelled`. The command is
 * then sent SIGTERM.
 */
export function runOn(link: RunsOn, command: string, options: RunOptions): Promise<CommandResult> {
  const { signal, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  if (signal?.aborted) return Promise.reject(cancelled(signal));
  return new Promise((resolve, reject) => {
    let channel: ClientChannel | undefined;
    let settled = false;
    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      clearTimeout(timer);
      forget();
      signal?.removeEventListener('abort', onAbort);
      return true;
    };
    const fail = (error: Error): void => {
      if (!settle()) return;
      if (channel !== undefined) abandon(channel);
      reject(error);
    };
    const onAbort = (): void => fail(cancelled(signal!));
    const timer = setTimeout(() => fail(commandTimeout(command, timeoutMs)), timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    let forget = (): void => undefined;
    forget = link.onLost(fail);
    if (options.stdin instanceof Readable) options.stdin.once('error', fail);

    link.open(command).then((opened) => {
      channel = opened;
      if (settled) return abandon(opened);
      const output = collect(opened, command, options, fail);
      feed(opened, options.stdin);
      whenClosed(opened).then((status) => {
        if (status === null)
          fail(connectionLost(link.target, 'no-status', 'the command left no exit status'));
        else if (settle()) resolve({ ...output(), status });
      }, fail);
    }, fail);
  });
}

/**
 * Exit status of a channel, once both of its streams are read to the end (ssh2: output may come after `exit`, not
 * after `close`). 128 + N for signal N, null where the machine told none. Somebody must read the streams.
 */
export async function whenClosed(channel: ClientChannel): Promise<number | null> {
  const out = deferred<number | null>();
  const err = deferred<void>();
  channel.once('close', (code: number | null | undefined, signal?: string) => {
    if (typeof code === 'number') out.resolve(code);
    else if (signal === undefined) out.resolve(null);
    else out.resolve(128 + (SIGNALS[signal.replace(/^SIG/, '')] ?? 127));
  });
  channel.stderr.once('close', () => err.resolve());
  const status = await out.promise;
  await err.promise;
  return status;
}

/** Ends a command that nobody waits for any more. */
export function abandon(channel: ClientChannel): void {
  channel.on('error', () => undefined);
  channel.resume();
  channel.stderr.resume();
  sendSignal(channel, 'TERM');
  channel.close();
}

function collect(
  channel: ClientChannel,
  command: string,
  options: RunOptions,
  fail: (error: Error) => void,
): () => { stdout: string; stderr: string } {
  const { maxBytes = DEFAULT_MAX_BYTES } = options;
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let left = maxBytes;
  const keep =
    (kept: Buffer[]) =>
    (chunk: Buffer): void => {
      left -= chunk.length;
      if (left < 0) fail(outputTooLong(command, maxBytes));
      else kept.push(chunk);
    };
  if (options.stdout === undefined) channel.on('data', options.onStdout ?? keep(stdout));
  else channel.pipe(options.stdout, { end: false });
  channel.stderr.on('data', keep(stderr));
  channel.on('error', fail);
  return () => ({
    stdout: Buffer.concat(stdout).toString('utf8'),
    stderr: Buffer.concat(stderr).toString('utf8'),
  });
}

function feed(channel: ClientChannel, stdin: RunOptions['stdin']): void {
  if (stdin instanceof Readable) {
    channel.once('close', () => stdin.unpipe(channel));
    stdin.pipe(channel);
  } else if (stdin === undefined) {
    channel.end();
  } else {
    channel.end(stdin);
  }
}
