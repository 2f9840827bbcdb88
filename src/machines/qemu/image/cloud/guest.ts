// The Debian that builds an image, from its start to its end: heard while it works, ended when it says nothing any more.
import { execa } from 'execa';
import { open, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { LabsError } from '../../../../errors.ts';
import type { Hardware } from '../../files.ts';
import { tail } from '../../files.ts';
import { bootLimitMs } from '../../hardware.ts';
import { tied } from '../../process.ts';
import type { BuildLog } from '../mmdebstrap.ts';

export interface Builder {
  /** Of build.sh. */
  readonly status: number;
}

export interface RunOptions {
  readonly accelerator: Hardware['accelerator'];
  /** Until the guest asks for its seed; default: what the accelerator takes, and more. */
  readonly bootMs?: number;
  readonly serialLog: string;
  readonly output: string;
  readonly log: BuildLog;
  /** Resolves when the guest has asked for its seed. */
  readonly asked: Promise<void>;
  /** Told then. */
  readonly begun: () => void;
  readonly signal: AbortSignal | undefined;
}

/** Without a word: the longest is mke2fs and the compression of the disk, under emulation. */
const SILENCE_LIMIT_MS = 600_000;
const POLL_MS = 500;

/**
 * Resolves when it has switched itself off. Throws LabsError `qemu-failed` when QEMU ends without a word of build.sh,
 * `cloud-silent` (params seconds) with the console's last lines, when it does not come up, or goes silent.
 */
export async function runBuilder(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Builder> {
  const { serialLog, output, log, signal } = options;
  signal?.throwIfAborted();
  await writeFile(output, '');
  const [command, ...words] = tied(program, args);
  const qemu = execa(command, words, {
    reject: false,
    stdin: 'ignore',
    all: true,
    ...(signal && { cancelSignal: signal }),
  });
  let ended = false;
  const end = qemu.then((result) => {
    ended = true;
    return result;
  });
  const heard = new Follower(output);
  let status: number | null = null;
  const hear = async (): Promise<boolean> => {
    const lines = await heard.lines();
    for (const line of lines) {
      log.hear(line);
      const [, code] = /^bridge-labs-build: (\d+)$/.exec(line) ?? [];
      if (code !== undefined) status = Number(code);
    }
    return lines.length > 0;
  };
  try {
    await upTo(options.bootMs ?? bootLimitMs(options.accelerator), options.asked, end, serialLog);
    if (!ended) options.begun();
    let last = Date.now();
    while (!ended) {
      await Promise.race([end, delay(POLL_MS)]);
      if (await hear()) last = Date.now();
      if (Date.now() - last > SILENCE_LIMIT_MS) throw await silent(SILENCE_LIMIT_MS, serialLog);
    }
    await hear();
    signal?.throwIfAborted();
  } finally {
    if (!ended) qemu.kill('SIGKILL');
    await end;
  }
  if (status !== null) return { status };
  const { all } = await end;
  throw new LabsError('machine', 'qemu-failed', `QEMU ended without a word: ${all}`, {
    cause: new Error((await tail(serialLog, 8)).join('\n')),
    hint: 'bridge-labs doctor',
    params: { words: all.split('\n').slice(-5).join('\n') },
  });
}

async function upTo(
  limitMs: number,
  asked: Promise<void>,
  end: Promise<unknown>,
  serialLog: string,
): Promise<void> {
  const late = new AbortController();
  try {
    const first = await Promise.race([
      asked.then(() => 'asked'),
      end.then(() => 'ended'),
      delay(limitMs, 'late', { signal: late.signal }),
    ]);
    if (first === 'late') throw await silent(limitMs, serialLog);
  } finally {
    late.abort();
  }
}

async function silent(limitMs: number, serialLog: string): Promise<LabsError> {
  const seconds = limitMs / 1000;
  return new LabsError('machine', 'cloud-silent', `no word from the builder for ${seconds} s`, {
    params: { seconds },
    cause: new Error((await tail(serialLog, 8)).join('\n')),
  });
}

/** Reads what was added to a file since it was last asked, in whole lines. */
class Follower {
  readonly #path: string;
  #at = 0;
  #rest = '';

  constructor(path: string) {
    this.#path = path;
  }

  async lines(): Promise<string[]> {
    const file = await open(this.#path, 'r');
    try {
      const { size } = await file.stat();
      const buffer = Buffer.alloc(size - this.#at);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, this.#at);
      this.#at += bytesRead;
      const lines = (this.#rest + buffer.toString('latin1', 0, bytesRead)).split(/\r?\n/);
      this.#rest = lines.pop() ?? '';
      return lines;
    } finally {
      await file.close();
    }
  }
}
