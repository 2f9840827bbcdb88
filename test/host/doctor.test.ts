// What the doctor finds on a computer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { examine } from '../../src/host/doctor.ts';
import { paths } from '../../src/host/paths.ts';
import { computers } from './computer.ts';

const computer = computers();
const home = mkdtempSync(join(tmpdir(), 'bridge-labs-doctor-'));
afterAll(() => {
  rmSync(home, { recursive: true });
});

const examined = (programs: readonly string[], built: boolean) =>
  examine(paths({ BRIDGE_LABS_HOME: home }, '/', 'linux'), computer(programs), built);

const missing = ({ programs }: Awaited<ReturnType<typeof examined>>): string[] =>
  programs.filter(({ path }) => path === null).map(({ name }) => name);

it('what would build the image is missing', async () => {
  const report = await examined(['qemu-img', 'setpriv', 'ps', 'mke2fs', 'apt-get'], false);
  expect(report).toMatchObject({ well: false, image: 'mmdebstrap', qemu: null });
  expect(missing(report)).toEqual(['qemu-system-x86_64', 'mmdebstrap']);
  expect(report.install?.at(-1)).toMatch(/^apt-get install .*qemu-system-x86.* mmdebstrap$/);
});

it('an image that is there needs nothing that would build it', async () => {
  const report = await examined(['qemu-img', 'setpriv', 'ps', 'apt-get'], true);
  expect(report.image).toBeNull();
  expect(missing(report)).toEqual(['qemu-system-x86_64']);
});
