// Runs a whole POSIX shell script in the machine as one command: the way in which a machine is observed.
import type { Link } from './connect.ts';
import { scriptFailed } from './errors.ts';
import { quote } from './words.ts';

/** Linux takes no single argument of more than 128 KiB (execve(2), MAX_ARG_STRLEN). */
const MAX_ARGUMENT = 100_000;

/**
 * Resolves with the script's stdout. Throws LabsError of kind machine: `script-failed` when its status is not 0,
 * and what `run` throws.
 */
export async function runScriptOn(
  link: Link,
  script: string,
  { sudo }: { readonly sudo: boolean },
): Promise<string> {
  const small = Buffer.byteLength(script) < MAX_ARGUMENT;
  const shell = sudo ? 'exec sudo -n sh' : 'exec sh';
  const result = small
    ? await link.run(`${shell} -c ${quote(script)}`)
    : await link.run(`${shell} -s`, { stdin: script });
  if (result.status !== 0) throw scriptFailed(result.status, result.stderr);
  return result.stdout;
}
