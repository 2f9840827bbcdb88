// Makes a disk that boots by itself out of an image: for other hypervisors, and as a box for Vagrant with libvirt.
import { execa } from 'execa';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LabsError } from '../../../errors.ts';
import { checksumOf } from '../../../host/download.ts';
import { KERNEL_WORDS } from '../arguments.ts';
import type { WorkOptions } from '../../types.ts';
import { needRoom } from '../room.ts';
import type { ExportFormat } from './formats.ts';

import { DISK_MEBIBYTES } from './recipe.ts';
import type { Image } from './store.ts';

/** A first partition for the boot loader, the kernel and the initrd; then the root file system as it is in the image. */
const BOOT = { at: 1, size: 95 };
const ROOT_AT = BOOT.at + BOOT.size;
/** Disk, partitions and box at their peak. */
const NEEDED = 2.5e9;

/**
 * Public, the same on every box: Vagrant replaces it at the first `up`.
 * https://github.com/hashicorp/vagrant/tree/main/keys
 */
const INSECURE_KEY =
  'ssh-rsa AAAAB3NzaC1yc2EAAAABIwAAAQEA6NF8iallvQVp22WDkTkyrtvp9eWW6A8YVr+kz4TjGYe7gHzIw+niNltGEFHzD8+v1I2YJ6oXevct1YeS0o9HZyN1Q9qgCgzUFtdOKLv6IedplqoPkcmF0aYet2PkEDo3MlTBckFXPITAMzF8dJSIFo9D8HfdOV0IAdx4O7PtixWKn5y2hMNG0zQPyUecp4pzC6kivAIhyfHilFR61RGL+GPXQ2MWZWFYbAGjyiYJnAmCP3NOTd0jMZEnDkbUvxhMmBYSdETk1rRgm+R4LOzFUGaHqHDLKLX+FIPKcF96hrucXzcWyLbIbEgE98OHlnVYCzRdK8jlqm8tehUc9c9WhQ== vagrant insecure public key';

/** What is other in a machine that boots by itself: files of its own, modes as `debugfs` takes them. */
const FILES: readonly { readonly path: string; readonly mode: string; readonly text: string }[] = [
  {
    path: '/etc/systemd/network/08-eth0.network',
    mode: '0100644',
    text: '[Match]\nName=eth0\n\n[Network]\nDHCP=ipv4\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n',
  },
  {
    path: '/etc/fstab',
    mode: '0100644',
    text: 'LABEL=bridge-labs / ext4 rw,noatime 0 1\n',
  },
  { path: '/etc/sudoers.d/vagrant', mode: '0100440', text: 'vagrant ALL=(ALL) NOPASSWD: ALL\n' },
];

const USER = 1100;

/**
 * Writes `image` as `target`, whole or not at all. Throws LabsError `missing-programs` (syslinux, mtools, …),
 * `export-failed` (params output), `disk-full`, and `architecture` for what no BIOS boots.
 */
