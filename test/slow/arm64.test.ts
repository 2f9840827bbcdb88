// An arm64 machine on a computer that is none: built by mmdebstrap under qemu-user, booted and run under emulation, and it keeps
// the contract. What a Mac or a Raspberry Pi gets, except that theirs is not emulated.
import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../src/host/paths.ts';
import { openImages, openMachine } from '../../src/machines/index.ts';
import { contract } from '../machines/contract.ts';

const LONG = 3_600_000;
/** Where the kernel is told what runs programs of other architectures (binfmt_misc(5)). */
const BINFMT = '/proc/sys/fs/binfmt_misc';

const home = await mkdtemp(join(tmpdir(), 'bridge-labs-arm64-'));
const folders = paths(
  { BRIDGE_LABS_HOME: home, BRIDGE_LABS_CACHE: join(home, 'cache') },
  home,
  process.platform,
);
const own = process.arch;

beforeAll(async () => {
  if (!existsSync(join(BINFMT, 'register'))) {
    await execa('mount', ['-t', 'binfmt_misc', 'binfmt_misc', BINFMT]);
  }
  if (!existsSync(join(BINFMT, 'qemu-aarch64'))) {
    await execa('update-binfmts', ['--import', 'qemu-aarch64'], { reject: false });
    await execa('update-binfmts', ['--enable', 'qemu-aarch64']);
  }
  // What the product goes by.
  Object.defineProperty(process, 'arch', { value: 'arm64' });
});
afterAll(async () => {
  Object.defineProperty(process, 'arch', { value: own });
  await rm(home, { recursive: true, force: true });
});

it(
  'is built, and boots',
  async () => {
    const images = await openImages(folders);
    const begun = Date.now();
    await images.build({
      progress: {
        phase: (key) => console.error(`${Math.round((Date.now() - begun) / 1000)} s: ${key}`),
      },
    });
    expect((await images.list()).map(({ current }) => current)).toEqual([true]);
  },
  LONG,
);

contract('qemu, arm64 under emulation', {
  open: () => openMachine({ paths: folders, name: 'lab' }),
  wayOut: '10.0.2.2',
});

it('is what it says', async () => {
  const machine = await openMachine({ paths: folders, name: 'arch' });
  await machine.up();
  try {
    expect((await machine.console?.run('uname -m'))?.stdout.trim()).toBe('aarch64');
  } finally {
    await machine.destroy();
  }
});
