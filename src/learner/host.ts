// Before a machine is made: the programs that it takes, installed after a yes that knows the exact commands.
import type { ProgramState } from '../host/programs.ts';
import type { Session } from './session.ts';

/** Throws LabsError `missing-programs` after a no, `needs-yes` where nobody can be asked, `install-failed`. */
export async function prepareHost(session: Session): Promise<void> {
  await session.parts.prepareHost(session.io.env, {
    signal: session.io.signal,
    ask: (missing, commands) => {
      const { learner } = session.messages;
      const { reporter } = session;
      reporter.notice(learner.missingPrograms);
      for (const program of missing) reporter.notice(`  ${programLine(session, program)}`);
      reporter.notice(learner.installCommands);
      for (const command of commands) reporter.notice(`  ${command}`);
      return session.confirm(learner.askInstall);
    },
  });
}

/** "mmdebstrap: builds the machine's disk from Debian packages" */
export function programLine(session: Session, { name, purpose }: ProgramState): string {
  return `${name}: ${session.messages.learner.purposes[purpose]}`;
}
