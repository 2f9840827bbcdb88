// What the three bins share: the process's own streams and signals, and an exit that loses no output.
import type { Io } from '../learner/io.ts';
import { main } from './main.ts';
import type { BinName } from './spec.ts';

/** Runs the bin on this process, and ends the process. */
export async function runBin(bin: BinName): Promise<void> {
  const controller = new AbortController();
  let signalled: NodeJS.Signals | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    // The second one means now: work that cleans up has had its chance.
    if (signalled !== null) process.exit(codeOf(signal));
    signalled = signal;
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  for (const stream of [process.stdout, process.stderr]) {
    // `labs list | head -1`: the reader has seen enough. Not an error of ours.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      process.exit(error.code === 'EPIPE' ? 0 : 70);
    });
  }
  const code = await main(bin, process.argv.slice(2), processIo(controller.signal));
  await Promise.all([process.stdout, process.stderr].map(drained));
  process.exit(signalled === null ? code : codeOf(signalled));
}

function processIo(signal: AbortSignal): Io {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    // A getter: opening stdin costs time, and most commands never read it.
    get stdin() {
      return process.stdin;
    },
    env: process.env,
    cwd: process.cwd(),
    // stdin is opened by asking for its isTTY; the file descriptor's answer is enough.
    isTTY: process.stdout.isTTY && isTerminal(0),
    columns: process.stdout.columns || Number(process.env.COLUMNS) || 80,
    now: Date.now,
    random: Math.random,
    signal,
  };
}
