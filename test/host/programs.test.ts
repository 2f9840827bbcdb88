// Which programs are missing, and with which commands they are installed.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { prepareHost } from '../../src/host/prepare.ts';
import {
  findPrograms,
  installCommands,
  neededPrograms,
  type Host,
} from '../../src/host/programs.ts';
import { computers } from './computer.ts';

const computer = computers();

it('finds what is on PATH, and says of the rest that it is missing', async () => {
  const host = computer(['qemu-img']);
  const found = await findPrograms(host);
  expect(found.find(({ name }) => name === 'qemu-img')?.path).toBe(join(host.bin, 'qemu-img'));
  expect(found.find(({ name }) => name === 'qemu-system-x86_64')?.path).toBeNull();
});

it('needs newuidmap only where the build is not root’s', () => {
  const names = (uid: number): string[] =>
    neededPrograms(computer([], uid), 'mmdebstrap').map(({ name }) => name);
  expect(names(1000)).toContain('newuidmap');
  expect(names(0)).not.toContain('newuidmap');
});

it('installs Debian’s packages, with sudo for whoever is not root', async () => {
  const host = computer(['apt-get'], 1000);
  const missing = neededPrograms({ ...host, architecture: 'arm64' }, 'mmdebstrap').slice(0, 2);
  const commands = await installCommands(host, missing);
  expect(commands?.at(-1)?.join(' ')).toBe(
    'sudo apt-get install --yes --no-install-recommends qemu-system-arm qemu-utils',
  );
  const asRoot = await installCommands({ ...host, uid: 0 }, missing);
  expect(asRoot?.at(-1)?.[0]).toBe('apt-get');
});

it('has no commands where the package manager is not there, or not known', async () => {
  const host = computer();
  const missing = neededPrograms(host, 'cloud');
  expect(await installCommands({ ...host, manager: null }, missing)).toBeNull();
  expect(await installCommands(host, missing)).toBeNull();
  expect(await installCommands(host, [])).toEqual([]);
});

it('installs nothing without a yes', async () => {
  const host = computer(['apt-get']);
  let shown: readonly string[] = [];
  const ask = (_: unknown, commands: readonly string[]): Promise<boolean> => {
    shown = commands;
    return Promise.resolve(false);
  };
  await expect(prepareHost(host, { ask })).rejects.toMatchObject({ code: 'missing-programs' });
  expect(shown.at(-1)).toContain('apt-get install --yes');
});

it('calls Homebrew without sudo, and runs nothing by itself on Windows', async () => {
  const mac: Host = { ...computer(['brew'], 501), platform: 'darwin', manager: 'brew' };
  const commands = await installCommands(mac, neededPrograms(mac, 'cloud'));
  expect(commands).toEqual([['brew', 'install', 'qemu']]);
  const windows: Host = { ...computer([], null), platform: 'win32', manager: 'winget' };
  const ask = (): Promise<boolean> => Promise.reject(new Error('asked'));
  await expect(prepareHost(windows, { ask })).rejects.toMatchObject({
    code: 'missing-programs',
    hint: expect.stringContaining('wsl --install') as string,
  });
});
