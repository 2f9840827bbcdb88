// What is there on this computer, what is missing, and what to do: the facts behind `bridge-labs doctor`.
import { mkdir, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import type { Paths } from './paths.ts';
import {
  findPrograms,
  imageSource,
  installCommands,
  type Host,
  type ImageSource,
  type ProgramState,
} from './programs.ts';
import type { PackageManager } from './system.ts';
import { acceleratorFor, knownAccelerator, type Refusal } from '../machines/qemu/accelerator.ts';
import type { Hardware } from '../machines/qemu/files.ts';
import { qemuVersion } from '../machines/qemu/hardware.ts';

export interface DoctorReport {
  /** True when a machine can be made and run. */
  readonly well: boolean;
  /** What installs programs here; null where that is not known. */
  readonly manager: PackageManager | null;
  /** What the image would be made with; null: it is there. */
  readonly image: ImageSource | null;
  readonly programs: readonly ProgramState[];
  /** Commands that install what is missing; null where none are known. */
  readonly install: readonly string[] | null;
  readonly accelerator: {
    /** `tcg` is emulation. */
    readonly offered: Hardware['accelerator'];
    /** What was found: `works`, `untried`, or why emulation is used instead. */
    readonly state: 'works' | 'untried' | Refusal;
    readonly used: Hardware['accelerator'] | null;
  };
  /** Bytes. */
  readonly disk: { readonly folder: string; readonly free: number; readonly needed: number };
  /** Bytes. */
  readonly memory: { readonly free: number; readonly total: number; readonly needed: number };
  readonly qemu: string | null;
}

/** A machine with its checkpoints; with an image while that is built, more. */
const MACHINE_NEEDED = 4e9;
const BUILD_NEEDED = 5e9;
const MEMORY_NEEDED = 1.1e9;

/** `built`: the image is there, so that what would build it is not needed. */
export async function examine(paths: Paths, host: Host, built: boolean): Promise<DoctorReport> {
  const image = built ? null : await imageSource(host);
  const programs = await findPrograms(host, image);
  const missing = programs.filter(({ path }) => path === null);
  const commands = await installCommands(host, missing);
  const qemu = programs.find(({ purpose }) => purpose === 'run')?.path
    ? await qemuVersion(host.architecture)
    : null;
  const folder = paths.cache;
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const disk = { folder, free: bavail * bsize, needed: built ? MACHINE_NEEDED : BUILD_NEEDED };
  const memory = { free: freemem(), total: totalmem(), needed: MEMORY_NEEDED };
  return {
    well: missing.length === 0 && disk.free >= disk.needed && memory.total >= memory.needed,
    manager: host.manager,
    image,
    programs,
    install: commands?.map((words) => words.join(' ')) ?? null,
    accelerator: await accelerator(paths, host, qemu),
    disk,
    memory,
    qemu,
  };
}

async function accelerator(
  paths: Paths,
  { platform, architecture }: Host,
  qemu: string | null,
): Promise<DoctorReport['accelerator']> {
  const offered = acceleratorFor(platform, architecture);
  const asked = { cache: paths.cache, qemu: qemu ?? '', architecture, platform };
  const { verdict } = await knownAccelerator(asked);
  if (verdict === null) return { offered, state: 'untried', used: null };
  return { offered, state: verdict.refused?.reason ?? 'works', used: verdict.accelerator };
}
