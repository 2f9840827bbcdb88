// What can go wrong between here and a machine, as errors with a code, in words, and with what to do.
import { createHash } from 'node:crypto';
import { LabsError } from '../errors.ts';
import type { SshTarget } from './types.ts';

const HINT_STATE = 'See how the machine is: labs status. Start it again: bridge-labs start';
const HINT_RESET = 'Bring the machine back to a known state: labs reset';

/** What a connection is waiting for; the name that a time-out gives to its wait. */
export type Stage = 'tcp' | 'banner' | 'handshake' | 'login';

const STAGE_TEXT: Readonly<Record<Stage, string>> = {
  tcp: 'the TCP connection',
  banner: "the first line of the machine's SSH server",
  handshake: 'the SSH key exchange',
  login: 'the SSH login',
};

/** Seconds with one decimal at most, as the messages say them. */
export function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}

function where(target: SshTarget): { host: string; port: number } {
  return { host: target.host, port: target.port };
}

/** Code `ssh-timeout`, params host, port, stage, seconds. */
export function sshTimeout(target: SshTarget, stage: Stage, limitMs: number): LabsError {
  return new LabsError(
    'machine',
    'ssh-timeout',
    `Waited ${seconds(limitMs)} s for ${STAGE_TEXT[stage]} (${target.host}:${target.port}), in vain.`,
    { hint: HINT_STATE, params: { ...where(target), stage, seconds: seconds(limitMs) } },
  );
}

/** Code `host-key-changed`, params host, port, expected, found: SHA-256 fingerprints as ssh-keygen -l prints them. */
export function hostKeyChanged(
  target: SshTarget,
  expected: Buffer,
  found: Buffer | null,
): LabsError {
  const shown = found === null ? 'no key of the pinned kind' : fingerprint(found);
  return new LabsError(
    'machine',
    'host-key-changed',
    `What answers on ${target.host}:${target.port} is not this machine: its host key is ${shown}, ` +
      `the machine's own is ${fingerprint(expected)}. Nothing was sent to it.`,
    {
      hint: `Either another program took the port, or the machine's key was replaced.\n${HINT_STATE}`,
      params: { ...where(target), expected: fingerprint(expected), found: shown },
    },
  );
}

/** Code `ssh-auth-refused`, params host, port, user. */
export function authRefused(target: SshTarget, user: string, cause?: unknown): LabsError {
  return new LabsError(
    'machine',
    'ssh-auth-refused',
    `The machine (${target.host}:${target.port}) does not let ${user} in with the key ${target.identityFile}.`,
    {
      hint: `The user or its authorized_keys is gone from the machine. ${HINT_RESET}`,
      cause,
      params: { ...where(target), user, identityFile: target.identityFile },
    },
  );
}

/** Code `ssh-key-unreadable`, params path, reason: the private key on this side cannot be used. */
export function keyUnreadable(target: SshTarget, cause: unknown): LabsError {
  const reason = messageOf(cause);
  return new LabsError(
    'machine',
    'ssh-key-unreadable',
    `The machine's private key ${target.identityFile} cannot be used: ${reason}`,
    { hint: HINT_STATE, cause, params: { path: target.identityFile, reason } },
  );
}

/** How a connection was lost; a stable key for the translated message. */
export type Loss = 'silent' | 'closed' | 'no-status' | 'error';

/** Code `connection-lost`, params host, port, loss, reason: it stood, and then it did not. */
export function connectionLost(
  target: SshTarget,
  loss: Loss,
  reason: string,
  cause?: unknown,
): LabsError {
  return new LabsError(
    'machine',
    'connection-lost',
    `The connection to the machine (${target.host}:${target.port}) was lost: ${reason}`,
    { hint: HINT_STATE, cause, params: { ...where(target), loss, reason } },
  );
}

/** Code `command-timeout`, params command, seconds. */
export function commandTimeout(command: string, limitMs: number): LabsError {
  return new LabsError(
    'machine',
    'command-timeout',
    `A command in the machine did not end within ${seconds(limitMs)} s: ${brief(command)}`,
    {
      hint: `The machine may be overloaded. ${HINT_STATE}`,
      params: { command: brief(command), seconds: seconds(limitMs) },
    },
  );
}

/** Code `output-too-long`, params command, bytes. */
export function outputTooLong(command: string, maxBytes: number): LabsError {
  return new LabsError(
    'machine',
    'output-too-long',
    `A command in the machine printed more than ${maxBytes} bytes: ${brief(command)}`,
    { hint: HINT_RESET, params: { command: brief(command), bytes: maxBytes } },
  );
}

/** Code `script-failed`, params status, stderr. */
export function scriptFailed(status: number, stderr: string): LabsError {
  const said = stderr.trim().split('\n').slice(-5).join('\n');
  return new LabsError(
    'machine',
    'script-failed',
    `A script in the machine ended with status ${status}${said === '' ? '.' : `: ${said}`}`,
    { hint: HINT_RESET, params: { status, stderr: said } },
  );
}

/** Code `command-refused`, params reason: connected, but the machine starts no command. */
export function commandRefused(cause: unknown): LabsError {
  const reason = messageOf(cause);
  return new LabsError(
    'machine',
    'command-refused',
    `The machine does not start a command: ${reason}`,
    { hint: HINT_RESET, cause, params: { reason } },
  );
}

/** Code `cancelled`: the caller's signal was aborted. */
export function cancelled(signal: AbortSignal): LabsError {
  if (signal.reason instanceof LabsError) return signal.reason;
  return new LabsError('cancelled', 'cancelled', 'Cancelled.', { cause: signal.reason });
}

/** An error of the socket or of ssh2 while connecting, as one of ours. */
export function connectFailed(
  target: SshTarget,
  user: string,
  stage: Stage,
  error: unknown,
): LabsError {
  if (error instanceof LabsError) return error;
  const { code, level } = error as { code?: unknown; level?: unknown };
  if (level === 'client-authentication') return authRefused(target, user, error);
  if (code === 'ECONNREFUSED') {
    return new LabsError(
      'machine',
      'ssh-refused',
      `Nothing listens on ${target.host}:${target.port}: the machine is not running.`,
      { hint: HINT_STATE, cause: error, params: where(target) },
    );
  }
  if (stage === 'tcp') {
    const reason = messageOf(error);
    return new LabsError(
      'machine',
      'ssh-unreachable',
      `${target.host}:${target.port} cannot be reached: ${reason}`,
      { hint: HINT_STATE, cause: error, params: { ...where(target), reason } },
    );
  }
  return sshReset(target, stage, error);
}

/** Code `ssh-reset`, params host, port, stage, reason: the other side hung up before the login was done. */
export function sshReset(target: SshTarget, stage: Stage, cause?: unknown): LabsError {
  const reason = cause === undefined ? 'it closed the connection' : messageOf(cause);
  return new LabsError(
    'machine',
    'ssh-reset',
    `The machine (${target.host}:${target.port}) broke off during ${STAGE_TEXT[stage]}: ${reason}`,
    { hint: HINT_STATE, cause, params: { ...where(target), stage, reason } },
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The beginning of a command, on one line. */
function brief(command: string): string {
  const line = command.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
