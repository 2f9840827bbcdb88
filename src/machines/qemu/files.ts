// What a qemu machine keeps on disk: one folder a machine, and in it the record of how it was made.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { LabsError } from '../../errors.ts';
import { writeWhole } from '../../host/atomic-write.ts';

/** Longest path of a Unix socket, bytes: 108 on Linux, 104 on macOS, less the final NUL (unix(7)). */
const SOCKET_PATH_MAX = 100;

export interface MachineFiles {
  readonly folder: string;
  readonly disk: string;
  readonly record: string;
  readonly serialLog: string;
  readonly qemuLog: string;
  readonly pid: string;
  readonly identity: string;
  readonly knownHosts: string;
  /** Folder of the sockets: `folder`, or a short one under the temporary folder where that is too long. */
  readonly sockets: string;
  readonly qmp: string;
  readonly console: string;
}

export function machineFiles(folder: string): MachineFiles {
  const inFolder = (name: string): string => join(folder, name);
  const long = Buffer.byteLength(inFolder('console.sock')) > SOCKET_PATH_MAX;
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const sockets = long ? join(tmpdir(), `bridge-labs-${userInfo().uid}-${digest}`) : folder;
  return {
    folder,
    disk: inFolder('disk.qcow2'),
    record: inFolder('machine.json'),
    serialLog: inFolder('serial.log'),
    qemuLog: inFolder('qemu.log'),
    pid: inFolder('qemu.pid'),
    identity: inFolder('id_ed25519'),
    knownHosts: inFolder('known_hosts'),
    sockets,
    qmp: join(sockets, 'qmp.sock'),
    console: join(sockets, 'console.sock'),
  };
}

/** How the machine was made and how it is reached; machine.json. */
export interface MachineRecord {
  readonly version: 1;
  readonly provider: 'qemu';
  /** Key of the image its disk stands on. */
  readonly image: string;
  /** What its live checkpoints were saved under; another one cannot be trusted to load them. */
  readonly hardware: Hardware;
  /** Port of 127.0.0.1 that leads to the guest's sshd. */
  readonly port: number;
  readonly hostKey: string;
  /** The checkpoint that a stopped machine goes on from. */
  readonly resumeFrom: string;
}

/** The virtual hardware of a machine, as far as a saved state depends on it. */
export interface Hardware {
  readonly accelerator: 'kvm' | 'hvf' | 'whpx' | 'tcg';
  /** Versioned machine type of QEMU: pc-q35-7.2. */
  readonly machineType: string;
  readonly qemu: string;
  /** MiB. */
  readonly memory: number;
  readonly cpus: number;
}

/** Reads machine.json; null where the machine was never made. Throws `machine-record` where it cannot be understood. */
export async function readRecord(files: MachineFiles): Promise<MachineRecord | null> {
  let text: string;
  try {
    text = await readFile(files.record, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const record = JSON.parse(text) as MachineRecord;
    if (record.version === 1 && Number.isInteger(record.port)) return record;
    throw new Error(`version ${String(record.version)}`);
  } catch (cause) {
    throw new LabsError('machine', 'machine-record', `cannot understand ${files.record}`, {
      cause,
      hint: 'made by a newer bridge-labs? Else: bridge-labs destroy, then bridge-labs start',
      params: { file: files.record },
    });
  }
}

/** Writes machine.json whole or not at all. */
export async function writeRecord(files: MachineFiles, record: MachineRecord): Promise<void> {
  await writeWhole(files.record, `${JSON.stringify(record, null, 2)}\n`);
}

/** Makes the machine's folders, open to their owner only. */
export async function makeFolders(files: MachineFiles): Promise<void> {
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  await mkdir(files.sockets, { recursive: true, mode: 0o700 });
}

/** Removes everything that the machine has on disk. */
export async function removeFiles(files: MachineFiles): Promise<void> {
  await rm(files.sockets, { recursive: true, force: true });
  await rm(files.folder, { recursive: true, force: true });
}

/** Last lines of a log, without blank ones; empty where there is no log. */
export async function tail(path: string, lines: number): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-lines);
}
