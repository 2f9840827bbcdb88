// A check again on a connection that is open: prints the milliseconds of each run as JSON.
//   recheck HOME LAB STEP RUNS
import { homedir } from 'node:os';
import { judge, needsOf, probesOf } from '../../src/checks/index.ts';
import { loadCourse, packagedCourse } from '../../src/host/course-files.ts';
import { paths } from '../../src/host/paths.ts';
import { openMachine } from '../../src/machines/index.ts';
import { observe } from '../../src/observe/index.ts';
import { connect } from '../../src/ssh/connect.ts';

const [lab, step, runs] = process.argv.slice(2);
const { course } = await loadCourse(await packagedCourse());
const wanted = course?.labs.find(({ slug }) => slug === lab)?.steps.find(({ id }) => id === step);
if (!wanted) throw new Error(`no step ${lab}/${step}`);
const machine = await openMachine({ paths: paths(process.env, homedir(), process.platform) });
const connection = await connect(await machine.sshTarget(), { user: 'observer' });
const times: number[] = [];
for (let run = 0; run <= Number(runs); run++) {
  const begun = performance.now();
  const observation = await observe(connection.runScript, {
    needs: needsOf(wanted),
    probes: probesOf(wanted),
    nonce: `bench${String(run).padStart(8, '0')}`,
  });
  judge(wanted, observation, { language: 'en' });
  times.push(performance.now() - begun);
}
// The first one warms the guest up.
console.log(JSON.stringify(times.slice(1)));
process.exit(0);
