// `bridge-labs doctor`: what this computer has and lacks for running the machine, and what to do.
import type { DoctorReport } from '../../host/doctor.ts';
import { EXIT } from '../failure.ts';
import { programLine } from '../host.ts';
import { verdictSign } from '../signs.ts';
import type { Session } from '../session.ts';

/** Exit code 3 when no machine can be made or run here. */
export async function doctor(session: Session): Promise<number> {
  const { learner } = session.messages;
  const report = await session.parts.examineHost(session.io.env, session.paths);
  for (const [well, line] of lines(session, report)) {
    session.print(`${verdictSign(session, well ? 'pass' : 'not-yet')} ${line}`);
  }
  session.print('');
  if (report.install !== null && report.install.length > 0) {
    session.print(
      report.manager === 'winget'
        ? learner.doctorWindows
        : learner.doctorInstall(session.command('bridge-labs start --yes')),
    );
    for (const command of report.install) session.print(`  ${command}`);
  } else if (report.install === null) {
    session.tell(learner.doctorNoCommands);
  }
  session.print(report.well ? learner.doctorWell : learner.doctorNotWell);
  session.reporter.data(report);
  return report.well ? EXIT.done : EXIT.machine;
}

function lines(session: Session, report: DoctorReport): [boolean, string][] {
  const { learner } = session.messages;
  const { accelerator, disk, memory, qemu } = report;
  const state = learner.acceleratorStates[accelerator.state];
  return [
    [true, learner.imageSources[report.image ?? 'built']],
    ...report.programs.map((program): [boolean, string] => [
      program.path !== null,
      programLine(session, program) +
        learner.aside(program.path ?? learner.missing(program.package)),
    ]),
    ...(qemu === null ? [] : [[true, `QEMU ${qemu}`] as [boolean, string]]),
    [
      true,
      learner.accelerator(accelerator.offered, state, accelerator.used ?? accelerator.offered),
    ],
    [
      disk.free >= disk.needed,
      learner.diskFree(gigabytes(disk.free), gigabytes(disk.needed), disk.folder),
    ],
    [
      memory.total >= memory.needed,
      learner.memoryFree(gigabytes(memory.free), gigabytes(memory.total), gigabytes(memory.needed)),
    ],
  ];
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
