// The images that were built on this computer: found, built once across processes, listed, removed.
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LabsError } from '../../../errors.ts';
import { withLock } from '../../../host/lock.ts';
import type { WorkOptions } from '../../types.ts';
import { probeAccelerator, rememberAccelerator } from '../accelerator.ts';
import type { Architecture, BootFiles } from '../arguments.ts';
import type { Hardware } from '../files.ts';
import { hardwareFor, hardwareKey, qemuVersion } from '../hardware.ts';
import { imageSource, thisHost, type ImageSource } from '../../../host/programs.ts';
import { needRoom } from '../room.ts';
import { readRecipe, type Recipe } from './recipe.ts';
import { usersOf } from './users.ts';

export interface Image {
  /** Hash of what it was built from. */
  readonly key: string;
  readonly folder: string;
  readonly boot: BootFiles;
  /** Folder machine/ that it is made of. */
  readonly source: string;
}

export interface ImageInfo {
  readonly key: string;
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly builtAt: number;
  /** Bytes on disk. */
  readonly size: number;
  /** What `start` would use now. */
  readonly current: boolean;
  /** Folders of the machines that stand on it, of any home that uses this cache. */
  readonly machines: readonly string[];
}

export interface StoreOptions {
  /** The user's cache folder. */
  readonly cache: string;
  /** Folder machine/ of this package. */
  readonly source: string;
  readonly architecture: Architecture;
  readonly platform: NodeJS.Platform;
  /** Virtual processors of a machine, see `hardwareFor`. */
  readonly cpus?: number | undefined;
}

/** How an image that is not there yet is made. */
export interface ImageOptions extends WorkOptions {
  /** Not given: with mmdebstrap where that is to be had. */
  readonly from?: ImageSource | undefined;
  /** `cloud`: the image to boot, a file or a URL with SHA512SUMS beside it. Not given: Debian's own. */
  readonly image?: string | undefined;
  /** URL of a Debian archive. Not given: where this computer's own packages come from, or Debian's server. */
  readonly mirror?: string | undefined;
}

/** Bytes that a build needs at its peak; in a machine also that machine's disks. */
const NEEDED: Readonly<Record<ImageSource, number>> = { mmdebstrap: 3e9, cloud: 4.5e9 };
const WORK_PREFIX = '.work-';

/** An image with a primed state for the hardware that works here; both are made where they are not there yet. */
export async function ensureImage(
  store: StoreOptions,
  options: ImageOptions,
): Promise<{ image: Image; hardware: Hardware; primed: string }> {
  const recipe = await readRecipe(store.source, store.architecture);
  const qemu = await qemuVersion(store.architecture);
  const found = await findPrimed(store, recipe, qemu, options);
  if (found) return found;
  const root = join(store.cache, 'images');
  await mkdir(root, { recursive: true });
  return withLock(
    join(root, 'build'),
    {
      wait: 15 * 60_000,
      onWait: () => options.progress?.phase('image.wait'),
      ...(options.signal && { signal: options.signal }),
    },
    async () => {
      // Whoever held the lock may have built it meanwhile; and a killed build may have left its folder.
      await removeLeftovers(root);
      const image =
        (await findImage(store, recipe)) ?? (await build(store, recipe, qemu, root, options));
      return (
        (await findPrimed(store, recipe, qemu, options)) ??
        (await primeImage(store, image, qemu, root, options))
      );
    },
  );
}

/** Whether the image that `start` takes is there. */
export async function hasImage(store: StoreOptions): Promise<boolean> {
  return (await findImage(store, await readRecipe(store.source, store.architecture))) !== null;
}

export async function findImage(store: StoreOptions, recipe: Recipe): Promise<Image | null> {
  const image = imageAt(join(store.cache, 'images', recipe.key), store.source, recipe.key);
  return (await exists(join(image.folder, 'image.json'))) ? image : null;
}

async function findPrimed(
  store: StoreOptions,
  recipe: Recipe,
  qemu: string,
  options: WorkOptions,
): Promise<{ image: Image; hardware: Hardware; primed: string } | null> {
  const image = await findImage(store, recipe);
  if (!image) return null;
  const hardware = await workingHardware(store, image, qemu, options);
  const primed = primedPath(image, hardware);
  return (await exists(primed)) ? { image, hardware, primed } : null;
}

async function workingHardware(
  store: StoreOptions,
  image: Image,
  qemu: string,
  options: WorkOptions,
): Promise<Hardware> {
  const { accelerator } = await probeAccelerator({
    ...store,
    ...{ qemu, kernel: image.boot.kernel, signal: options.signal },
  });
  return hardwareFor(store.architecture, qemu, accelerator, store.cpus);
}

