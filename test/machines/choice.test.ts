// Which provider is taken where none is named, by the programs that are there.
import { expect, it } from 'vitest';
import { chooseProvider } from '../../src/machines/providers.ts';
import { computers } from '../host/computer.ts';

const computer = computers();

const RUN = ['qemu-system-x86_64', 'qemu-img', 'setpriv', 'ps'];
const VAGRANT = ['vagrant', 'ssh', 'tar'];

it.each([
  ['all of it', [...RUN, 'mmdebstrap', 'mke2fs', ...VAGRANT], false, 'qemu', 'installed'],
  ['nothing to build an image with', [...RUN, ...VAGRANT], false, 'vagrant', 'installed'],
  ['the same, and an image', [...RUN, ...VAGRANT], true, 'qemu', 'installed'],
  ['an image, and no QEMU', VAGRANT, true, 'vagrant', 'installed'],
  ['nothing', [], false, 'qemu', 'installable'],
] as const)('%s', async (_what, programs, built, provider, why) => {
  const choice = await chooseProvider(computer(programs), () => Promise.resolve(built));
  expect(choice).toEqual({ provider, why });
});
