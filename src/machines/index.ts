// Opens the machine and the images of a home. The providers' own parts are loaded when they are asked for.
import { LabsError } from '../errors.ts';
import { packageFolder } from '../host/package-folder.ts';
import type { Paths } from '../host/paths.ts';
import type { Image, ImageInfo, StoreOptions } from './qemu/image/store.ts';
import type { Machine, WorkOptions } from './types.ts';

export type { ImageInfo };

export interface OpenOptions {
  readonly paths: Paths;
  /** Default `default`. */
  readonly name?: string;
}

/** The machine `name` of this home, made or not. Nothing is started or made. */
export async function openMachine(options: OpenOptions): Promise<Machine> {
  const { QemuMachine } = await import('./qemu/machine.ts');
  const name = options.name ?? 'default';
  return new QemuMachine(name, options.paths.machine(name), await store(options.paths));
}

/** The images that machines of this home stand on. */
export interface Images {
  /** Newest first. */
  list(): Promise<ImageInfo[]>;
  /** Builds what `start` needs, unless it is there; see ensureImage for what it throws. */
  build(options?: WorkOptions): Promise<Image>;
  remove(keys: readonly string[]): Promise<void>;
}

export async function openImages(paths: Paths): Promise<Images> {
  const options = await store(paths);
  const { ensureImage, listImages, removeImages } = await import('./qemu/image/store.ts');
  return {
    list: () => listImages(options),
    build: async (work = {}) => (await ensureImage(options, work)).image,
    remove: (keys) => removeImages(options, keys),
  };
}

async function store(paths: Paths): Promise<StoreOptions> {
  const { hostArchitecture } = await import('./qemu/hardware.ts');
  return {
    cache: paths.cache,
    source: machineSource(),
    architecture: hostArchitecture(),
    platform: process.platform,
  };
}

/** Folder machine/ of this package. */
function machineSource(): string {
  const source = packageFolder('machine', 'provision.sh');
  if (source !== null) return source;
  throw new LabsError('bug', 'no-machine-source', 'the folder machine/ of bridge-labs is missing', {
    hint: 'install bridge-labs again',
  });
}
