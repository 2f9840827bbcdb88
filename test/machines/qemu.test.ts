// What of the qemu provider can be judged without a machine: sources, recipe, command line, files, console.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineArguments, type RunOptions } from '../../src/machines/qemu/arguments.ts';
import { qemuConsole } from '../../src/machines/qemu/console.ts';
import { machineFiles, readRecord } from '../../src/machines/qemu/files.ts';
import { hardwareFor, hardwareKey } from '../../src/machines/qemu/hardware.ts';
import { sourcesOf } from '../../src/machines/qemu/image/mirror.ts';
import { readRecipe } from '../../src/machines/qemu/image/recipe.ts';
import { Qmp } from '../../src/machines/qemu/qmp.ts';

let folder: string;
const servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bl-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('sources', () => {
  const target = (origin: string, codename: string, component: string, uri: string): string =>
    [origin, codename, component, uri].join('\t');

  it('are those of the host, for the release of the machine', () => {
    const lines = [
      target('Debian', 'bookworm', 'main', 'http://mirror.example/debian/'),
      target('Debian', 'bookworm', 'contrib', 'http://mirror.example/debian/'),
      target('Debian', 'bookworm-updates', 'main', 'http://mirror.example/debian/'),
      target('Debian', 'bookworm-backports', 'main', 'http://mirror.example/backports/'),
      target('Debian', 'bookworm-security', 'main', 'http://security.example/debian-security/'),
      target('Somebody', 'nodistro', 'main', 'http://packages.example/'),
    ];
    expect(sourcesOf(lines.join('\n'))).toEqual([
      'deb http://mirror.example/debian/ trixie main',
      'deb http://mirror.example/debian/ trixie-updates main',
      'deb http://security.example/debian-security/ trixie-security main',
    ]);
  });

  it('are left to mmdebstrap where apt knows no Debian', () => {
    expect(sourcesOf(target('Ubuntu', 'noble', 'main', 'http://mirror.example/ubuntu/'))).toEqual(
      [],
    );
    expect(sourcesOf('')).toEqual([]);
  });
});

describe('recipe', () => {
  it('has another key when a file of machine/ changes, and the same one when none does', async () => {
    const source = join(folder, 'machine');
    await cp(join(import.meta.dirname, '../../machine'), source, { recursive: true });
    const before = await readRecipe(source, 'amd64');
    expect(await readRecipe(source, 'amd64')).toEqual(before);
    expect((await readRecipe(source, 'arm64')).key).not.toBe(before.key);
    await writeFile(join(source, 'files/etc/motd'), 'hello\n');
    expect((await readRecipe(source, 'amd64')).key).not.toBe(before.key);
    expect(before.key).toMatch(/^[0-9a-f]{16}$/);
  });

  it('names Debian’s cloud kernel of the architecture, and both docker packages', async () => {
    const { packages } = await readRecipe(join(import.meta.dirname, '../../machine'), 'arm64');
    expect(packages).toContain('linux-image-cloud-arm64');
    expect(packages).toEqual(expect.arrayContaining(['docker.io', 'docker-cli', 'apparmor']));
    expect(packages).not.toContain('KERNEL');
  });
});

describe('command line', () => {
  const hardware = hardwareFor('amd64', '7.2.22', 'tcg');
  const options = (home: string, loadvm: string | null): RunOptions => ({
    architecture: 'amd64',
    hardware,
    boot: { kernel: '/i/vmlinuz', initrd: '/i/initrd', base: '/i/disk.qcow2' },
    files: machineFiles(home),
    port: 40022,
    loadvm,
  });
  const line = (home: string, loadvm: string | null): string[] =>
    machineArguments(options(home, loadvm));

  it('has as many processors as it was asked for, and a saved state of its own for that', () => {
    const single = hardwareFor('amd64', '7.2.22', 'tcg', 1);
    const args = machineArguments({ ...options('/m', null), hardware: single });
    expect(args[args.indexOf('-smp') + 1]).toBe('1');
    expect(hardwareKey(single)).not.toBe(hardwareKey({ ...single, cpus: 2 }));
  });

  it('keeps the guest offline, and listens on loopback only', () => {
    const netdev = line('/m', null).find((word) => word.startsWith('user,'));
    expect(netdev).toBe('user,id=net0,restrict=on,hostfwd=tcp:127.0.0.1:40022-:22');
    expect(line('/m', null).filter((word) => word === '-netdev')).toHaveLength(1);
  });

  it('opens the shared image read-only', () => {
    const nodes = line('/m', null)
      .filter((word) => word.startsWith('{'))
      .map((word) => JSON.parse(word) as Record<string, unknown>);
    const ofImage = nodes.filter((node) => String(node['node-name']).startsWith('base'));
    expect(ofImage).toHaveLength(2);
    expect(ofImage.every((node) => node['read-only'] === true)).toBe(true);
  });

  it('starts from a checkpoint when one is named', () => {
    expect(line('/m', 'base').slice(-2)).toEqual(['-loadvm', 'base']);
    expect(line('/m', null)).not.toContain('-loadvm');
  });

  it('waits for the disk, unless the machine is disposable', () => {
    const flushes = (disposable: boolean): unknown[] =>
      machineArguments({ ...options('/m', 'base'), disposable })
        .filter((word) => word.startsWith('{'))
        .map(
          (word) => (JSON.parse(word) as { cache?: { 'no-flush': boolean } }).cache?.['no-flush'],
        )
        .filter((each) => each !== undefined);
    expect(flushes(false)).toEqual([false, false]);
    expect(flushes(true)).toEqual([true, true]);
  });

  it('keeps an emulated kernel at the clock that costs nothing to read', () => {
    expect(line('/m', null)).toContainEqual(expect.stringContaining(' tsc=reliable '));
    const kvm = { ...options('/m', null), hardware: hardwareFor('amd64', '7.2.22', 'kvm') };
    expect(machineArguments(kvm)).not.toContainEqual(expect.stringContaining('tsc='));
  });

  it('has an emulated kernel load programs where their code was translated before', () => {
    expect(line('/m', null)).toContainEqual(expect.stringContaining(' norandmaps '));
    const arm = { ...options('/m', null), architecture: 'arm64' } as const;
    const emulated = { ...arm, hardware: hardwareFor('arm64', '7.2.22', 'tcg') };
    expect(machineArguments(emulated)).toContainEqual(expect.stringContaining(' norandmaps '));
    const kvm = { ...options('/m', null), hardware: hardwareFor('amd64', '7.2.22', 'kvm') };
    expect(machineArguments(kvm)).not.toContainEqual(expect.stringContaining('norandmaps'));
  });

  it('survives a comma in the path', () => {
    expect(line('/a,b', null)).toContain('unix:/a,,b/qmp.sock,server=on,wait=off');
  });

  it('ties saved states to the hardware they were saved under', () => {
    expect(hardware.machineType).toBe('pc-q35-7.2');
    const other = hardwareFor('amd64', '7.2.22', 'kvm');
    expect(hardwareKey(other)).not.toBe(hardwareKey(hardware));
  });
});

