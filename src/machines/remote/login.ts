// The way in that somebody else's computer has already: OpenSSH's own `ssh`, so that its agent, config and prompts serve.
import { execa } from 'execa';
import { LabsError } from '../../errors.ts';
import { quote } from '../../ssh/words.ts';

/** A login that may become root, by the user's own ssh. */
export interface Login {
  /** What `ssh` is given up to the destination, and the destination. */
  readonly args: readonly string[];
  /** As a person would write it: ada@lab.example:2222 */
  readonly shown: string;
  /** Where the course's own connections go. */
  readonly host: string;
  readonly port: number;
  /** A command line that leads there, where TCP does not; see src/ssh/via.ts. */
  readonly via?: string;
  /** Pinned: "ssh-ed25519 AAAA…". */
  readonly hostKey: string;
}

export interface RootOptions {
  readonly stdin?: Uint8Array;
  readonly onLine?: (line: string) => void;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Becomes root where the login is not: without a password, as nobody may be there to type it. */
const AS_ROOT = `[ "$(id -u)" = 0 ] && exec sh -c "$1"; sudo -n true 2>/dev/null || { echo bridge-labs: no root >&2; exit 77; }; exec sudo -n sh -c "$1"`;

/**
 * Runs a POSIX shell script as root, and resolves with its stdout. ssh may ask for a passphrase on the terminal.
 * Throws LabsError `ssh-login` (params host, reason), `ssh-no-root`, `setup-failed` (params host, output).
 */
export async function asRoot(login: Login, script: string, options: RootOptions): Promise<string> {
  const command = `exec sh -c ${quote(AS_ROOT)} sh ${quote(script)}`;
  const { signal, stdin, onLine, timeoutMs } = options;
  const child = execa('ssh', [...login.args, command], {
    reject: false,
    ...(stdin === undefined ? { stdin: 'ignore' } : { input: stdin }),
    timeout: timeoutMs,
    forceKillAfterDelay: 2_000,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  if (onLine) void tell(child.iterable({ from: 'stderr' }), onLine);
  const { exitCode, stdout, stderr, timedOut } = await child;
  signal?.throwIfAborted();
  if (exitCode === 0) return stdout;
  throw failed(login.shown, exitCode, stderr, timedOut);
}

async function tell(lines: AsyncIterable<unknown>, onLine: (line: string) => void): Promise<void> {
  try {
    for await (const line of lines) onLine(String(line));
  } catch {
    // How the command ended is told by the command itself.
  }
}

/** ssh(1): 255 is its own failure, any other status that of the command. */
function failed(
  host: string,
  status: number | undefined,
  stderr: string,
  timedOut: boolean,
): LabsError {
  const output = stderr.trim().split('\n').slice(-12).join('\n');
  if (status === 77 && stderr.includes('bridge-labs: no root')) {
    return new LabsError('machine', 'ssh-no-root', `${host} does not let us become root`, {
      params: { host },
      hint: 'log in as root, or let that user run sudo without a password',
    });
  }
  if (status === 255 || status === undefined) {
    return loginFailed(host, timedOut ? 'it did not answer in time' : output);
  }
  return new LabsError('machine', 'setup-failed', `${host} could not be set up: ${output}`, {
    params: { host, output },
  });
}

/** Code `ssh-login`, params host, reason: what ssh said. */
export function loginFailed(host: string, reason: string): LabsError {
  return new LabsError('machine', 'ssh-login', `ssh does not get into ${host}: ${reason}`, {
    params: { host, reason },
  });
}
