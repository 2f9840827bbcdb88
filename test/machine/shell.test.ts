// An open shell, in a real terminal, while another one checks, saves checkpoints, and undoes.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Qmp } from '../../src/machines/qemu/qmp.ts';
import { screenOf, type Screen } from '../ssh/program.ts';
import { expectCode, rig } from './rig.ts';

const machine = await rig();
const { json, labs, run } = machine;
let screen: Screen;
let asked = 0;

/** Types a command line, and after it one whose output cannot be mistaken for what was typed, and waits for that. */
async function answers(command = ':'): Promise<void> {
  const number = ++asked;
  screen.pty.write(`${command}; echo "still-$((${number} * 1000))-here"\r`);
  await screen.until((lines) => lines.includes(`still-${number * 1000}-here`));
}

/** As `screen.until`, without what programs paint behind a line's end. */
function shows(found: (lines: string[]) => boolean): Promise<void> {
  return screen.until((lines) => found(lines.map((line) => line.trimEnd())));
}

beforeAll(async () => {
  expectCode(await labs('start --yes --lang en'), 0);
  expectCode(await labs('goto bridge/create --yes'), 0);
  screen = screenOf('"$0" "$1" shell', [process.execPath, join(machine.dist, 'labs.js')], {
    name: 'xterm-256color',
    env: machine.env,
  });
  await screen.until((lines) => lines.some((line) => line.includes('$')));
});
afterAll(() => screen.pty.kill());

it('outlives the checkpoint that each passed step leaves', async () => {
  await answers();
  for (const [step, command] of [
    ['create', 'sudo ip link add br0 type bridge'],
    ['up', 'sudo ip link set br0 up'],
  ] as const) {
    await answers(command);
    expect(await json('check')).toMatchObject({ step, verdict: 'pass' });
    // While the checkpoint is being saved, and once it is.
    await answers();
    const { machine: health } = await json('status');
    expect(health).toMatchObject({ trouble: null });
    await answers();
    expectCode(await labs('next'), 0);
  }
  expect(screen.text()).not.toContain('A new one:');
});

it('keeps what is typed while sudo runs', async () => {
  const number = ++asked;
  screen.pty.write(`sudo sleep 2; sudo true\recho "still-$((${number} * 1000))-here"\r`);
  await screen.until((lines) => lines.includes(`still-${number * 1000}-here`));
});

it('has labs in it: one window is enough', async () => {
  await answers('sudo ip addr add 192.168.200.1/24 dev br0; labs check');
  // A shell stands still while its machine is saved: the prompt comes back when that is over, and not before.
  const qmp = await Qmp.connect(join(machine.home, 'machines/default/qmp.sock'));
  expect(await qmp.execute('query-jobs')).toEqual([]);
  qmp.close();
  await answers('labs next');
  expect(await json('status')).toMatchObject({ step: 'route' });
  await screen.until((lines) => lines.some((line) => line.startsWith('[6/route] ')));
  screen.pty.write('labs undo\r');
  await screen.until((lines) => lines.some((line) => line.includes('(y/N)')));
  screen.pty.write('y\r');
  await screen.until((lines) => lines.some((line) => line.includes('Back at the beginning')));
  await answers('test ! -e /tmp/mine && touch /tmp/mine');
  // Who has called it in here is told no more than that.
  expect(screen.text()).not.toContain('A new one:');
});

it('an undo elsewhere takes it away, and a new one is opened in its place', async () => {
  expectCode(await labs('undo --yes'), 0);
  await screen.until((lines) => lines.some((line) => line.includes('A new one:')));
  await answers();
  expectCode(await run(['run', '--', 'test', '-e', '/tmp/mine']), 1);
});

it('a full-screen program draws, follows a change of size, and leaves the screen as it was', async () => {
  screen.pty.write('vi /tmp/poem\r');
  await shows((lines) => lines[22] === '~' && lines[23]?.includes('poem') === true);
  screen.terminal.resize(100, 30);
  screen.pty.resize(100, 30);
  await shows((lines) => lines[28] === '~');
  screen.pty.write('iThe cable is plugged in.\x1b');
  await shows(([first]) => first === 'The cable is plugged in.');
  screen.pty.write(':wq\r');
  // What is typed before the shell is back would be the editor's.
  await shows((lines) => {
    const at = lines.findLastIndex((line) => line.endsWith('vi /tmp/poem'));
    return at >= 0 && lines[at + 1]?.endsWith('$') === true;
  });
  await answers('stty size; cat /tmp/poem');
  await shows((lines) => {
    const at = lines.indexOf('30 100');
    return at >= 0 && lines[at + 1] === 'The cable is plugged in.';
  });
  screen.terminal.resize(80, 24);
  screen.pty.resize(80, 24);
});

it('10 MB of output come whole', async () => {
  const before = screen.text().length;
  await answers("yes 'one line of forty characters, all alike' | head -c 10000000");
  const lines = screen.text().slice(before).split(/\r+\n/);
  // Before the first one stands what readline says to the terminal.
  const whole = lines.filter((line) => line.endsWith('one line of forty characters, all alike'));
  expect(whole.length).toBe(10_000_000 / 40);
});

it('a connection that drops is told, and a new shell is opened', async () => {
  await machine.hurt('pkill -KILL -u learner sshd; true');
  await screen.until((lines) => lines.some((line) => line.includes('A new one:')));
  await answers();
});

it('its exit status is the exit code', async () => {
  screen.pty.write('exit 7\r');
  expect(await screen.exit).toBe(7);
});
