// Bundles the terminal tests' program as the product is bundled, and runs it in a terminal or with pipes.
import { spawn as spawnProcess } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { IPty } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { bundle } from '../host/bundle.ts';
import type { Task } from './shell-program.ts';
import { runInTerminal } from './terminal.ts';

export interface Program extends AsyncDisposable {
  readonly file: string;
  readonly folder: string;
}

/** In a folder of its own that has the installed packages beside it, as an installed product has. */
export async function buildProgram(source = 'test/ssh/shell-program.ts'): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'ssh-program-'));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  const file = await bundle(resolve(source), folder, true);
  return { file, folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

export interface Screen {
  readonly pty: IPty;
  readonly terminal: headless.Terminal;
  /** Every byte that came, as text. */
  readonly text: () => string;
  /** Resolves once `found` holds of the screen's lines. */
  readonly until: (found: (lines: string[]) => boolean) => Promise<void>;
  readonly exit: Promise<number>;
}

/** Runs the task by `sh`, in a terminal of 80 × 24; afterwards `sh` prints "status N" and how the terminal stands. */
export function inTerminal(program: Program, task: Task, term = 'xterm-256color'): Screen {
  const line =
    '"$0" "$1" "$2"; echo "status $?"; stty -a | grep -o -- "-\\?\\(icanon\\|echo\\)\\b"';
  return screenOf(line, [process.execPath, program.file, JSON.stringify(task)], { name: term });
}

/** Runs a line of sh in a terminal of 80 × 24, with `words` as its parameters from `$0` on. */
export function screenOf(
  line: string,
  words: readonly string[],
  options: { readonly name: string; readonly env?: Record<string, string | undefined> },
): Screen {
  const terminal = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  let text = '';
  let check = (): void => undefined;
  const onData = (data: string): void => {
    text += data;
    terminal.write(data, () => check());
  };
  const { pty, exit } = runInTerminal(line, words, onData, options);
  terminal.onData((reply) => pty.write(reply));
  const drawn = exit.then(
    (status) =>
      new Promise<number>((done) => {
        terminal.write('', () => done(status));
      }),
  );
  const lines = (): string[] => {
    const { active } = terminal.buffer;
    const rows = Array.from({ length: terminal.rows }, (_, y) => active.getLine(active.baseY + y));
    return rows.map((row) => row?.translateToString(true) ?? '');
  };
  const until = (found: (lines: string[]) => boolean): Promise<void> =>
    new Promise((done) => {
      check = () => {
        if (!found(lines())) return;
        check = () => undefined;
        done();
      };
      check();
    });
  return { pty, terminal, text: () => text, until, exit: drawn };
}

/** Runs the task with pipes. */
export function withPipes(program: Program, task: Task) {
  const child = spawnProcess(process.execPath, [program.file, JSON.stringify(task)]);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const ended = new Promise<{ status: number | null; stdout: Buffer; stderr: string }>((done) => {
    child.on('close', (status) =>
      done({ status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    );
  });
  return { child, ended };
}
