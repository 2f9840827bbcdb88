// How quickly `labs watch` shows a change, and what it costs while nothing changes: prints one JSON object.
//   watch.mjs LABS_JS   (BRIDGE_LABS_HOME: a machine at the step bridge/create)
import { spawn as spawnProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import headless from '@xterm/headless';

const { spawn } = createRequire(import.meta.url)('@lydell/node-pty');
const program = process.argv[2];
const IDLE_S = 20;
const size = { cols: 80, rows: 24 };

const terminal = new headless.Terminal({ ...size, allowProposedApi: true });
let check = () => undefined;
const pty = spawn(process.execPath, [program, 'watch', '--lang', 'en'], {
  ...size,
  name: 'xterm-256color',
  env: process.env,
});
pty.onData((data) => terminal.write(data, () => check()));

/** Resolves when the screen shows it. */
function until(text) {
  return new Promise((done) => {
    check = () => {
      const { active } = terminal.buffer;
      const lines = Array.from({ length: size.rows }, (_, y) =>
        active.getLine(active.baseY + y)?.translateToString(true),
      );
      if (lines.some((line) => line?.includes(text))) done(performance.now());
    };
    check();
  });
}

/** Runs sh in the machine; resolves with its output, and calls at each line of it. */
function inMachine(script, onLine = () => undefined) {
  return new Promise((done, fail) => {
    const child = spawnProcess(process.execPath, [program, 'run', '--', 'sh', '-c', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      onLine(String(chunk).trim());
    });
    child.on('error', fail);
    child.on('close', () => done(output));
  });
}

/** Seconds that a process has been on a processor (proc_pid_stat(5): fields 14 and 15, in hundredths). */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Part of the guest's time in which it was not idle, over the seconds; the first ones are its login's. */
async function guestBusy() {
  const output = await inMachine(
    `sleep 5; head -1 /proc/stat; sleep ${IDLE_S}; head -1 /proc/stat`,
  );
  const [first, last] = output
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/).slice(1).map(Number));
  const spent = last.map((ticks, index) => ticks - first[index]);
  const all = spent.reduce((sum, ticks) => sum + ticks, 0);
  return 1 - (spent[3] + spent[4]) / all;
}

await until('Seen at');
const reactions = [];
for (let round = 0; round < 3; round++) {
  for (const [command, shown] of [
    ['add', '✔ br0'],
    ['del', '✘ br0'],
  ]) {
    let typed = 0;
    const seen = until(shown);
    const line = `sleep 1; echo now; sudo ip link ${command} br0 ${command === 'add' ? 'type bridge' : ''}`;
    await inMachine(line, (text) => {
      if (text === 'now') typed = performance.now();
    });
    reactions.push((await seen) - typed);
  }
}
await until('Seen at');
const before = cpuSeconds(pty.pid);
const since = performance.now();
const busy = await guestBusy();
const host = (cpuSeconds(pty.pid) - before) / ((performance.now() - since) / 1000);
pty.write('q');
await sleep(1000);
const without = await guestBusy();
console.log(JSON.stringify({ reactions, host, guest: busy - without, guestBusy: busy }));
process.exit(0);
