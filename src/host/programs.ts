// The programs of this computer that a qemu machine takes, which of them are missing, and how to install them.
import { execa } from 'execa';
import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Architecture } from '../machines/qemu/arguments.ts';
import { LabsError } from '../errors.ts';

/** What a program is for; the words are in the messages, under this key. */
export type Purpose = 'run' | 'disk' | 'build' | 'filesystem' | 'rootless' | 'processes' | 'keys';

export interface Program {
  readonly name: string;
  readonly purpose: Purpose;
  /** Debian package that has it. */
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
}

/** Programs that a qemu machine takes on this computer. */
export function neededPrograms(host: Pick<Host, 'architecture' | 'uid'>): Program[] {
  const amd64 = host.architecture === 'amd64';
  return [
    {
      name: amd64 ? 'qemu-system-x86_64' : 'qemu-system-aarch64',
      purpose: 'run',
      package: amd64 ? 'qemu-system-x86' : 'qemu-system-arm',
    },
    { name: 'qemu-img', purpose: 'disk', package: 'qemu-utils' },
    { name: 'mmdebstrap', purpose: 'build', package: 'mmdebstrap' },
    { name: 'mke2fs', purpose: 'filesystem', package: 'e2fsprogs' },
    { name: 'setpriv', purpose: 'processes', package: 'util-linux' },
    { name: 'ps', purpose: 'processes', package: 'procps' },
    ...(host.uid === 0
      ? []
      : [{ name: 'newuidmap', purpose: 'rootless', package: 'uidmap' } as const]),
  ];
}

/** Looks for each program on PATH, and in the sbin folders that a user's PATH often lacks. */
export async function findPrograms(host: Host): Promise<ProgramState[]> {
  return Promise.all(
    neededPrograms(host).map(async (program) => ({
      ...program,
      path: await findProgram(program.name, host.env),
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

/** The commands that install what is missing, each as its arguments; empty when nothing is. Null where apt is not. */
export async function installCommands(
  host: Host,
  missing: readonly Program[],
): Promise<string[][] | null> {
  if (missing.length === 0) return [];
  if ((await findProgram('apt-get', host.env)) === null) return null;
  const packages = [...new Set(missing.map((program) => program.package))];
  const asRoot = host.uid === 0 ? [] : ['sudo'];
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages];
  const lists = await readdir('/var/lib/apt/lists').catch(() => []);
  const update = lists.some((name) => name.endsWith('_Packages') || name.includes('_Packages.'))
    ? []
    : [[...asRoot, 'apt-get', 'update']];
  return [...update, [...asRoot, ...install]];
}

/** Runs the install commands in the open, so that sudo can ask. Throws `install-failed`. */
export async function install(commands: readonly string[][], signal?: AbortSignal): Promise<void> {
  for (const [program = '', ...args] of commands) {
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
  };
}
