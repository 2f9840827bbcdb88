// `labs watch` on a real machine: what is done in another terminal shows by itself, and it outlives the machine.
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { screenOf, type Screen } from '../ssh/program.ts';
import { expectCode, rig } from './rig.ts';

const machine = await rig();
const { labs, run } = machine;
let screen: Screen;

beforeAll(async () => {
  expectCode(await labs('start --yes --lang en'), 0);
  expectCode(await labs('goto cable/pair --yes'), 0);
  const line =
    'set -m; before=$(stty -g); "$0" "$1" watch; echo "status $?"; [ "$(stty -g)" = "$before" ] && echo as it was';
  screen = screenOf(line, [process.execPath, join(machine.dist, 'labs.js')], {
    name: 'xterm-256color',
    env: machine.env,
  });
});

const shows = (text: string): Promise<void> =>
  screen.until((lines) => lines.some((one) => one.includes(text)));

it('turns by itself as the learner works in another terminal', async () => {
  await shows('✘ veth-host');
  expectCode(await run(['run', '--', 'sudo ip link add veth-host type veth peer veth-guest']), 0);
  await shows('✔ veth-host');
  await shows('All there. n: the next step');
});

it('has the map beside the text where there is room', async () => {
  expect(screen.text()).not.toContain('docker0  bridge');
  screen.terminal.resize(200, 50);
  screen.pty.resize(200, 50);
  // The text at the left, the machine at the right, on one line.
  await screen.until((lines) =>
    lines.some((line) => /^A cable has two ends, .* ┌ the machine/.test(line)),
  );
  await screen.until((lines) => lines.some((line) => /^.{80,}│ veth-guest {2}down/.test(line)));
});

it('says that the machine is gone, and comes back when it does', async () => {
  expectCode(await labs('stop'), 0);
  await shows('No machine:');
  await shows('What to do: Start it: ');
  expectCode(await labs('start --yes'), 0);
  await shows('✔ veth-host');
});

it('undo by a key takes the step back, also in the machine', async () => {
  screen.pty.write('u');
  await shows('(y/n)');
  screen.pty.write('y');
  await shows('✘ veth-host');
  expectCode(await run(['run', '--', 'ip link show veth-host']), 1);
});

it('Ctrl-C leaves the terminal as it was', async () => {
  screen.pty.write('\x03');
  await shows('status 0');
  await screen.until((lines) => lines.includes('as it was') && !lines.join().includes('veth-host'));
});
