// The contract of Vagrant's machines, for real: Debian's Vagrant with libvirt, on a box that is exported here.
import { execa } from 'execa';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { paths } from '../../src/host/paths.ts';
import { openImages, openMachine } from '../../src/machines/index.ts';
import { contract } from '../machines/contract.ts';

const home = await mkdtemp(join(tmpdir(), 'bridge-labs-vagrant-'));
const folders = paths(
  { BRIDGE_LABS_HOME: home, BRIDGE_LABS_CACHE: inject('cache') },
  home,
  process.platform,
);
const box = join(home, 'lab.box');
const open = () =>
  openMachine({
    paths: folders,
    name: 'lab',
    settings: { provider: 'vagrant', driver: 'libvirt', box },
  });

beforeAll(async () => {
  process.env['VAGRANT_HOME'] = join(home, 'vagrant.d');
  process.env['BRIDGE_LABS_VAGRANT_EMULATE'] = '1';
  await (await openImages(folders)).export('vagrant-libvirt', box);
});
afterAll(async () => {
  await (await open()).destroy();
  // The box's copy in libvirt's own store.
  const volumes = await execa('virsh', ['-c', 'qemu:///system', 'vol-list', 'default'], {
    reject: false,
  });
  for (const [, name] of (volumes.stdout ?? '').matchAll(/^ *(bridge-labs-lab\S*)/gm)) {
    await execa('virsh', ['-c', 'qemu:///system', 'vol-delete', name ?? '', 'default']);
  }
  await rm(home, { recursive: true, force: true });
});

contract('vagrant', { open, wayOut: '192.168.124.1' });
