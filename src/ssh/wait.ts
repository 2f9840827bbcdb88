// Waits for a machine that is starting to answer over SSH.
import { setTimeout as pause } from 'node:timers/promises';
import { LabsError } from '../errors.ts';
import { connect } from './connect.ts';
import { cancelled, messageOf, seconds } from './errors.ts';
import type { Connection, SshRole, SshTarget } from './types.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 250;
/** A machine's forwarded port accepts before the machine listens, and such a connection may stay dumb for ever. */
const FIRST_BANNER_MS = 2_500;
const LONGEST_BANNER_MS = 5_000;
/** While a machine boots its login may refuse for a moment; a wrong key refuses for good. */
const MAX_REFUSALS = 5;

export interface WaitOptions {
  /** Default observer. */
  readonly user?: SshRole;
  readonly signal?: AbortSignal;
  /** Limit of the whole wait. Default 120 000. */
  readonly timeoutMs?: number;
  /** Last lines of the machine's console, for the error. */
  readonly lookAt?: () => Promise<readonly string[]>;
}

/**
 * Tries to log in until it works, and hands over the connection: the caller closes it.
 * Throws LabsError `ssh-not-up` (params host, port, seconds, tries, last, console) when the limit is reached,
 * `host-key-changed`, `ssh-key-unreadable` and, after some tries, `ssh-auth-refused` at once; and `cancelled`.
 */
export async function waitForSsh(
  target: SshTarget,
  options: WaitOptions = {},
): Promise<Connection> {
  const { signal, timeoutMs = 120_000, user = 'observer' } = options;
  const begun = performance.now();
  const tried = new Map<string, number>();
  let last: unknown;
  let refusals = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let bannerMs = FIRST_BANNER_MS;
  for (;;) {
    const left = timeoutMs - (performance.now() - begun);
    if (left <= 0) throw await notUp(target, timeoutMs, tried, last, options);
    try {
      // The way there by other hosts takes its time, and ends by itself where it leads nowhere.
      const patience = target.via === undefined ? Math.min(bannerMs, left) : left;
      const limits = { timeoutMs: left, bannerMs: patience };
      return await connect(target, { user, ...limits, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (!(error instanceof LabsError) || isFinal(error)) throw error;
      if (error.code === 'ssh-auth-refused' && ++refusals === MAX_REFUSALS) throw error;
      if (error.code === 'ssh-timeout') bannerMs = Math.min(bannerMs * 2, LONGEST_BANNER_MS);
      tried.set(error.code, (tried.get(error.code) ?? 0) + 1);
      last = error;
    }
    await pause(Math.min(pauseMs, left), undefined, signal ? { signal } : {}).catch(() => {
      throw cancelled(signal!);
    });
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS);
  }
}

function isFinal(error: LabsError): boolean {
  return (
    error.kind !== 'machine' ||
    error.code === 'host-key-changed' ||
    error.code === 'ssh-key-unreadable'
  );
}

async function notUp(
  target: SshTarget,
  timeoutMs: number,
  tried: ReadonlyMap<string, number>,
  last: unknown,
  options: WaitOptions,
): Promise<LabsError> {
  const lines = (await options.lookAt?.().catch(() => [])) ?? [];
  const tries = [...tried].map(([code, count]) => `${count} × ${code}`).join(', ');
  const console = lines.join('\n');
  const tail = lines.length === 0 ? '' : `\nThe last lines of its console:\n${console}`;
  return new LabsError(
    'machine',
    'ssh-not-up',
    `The machine did not answer over SSH (${target.host}:${target.port}) within ${seconds(timeoutMs)} s. ` +
      `Tried: ${tries}. The last time: ${messageOf(last)}${tail}`,
    {
      hint: 'Start the machine again: bridge-labs stop, then bridge-labs start',
      cause: last,
      params: {
        host: target.host,
        port: target.port,
        seconds: seconds(timeoutMs),
        tries,
        last: messageOf(last),
        console,
      },
    },
  );
}
