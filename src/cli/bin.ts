// What the three bins share: the process's own streams and signals, and an exit that loses no output.
import { constants } from 'node:os';
import type { Io } from '../learner/io.ts';
import type { Parts } from '../learner/parts.ts';
import { main } from './main.ts';
import type { BinName } from './spec.ts';

/** Runs the bin on this process, and ends the process. */
export async function runBin(bin: BinName, parts?: Parts): Promise<void> {
  const controller = new AbortController();
  let signalled: NodeJS.Signals | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    // The second one means now: work that cleans up has had its chance.
    if (signalled !== null) process.exit(codeOf(signal));
    signalled = signal;
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const code = await main(bin, process.argv.slice(2), processIo(controller.signal), parts);
  // Not only exitCode: a connection that says goodbye must not hold the user up.
  process.exit(code === 130 && signalled !== null ? codeOf(signalled) : code);
}

function processIo(signal: AbortSignal): Io {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    // A getter: most commands never read it, and opening it takes time.
    get stdin() {
      return process.stdin;
    },
    env: process.env,
    cwd: process.cwd(),
    columns: process.stdout.columns || Number(process.env.COLUMNS) || 80,
    now: Date.now,
    // The names that a learner is given are drawn with it: nobody is to foresee them.
    random: () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32,
    signal,
  };
}

/** As a shell says it of a program that a signal ended. */
function codeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
