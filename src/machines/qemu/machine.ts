// A lab machine under QEMU: made from an image, started from a live checkpoint, reached over a port of 127.0.0.1.
import { LabsError } from '../../errors.ts';
import { writeWhole } from '../../host/atomic-write.ts';
import { withMachineLock } from '../lock.ts';
import { knownHostsLine } from '../../ssh/config.ts';
import type { SshTarget } from '../../ssh/types.ts';
import { waitForSsh } from '../../ssh/wait.ts';
import { wasRebooted } from '../mark.ts';
import type {
  Capabilities,
  Checkpoints,
  Machine,
  MachineStatus,
  MachineTrouble,
  PrepareOptions,
  UpResult,
  WorkOptions,
} from '../types.ts';
import { ARCHITECTURES, machineArguments } from './arguments.ts';
import { qemuCheckpoints } from './checkpoints.ts';
import { qemuConsole, type QemuConsole } from './console.ts';
import * as guest from './guest.ts';
import {
  machineFiles,
  makeFolders,
  readRecord,
  removeFiles,
  tail,
  writeRecord,
  type MachineFiles,
  type MachineRecord,
} from './files.ts';
import { BASE, PRIMED, SUSPENDED } from './names.ts';
import { ensureImage, imageOf, type StoreOptions } from './image/store.ts';
import { makeMachine, prepareQemu, targetOf } from './make.ts';
import { freePort, isRunning, startQemu, stopQemu } from './process.ts';
import { Qmp } from './qmp.ts';
import { needRoom } from './room.ts';
import { dropPrimed, listStopped, settle, startSave, startSaveOver } from './snapshots.ts';

const START_LIMIT_MS = 60_000;
const SSH_LIMIT_MS = 60_000;
const MEBIBYTE = 2 ** 20;

export const QEMU_CAPABILITIES: Capabilities = {
  liveCheckpoints: true,
  console: true,
  offline: true,
  stops: true,
};

export class QemuMachine implements Machine {
  readonly provider = 'qemu';
  readonly capabilities = QEMU_CAPABILITIES;
  readonly borrowed = null;
  readonly name: string;
  readonly files: MachineFiles;
  readonly store: StoreOptions;
  readonly checkpoints: Checkpoints;
  readonly console: QemuConsole;
  readonly #disposable: boolean;

  constructor(name: string, folder: string, store: StoreOptions, disposable = false) {
    this.#disposable = disposable;
    this.name = name;
    this.files = machineFiles(folder);
    this.store = store;
    this.console = qemuConsole(this.files.console);
    this.checkpoints = qemuCheckpoints(this);
  }

  async status(): Promise<MachineStatus> {
    if (await isRunning(this.files)) return 'running';
    return (await readRecord(this.files)) === null ? 'absent' : 'stopped';
  }

  async up(options: WorkOptions = {}): Promise<UpResult> {
    // The image is under a lock of its own, and takes minutes: other commands may use the machine meanwhile.
    const fresh = (await readRecord(this.files)) ? null : await ensureImage(this.store, options);
    return this.locked(options, async () => {
      let record = await readRecord(this.files);
      // A start that was killed before the machine had its keys: nobody has used it, and nobody can get in.
      const isNew = record === null || record.resumeFrom === PRIMED;
      if (isNew) await stopQemu(this.files);
      if (await isRunning(this.files)) {
        await this.goOn();
        const rebooted = await this.untilSsh(options, wasRebooted);
        return { from: rebooted ? 'boot' : 'running', checkpoint: null };
      }
      if (record === null) {
        options.progress?.phase('machine.create');
        record = await this.keep(
          await makeMachine(this.files, fresh ?? (await ensureImage(this.store, options))),
        );
      }
      const from = await this.boot(record, options);
      return { from: isNew ? 'new' : 'checkpoint', checkpoint: from };
    });
  }

  readonly prepare = (options: PrepareOptions): Promise<boolean> =>
    prepareQemu(this.store, options);

  async renew(options: WorkOptions = {}): Promise<void> {
    await this.destroy(options);
    await this.up(options);
  }

  readonly rebooted = wasRebooted;

  async sshTarget(): Promise<SshTarget> {
    return targetOf(await this.record(), this.files);
  }

  async halt(options: WorkOptions & { readonly force?: boolean } = {}): Promise<void> {
    await this.locked(options, async () => {
      if (!(await isRunning(this.files))) return;
      if (!options.force) {
        options.progress?.phase('machine.suspend');
        const record = await this.record();
        using qmp = await Qmp.connect(this.files.qmp);
        await settle(qmp, { signal: options.signal });
        await dropPrimed(qmp);
        const id = await startSaveOver(qmp, SUSPENDED, () => this.needRoom(record));
        await settle(qmp, { only: id, signal: options.signal });
        await writeRecord(this.files, { ...record, resumeFrom: SUSPENDED });
      }
      options.progress?.phase('machine.stop');
      await stopQemu(this.files);
    });
  }

  async destroy(options: WorkOptions = {}): Promise<null> {
    return this.locked(options, async () => {
      options.progress?.phase('machine.destroy');
      await stopQemu(this.files);
      await removeFiles(this.files);
      return null;
    });
  }

