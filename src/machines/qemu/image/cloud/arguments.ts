// The command line of QEMU for the Debian that builds an image: it boots a cloud image by itself, and reaches two ports.
import type { Hardware } from '../../files.ts';
import {
  acceleratorArguments,
  ARCHITECTURES,
  comma,
  headless,
  machineType,
  type Architecture,
} from '../../arguments.ts';
import { quote } from '../../../../ssh/words.ts';

export interface BuilderOptions {
  readonly architecture: Architecture;
  readonly accelerator: Hardware['accelerator'];
  /** UEFI, for arm64; amd64 boots by QEMU's own BIOS. */
  readonly firmware: string | null;
  /** Overlay of the cloud image; room to build in; the tar that comes out. */
  readonly disks: { readonly system: string; readonly scratch: string; readonly out: string };
  readonly relay: { readonly seed: number; readonly proxy: number };
  readonly serialLog: string;
  /** File that gets what build.sh says. */
  readonly output: string;
  /** Node, which carries each connection of the guest to the relay. */
  readonly node: string;
}

/** MiB. */
const MEMORY = 1024;
/** An address that is nobody's in QEMU's user network (qemu(1), guestfwd). */
const RELAY = '10.0.2.100';

/**
 * `restrict=on`, as for every machine: the guest reaches nothing outside itself but what is forwarded by name, and that is the
 * relay. A program is started for each connection (`cmd:`), since a forward to a socket would carry a single one.
 */
export function builderArguments(options: BuilderOptions): string[] {
  const { architecture, accelerator, firmware, disks, relay, serialLog, output, node } = options;
  const { machine } = ARCHITECTURES[architecture];
  const forward = (port: number, to: number): string =>
    `guestfwd=tcp:${RELAY}:${port}-${comma(`cmd:${carrier(node, to)}`)}`;
  const disk = (file: string, format: string, serial: string, more = ''): string[] => [
    '-drive',
    `file=${comma(file)},format=${format},if=none,id=${serial},cache=unsafe,discard=unmap`,
    ...['-device', `virtio-blk-pci,drive=${serial},serial=${serial}${more}`],
  ];
  return [
    ...['-name', 'bridge-labs-build', ...headless, '-no-reboot'],
    ...['-machine', machineType(machine.replace(/^pc-/, ''), architecture)],
    ...acceleratorArguments(accelerator, architecture),
    ...['-smp', '2', '-m', String(MEMORY)],
    ...(firmware === null ? [] : ['-bios', firmware]),
    // Where cloud-init finds its seed: no volume, and so no program that makes one (its docs: NoCloud, "DMI-specific").
    ...['-smbios', `type=1,serial=ds=nocloud;s=http://${RELAY}/`],
    ...disk(disks.system, 'qcow2', 'system', ',bootindex=0'),
    ...disk(disks.scratch, 'raw', 'scratch'),
    ...disk(disks.out, 'raw', 'out'),
    ...[
      '-netdev',
      `user,id=net0,restrict=on,${forward(80, relay.seed)},${forward(3128, relay.proxy)}`,
    ],
    ...['-device', 'virtio-net-pci,netdev=net0,romfile=', '-device', 'virtio-rng-pci'],
    ...['-serial', `file:${serialLog}`, '-device', 'virtio-serial-pci'],
    ...['-chardev', `file,id=said,path=${comma(output)}`],
    ...['-device', 'virtserialport,chardev=said,name=bridge-labs'],
  ];
}

/** A command, as g_shell_parse_argv() reads it, that joins its standard input and output to a port of 127.0.0.1. */
export function carrier(node: string, port: number): string {
  // The empty write is done when all before it are: what came last must not be lost.
  const program = [
    `const s=require("net").connect(${port},"127.0.0.1")`,
    'process.stdin.pipe(s).pipe(process.stdout)',
    's.on("error",()=>process.exit(1)).on("close",()=>process.stdout.write("",()=>process.exit()))',
  ].join(';');
  return [node, '-e', program].map(quote).join(' ');
}
