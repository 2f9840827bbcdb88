// How a proof works inside its machine: by its console where it has one, else over SSH.
import { gunzipSync } from 'node:zlib';
import { LabsError } from '../../errors.ts';
import { explain, reach } from '../../learner/reach.ts';
import type { Session } from '../../learner/session.ts';
import type { Machine } from '../../machines/types.ts';
import type { Connection } from '../../ssh/types.ts';
import { commandLine, quote } from '../../ssh/words.ts';

/** No command of a course takes this long, milliseconds. */
const LIMIT_MS = 180_000;

export interface GuestResult {
  readonly stdout: string;
  readonly status: number;
}

export interface Guest {
  /** Runs a POSIX shell script as root; what it prints to stderr is not told. */
  asRoot(script: string): Promise<GuestResult>;
  /** Runs a command line as the learner, in their home and with their groups. */
  asLearner(command: string): Promise<GuestResult>;
  /** Before the machine is saved or restored: what is open does not live through it. */
  letGo(): Promise<void>;
}

/**
 * A console is part of what a checkpoint keeps, so it answers as soon as one is restored; an SSH login after each
 * restore takes the machine longer than the check. Rejects with LabsErrors of kind machine.
 */
export function openGuest(session: Session, machine: Machine, signal: AbortSignal): Guest {
  return machine.console === null
    ? overSsh(session, machine, signal)
    : overConsole(machine.console, signal);
}

/** Becomes the user of that name, in their home and with their groups; PAM would begin a session for each. */
const BECOME = `exec setpriv --reuid "$1" --regid "$(id -g "$1")" --init-groups --reset-env sh -c "cd && $2"`;

function become(user: string, command: string): string {
  return commandLine(['sh', '-c', BECOME, 'sh', user, command]);
}

function overConsole(console: NonNullable<Machine['console']>, signal: AbortSignal): Guest {
  const run = (script: string): Promise<GuestResult> =>
    orAborted(signal, async () => {
      const result = await console.run(captured(script), { timeoutMs: LIMIT_MS });
      return { ...result, stdout: whole(result.stdout) };
    });
  return {
    asRoot: run,
    asLearner: (command) => run(become('learner', command)),
    letGo: () => Promise.resolve(),
  };
}

/** More than this is sent compressed, bytes. */
const LONG = 32_768;

/**
 * The console is a terminal, for which some programs colour what they print; what is captured is for none. What is long
 * is packed: QEMU drops what a console's reader does not take in time, once the socket is full, after some 150 KB
 * (hw/char/virtio-console.c, flush_buf), and a busy computer is enough. Were the end of the script dropped, nobody would see it.
 */
function captured(script: string): string {
  return `out=$({ ${script}\n} 2>/dev/null)
status=$?
LC_ALL=C
printf '%s\\n' "\${#out}"
if [ "\${#out}" -gt ${LONG} ]; then printf '%s\\n' "$out" | gzip -1 | base64 -w 0; else printf '%s\\n' "$out"; fi
exit $status`;
}

/** Throws LabsError `console-lost-output` when a part of it is missing. */
function whole(stdout: string): string {
  const end = stdout.indexOf('\n');
  const length = Number(stdout.slice(0, end));
  const text = length > LONG ? unpacked(stdout.slice(end + 1)) : stdout.slice(end + 1);
  if (text !== null && Buffer.byteLength(text) === length + 1) return text;
  throw new LabsError('machine', 'console-lost-output', 'the console has lost what was printed', {
    hint: 'labs author prove --machines 1',
  });
}

function unpacked(text: string): string | null {
  try {
    return gunzipSync(Buffer.from(text, 'base64')).toString();
  } catch {
    return null;
  }
}

function overSsh(session: Session, machine: Machine, signal: AbortSignal): Guest {
  let open: Promise<Connection> | undefined;
  const run = async (command: (connection: Connection) => string): Promise<GuestResult> => {
    // One for all: a login costs the machine as much as a check.
    open ??= reach(session, machine, 'observer');
    const connection = await open;
    try {
      return await connection.run(command(connection), { timeoutMs: LIMIT_MS, signal });
    } catch (error) {
      throw await explain(session, machine, error);
    }
  };
  return {
    asRoot: (script) =>
      run(({ target }) => `exec ${target.sudo ? 'sudo -n sh' : 'sh'} -c ${quote(script)}`),
    asLearner: (command) =>
      run(({ target: { user, observer } }) =>
        user === observer ? command : become(user, command),
      ),
    async letGo() {
      const connection = open;
      open = undefined;
      await Promise.allSettled([connection?.then((each) => each.close())]);
    },
  };
}

/** For work that knows of no signal: it goes on, and nobody waits for it. Throws the signal's reason. */
export async function orAborted<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([run(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Its stdout. Throws LabsError `guest-failed` when it fails. */
export async function outputOf(guest: Guest, script: string): Promise<string> {
  const { stdout, status } = await guest.asRoot(script);
  if (status === 0) return stdout;
  throw new LabsError(
    'machine',
    'guest-failed',
    `a script in the machine failed (status ${status})`,
    {
      hint: script.slice(0, 200),
    },
  );
}
