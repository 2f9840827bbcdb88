// Opens the machine and the images of a home. The providers' own parts are loaded when they are asked for.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabsError } from '../errors.ts';
import { packageFolder } from '../host/package-folder.ts';
import type { Paths } from '../host/paths.ts';
import { PROVIDERS } from './providers.ts';
import type { ExportFormat } from './qemu/image/formats.ts';
import type { ImportOptions } from './qemu/image/import.ts';
import type { Image, ImageInfo, ImageOptions, StoreOptions } from './qemu/image/store.ts';
import { parseSettings, type Settings } from './settings.ts';
import type { Machine, WorkOptions } from './types.ts';

export type { ImageInfo, ImageOptions };

export interface OpenOptions {
  readonly paths: Paths;
  /** Default `default`. */
  readonly name?: string;
  /** Of which provider, unless it was made already. Default qemu. */
  readonly settings?: Settings | undefined;
  /** Whether programs that run for it can ask on the terminal. Default no. */
  readonly interactive?: boolean;
  /** It serves one command: what it has need not survive a power cut. Default no. */
  readonly disposable?: boolean;
  /** Virtual processors, where the provider can tell. Default: its own. */
  readonly cpus?: number | undefined;
}

/** The machine `name` of this home, made or not. Nothing is started or made. */
export async function openMachine(options: OpenOptions): Promise<Machine> {
  const { paths, name = 'default', interactive = false, disposable = false, cpus } = options;
  const made = await settingsOf(paths, name);
  const settings = made ?? options.settings ?? { provider: 'qemu' };
  return PROVIDERS[settings.provider].open({
    ...{ name, settings, interactive, disposable },
    folder: paths.machine(name),
    source: machineSource,
    store: () => store(paths, cpus),
  });
}

/** What a machine of this home was made with; null where there is none. */
export async function settingsOf(paths: Paths, name = 'default'): Promise<Settings | null> {
  const text = await readFile(join(paths.machine(name), 'machine.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const record = JSON.parse(text) as Record<string, unknown>;
    return parseSettings(record['settings'] ?? { provider: record['provider'] });
  } catch {
    // The provider tells what is wrong with it.
    return null;
  }
}

/** The images that machines of this home stand on. */
export interface Images {
  /** Newest first. */
  list(): Promise<ImageInfo[]>;
  /** Whether the one that `start` takes is there. */
  has(): Promise<boolean>;
  /** Builds what `start` needs, unless it is there; see ensureImage for what it throws. */
  build(options?: ImageOptions): Promise<Image>;
  remove(keys: readonly string[]): Promise<void>;
  /** Writes it as a file, with FILE.sha256 beside it; see exportImage for what it throws. */
  export(format: ExportFormat, file: string, options?: WorkOptions): Promise<void>;
  /** Takes one in; resolves with its key. See importImage for what it throws. */
  import(source: string, options?: ImportOptions): Promise<string>;
}

export async function openImages(paths: Paths): Promise<Images> {
  const options = await store(paths);
  const { ensureImage, hasImage, listImages, removeImages } = await import('./qemu/image/store.ts');
  return {
    list: () => listImages(options),
    has: () => hasImage(options),
    build: async (work = {}) => (await ensureImage(options, work)).image,
    remove: (keys) => removeImages(options, keys),
    async export(format, file, work = {}) {
      const { exportImage } = await import('./qemu/image/export.ts');
      await exportImage((await ensureImage(options, work)).image, format, file, work);
    },
    async import(source, work = {}) {
      const { importImage } = await import('./qemu/image/import.ts');
      return importImage(options, source, work);
    },
  };
}

async function store(paths: Paths, cpus?: number): Promise<StoreOptions> {
  const { hostArchitecture } = await import('./qemu/hardware.ts');
  return {
    cache: paths.cache,
    source: machineSource(),
    architecture: hostArchitecture(),
    platform: process.platform,
    cpus,
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
