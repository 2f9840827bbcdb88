// QMP, QEMU's control protocol: JSON lines over a Unix socket (QEMU: docs/interop/qmp-spec).
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { LabsError } from '../../errors.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface QmpMessage {
  readonly data?: { readonly id?: string; readonly status?: string };
  readonly QMP?: unknown;
  readonly id?: number;
  readonly return?: unknown;
  readonly error?: { readonly class: string; readonly desc: string };
  readonly event?: string;
}

/** An open control connection. QEMU serves one client at a time; the others wait for their greeting. */
export class Qmp implements Disposable {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #begun = new Map<string, () => void>();
  #next = 0;
  #failure: Error | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /**
   * Connects and negotiates. Throws LabsError `machine-not-running` where nobody listens, and
   * `qmp-silent` when QEMU does not greet within `timeoutMs`, or until `signal` ends the wait.
   */
  static async connect(path: string, timeoutMs = 60_000, signal?: AbortSignal): Promise<Qmp> {
    const socket = await dial(path, timeoutMs).catch((cause: unknown) => {
      throw notThere(cause);
    });
    const qmp = new Qmp(socket);
    const greeting = new Promise<void>((resolve, reject) => {
      qmp.#waiting.set(-1, { resolve: () => resolve(), reject });
    });
    socket.on('error', (error) => qmp.#fail(error));
    socket.on('close', () => qmp.#fail(new Error('QEMU closed its control connection')));
    createInterface({ input: socket })
      .on('line', (line) => qmp.#receive(line))
      // readline repeats the socket's errors, which are heard above.
      .on('error', () => undefined);
    const timer = setTimeout(
      () => qmp.#fail(new Error(`no answer within ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    const stop = (): void => qmp.#fail(new Error('cancelled'));
    signal?.addEventListener('abort', stop);
    try {
      await greeting;
      await qmp.execute('qmp_capabilities');
    } catch (cause) {
      socket.destroy();
      throw silent(cause);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
    return qmp;
  }

  /** Runs one command; resolves with its `return`. Throws LabsError `qmp-failed` with QEMU's words. */
  async execute<T = unknown>(command: string, args?: Record<string, unknown>): Promise<T> {
    if (this.#failure) throw this.#lost(command, this.#failure);
    const id = this.#next++;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#socket.write(
      `${JSON.stringify({ execute: command, id, ...(args && { arguments: args }) })}\n`,
    );
    try {
      return (await answer) as T;
    } catch (cause) {
      throw this.#lost(command, cause as Error);
    }
  }

  /**
   * Runs a command that starts the job `args['job-id']`; resolves once QEMU has begun it, which its events tell.
   * The command's own answer may come only when the job is done: snapshot-save works in QEMU's main loop.
   */
  async begin(
    command: string,
    args: Record<string, unknown> & { 'job-id': string },
  ): Promise<void> {
    const begun = new Promise<void>((resolve) => this.#begun.set(args['job-id'], resolve));
    const answer = this.execute(command, args);
    try {
      await Promise.race([begun, answer]);
    } finally {
      this.#begun.delete(args['job-id']);
      // Whoever closes this connection before the answer comes has heard what they wanted to.
      answer.catch(() => undefined);
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #lost(command: string, cause: Error): Error {
    // The connection's own errors while connecting keep their errno, see connect().
    if (command === 'qmp_capabilities') return cause;
    return new LabsError('machine', 'qmp-failed', `QEMU: ${command}: ${cause.message}`, { cause });
  }

  #receive(line: string): void {
    let message: QmpMessage;
    try {
      message = JSON.parse(line) as QmpMessage;
    } catch (cause) {
      this.#fail(new Error(`not JSON: ${line.slice(0, 80)}`, { cause }));
      return;
    }
    if (message.event === 'JOB_STATUS_CHANGE' && message.data?.status === 'running') {
      this.#begun.get(message.data.id ?? '')?.();
    }
    if (message.QMP !== undefined) this.#settle(-1, message);
    else if (message.id !== undefined) this.#settle(message.id, message);
  }

  #settle(id: number, message: QmpMessage): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (message.error) waiting?.reject(new Error(message.error.desc));
    else waiting?.resolve(message.return);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#failure);
    this.#waiting.clear();
    this.#socket.destroy();
  }
}

/**
 * Connects to a Unix socket. QEMU's queue of callers holds one (QEMU: chardev/char-socket.c); when it is full,
 * connect(2) fails with EAGAIN on Linux, and the caller has to come again. Rejects with the socket's error.
 */
async function dial(path: string, timeoutMs: number): Promise<Socket> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const socket = createConnection(path);
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      socket.destroy();
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || Date.now() > deadline) throw error;
    }
    await delay(10);
  }
}

function notThere(cause: unknown): LabsError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return ['ENOENT', 'ECONNREFUSED'].includes(code)
    ? new LabsError('machine', 'machine-not-running', 'the machine is not running', { cause })
    : silent(cause);
}

function silent(cause: unknown): LabsError {
  return new LabsError('machine', 'qmp-silent', 'QEMU does not answer on its control socket', {
    cause,
    hint: 'the computer may be busy: wait a moment and try again; if it stays so: labs undo',
  });
}
