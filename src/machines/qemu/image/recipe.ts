// What an image is built from, and the key that follows from it.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ARCHITECTURES, type Architecture } from '../arguments.ts';

/** Debian's release that the machine runs. */
export const SUITE = 'trixie';
/** Size of the machine's disk as the guest sees it, MiB; the file on the host grows with use. */
export const DISK_MEBIBYTES = 3072;
/** Raised when the way of building changes in a manner that machine/ does not show. */
const RECIPE_VERSION = 1;

/** What only computers other than ours need, or what an image is built in: none of it comes into an image. */
const NOT_IN_IMAGES = /^(?:host[\\/](?!facts)|cloud[\\/])/;

export interface Recipe {
  readonly architecture: Architecture;
  /** Folder machine/ of this package. */
  readonly source: string;
  readonly packages: readonly string[];
  /** 16 hexadecimal digits; same inputs, same key. */
  readonly key: string;
}

/** Reads machine/ and makes the recipe of it. */
export async function readRecipe(source: string, architecture: Architecture): Promise<Recipe> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([RECIPE_VERSION, SUITE, DISK_MEBIBYTES, architecture]));
  for (const path of await filesBelow(source)) {
    if (NOT_IN_IMAGES.test(relative(source, path))) continue;
    const executable = ((await stat(path)).mode & 0o111) !== 0;
    hash.update(`\0${relative(source, path)}\0${executable}\0`);
    hash.update(await readFile(path));
  }
  const packages = await Promise.all([
    packageList(join(source, 'packages.txt')),
    packageList(join(source, 'packages.image.txt')),
  ]);
  return {
    architecture,
    source,
    packages: packages
      .flat()
      .map((name) => (name === 'KERNEL' ? ARCHITECTURES[architecture].kernel : name)),
    key: hash.digest('hex').slice(0, 16),
  };
}

async function packageList(path: string): Promise<string[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