describe('files', () => {
  it('keeps sockets in the machine’s folder, or in a short one where that is too long for a socket', () => {
    expect(machineFiles('/home/a/machines/default').qmp).toBe('/home/a/machines/default/qmp.sock');
    const long = machineFiles(`/home/${'a'.repeat(120)}`);
    expect(Buffer.byteLength(long.console)).toBeLessThan(100);
    expect(long.sockets).not.toBe(machineFiles(`/home/${'b'.repeat(120)}`).sockets);
  });

  it('tells a record that it cannot understand from one that is not there', async () => {
    const files = machineFiles(folder);
    expect(await readRecord(files)).toBeNull();
    await writeFile(files.record, '{"version": 1, "po');
    await expect(readRecord(files)).rejects.toMatchObject({ code: 'machine-record' });
    await writeFile(files.record, '{"version": 99, "port": 1}');
    await expect(readRecord(files)).rejects.toMatchObject({ code: 'machine-record' });
  });
});

describe('sockets of a machine', () => {
  it('say so when no machine listens', async () => {
    const path = join(folder, 'none.sock');
    await expect(Qmp.connect(path)).rejects.toMatchObject({ code: 'machine-not-running' });
    await expect(qemuConsole(path).run('true')).rejects.toMatchObject({ code: 'console-silent' });
  });

  it('give up on a QEMU that does not greet, and on a console that says nothing', async () => {
    const path = join(folder, 'dumb.sock');
    const server = createServer(() => undefined);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    await expect(Qmp.connect(path, 50)).rejects.toMatchObject({ code: 'qmp-silent' });
    await expect(qemuConsole(path).run('true', { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'console-silent',
    });
  });

  it('a script that will never end is let go, and the next one is served at once', async () => {
    const path = join(folder, 'taken.sock');
    // As QEMU's: one caller at a time; the first hears nothing.
    let callers = 0;
    const server = createServer((socket) => {
      const first = ++callers === 1;
      socket.on('data', (data) => {
        const [, nonce] = /<end %s %d>\\n' ([0-9a-f]+)/.exec(data.toString()) ?? [];
        if (!first && nonce) socket.write(`<begin ${nonce}>\n<end ${nonce} 0>\n`);
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const console = qemuConsole(path);
    const heard = once(server, 'connection');
    const never = console.run('sleep 100', { timeoutMs: 100_000 });
    await heard;
    console.cut();
    await expect(never).rejects.toMatchObject({ code: 'console-silent' });
    expect(await console.run('true')).toEqual({ stdout: '', status: 0 });
  });

  it('end what a killed caller has left half-written before the next script', async () => {
    const path = join(folder, 'console.sock');
    let sent = '';
    const server = createServer((socket) => {
      socket.on('data', (data) => {
        sent += data.toString();
        const [, nonce] = /<end %s %d>\\n' ([0-9a-f]+)/.exec(sent) ?? [];
        if (nonce) socket.write(`noise<begin ${nonce}>\nhello\n<end ${nonce} 3>\n`);
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(await qemuConsole(path).run('echo hello; exit 3')).toEqual({
      stdout: 'hello\n',
      status: 3,
    });
    expect(sent.startsWith('\nBRIDGE_LABS_END_OF_SCRIPT\n')).toBe(true);
  });
});
