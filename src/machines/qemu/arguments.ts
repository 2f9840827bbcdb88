// The command line of QEMU: the lab machine's hardware, and the small guest that probes an accelerator.
import type { Hardware, MachineFiles } from './files.ts';

/** Architectures that a machine can be made for, in Debian's names. */
export type Architecture = 'amd64' | 'arm64';

export const ARCHITECTURES: Readonly<
  Record<Architecture, { qemu: string; console: string; kernel: string; machine: string }>
> = {
  amd64: {
    qemu: 'qemu-system-x86_64',
    console: 'ttyS0',
    kernel: 'linux-image-cloud-amd64',
    machine: 'pc-q35',
  },
  arm64: {
    qemu: 'qemu-system-aarch64',
    console: 'ttyAMA0',
    kernel: 'linux-image-cloud-arm64',
    machine: 'virt',
  },
};

/** Debian's name of the architecture that Node runs on; null where no machine can be made for it. */
export function architectureOf(arch: string): Architecture | null {
  return arch === 'x64' ? 'amd64' : arch === 'arm64' ? 'arm64' : null;
}

export interface BootFiles {
  readonly kernel: string;
  readonly initrd: string;
  /** The read-only disk that the overlay stands on. */
  readonly base: string;
}

export interface RunOptions {
  readonly architecture: Architecture;
  readonly hardware: Hardware;
  readonly boot: BootFiles;
  readonly files: MachineFiles;
  readonly port: number;
  /** Internal snapshot to start from; none for a cold boot. */
  readonly loadvm: string | null;
  /** Nobody misses it when the computer loses its power: nothing waits until it is on the disk. */
  readonly disposable?: boolean;
}

export function acceleratorArguments(
  accelerator: Hardware['accelerator'],
  architecture: Architecture,
): string[] {
  switch (accelerator) {
    case 'tcg':
      return [
        // tb-size bounds the translated code, MiB: its default grows to a gigabyte.
        ...['-accel', 'tcg,thread=multi,tb-size=192'],
        // Pointer authentication as the architecture defines it takes an emulator half of its time.
        ...['-cpu', architecture === 'arm64' ? 'max,pauth-impdef=on' : 'max'],
      ];
    case 'whpx':
      // QEMU: its interrupt controller in the kernel does not work for all guests; `host` is not among its CPUs.
      return ['-accel', 'whpx,kernel-irqchip=off', '-cpu', 'max'];
    default:
      return ['-accel', accelerator, '-cpu', 'host'];
  }
}

/** With what its machine type leaves open: whichever interrupt controller the accelerator has. */
export function machineType(type: string, architecture: Architecture): string {
  return architecture === 'arm64' ? `${type},gic-version=max` : type;
}

/** Of the kernel's command line, on any hardware. */
export const KERNEL_WORDS = ['mitigations=off', 'quiet', 'loglevel=4'];

/**
 * Words of the kernel's command line that fit the hardware. An emulator translates code by the address where a process has it:
 * were each process to have its libraries at other addresses, all of them would be translated anew for each (three times the
 * processor time for `docker network create`, a third more for `docker run`). An emulated PC that has to wait for the computer
 * looks to its kernel as if its clock (TSC) were wrong: it would change to one (HPET) that takes an exit to QEMU for each
 * look, and Docker looks often. The fifth level of page tables is emulated step by step too, and nothing here needs it.
 */
export function kernelWords({ accelerator, machineType }: Hardware): string[] {
  if (accelerator !== 'tcg') return KERNEL_WORDS;
  const pc = machineType.startsWith(ARCHITECTURES.amd64.machine);
  return [...KERNEL_WORDS, 'norandmaps', ...(pc ? ['tsc=reliable', 'no5lvl'] : [])];
}

export const headless = ['-nodefaults', '-no-user-config', '-display', 'none'];

/** Node names of the disk in QEMU's block layer; checkpoints are saved in it. */
export const DISK_NODE = 'disk0';

/**
 * Arguments of a lab machine. It listens on 127.0.0.1 only, and `restrict=on` keeps the guest from
 * reaching anything outside itself (qemu(1), -netdev user).
 */
export function machineArguments(options: RunOptions): string[] {
  const { architecture, hardware, boot, files, port, loadvm, disposable = false } = options;
  const arch = ARCHITECTURES[architecture];
  const kernelLine = [
    'root=/dev/vda rw net.ifnames=0',
    ...kernelWords(hardware),
    'systemd.show_status=0 systemd.getty_auto=no',
    `console=${arch.console}`,
  ].join(' ');
  const block = (node: Record<string, unknown>): string[] => ['-blockdev', JSON.stringify(node)];
  const own = { discard: 'unmap', cache: { 'no-flush': disposable } };
  return [
    ...[
      '-name',
      'bridge-labs',
      '-machine',
      machineType(hardware.machineType, architecture),
      ...headless,
    ],
    ...acceleratorArguments(hardware.accelerator, architecture),
    ...['-smp', String(hardware.cpus), '-m', String(hardware.memory)],
    ...['-kernel', boot.kernel, '-initrd', boot.initrd, '-append', kernelLine],
    ...block({ driver: 'file', filename: boot.base, 'node-name': 'base-file', 'read-only': true }),
    ...block({ driver: 'qcow2', file: 'base-file', 'node-name': 'base0', 'read-only': true }),
    ...block({ driver: 'file', filename: files.disk, 'node-name': 'disk-file', ...own }),
    ...block({
      driver: 'qcow2',
      file: 'disk-file',
      backing: 'base0',
      'node-name': DISK_NODE,
      ...own,
    }),
    ...['-device', `virtio-blk-pci,drive=${DISK_NODE}`],
    ...['-netdev', `user,id=net0,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
    ...['-device', 'virtio-net-pci,netdev=net0,romfile='],
    // Pages that the guest frees go back to the host, and out of the checkpoints.
    ...['-device', 'virtio-balloon-pci,free-page-reporting=on', '-device', 'virtio-rng-pci'],
    ...['-serial', `file:${files.serialLog}`, '-device', 'virtio-serial-pci'],
    ...['-chardev', `socket,id=console0,path=${comma(files.console)},server=on,wait=off`],
    ...['-device', 'virtconsole,chardev=console0'],
    ...['-qmp', `unix:${comma(files.qmp)},server=on,wait=off`, '-pidfile', files.pid],
    ...(loadvm === null ? [] : ['-loadvm', loadvm]),
  ];
}

/** A small guest that proves an accelerator: the kernel starts, finds no disk, panics, and QEMU exits. */
export function probeArguments(
  architecture: Architecture,
  accelerator: Hardware['accelerator'],
  kernel: string,
): string[] {
  const arch = ARCHITECTURES[architecture];
  return [
    ...['-machine', machineType(arch.machine.replace(/^pc-/, ''), architecture), ...headless],
    ...['-no-reboot'],
    ...acceleratorArguments(accelerator, architecture),
    ...['-m', '256', '-serial', 'stdio', '-kernel', kernel],
    ...['-append', `console=${arch.console} panic=-1 root=/dev/none`],
  ];
}

/** In QEMU's option syntax a comma inside a value is written twice. */
export function comma(value: string): string {
  return value.replaceAll(',', ',,');
}
