// Before a machine is made: what it would take or change, told and asked in the user's language.
import type { ImageSource, ProgramState } from '../host/programs.ts';
import type { MachineStatus, Question } from '../machines/types.ts';
import type { Session } from './session.ts';

/** There is somebody to ask before the machine is made. */
const UNMADE: readonly MachineStatus[] = ['absent', 'unfinished'];

/**
 * For a machine of QEMU's; what would build its image is asked for only where that is not there. Throws LabsError
 * `missing-programs` after a no, `needs-yes` where nobody can be asked, `install-failed`.
 */
export async function prepareHost(session: Session): Promise<void> {
  const images = await session.parts.openImages(session.paths);
  await prepare(session, (await images.has()) ? null : undefined);
}

/** For an image that is built from `source`; not given: as `start` would. Throws as `prepareHost`. */
export async function prepareImage(session: Session, source?: ImageSource): Promise<void> {
  await prepare(session, source);
}

async function prepare(session: Session, source: ImageSource | null | undefined): Promise<void> {
  await session.parts.prepareHost(session.io.env, {
    signal: session.io.signal,
    source,
    ask: (missing, commands) => ask(session, { about: 'programs', missing, commands }),
  });
}

/** Resolves with false after a no. Throws what the machine throws, and as `prepareHost`. */
export async function prepareMachine(session: Session): Promise<boolean> {
  const machine = await session.machine();
  if (machine.prepare === null) return true;
  if (machine.borrowed !== null && UNMADE.includes(await machine.status())) {
    session.reporter.notice(session.messages.learner.lookingAt(machine.borrowed));
  }
  return machine.prepare({
    signal: session.io.signal,
    ask: (question) => ask(session, question),
  });
}

function ask(session: Session, question: Question): Promise<boolean> {
  const { learner } = session.messages;
  const { reporter } = session;
  const tell = (lines: readonly string[]): void => lines.forEach((line) => reporter.notice(line));
  switch (question.about) {
    case 'programs':
      tell([
        learner.missingPrograms,
        ...question.missing.map((program) => `  ${programLine(session, program)}`),
        learner.installCommands,
        ...question.commands.map((command) => `  ${command}`),
      ]);
      return session.confirm(learner.askInstall);
    case 'host-key':
      tell([learner.unknownHostKey(question.host), `  ${question.fingerprint}`]);
      return session.confirm(learner.askHostKey);
    case 'changes':
      tell(changeLines(session, question));
      return session.confirm(learner.askChanges(question.host));
  }
}

function changeLines(
  session: Session,
  { host, changes }: Extract<Question, { about: 'changes' }>,
): string[] {
  const { changesOf } = session.messages.learner;
  const { packages, newUser, keepsDockerConfig } = changes;
  return [
    changesOf.title(host, changes.system),
    ...[
      packages.length > 0 ? changesOf.packages(packages.join(' ')) : changesOf.noPackages,
      newUser ? changesOf.newUser : changesOf.sameUser,
      keepsDockerConfig ? changesOf.ownDockerConfig : changesOf.dockerConfig,
      changesOf.network,
      changesOf.files,
      changesOf.warning,
    ].map((line) => `  - ${line}`),
    changesOf.back(session.command('bridge-labs destroy')),
  ];
}

/** "mmdebstrap: builds the machine's disk from Debian packages" */
export function programLine(session: Session, { name, purpose }: ProgramState): string {
  return `${name}: ${session.messages.learner.purposes[purpose]}`;
}
