// Live checkpoints as QEMU has them: internal snapshots of the overlay, memory and disk together.
import { setTimeout as delay } from 'node:timers/promises';
import { LabsError } from '../../errors.ts';
import type { CheckpointInfo } from '../types.ts';
import { DISK_NODE } from './arguments.ts';
import type { MachineFiles } from './files.ts';
import { BASE, PRIMED } from './names.ts';
import type { Qmp } from './qmp.ts';

/** As QEMU's BlockdevSnapshotInfo tells it (QEMU: qapi/block-core.json). */
interface SnapshotInfo {
  readonly name: string;
  readonly 'vm-state-size': number;
  readonly 'date-sec': number;
  readonly 'date-nsec': number;
}

interface JobInfo {
  readonly id: string;
  readonly status: string;
  readonly error?: string;
}

/** A job is named for what it does, so that whoever waits for it later knows: save/NAME. */
const job = (verb: 'save' | 'load' | 'delete', name: string): string => {
  // Job ids: letters, digits, '-', '.', '_' (QEMU: util/id.c); names have slashes too.
  return `${verb}.${Buffer.from(name).toString('hex')}`;
};

/** Starts saving; the guest stands still until it is saved, the caller need not wait. Look for room first. */
export async function startSave(qmp: Qmp, name: string): Promise<string> {
  const id = job('save', name);
  await qmp.begin('snapshot-save', {
    'job-id': id,
    tag: name,
    vmstate: DISK_NODE,
    devices: [DISK_NODE],
  });
  return id;
}

/** Starts saving under a name that may be taken: a name stands for one state. `before`: what must be done first, and may throw. */
export async function startSaveOver(
  qmp: Qmp,
  name: string,
  before: () => Promise<void>,
): Promise<string> {
  if ((await listRunning(qmp)).some((one) => one.name === name)) await drop(qmp, name);
  await before();
  return startSave(qmp, name);
}

/** Forgets the primed state once there is a base: it has done its part. Takes seconds, so not while a learner waits. */
export async function dropPrimed(qmp: Qmp): Promise<void> {
  const there = (await listRunning(qmp)).map((one) => one.name);
  if (there.includes(PRIMED) && there.includes(BASE)) await drop(qmp, PRIMED);
}

/** Goes back to a checkpoint in place, and lets the guest run on from there. */
export async function load(qmp: Qmp, name: string, signal?: AbortSignal): Promise<void> {
  const id = job('load', name);
  await qmp.execute('snapshot-load', {
    'job-id': id,
    tag: name,
    vmstate: DISK_NODE,
    devices: [DISK_NODE],
  });
  await settle(qmp, { only: id, signal });
  const { running } = await qmp.execute<{ running: boolean }>('query-status');
  if (!running) await qmp.execute('cont');
}

/** Forgets a checkpoint in a running machine. */
export async function drop(qmp: Qmp, name: string): Promise<void> {
  const id = job('delete', name);
  await qmp.execute('snapshot-delete', { 'job-id': id, tag: name, devices: [DISK_NODE] });
  await settle(qmp, { only: id });
}

/**
 * Waits for jobs that earlier commands have started and not waited for, and puts them away.
 * Throws `checkpoint-failed` with QEMU's reason for the job `only`; failures of others are returned,
 * by their reasons, since whoever started them is gone.
 */
export async function settle(
  qmp: Qmp,
  options: { only?: string; signal?: AbortSignal | undefined } = {},
): Promise<string[]> {
  const failures: string[] = [];
  for (;;) {
    options.signal?.throwIfAborted();
    const jobs = (await qmp.execute<JobInfo[]>('query-jobs')).filter((one) =>
      /^(save|load|delete)\./.test(one.id),
    );
    const concluded = jobs.filter((one) => one.status === 'concluded');
    for (const one of concluded) {
      await qmp.execute('job-dismiss', { id: one.id });
      if (one.error === undefined) continue;
      if (one.id !== options.only) failures.push(one.error);
      else throw checkpointFailed(one.error);
    }
    if (concluded.length === jobs.length) return failures;
    await delay(20, undefined, { signal: options.signal });
  }
}

function checkpointFailed(reason: string): LabsError {
  const full = /No space left|ENOSPC/i.test(reason);
  return new LabsError(
    'machine',
    full ? 'disk-full' : 'checkpoint-failed',
    `the checkpoint failed: ${reason}`,
    { params: { reason }, ...(full && { hint: 'make room on the disk; bridge-labs doctor' }) },
  );
}

/** The checkpoints of a running machine. */
export async function listRunning(qmp: Qmp): Promise<CheckpointInfo[]> {
  const nodes = await qmp.execute<{ 'node-name': string; image: { snapshots?: SnapshotInfo[] } }[]>(
    'query-named-block-nodes',
    { flat: true },
  );
  const disk = nodes.find((node) => node['node-name'] === DISK_NODE);
  return (disk?.image.snapshots ?? []).map(checkpointInfo);
}

/** The checkpoints of a stopped machine, read off its disk with qemu-img. */
export async function listStopped(files: MachineFiles): Promise<CheckpointInfo[]> {
  const { execa } = await import('execa');
  const { stdout } = await execa('qemu-img', ['info', '--output=json', '-U', files.disk]);
  const info = JSON.parse(stdout) as { snapshots?: SnapshotInfo[] };
  return (info.snapshots ?? []).map(checkpointInfo);
}

/** Forgets a checkpoint of a stopped machine. */
export async function dropStopped(files: MachineFiles, name: string): Promise<void> {
  const { execa } = await import('execa');
  await execa('qemu-img', ['snapshot', '-d', name, files.disk]);
}

function checkpointInfo(info: SnapshotInfo): CheckpointInfo {
  return {
    name: info.name,
    savedAt: info['date-sec'] * 1000 + Math.floor(info['date-nsec'] / 1e6),
    size: info['vm-state-size'],
  };
}
