// The Checkpoints of a qemu machine, running or stopped.
import { LabsError } from '../../errors.ts';
import type { CheckpointInfo, Checkpoints, RestoreOptions, WorkOptions } from '../types.ts';
import { readRecord, writeRecord, type MachineRecord } from './files.ts';
import * as guest from './guest.ts';
import type { QemuMachine } from './machine.ts';
import { isInternal } from './names.ts';
import { isRunning, stopQemu } from './process.ts';
import { Qmp } from './qmp.ts';
import {
  drop,
  dropStopped,
  listRunning,
  listStopped,
  load,
  settle,
  startSaveOver,
} from './snapshots.ts';

/** While QEMU saves a checkpoint it answers nobody; on a slow disk that takes some seconds. */
const SAVING_LIMIT_MS = 15_000;
/** On a computer with far too much to do. */
const LONGEST_SAVING_MS = 180_000;

export function qemuCheckpoints(machine: QemuMachine): Checkpoints {
  const { files } = machine;

  async function all(signal?: AbortSignal): Promise<CheckpointInfo[]> {
    if (!(await isRunning(files))) {
      return (await readRecord(files)) === null ? [] : listStopped(files);
    }
    using qmp = await Qmp.connect(files.qmp, undefined, signal);
    await settle(qmp, { signal });
    return await listRunning(qmp);
  }

  async function save(name: string, options: WorkOptions & { wait?: boolean } = {}): Promise<void> {
    await machine.locked(options, async () => {
      const record = await machine.record();
      using qmp = await Qmp.connect(files.qmp);
      await settle(qmp, { signal: options.signal });
      const id = await startSaveOver(qmp, name, async () => {
        await machine.needRoom(record);
        // Before it begins: flushing the record would wait until QEMU's hundreds of megabytes are on the disk too.
        await writeRecord(files, { ...record, resumeFrom: name });
      });
      if (options.wait === false) return;
      options.progress?.phase('machine.save');
      await settle(qmp, { only: id, signal: options.signal });
    });
  }

  async function restore(name: string, options: RestoreOptions = {}): Promise<void> {
    await machine.locked(options, async () => {
      const record = await machine.record();
      options.progress?.phase('machine.restore', name);
      machine.console.cut();
      if (await loadInPlace(record, name, options)) return;
      await stopQemu(files);
      needOneOf(await listStopped(files), name);
      await writeRecord(files, { ...record, resumeFrom: name });
      await machine.boot({ ...record, resumeFrom: name }, options, name);
    });
  }

  /** True when the running machine went back in place; false where it must be started anew for it. */
  async function loadInPlace(
    record: MachineRecord,
    name: string,
    options: RestoreOptions,
  ): Promise<boolean> {
    if (!(await isRunning(files))) return false;
    for (const limit of [SAVING_LIMIT_MS, LONGEST_SAVING_MS]) {
      try {
        using qmp = await Qmp.connect(files.qmp, limit, options.signal);
        await settle(qmp, { signal: options.signal });
        needOneOf(await listRunning(qmp), name);
        await writeRecord(files, { ...record, resumeFrom: name });
        await load(qmp, name, options.signal);
        break;
      } catch (error) {
        options.signal?.throwIfAborted();
        if (!(error instanceof LabsError) || error.code === 'no-checkpoint') throw error;
        // QEMU may be stuck or gone by now: a new one loads the same checkpoint. But one that is still being saved is
        // not on the disk yet, and would be lost with this QEMU.
        const saving = error.code === 'qmp-silent' && !(await isOnDisk(name));
        if (!saving || limit === LONGEST_SAVING_MS) return false;
      }
    }
    if (options.until === 'running') return true;
    const clock = guest.setClock(machine.console);
    await machine.untilSsh(options);
    await clock;
    return true;
  }

  async function isOnDisk(name: string): Promise<boolean> {
    return (await listStopped(files)).some((one) => one.name === name);
  }

  async function remove(names: readonly string[]): Promise<void> {
    await machine.locked({}, async () => {
      const wanted = (await all()).filter((one) => names.includes(one.name));
      if (await isRunning(files)) {
        using qmp = await Qmp.connect(files.qmp);
        for (const { name } of wanted) await drop(qmp, name);
      } else {
        for (const { name } of wanted) await dropStopped(files, name);
      }
    });
  }

  return {
    save,
    restore,
    remove,
    list: async ({ signal } = {}) => (await all(signal)).filter(({ name }) => !isInternal(name)),
  };
}

function needOneOf(there: readonly CheckpointInfo[], name: string): void {
  if (there.some((one) => one.name === name)) return;
  throw new LabsError('machine', 'no-checkpoint', `there is no checkpoint ${name}`, {
    params: { name },
  });
}
