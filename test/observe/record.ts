// Records what real machines answer: each stage's commands, then the observing script, into recorded/STAGE.txt, and
// what a path asks beyond it into recorded/STAGE.told.txt.
//
//   npx esbuild test/observe/record.ts --bundle --platform=node --format=esm --outfile=/tmp/record.mjs
//   node /tmp/record.mjs STAGES ssh -F CONFIG root@MACHINE
//
// STAGES is `all` or names with commas; the rest is a command that runs a root shell in a fresh lab machine.
// The machine is cleaned before and after, so stages may be recorded in any order.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tellScript } from '../../src/map/path/told.ts';
import { EVERYTHING, observationScript, parseObservation } from '../../src/observe/index.ts';
import { NONCE, PROBES, stages } from './stages.ts';

const [wanted = 'all', ...shell] = process.argv.slice(2);
const folder = join(process.cwd(), 'test/observe/recorded');

const CLEAN = `
systemctl is-active --quiet docker || systemctl start docker
docker ps -aq | xargs -r docker rm -f >/dev/null 2>&1
for l in br0 veth-host veth-guest; do ip link del $l; done
for n in test guest; do ip netns del $n; rm -f /var/run/netns/$n; done
true
`;

/** Runs a script as root in the machine. The script comes as an argument, as the real SSH connection sends it. */
function run(script: string): string {
  const [program = 'ssh', ...args] = shell;
  const { stdout, stderr, status, error } = spawnSync(program, [...args, script], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error || status !== 0) {
    throw new Error(`${program} ended with ${status ?? 'a signal'}: ${stderr}`, { cause: error });
  }
  return stdout;
}

mkdirSync(folder, { recursive: true });
for (const stage of stages) {
  if (wanted !== 'all' && !wanted.split(',').includes(stage.name)) continue;
  run(`exec 2>/dev/null; ${CLEAN}`);
  const needs = stage.needs ?? EVERYTHING;
  const observing = observationScript({ needs, probes: PROBES, nonce: NONCE });
  const observed = stage.observe?.(observing) ?? observing;
  run(`set -e\n${stage.commands.join('\n')}`);
  const answer = run(observed);
  writeFileSync(join(folder, `${stage.name}.txt`), answer);
  if (stage.told) {
    const { state } = parseObservation(answer, PROBES, ['host']);
    writeFileSync(join(folder, `${stage.name}.told.txt`), run(tellScript(state, NONCE)));
  }
  if (stage.undo) run(stage.undo);
  console.log(`${stage.name}: ${answer.length} characters`);
}
run(`exec 2>/dev/null; ${CLEAN}`);
