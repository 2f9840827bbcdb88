// Sees that this computer has the programs that a machine takes: says what is missing, and installs it after a yes.
import { LabsError } from '../errors.ts';
import {
  findPrograms,
  install,
  installCommands,
  installsItself,
  type Host,
  type ImageSource,
  type ProgramState,
} from './programs.ts';

export interface PrepareOptions {
  readonly signal?: AbortSignal;
  /** How the image is made, null where it is there; not given: as `start` would make it. */
  readonly source?: ImageSource | null | undefined;
  /** Told what is missing and with which commands it would be installed; resolves with the user's yes or no. */
  readonly ask: (missing: readonly ProgramState[], commands: readonly string[]) => Promise<boolean>;
}

/**
 * Resolves when every program is there. Throws `missing-programs` (params programs) with the commands as
 * hint when the answer was no or there are none for this computer, and `install-failed`.
 */
export async function prepareHost(host: Host, options: PrepareOptions): Promise<void> {
  const missing = (await findPrograms(host, options.source)).filter(({ path }) => path === null);
  if (missing.length === 0) return;
  const commands = await installCommands(host, missing);
  const lines = commands?.map((words) => words.join(' ')) ?? null;
  if (lines !== null && installsItself(host) && (await options.ask(missing, lines))) {
    await install(commands ?? [], options.signal);
    const still = (await findPrograms(host, options.source)).filter(({ path }) => path === null);
    if (still.length === 0) return;
    throw missingPrograms(still, lines);
  }
  throw missingPrograms(missing, lines);
}

function missingPrograms(
  missing: readonly ProgramState[],
  commands: readonly string[] | null,
): LabsError {
  const programs = missing.map(({ name }) => name).join(', ');
  return new LabsError('machine', 'missing-programs', `missing: ${programs}`, {
    params: { programs },
    hint: commands?.join('\n') ?? 'bridge-labs doctor',
  });
}