async function build(
  store: StoreOptions,
  recipe: Recipe,
  qemu: string,
  root: string,
  options: ImageOptions,
): Promise<Image> {
  const from = options.from ?? (await imageSource(await thisHost(process.env)));
  await needRoom(root, NEEDED[from]);
  const work = await workFolder(root);
  try {
    if (from === 'mmdebstrap') {
      const { buildDisk } = await import('./build.ts');
      await buildDisk(recipe, work, options);
    } else {
      const { buildInCloud } = await import('./cloud/build.ts');
      await buildInCloud(recipe, work, { ...store, qemu }, options);
    }
    await rm(join(work, 'machine'), { recursive: true, force: true });
    const about = { version: 1, key: recipe.key, architecture: recipe.architecture };
    await writeFile(join(work, 'image.json'), `${JSON.stringify(about, null, 2)}\n`);
    const image = imageAt(join(root, recipe.key), store.source, recipe.key);
    await rm(image.folder, { recursive: true, force: true });
    await rename(work, image.folder);
    return image;
  } finally {
    await removeWork(work);
  }
}

async function primeImage(
  store: StoreOptions,
  image: Image,
  qemu: string,
  root: string,
  options: WorkOptions,
): Promise<{ image: Image; hardware: Hardware; primed: string }> {
  options.progress?.phase('image.probe');
  const hardware = await workingHardware(store, image, qemu, options);
  const { accelerator } = hardware;
  const work = await workFolder(root);
  try {
    const { prime } = await import('./prime.ts');
    const disk = await prime(image, store.architecture, hardware, work, options);
    const primed = primedPath(image, hardware);
    await mkdir(join(image.folder, 'primed'), { recursive: true });
    await rename(disk, primed);
    return { image, hardware, primed };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (accelerator === 'tcg' || !cannotSave(error)) throw error;
    // Guests run under it, and their memory cannot be saved (whpx): no machine of ours without that.
    const refused = { accelerator, reason: 'no-checkpoints' } as const;
    await rememberAccelerator(store.cache, qemu, { accelerator: 'tcg', refused });
    return await primeImage(store, image, qemu, root, options);
  } finally {
    await removeWork(work);
  }
}

function cannotSave(error: unknown): boolean {
  return error instanceof LabsError && ['checkpoint-failed', 'qmp-failed'].includes(error.code);
}

/** The images in the cache, newest first. */
export async function listImages(store: StoreOptions): Promise<ImageInfo[]> {
  const root = join(store.cache, 'images');
  const { key: current } = await readRecipe(store.source, store.architecture);
  const names = await readdir(root).catch(() => []);
  const images = await Promise.all(
    names
      .filter((name) => /^[0-9a-f]{16}$/.test(name))
      .map(async (key) => {
        const folder = join(root, key);
        // A folder that was being removed has lost it first, maybe.
        const { mtimeMs } = await stat(join(folder, 'image.json')).catch(() => stat(folder));
        const size = await sizeOf(folder);
        const machines = await usersOf(folder, key);
        return { key, folder, builtAt: mtimeMs, size, current: key === current, machines };
      }),
  );
  return images.sort((a, b) => b.builtAt - a.builtAt);
}

/** Removes images by key. The caller has made sure that no machine stands on them. */
export async function removeImages(store: StoreOptions, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await rm(join(store.cache, 'images', key), { recursive: true, force: true });
  }
}

/** The image `key` as a machine that was made from it needs it. Throws `image-gone`. */
export async function imageOf(store: StoreOptions, key: string): Promise<Image> {
  const image = imageAt(join(store.cache, 'images', key), store.source, key);
  if (await exists(image.boot.base)) return image;
  throw new LabsError('machine', 'image-gone', 'the image that the machine stands on is gone', {
    params: { folder: image.folder },
    hint: 'bridge-labs destroy, then bridge-labs start: the machine is made anew, your progress is kept',
  });
}

function imageAt(folder: string, source: string, key: string): Image {
  const at = (name: string): string => join(folder, name);
  const boot = { kernel: at('vmlinuz'), initrd: at('initrd'), base: at('disk.qcow2') };
  return { key, folder, boot, source };
}

const primedPath = (image: Image, hardware: Hardware): string =>
  join(image.folder, 'primed', `${hardwareKey(hardware)}.qcow2`);

async function workFolder(root: string): Promise<string> {
  const work = join(root, `${WORK_PREFIX}${process.pid}`);
  await removeWork(work);
  await mkdir(work, { mode: 0o700 });
  return work;
}

/** Only called under the lock: no other build is going on, so every work folder is a killed one's. */
async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(WORK_PREFIX)) continue;
    await removeWork(join(root, name));
  }
}

/**
 * Removes a folder that a build has worked in. Never across a mount (rm(1), --one-file-system): should one be left in
 * there, what lies behind it is the computer's own, and the removal fails instead.
 */
async function removeWork(folder: string): Promise<void> {
  // Only Linux's mmdebstrap mounts anything, and only there rm has that option.
  if (process.platform !== 'linux') await rm(folder, { recursive: true, force: true });
  else await removeOnOneDisk(folder, [0.2, 1, 5]);
}

/** `pauses`: seconds until the next try. A process that was just killed may yet end its last call, and write in there. */
async function removeOnOneDisk(folder: string, pauses: readonly number[]): Promise<void> {
  try {
    const { execa } = await import('execa');
    await execa('rm', ['-rf', '--one-file-system', '--', folder]);
  } catch (error) {
    const [pause, ...more] = pauses;
    if (pause === undefined) throw error;
    await delay(pause * 1000);
    await removeOnOneDisk(folder, more);
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).blocks * 512),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
