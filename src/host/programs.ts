// The programs of this computer that a qemu machine takes, which of them are missing, and how to install them.
import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Architecture } from '../machines/qemu/arguments.ts';
import { LabsError } from '../errors.ts';
import { findFirmware } from '../machines/qemu/firmware.ts';
import { installWords, MANAGER_PROGRAMS, packageOf } from './packages.ts';
import { packageManagerOf, readOsRelease, type PackageManager } from './system.ts';

/** What a program is for; the words are in the messages, under this key. */
export type Purpose =
  'run' | 'disk' | 'build' | 'filesystem' | 'rootless' | 'processes' | 'firmware' | 'keys';

export interface Program {
  readonly name: string;
  readonly purpose: Purpose;
  /** Package of this computer's system that has it. */
  readonly package: string;
}

export interface ProgramState extends Program {
  /** Where it is; null when it is missing. */
  readonly path: string | null;
}

export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly architecture: Architecture;
  /** Effective user id; null where there is none. */
  readonly uid: number | null;
  /** What installs programs here; null where that is not known. */
  readonly manager: PackageManager | null;
}

/**
 * What the machine's image is made with: mmdebstrap on this computer, or a Debian that boots from Debian's published
 * cloud image and does the same.
 */
export const IMAGE_SOURCES = ['mmdebstrap', 'cloud'] as const;
export type ImageSource = (typeof IMAGE_SOURCES)[number];

/** mmdebstrap where it is to be had: it takes apt. */
export async function imageSource(host: Host): Promise<ImageSource> {
  if (host.manager === 'apt') return 'mmdebstrap';
  const there = await Promise.all(
    ['mmdebstrap', 'apt-get', 'mke2fs'].map((name) => findProgram(name, host.env)),
  );
  return host.platform === 'linux' && there.every((path) => path !== null) ? 'mmdebstrap' : 'cloud';
}

/** Programs that a qemu machine takes on this computer, whose image is made from `source`; null: it is there already. */
export function neededPrograms(
  host: Pick<Host, 'architecture' | 'uid' | 'manager' | 'platform'>,
  source: ImageSource | null,
): Program[] {
  const arm64 = host.architecture === 'arm64';
  const program = (name: string, purpose: Purpose): Program => ({
    ...{ name, purpose },
    package: packageOf(host.manager, purpose === 'firmware' ? 'firmware' : name),
  });
  return [
    program(arm64 ? 'qemu-system-aarch64' : 'qemu-system-x86_64', 'run'),
    program('qemu-img', 'disk'),
    ...(source === 'mmdebstrap'
      ? [program('mmdebstrap', 'build'), program('mke2fs', 'filesystem')]
      : []),
    ...(source === 'cloud' && arm64 ? [program('UEFI', 'firmware')] : []),
    // setpriv ends what a killed command leaves, Linux only (prctl(2), PR_SET_PDEATHSIG); elsewhere ps is the system's own.
    ...(host.platform === 'linux'
      ? [program('setpriv', 'processes'), program('ps', 'processes')]
      : []),
    ...(source === 'mmdebstrap' && host.uid !== 0 ? [program('newuidmap', 'rootless')] : []),
  ];
}

/**
 * Looks for each program on PATH, and in the sbin folders that a user's PATH often lacks. `source` as above; not given:
 * as `start` would make the image.
 */
export async function findPrograms(
  host: Host,
  source?: ImageSource | null,
): Promise<ProgramState[]> {
  const needed = neededPrograms(host, source === undefined ? await imageSource(host) : source);
  return Promise.all(
    needed.map(async (program) => ({
      ...program,
      path:
        program.purpose === 'firmware'
          ? await findFirmware((await findProgram('qemu-system-aarch64', host.env)) ?? '')
          : await findProgram(program.name, host.env),
    })),
  );
}

/** Path of a program; null where there is none. */
export async function findProgram(name: string, env: Host['env']): Promise<string | null> {
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  for (const folder of folders.filter((one) => one !== '')) {
    const path = join(folder, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return null;
}

/** The commands that install what is missing, each as its arguments; empty when nothing is. Null where none is known. */
export async function installCommands(
  host: Host,
  missing: readonly Program[],
): Promise<string[][] | null> {
  if (missing.length === 0) return [];
  const { manager } = host;
  if (manager === null) return null;
  const windows = manager === 'winget';
  // A Mac need not have Homebrew; a system without its own package manager is not what it says it is.
  if (!windows && (await findProgram(MANAGER_PROGRAMS[manager], host.env)) === null) return null;
  const words = installWords(manager, [...new Set(missing.map((program) => program.package))]);
  // Homebrew refuses to run as root.
  const asRoot = host.uid === 0 || windows || manager === 'brew' ? [] : ['sudo'];
  const update = manager === 'apt' && !(await hasAptLists()) ? [['apt-get', 'update']] : [];
  return [...update, ...words].map((command) => [...asRoot, ...command]);
}

/** Whether these commands may be run for somebody who said yes: those for Windows want a restart in between. */
export function installsItself(host: Host): boolean {
  return host.manager !== 'winget';
}

async function hasAptLists(): Promise<boolean> {
  const lists = await readdir('/var/lib/apt/lists').catch(() => []);
  return lists.some((name) => name.endsWith('_Packages') || name.includes('_Packages.'));
}

/** Runs the install commands in the open, so that sudo can ask. Throws `install-failed`. */
export async function install(commands: readonly string[][], signal?: AbortSignal): Promise<void> {
  for (const [program = '', ...args] of commands) {
    // Not at the top, nor in other parts that a check reaches: it starts no program, and loading execa takes 20 ms.
    const { execa } = await import('execa');
    const { failed, shortMessage } = await execa(program, args, {
      reject: false,
      // Data goes to stdout, and what an installer says is not data.
      stdio: ['inherit', process.stderr, process.stderr],
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      ...(signal && { cancelSignal: signal }),
    });
    signal?.throwIfAborted();
    if (!failed) continue;
    throw new LabsError('machine', 'install-failed', shortMessage ?? 'the installation failed', {
      hint: [program, ...args].join(' '),
      params: { command: [program, ...args].join(' ') },
    });
  }
}

/** This computer, as the functions here want to know it. */
export async function thisHost(env: Host['env']): Promise<Host> {
  const { hostArchitecture } = await import('../machines/qemu/hardware.ts');
  return {
    env,
    platform: process.platform,
    architecture: hostArchitecture(),
    uid: process.geteuid?.() ?? null,
    manager: packageManagerOf(process.platform, await readOsRelease()),
  };
}