export async function exportImage(
  image: Image,
  format: ExportFormat,
  target: string,
  options: WorkOptions,
): Promise<void> {
  await needRoom(dirname(target), NEEDED);
  const work = await mkdtemp(join(dirname(target), '.export-'));
  const run = runner(work, options.signal);
  try {
    options.progress?.phase('image.export');
    if (format === 'image') {
      const words = [
        '-cf',
        'out',
        '-C',
        image.folder,
        'image.json',
        'disk.qcow2',
        'vmlinuz',
        'initrd',
      ];
      await run('tar', words);
      await finish(work, target);
      return;
    }
    await bootable(image, run, work);
    options.progress?.phase('image.compress');
    const disk = format === 'qcow2' ? 'out' : 'box.img';
    await run('qemu-img', ['convert', '-c', '-f', 'raw', '-O', 'qcow2', 'disk.raw', disk]);
    if (format === 'vagrant-libvirt') await box(run, work);
    await finish(work, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Its checksum stands beside it, as `image import` and sha256sum -c read it. */
async function finish(work: string, target: string): Promise<void> {
  const sum = await checksumOf(join(work, 'out'), 'sha256');
  await rename(join(work, 'out'), target);
  await writeFile(`${target}.sha256`, `${sum}  ${basename(target)}\n`);
}

type Run = (program: string, words: readonly string[], input?: string) => Promise<string>;

/** disk.raw: MBR, a FAT partition with SYSLINUX, and the image's own ext4, with the files above in it. */
async function bootable(image: Image, run: Run, work: string): Promise<void> {
  const { base, kernel, initrd } = image.boot;
  await run('qemu-img', ['convert', '-O', 'raw', base, 'root.ext4']);
  await addFiles(run, work);
  await writeFile(join(work, 'syslinux.cfg'), bootConfig());
  await run('truncate', ['-s', `${ROOT_AT + DISK_MEBIBYTES}M`, 'disk.raw']);
  await run('truncate', ['-s', `${BOOT.size}M`, 'boot.fat']);
  await run('mkfs.vfat', ['-n', 'BOOT', 'boot.fat']);
  await run('mcopy', ['-i', 'boot.fat', kernel, '::vmlinuz']);
  await run('mcopy', ['-i', 'boot.fat', initrd, '::initrd']);
  await run('mcopy', ['-i', 'boot.fat', 'syslinux.cfg', '::syslinux.cfg']);
  await run('syslinux', ['--install', 'boot.fat']);
  const partitions = `label: dos\nstart=${BOOT.at}MiB, size=${BOOT.size}MiB, type=c, bootable\nstart=${ROOT_AT}MiB, type=83\n`;
  await run('sfdisk', ['--quiet', 'disk.raw'], partitions);
  const copy = (from: string, at: number): Promise<string> =>
    run('dd', [
      ...[`if=${from}`, 'of=disk.raw', 'bs=1M', `seek=${at}`],
      ...['conv=notrunc,sparse', 'status=none'],
    ]);
  await copy('boot.fat', BOOT.at);
  await copy('root.ext4', ROOT_AT);
  const loader = '/usr/lib/syslinux/mbr/mbr.bin';
  await run('dd', [
    `if=${loader}`,
    'of=disk.raw',
    'bs=440',
    'count=1',
    'conv=notrunc',
    'status=none',
  ]);
  await rm(join(work, 'root.ext4'));
}

function bootConfig(): string {
  const line = [
    'root=LABEL=bridge-labs rw net.ifnames=0',
    ...KERNEL_WORDS,
    'systemd.show_status=0 systemd.getty_auto=no console=ttyS0',
  ].join(' ');
  return `DEFAULT linux\nPROMPT 0\nTIMEOUT 1\nLABEL linux\n  KERNEL vmlinuz\n  INITRD initrd\n  APPEND ${line}\n`;
}

/** By debugfs(8), which needs neither root nor a mount. The account is one that Vagrant and its boxes agree on. */
async function addFiles(run: Run, work: string): Promise<void> {
  const account = await Promise.all(
    [
      ['/etc/passwd', `vagrant:x:${USER}:${USER}::/home/vagrant:/bin/bash\n`, '0100644'],
      ['/etc/group', `vagrant:x:${USER}:\n`, '0100644'],
      ['/etc/shadow', 'vagrant:*:20000:0:99999:7:::\n', '0100640'],
    ].map(async ([path = '', line = '', mode = '']) => ({
      path,
      mode,
      text: `${(await run('debugfs', ['-R', `cat ${path}`, 'root.ext4'])).trimEnd()}\n${line}`,
    })),
  );
  const key = {
    path: '/home/vagrant/.ssh/authorized_keys',
    mode: '0100600',
    text: `${INSECURE_KEY}\n`,
  };
  const lines = ['mkdir /home/vagrant', 'mkdir /home/vagrant/.ssh'];
  for (const [index, { path, mode, text }] of [...FILES, ...account, key].entries()) {
    await writeFile(join(work, `file${index}`), text);
    lines.push(`rm ${path}`, `write file${index} ${path}`, `sif ${path} mode ${mode}`);
    lines.push(`sif ${path} uid 0`, `sif ${path} gid ${path === '/etc/shadow' ? 42 : 0}`);
  }
  const theirs = ['/home/vagrant', '/home/vagrant/.ssh', key.path];
  lines.push(...theirs.flatMap((path) => [`sif ${path} uid ${USER}`, `sif ${path} gid ${USER}`]));
  lines.push('sif /home/vagrant mode 040755', 'sif /home/vagrant/.ssh mode 040700');
  await writeFile(join(work, 'commands'), `${lines.join('\n')}\n`);
  await run('debugfs', ['-w', '-f', 'commands', 'root.ext4']);
}

/** out: what `vagrant box add` takes (https://developer.hashicorp.com/vagrant/docs/boxes/format). */
async function box(run: Run, work: string): Promise<void> {
  const about = { provider: 'libvirt', format: 'qcow2', virtual_size: 4 };
  await writeFile(join(work, 'metadata.json'), `${JSON.stringify(about)}\n`);
  await writeFile(
    join(work, 'Vagrantfile'),
    `Vagrant.configure('2') do |config|\n  config.vm.provider(:libvirt) { |machine| machine.disk_bus = 'virtio' }\nend\n`,
  );
  await run('tar', ['-czf', 'out', 'metadata.json', 'Vagrantfile', 'box.img']);
}

function runner(work: string, signal: AbortSignal | undefined): Run {
  return async (program, words, input) => {
    const { stdout, all, exitCode, code } = await execa(program, words, {
      cwd: work,
      reject: false,
      all: true,
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, MTOOLS_SKIP_CHECK: '1' },
      ...(input === undefined ? { stdin: 'ignore' } : { input }),
      ...(signal ? { cancelSignal: signal } : {}),
    });
    signal?.throwIfAborted();
    if (exitCode === 0) return stdout;
    if (code === 'ENOENT') {
      throw new LabsError('machine', 'missing-programs', `${program} is missing`, {
        params: { programs: program },
        hint: 'apt-get install --yes --no-install-recommends syslinux mtools dosfstools fdisk e2fsprogs',
      });
    }
    throw new LabsError('machine', 'export-failed', `${program}: ${all}`, {
      params: { program, output: all.split('\n').slice(-6).join('\n') },
    });
  };
}
