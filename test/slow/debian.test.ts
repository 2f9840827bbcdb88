// Somebody's computer with another Debian becomes a lab machine over ssh, and keeps the contract: the one before ours, with an
// older Docker, iproute2 and systemd; and the next one, whose Docker (from 27.3 on) no longer loads br_netfilter by itself.
import { execa } from 'execa';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../src/host/paths.ts';
import { openMachine } from '../../src/machines/index.ts';
import { namedSources } from '../../src/machines/qemu/image/mirror.ts';
import { freePort } from '../../src/machines/qemu/process.ts';
import type { Settings } from '../../src/machines/settings.ts';
import { contract } from '../machines/contract.ts';

const LONG = 1_800_000;

describe.each([
  // As far as its own networks go: labs 6 to 8, and the way out.
  { suite: 'bookworm', docker: /^Docker version 20\./, to: 'in' },
  // All that is built by hand, and what lab 15 breaks begins there.
  { suite: 'forky', docker: /^Docker version (2[89]|[3-9]\d)\./, to: 'mend' },
])('$suite', ({ suite, docker, to }) => {
  let home: string;
  let identity: string;
  let computer: ChildProcess;
  let settings: Settings;
  const open = () => {
    const folders = paths({ BRIDGE_LABS_HOME: home }, home, process.platform);
    return openMachine({ paths: folders, name: 'borrowed', settings });
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), `bridge-labs-${suite}-`));
    identity = join(home, 'id_ed25519');
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', identity]);
    const script = join(import.meta.dirname, 'debian.sh');
    const sources = (await namedSources()).map((line) => line.replace(/\btrixie\b/, suite));
    const words = [script, suite, home, resolve('machine'), `${identity}.pub`, ...sources];
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
  const bridged = 'cat /proc/sys/net/bridge/bridge-nf-call-iptables 2>/dev/null || echo none';
  let before: string;

  it('is what it says', async () => {
    expect(await asOwner('. /etc/os-release; echo $VERSION_CODENAME')).toBe(suite);
    expect(await asOwner('docker --version')).toMatch(docker);
    before = await asOwner(bridged);
    expect(['none', '1']).toContain(before);
  });

  contract(`ssh, on ${suite}`, { open, wayOut: '10.0.2.2' });

  it(
    'the course goes far on it, each step by its own check; then the computer is given back',
    async () => {
      const env = { BRIDGE_LABS_HOME: join(home, 'course') };
      const labs = (...words: string[]) =>
        execa('node', ['dist/bridge-labs.js', ...words, '--lang', 'en', '--yes'], { env });
      const words = ['--provider', 'ssh', '--host', String(settings.host), '--identity', identity];
      // It was given back, and reaches no mirror to make them of.
      await asOwner('mkdir -p /usr/local/share/bridge-labs && cp -r /root/images $_/images');
      await labs('start', ...words);
      expect(await asOwner(bridged)).toBe('1');
      const filters = 'sort -u /proc/sys/net/ipv4/conf/*/rp_filter';
      expect(await asOwner(`ip netns exec host2 sh -c '${filters}'`)).toBe('0');
      // Replays the solutions; a step whose check does not pass ends it.
      await labs('goto', to);
      const { stdout } = await execa('node', ['dist/bridge-labs.js', 'status', '--json'], { env });
      expect(JSON.parse(stdout)).toMatchObject({ lab: to, machine: { trouble: null } });
      await labs('destroy');
      expect(await asOwner(bridged)).toBe(before);
    },
    LONG,
  );
});
