// Runs the solution of a step in the machine, as the learner would have typed it.
import type { Step } from '../course/types.ts';
import { LabsError } from '../errors.ts';
import { quote } from '../ssh/words.ts';

const LIMIT_MS = 180_000;

/**
 * One shell for all blocks of a step, so that a variable set in one is known in the next, as in a learner's
 * terminal. Output goes to a file: what a block leaves in the background would else hold the connection open.
 * Its end is on stdout when a block failed; with `shown`, each block and what it printed, as on a learner's screen.
 */
function script(shown: boolean): string {
  return `log=$(mktemp) || exit 70
bash -lc 'n=0
for block do
  n=$((n + 1))
  ${shown ? 'printf "%s\\n" "$block"' : ':'}
  eval "$block"
  status=$?
  [ "$status" -eq 0 ] || { echo "bridge-labs: block $n"; exit "$status"; }
done' bash "$@" >"$log" 2>&1 </dev/null
status=$?
${shown ? 'tail -c 100000' : '[ "$status" -eq 0 ] || tail -c 4000'} "$log"
rm -f "$log"
exit "$status"`;
}

/** The command line that runs these blocks in one shell, for whoever has a connection of their own. */
export function blocksCommand(blocks: readonly string[], shown = false): string {
  return ['sh', '-c', quote(script(shown)), 'sh', ...blocks.map(quote)].join(' ');
}

export interface RunOptions {
  readonly signal?: AbortSignal;
}

/** Runs a command line in the machine, as the learner. */
export interface Runner {
  run(
    command: string,
    options: RunOptions & { readonly timeoutMs: number },
  ): Promise<{ readonly stdout: string; readonly status: number }>;
}

/**
 * Brings the machine from where the step before it ended to the step's own end: its setup, then its solution. Throws LabsError `replay-failed` (params lab, step, block, status, output) when
 * a block of commands fails.
 */
export async function replayStep(
  runner: Runner,
  lab: string,
  step: Step,
  options: RunOptions = {},
): Promise<void> {
  await runBlocks(runner, lab, step, [...setupOf(step), ...step.commands], options);
}

/** The step's solution alone, from its beginning. Throws as `replayStep`. */
export async function solveStep(
  runner: Runner,
  lab: string,
  step: Step,
  options: RunOptions = {},
): Promise<void> {
  await runBlocks(runner, lab, step, step.commands, options);
}

/** As `solveStep`; resolves with what a learner's screen would have shown. */
export function screenOfSolution(
  runner: Runner,
  lab: string,
  step: Step,
  options: RunOptions = {},
): Promise<string> {
  return runBlocks(runner, lab, step, step.commands, options, true);
}

/** Makes the state in which a learner finds the machine at this step. Throws as `replayStep`. */
export async function setUpStep(
  runner: Runner,
  lab: string,
  step: Step,
  options: RunOptions = {},
): Promise<void> {
  await runBlocks(runner, lab, step, setupOf(step), options);
}

function setupOf({ setup }: Step): string[] {
  return setup === null ? [] : [setup];
}

/** Whether commands of the course failed, and not the machine. */
export function isReplayFailure(error: unknown): error is LabsError {
  return error instanceof LabsError && error.code === 'replay-failed';
}

async function runBlocks(
  runner: Runner,
  lab: string,
  step: Step,
  blocks: readonly string[],
  options: RunOptions,
  shown = false,
): Promise<string> {
  if (blocks.length === 0) return '';
  const { stdout, status } = await runner.run(blocksCommand(blocks, shown), {
    timeoutMs: LIMIT_MS,
    ...options,
  });
  if (status === 0) return stdout;
  const block = /^bridge-labs: block (\d+)$/m.exec(stdout)?.[1];
  const output = stdout.replace(/^bridge-labs: block \d+\n?/m, '').trim();
  const command = blocks[Number(block) - 1] ?? blocks.join('\n');
  throw new LabsError(
    'machine',
    'replay-failed',
    `The commands of ${lab}/${step.id} did not work on this machine (status ${status}): ${command.trim()}`,
    {
      hint: output,
      params: { lab, step: step.id, block: block ?? '?', status, command: command.trim(), output },
    },
  );
}
