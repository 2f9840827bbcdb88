// The program that the terminal tests run in a terminal of their own: argv[2] says what, as JSON.
import { LabsError } from '../../src/errors.ts';
import { connect } from '../../src/ssh/connect.ts';
import { runInteractive, shell } from '../../src/ssh/shell.ts';
import type { SshTarget } from '../../src/ssh/types.ts';

export interface Task {
  readonly target: SshTarget;
  /** Words of a command; none: a shell. */
  readonly words?: readonly string[];
  /** Only connect, run `echo in`, and print its output. */
  readonly probe?: true;
  readonly keepaliveMs?: number;
}

const task = JSON.parse(process.argv[2] ?? '') as Task;
const streams = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
const options = {
  ...streams,
  ...(process.env['TERM'] ? { term: process.env['TERM'] } : {}),
  ...(task.keepaliveMs ? { keepaliveMs: task.keepaliveMs } : {}),
};

try {
  if (task.probe) {
    await using connection = await connect(task.target);
    process.stdout.write((await connection.run('echo in')).stdout);
  } else if (task.words) {
    process.exitCode = await runInteractive(task.target, task.words, options);
  } else {
    process.exitCode = await shell(task.target, options);
  }
} catch (error) {
  process.stderr.write(`${error instanceof LabsError ? error.code : String(error)}\n`);
  process.exitCode = 3;
}
