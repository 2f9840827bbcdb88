// Which accelerator is taken: by platform, by what may be used, by what a small guest did under it.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  acceleratorFor,
  candidate,
  knownAccelerator,
  probeAccelerator,
  rememberAccelerator,
} from '../../src/machines/qemu/accelerator.ts';
import {
  acceleratorArguments,
  architectureOf,
  ARCHITECTURES,
  probeArguments,
} from '../../src/machines/qemu/arguments.ts';
import { findFirmware, firmwarePlaces } from '../../src/machines/qemu/firmware.ts';

let folder: string;
const path = process.env['PATH'] ?? '';
const own = architectureOf(process.arch) ?? 'amd64';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bl-accel-'));
});
afterEach(async () => {
  process.env['PATH'] = path;
  await rm(folder, { recursive: true, force: true });
});

describe('by platform', () => {
  it.each([
    ['linux', 'kvm'],
    ['darwin', 'hvf'],
    ['win32', 'whpx'],
    ['freebsd', 'tcg'],
  ] as const)('%s: %s', (platform, accelerator) => {
    expect(acceleratorFor(platform, 'amd64', 'amd64')).toBe(accelerator);
    expect(acceleratorFor(platform, 'arm64', 'amd64')).toBe('tcg');
  });

  it('kvm is looked at before it is tried', async () => {
    const device = join(folder, 'kvm');
    expect(await candidate('linux', own, device)).toEqual({ accelerator: 'kvm', usable: 'absent' });
    await writeFile(device, '');
    expect(await candidate('linux', own, device)).toEqual({ accelerator: 'kvm', usable: true });
    expect(await candidate('darwin', own)).toEqual({ accelerator: 'hvf', usable: true });
  });

  it('what was found holds for this QEMU, and is asked again with another', async () => {
    const asked = { cache: folder, qemu: '9.2.0', architecture: own, platform: 'darwin' } as const;
    expect(await knownAccelerator(asked)).toEqual({ verdict: null, candidate: 'hvf' });
    const verdict = {
      accelerator: 'tcg',
      refused: { accelerator: 'hvf', reason: 'no-checkpoints' },
    } as const;
    await rememberAccelerator(folder, '9.2.0', verdict);
    expect(await knownAccelerator(asked)).toEqual({ verdict });
    expect(await knownAccelerator({ ...asked, qemu: '9.2.1' })).toMatchObject({ verdict: null });
  });
});

describe('a failure', () => {
  const asked = { cache: '', qemu: '9.2.0', architecture: own, platform: 'darwin' } as const;
  const HOUR = 3_600_000;

  it.each(['fails', 'hangs'] as const)('that it %s is believed for a day', async (reason) => {
    const verdict = { accelerator: 'tcg', refused: { accelerator: 'hvf', reason } } as const;
    await rememberAccelerator(folder, '9.2.0', verdict, 5 * HOUR);
    const after = (hours: number) =>
      knownAccelerator({ ...asked, cache: folder, now: (5 + hours) * HOUR });
    expect(await after(23)).toEqual({ verdict });
    expect(await after(25)).toEqual({ verdict: null, candidate: 'hvf' });
  });

  it('that cannot pass by itself is believed for good', async () => {
    const verdict = {
      accelerator: 'tcg',
      refused: { accelerator: 'hvf', reason: 'no-checkpoints' },
    } as const;
    await rememberAccelerator(folder, '9.2.0', verdict, 0);
    expect(await knownAccelerator({ ...asked, cache: folder, now: 900 * HOUR })).toEqual({
      verdict,
    });
  });
});

describe('a small guest under it', () => {
  /** A program in place of QEMU; its words are in `args`. */
  async function probe(script: string) {
    const qemu = join(folder, ARCHITECTURES[own].qemu);
    await writeFile(qemu, `#!/bin/sh\necho "$@" >'${folder}/args'\n${script}\n`);
    await chmod(qemu, 0o755);
    process.env['PATH'] = `${folder}:${path}`;
    return probeAccelerator({
      ...{ cache: folder, qemu: '9.2.0', architecture: own, platform: 'darwin', kernel: '/k' },
    });
  }

  it('that comes as far as its panic proves it', async () => {
    expect(await probe('echo "Kernel panic - not syncing"')).toEqual({
      accelerator: 'hvf',
      refused: null,
    });
    expect(await readFile(join(folder, 'args'), 'utf8')).toContain('-accel hvf -cpu host');
  });

  it('that does not start leaves emulation', async () => {
    expect(await probe('echo "invalid accelerator hvf"; exit 1')).toEqual({
      accelerator: 'tcg',
      refused: { accelerator: 'hvf', reason: 'fails' },
    });
  });
});

describe('arguments', () => {
  it('give each accelerator the processor that it can show', () => {
    const words = (...given: Parameters<typeof acceleratorArguments>): string =>
      acceleratorArguments(...given).join(' ');
    expect(words('kvm', 'amd64')).toBe('-accel kvm -cpu host');
    expect(words('hvf', 'arm64')).toBe('-accel hvf -cpu host');
    expect(words('whpx', 'amd64')).toBe('-accel whpx,kernel-irqchip=off -cpu max');
    expect(words('tcg', 'amd64')).toBe('-accel tcg,thread=multi,tb-size=192 -cpu max');
    expect(words('tcg', 'arm64')).toMatch(/ -cpu max,pauth-impdef=on$/);
  });

  it('of arm64 name virt, and whichever interrupt controller there is', () => {
    const line = probeArguments('arm64', 'hvf', '/k').join(' ');
    expect(line).toContain('-machine virt,gic-version=max ');
    expect(line).toContain('console=ttyAMA0');
    expect(probeArguments('amd64', 'kvm', '/k').join(' ')).toContain('-machine q35 ');
  });
});

it('firmware is looked for beside QEMU first, then where packages have it', async () => {
  const qemu = join(folder, 'bin/qemu-system-aarch64');
  expect(firmwarePlaces('/opt/homebrew/bin/qemu-system-aarch64')[0]).toBe(
    '/opt/homebrew/share/qemu/edk2-aarch64-code.fd',
  );
  expect(firmwarePlaces(qemu)).toEqual(
    expect.arrayContaining([
      '/usr/share/qemu-efi-aarch64/QEMU_EFI.fd',
      '/usr/share/edk2/aarch64/QEMU_EFI.fd',
      '/usr/share/edk2/aarch64/QEMU_CODE.fd',
    ]),
  );
  await mkdir(join(folder, 'share/qemu'), { recursive: true });
  await writeFile(firmwarePlaces(qemu)[0] ?? '', 'firmware');
  expect(await findFirmware(qemu)).toBe(join(folder, 'share/qemu/edk2-aarch64-code.fd'));
});
