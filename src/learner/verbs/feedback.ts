// `labs feedback`: what a bug report needs, in one file that is shown before it is written.
import { release } from 'node:os';
import { resolve } from 'node:path';
import { mustBeWritable } from '../../host/user-files.ts';
import { asLabsError } from '../../ui/error.ts';
import { inert } from '../../ui/inert.ts';
import { EXIT } from '../failure.ts';
import type { Session } from '../session.ts';
import { standing } from '../standing.ts';

const CONSOLE_LINES = 30;

/** Nothing is sent anywhere, and nothing is written without a yes. */
export async function feedback(
  session: Session,
  { version, file = 'bridge-labs-feedback.txt' }: { version: string; file: string | undefined },
): Promise<number> {
  const { terminal, learner } = session.messages;
  const path = resolve(session.io.cwd, file);
  await mustBeWritable(path);
  const text = await collect(session, version);
  session.print(text);
  session.tell(terminal.feedbackShown(path));
  if (!(await session.confirm(terminal.askWrite))) {
    session.print(learner.nothingDone);
    return EXIT.notYet;
  }
  const { writeWhole } = await import('../../host/atomic-write.ts');
  await writeWhole(path, text);
  session.print(terminal.feedbackWritten(path));
  return EXIT.done;
}

/** In English, whatever the learner's language: it is for those who mend things. */
async function collect(session: Session, version: string): Promise<string> {
  const { env } = session.io;
  const home = env.HOME ?? '';
  const parts = [
    section('versions', [
      `bridge-labs ${version}`,
      `Node ${process.versions.node}, ${process.platform} ${release()} ${process.arch}`,
      `TERM=${env.TERM ?? ''} LANG=${env.LANG ?? ''} LC_ALL=${env.LC_ALL ?? ''}`,
    ]),
    section('where', await tried(() => where(session))),
    section('doctor', await tried(() => doctor(session))),
    section('machine', await tried(() => machine(session))),
    section(
      'console, last lines',
      await tried(async () => (await session.machine()).consoleTail(CONSOLE_LINES)),
    ),
  ];
  const text = inert(parts.join('\n'));
  // A home folder has its owner's name.
  return home.length > 1 ? text.replaceAll(home, '~') : text;
}

async function where(session: Session): Promise<string[]> {
  const { course, at, progress } = await standing(session);
  const passed = Object.values(progress.steps).filter(({ state }) => state === 'passed').length;
  return [
    `course ${course.name}, step ${at.lab}/${at.step}, ${passed} passed, names ${(await session.varied())?.seed ?? 'as in the course'}`,
  ];
}

async function doctor(session: Session): Promise<string[]> {
  const report = await session.parts.examineHost(session.io.env, session.paths);
  return JSON.stringify(report, null, 1).split('\n');
}

async function machine(session: Session): Promise<string[]> {
  const found = await session.machine();
  const trouble = await found.trouble();
  const checkpoints = (await found.checkpoints?.list()) ?? [];
  return [
    `${found.provider}, ${await found.status()}, trouble: ${trouble ? `${trouble.code} ${trouble.detail}` : 'none'}`,
    `checkpoints: ${checkpoints.map(({ name, size }) => `${name} ${Math.round(size / 1e6)} MB`).join(', ')}`,
  ];
}

/** What cannot be found out is told in its place. */
async function tried(find: () => Promise<string[]>): Promise<string[]> {
  try {
    return await find();
  } catch (error) {
    const { code, message } = asLabsError(error);
    return [`not found out: [${code}] ${message}`];
  }
}

function section(title: string, lines: readonly string[]): string {
  return `== ${title}\n${lines.join('\n')}\n`;
}
