// The QEMU process of a machine: started in the background, found again, ended.
import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { LabsError } from '../../errors.ts';
import { tail, type MachineFiles } from './files.ts';
import { Qmp } from './qmp.ts';

/** True when a QEMU listens on the machine's control socket: the kernel closes it with the process. */
export async function isRunning(files: MachineFiles): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(files.qmp);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // EAGAIN: somebody listens, and others wait before us (see dial in qmp.ts).
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EAGAIN'));
  });
}

/**
 * Starts QEMU so that it outlives this process, and resolves when its control socket answers, which
 * is after `-loadvm` has loaded. Throws `qemu-failed` with what it printed, `port-taken` when the forward
 * could not be made, `qemu-slow` after `timeoutMs`.
 */
export async function startQemu(
  program: string,
  args: readonly string[],
  files: MachineFiles,
  options: { signal?: AbortSignal | undefined; timeoutMs: number; tied?: boolean },
): Promise<void> {
  options.signal?.throwIfAborted();
  const log = await open(files.qemuLog, 'w', 0o600);
  const [command, ...rest] = options.tied ? tied(program, args) : [program, ...args];
  const child = spawn(command, rest, {
    cwd: files.folder,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const exited = new Promise<Error | null>((resolve) => {
    child.once('error', resolve);
    child.once('exit', () => resolve(null));
  });
  child.unref();
  let ended = false;
  let failure: Error | null = null;
  void exited.then((error) => {
    ended = true;
    failure = error;
  });
  try {
    const deadline = Date.now() + options.timeoutMs;
    for (;;) {
      options.signal?.throwIfAborted();
      if (ended) throw await startFailure(files, failure);
      if (await isRunning(files)) {
        const qmp = await Qmp.connect(files.qmp, options.timeoutMs).catch(
          (error: unknown) => error,
        );
        if (qmp instanceof Qmp) {
          qmp.close();
          return;
        }
        if (!ended) throw qmp;
      }
      if (Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new LabsError('machine', 'qemu-slow', 'QEMU did not start in time', {
          params: { seconds: options.timeoutMs / 1000 },
          cause: new Error((await tail(files.qemuLog, 5)).join('\n')),
        });
      }
      await Promise.race([exited, delay(20)]);
    }
  } catch (error) {
    if (!ended) child.kill('SIGKILL');
    throw error;
  } finally {
    await log.close();
  }
}

/**
 * A command that ends with this process, however that ends: a build that is killed leaves none behind. Only Linux
 * has a way to say so (prctl(2), PR_SET_PDEATHSIG).
 */
export function tied(program: string, args: readonly string[]): [string, ...string[]] {
  return process.platform === 'linux'
    ? ['setpriv', '--pdeathsig', 'KILL', '--', program, ...args]
    : [program, ...args];
}

async function startFailure(files: MachineFiles, cause: Error | null): Promise<LabsError> {
  const words = (await tail(files.qemuLog, 5)).join('\n');
  if (/Could not set up host forwarding/.test(words)) {
    return new LabsError('machine', 'port-taken', 'the port of the machine is taken', {
      cause: new Error(words),
    });
  }
  return new LabsError('machine', 'qemu-failed', `QEMU ended at once: ${words || 'no word'}`, {
    cause: cause ?? undefined,
    hint: 'bridge-labs doctor',
    params: { words },
  });
}

/** Ends QEMU: asked over QMP, then killed. Resolves when it is gone. */
export async function stopQemu(files: MachineFiles): Promise<void> {
  if (!(await isRunning(files))) return;
  const pid = await qemuPid(files);
  try {
    using qmp = await Qmp.connect(files.qmp, 5_000);
    await qmp.execute('quit');
  } catch {
    // A QEMU that does not answer is killed below.
  }
  const deadline = Date.now() + 3_000;
  while (await isRunning(files)) {
    if (Date.now() > deadline && pid !== null) process.kill(pid, 'SIGKILL');
    await delay(20);
  }
  // The socket is gone a moment before the process, and the process holds the disk's lock.
  while (pid !== null && (await isAlive(pid, files))) await delay(10);
}

/** The process id of this machine's QEMU; null where none is known. */
export async function qemuPid(files: MachineFiles): Promise<number | null> {
  const pid = Number.parseInt(await readFile(files.pid, 'utf8').catch(() => ''), 10);
  return Number.isInteger(pid) && (await isAlive(pid, files)) ? pid : null;
}

/** A process id alone may be somebody else's by now: its command line must name this machine's disk. */
async function isAlive(pid: number, files: MachineFiles): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const { execa } = await import('execa');
  const { stdout } = await execa('ps', ['-ww', '-o', 'args=', '-p', String(pid)], {
    reject: false,
  });
  return stdout.includes(files.disk);
}

/** A free port of 127.0.0.1; `wanted` if it is free. */
export async function freePort(wanted?: number): Promise<number> {
  const listen = (port: number): Promise<number | null> =>
    new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(null));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(address && typeof address === 'object' ? address.port : null));
      });
    });
  const port = (wanted === undefined ? null : await listen(wanted)) ?? (await listen(0));
  if (port === null) {
    throw new LabsError('machine', 'no-port', 'no free port on 127.0.0.1');
  }
  return port;
}