  async trouble(): Promise<MachineTrouble | null> {
    if (!(await isRunning(this.files))) return { code: 'stopped', detail: '' };
    try {
      using qmp = await Qmp.connect(this.files.qmp, 5_000);
      const { status, running } = await qmp.execute<{ status: string; running: boolean }>(
        'query-status',
      );
      if (running) return null;
      // QEMU stops a guest whose disk it cannot write (qemu(1), werror=enospc).
      return { code: status === 'io-error' ? 'host-disk-full' : 'paused', detail: status };
    } catch (error) {
      return { code: 'silent', detail: (error as Error).message };
    }
  }

  /** A guest that stands still (its disk could not be written) is let run on: there may be room by now. */
  private async goOn(): Promise<void> {
    // Null: nothing is wrong that could be seen from here, or there is nobody to tell.
    const trouble = await this.trouble();
    if (trouble === null || trouble.code === 'silent') return;
    using qmp = await Qmp.connect(this.files.qmp);
    await qmp.execute('cont');
  }

  consoleTail(lines: number): Promise<string[]> {
    return tail(this.files.serialLog, lines);
  }

  /** Room for one more checkpoint: the memory, none of it compressed. Throws `disk-full`. */
  needRoom({ hardware }: Pick<MachineRecord, 'hardware'>): Promise<void> {
    return needRoom(this.files.folder, hardware.memory * MEBIBYTE);
  }

  /** The record of a machine that was made. Throws `machine-absent`. */
  async record(): Promise<MachineRecord> {
    const record = await readRecord(this.files);
    if (record) return record;
    throw new LabsError('machine', 'machine-absent', 'there is no machine yet', {
      hint: 'bridge-labs start',
    });
  }

  /** One command at a time changes the machine, across processes. */
  locked<T>(options: WorkOptions, fn: () => Promise<T>): Promise<T> {
    return withMachineLock(this.files.folder, options, fn);
  }

  /** Waits until SSH answers, with the console's last lines in the error. `look`: at what it says of itself. */
  async untilSsh(options: WorkOptions, look?: typeof wasRebooted): Promise<boolean> {
    const record = await this.record();
    options.progress?.phase('machine.ssh');
    const connection = await waitForSsh(targetOf(record, this.files), {
      timeoutMs: SSH_LIMIT_MS,
      lookAt: () => this.consoleTail(8),
      ...(options.signal && { signal: options.signal }),
    });
    try {
      return (await look?.(connection.runScript)) ?? false;
    } finally {
      await connection.close();
    }
  }

  /**
   * Starts QEMU from the record's checkpoint, or from `checkpoint`, and waits for SSH. Only under the lock.
   * Resolves with the name of the checkpoint that it went on from.
   */
  async boot(record: MachineRecord, options: WorkOptions, checkpoint?: string): Promise<string> {
    options.progress?.phase('machine.start');
    const image = await imageOf(this.store, record.image);
    const loadvm = checkpoint ?? (await this.resumable(record));
    await makeFolders(this.files);
    let current = record;
    for (let tries = 1; ; tries++) {
      const port = await freePort(current.port);
      if (port !== current.port) current = await this.keep({ ...current, port });
      const { architecture } = this.store;
      const { hardware } = current;
      const args = machineArguments({
        ...{ architecture, hardware, boot: image.boot, files: this.files, port, loadvm },
        disposable: this.#disposable,
      });
      try {
        await startQemu(ARCHITECTURES[architecture].qemu, args, this.files, {
          signal: options.signal,
          timeoutMs: START_LIMIT_MS,
        });
        break;
      } catch (error) {
        // Somebody may take the port between the look and QEMU's own bind.
        if (!(error instanceof LabsError && error.code === 'port-taken') || tries === 3)
          throw error;
        current = { ...current, port: 0 };
      }
    }
    if (loadvm === PRIMED) await this.makePersonal(current, options);
    else {
      const clock = guest.setClock(this.console);
      await this.untilSsh(options);
      await clock;
    }
    return loadvm === PRIMED ? BASE : loadvm;
  }

  /** Gives a primed machine its own keys, and saves that as its base without waiting for it. */
  private async makePersonal(record: MachineRecord, options: WorkOptions): Promise<void> {
    await guest.installKeys(this.console, this.files);
    await this.untilSsh(options);
    await this.needRoom(record);
    // Before it begins: flushing the record would wait until QEMU's hundreds of megabytes are on the disk too.
    await writeRecord(this.files, { ...record, resumeFrom: BASE });
    using qmp = await Qmp.connect(this.files.qmp);
    await startSave(qmp, BASE);
  }

  /** The checkpoint to go on from: one whose saving was cut off is not there, then the latest that is. */
  private async resumable(record: MachineRecord): Promise<string> {
    const there = await listStopped(this.files);
    if (there.some(({ name }) => name === record.resumeFrom)) return record.resumeFrom;
    const [latest] = there
      .filter(({ name }) => name !== SUSPENDED)
      .sort((a, b) => b.savedAt - a.savedAt);
    if (latest) return latest.name;
    throw new LabsError('machine', 'no-checkpoint', 'the machine has no state to start from', {
      params: { name: record.resumeFrom },
      hint: 'bridge-labs destroy, then bridge-labs start: the machine is made anew, your progress is kept',
    });
  }

  /** Writes the record, and the known_hosts that goes with it. */
  private async keep(record: MachineRecord): Promise<MachineRecord> {
    const target = targetOf(record, this.files);
    await writeWhole(this.files.knownHosts, `${knownHostsLine(target)}\n`);
    await writeRecord(this.files, record);
    return record;
  }
}
