// `bridge-labs doctor`: what this computer has and lacks for running the machine, and what to do.
import type { VerdictValue } from '../../checks/types.ts';
import type { DoctorReport } from '../../host/doctor.ts';
import { EXIT } from '../failure.ts';
import { programLine } from '../host.ts';
import { verdictSign } from '../signs.ts';
import type { Session } from '../session.ts';

/** Exit code 3 when no machine can be made or run here. */
export async function doctor(session: Session): Promise<number> {
  const { learner } = session.messages;
  const report = await session.parts.examineHost(session.io.env, session.paths);
  for (const [verdict, line] of lines(session, report)) {
    session.print(`${verdictSign(session, verdict)} ${line}`);
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

function lines(session: Session, report: DoctorReport): [VerdictValue, string][] {
  const { learner } = session.messages;
  const { accelerator, disk, memory, qemu } = report;
  const state = learner.acceleratorStates[accelerator.state];
  const verdict = (well: boolean): VerdictValue => (well ? 'pass' : 'not-yet');
  // One that is there and cannot be used is no fault, but why all is slow.
  const slow = accelerator.used !== null && accelerator.used !== accelerator.offered;
  return [
    ['pass', learner.imageSources[report.image ?? 'built']],
    ...report.programs.map((program): [VerdictValue, string] => [
      verdict(program.path !== null),
      programLine(session, program) +
        learner.aside(program.path ?? learner.missing(program.package)),
    ]),
    ...(qemu === null ? [] : [['pass', `QEMU ${qemu}`] as [VerdictValue, string]]),
    [
      slow ? 'broken' : 'pass',
      learner.accelerator(accelerator.offered, state, accelerator.used ?? accelerator.offered),
    ],
    [
      verdict(disk.free >= disk.needed),
      learner.diskFree(gigabytes(disk.free), gigabytes(disk.needed), disk.folder),
    ],
    [
      verdict(memory.total >= memory.needed),
      learner.memoryFree(gigabytes(memory.free), gigabytes(memory.total), gigabytes(memory.needed)),
    ],
  ];
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
