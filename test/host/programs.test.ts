// Which programs are missing, and with which commands they are installed.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareHost } from '../../src/host/prepare.ts';
import {
  findPrograms,
  installCommands,
  neededPrograms,
  type Host,
} from '../../src/host/programs.ts';

let bin: string;

beforeEach(async () => {
  bin = await mkdtemp(join(tmpdir(), 'bl-bin-'));
});
afterEach(() => rm(bin, { recursive: true, force: true }));

const host = (uid: number | null): Host => ({
  env: { PATH: bin },
  platform: 'linux',
  architecture: 'amd64',
  uid,
  manager: 'apt',
});

async function program(name: string): Promise<void> {
  await writeFile(join(bin, name), '#!/bin/sh\n');
  await chmod(join(bin, name), 0o755);
}

it('finds what is on PATH, and says of the rest that it is missing', async () => {
  await program('qemu-img');
  const found = await findPrograms(host(0));
  expect(found.find(({ name }) => name === 'qemu-img')?.path).toBe(join(bin, 'qemu-img'));
  expect(found.find(({ name }) => name === 'qemu-system-x86_64')?.path).toBeNull();
});

it('needs newuidmap only where the build is not root’s', () => {
  const names = (uid: number): string[] =>
    neededPrograms(host(uid), 'mmdebstrap').map(({ name }) => name);
  expect(names(1000)).toContain('newuidmap');
  expect(names(0)).not.toContain('newuidmap');
});

it('installs Debian’s packages, with sudo for whoever is not root', async () => {
  await program('apt-get');
  const missing = neededPrograms({ ...host(1000), architecture: 'arm64' }, 'mmdebstrap').slice(
    0,
    2,
  );
  const commands = await installCommands(host(1000), missing);
  expect(commands?.at(-1)?.join(' ')).toBe(
    'sudo apt-get install --yes --no-install-recommends qemu-system-arm qemu-utils',
  );
  const asRoot = await installCommands(host(0), missing);
  expect(asRoot?.at(-1)?.[0]).toBe('apt-get');
});

it('has no commands where the package manager is not there, or not known', async () => {
  const missing = neededPrograms(host(0), 'cloud');
  expect(await installCommands({ ...host(0), manager: null }, missing)).toBeNull();
  expect(await installCommands(host(0), missing)).toBeNull();
  expect(await installCommands(host(0), [])).toEqual([]);
});

it('installs nothing without a yes', async () => {
  await program('apt-get');
  let shown: readonly string[] = [];
  const ask = (_: unknown, commands: readonly string[]): Promise<boolean> => {
    shown = commands;
    return Promise.resolve(false);
  };
  await expect(prepareHost(host(0), { ask })).rejects.toMatchObject({ code: 'missing-programs' });
  expect(shown.at(-1)).toContain('apt-get install --yes');
});

it('calls Homebrew without sudo, and runs nothing by itself on Windows', async () => {
  await program('brew');
  const mac: Host = { ...host(501), platform: 'darwin', manager: 'brew' };
  const commands = await installCommands(mac, neededPrograms(mac, 'cloud'));
  expect(commands).toEqual([['brew', 'install', 'qemu']]);
  const windows: Host = { ...host(null), platform: 'win32', manager: 'winget' };
  const ask = (): Promise<boolean> => Promise.reject(new Error('asked'));
  await expect(prepareHost(windows, { ask })).rejects.toMatchObject({
    code: 'missing-programs',
    hint: expect.stringContaining('wsl --install') as string,
  });
});
