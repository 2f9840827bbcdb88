// Opens the machine of a home. Loading this file loads no provider's heavy parts but the one in use.
import { join } from 'node:path';
import type { Paths } from '../host/paths.ts';
import type { Machine } from './types.ts';

export interface OpenOptions {
  readonly paths: Paths;
  /** Default `default`. */
  readonly name?: string;
  /** Folder of this package, where machine/ is. */
  readonly packageFolder: string;
}

/** The machine `name` of this home, made or not. Nothing is started or made. */
export async function openMachine(options: OpenOptions): Promise<Machine> {
  const { QemuMachine } = await import('./qemu/machine.ts');
  const { hostArchitecture } = await import('./qemu/hardware.ts');
  const name = options.name ?? 'default';
  return new QemuMachine(name, options.paths.machine(name), {
    cache: options.paths.cache,
    source: join(options.packageFolder, 'machine'),
    architecture: hostArchitecture(),
    platform: process.platform,
  });
}
