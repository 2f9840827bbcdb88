// Somebody's computer with Debian 12, an older Docker, iproute2 and systemd on it, becomes a lab machine over ssh, and keeps the contract.
import { execa } from 'execa';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../src/host/paths.ts';
import { openMachine } from '../../src/machines/index.ts';
import { namedSources } from '../../src/machines/qemu/image/mirror.ts';
import { freePort } from '../../src/machines/qemu/process.ts';
import type { Settings } from '../../src/machines/settings.ts';
import { contract } from '../machines/contract.ts';

const LONG = 1_800_000;

const home = await mkdtemp(join(tmpdir(), 'bridge-labs-debian12-'));
const folders = paths({ BRIDGE_LABS_HOME: home }, home, process.platform);
const identity = join(home, 'id_ed25519');
let computer: ChildProcess;
let settings: Settings;
const open = () => openMachine({ paths: folders, name: 'borrowed', settings });

beforeAll(async () => {
  await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', identity]);
  const script = join(import.meta.dirname, 'debian12.sh');
  const sources = (await namedSources()).map((line) => line.replace(/\btrixie\b/, 'bookworm'));
  const words = [script, home, resolve('machine'), `${identity}.pub`, ...sources];
  await execa('sh', words, { stdio: 'inherit' });
  const port = await freePort();
  const qemu = spawn(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-m', '1024', '-smp', '2'],
      ...['-display', 'none', '-serial', 'stdio', '-no-reboot'],
      ...['-kernel', join(home, 'vmlinuz'), '-initrd', join(home, 'initrd')],
      ...['-append', 'root=LABEL=debian console=ttyS0 quiet'],
      ...['-drive', `file=${join(home, 'disk.qcow2')},if=virtio,cache=unsafe`],
      ...['-nic', `user,model=virtio,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  computer = qemu;
  let said = '';
  await new Promise<void>((up, fail) => {
    qemu.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk);
      if (said.includes('ssh-is-up')) up();
    });
    qemu.on('close', () => fail(new Error(`it did not come up: ${said}`)));
  });
  settings = { provider: 'ssh', host: `root@127.0.0.1:${port}`, identity };
}, LONG);

afterAll(async () => {
  const gone = once(computer, 'close');
  computer.kill('SIGKILL');
  await gone;
  await rm(home, { recursive: true, force: true });
});

const asOwner = async (command: string): Promise<string> => {
  const { stdout } = await execa('ssh', [
    ...['-i', identity, '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'],
    ...['-p', String(settings.host).split(':')[1] ?? '', 'root@127.0.0.1', command],
  ]);
  return stdout;
};

it('is what it says', async () => {
  const said = await asOwner('. /etc/os-release; echo $VERSION_ID; docker --version');
  expect(said).toMatch(/^12\nDocker version 20\./);
});

contract('ssh, on Debian 12', { open, wayOut: '10.0.2.2' });

it(
  'the course goes as far on it as its own networks do: labs 6 to 8 and the way out, each step by its own check',
  async () => {
    const env = { BRIDGE_LABS_HOME: join(home, 'course') };
    const labs = (...words: string[]) =>
      execa('node', ['dist/bridge-labs.js', ...words, '--lang', 'en', '--yes'], { env });
    const words = ['--provider', 'ssh', '--host', String(settings.host), '--identity', identity];
    // It was given back, and reaches no mirror to make them of.
    await asOwner('mkdir -p /usr/local/share/bridge-labs && cp -r /root/images $_/images');
    await labs('start', ...words);
    // Replays the solutions; a step whose check does not pass ends it.
    await labs('goto', 'in');
    const { stdout } = await execa('node', ['dist/bridge-labs.js', 'status', '--json'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ lab: 'in', machine: { trouble: null } });
    await labs('destroy');
  },
  LONG,
);
