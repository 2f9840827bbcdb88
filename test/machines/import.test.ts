// An image that comes as a file or by HTTP: believed by its checksum alone, and gone on with where it was cut off.
import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LabsError } from '../../src/errors.ts';
import { QemuMachine } from '../../src/machines/qemu/machine.ts';
import { importImage } from '../../src/machines/qemu/image/import.ts';
import { readRecipe } from '../../src/machines/qemu/image/recipe.ts';
import { listImages, type StoreOptions } from '../../src/machines/qemu/image/store.ts';
import { temporaryFolder } from '../cli/harness.ts';

const source = join(import.meta.dirname, '../../machine');
let folder: string;
let file: string;
let store: StoreOptions;
let key: string;

/** As `image export` writes it; the disk holds what no compression makes small. */
async function makeImage(changes: object = {}): Promise<void> {
  const from = join(folder, 'from');
  await mkdir(from, { recursive: true });
  await writeFile(join(from, 'image.json'), JSON.stringify({ version: 1, key, ...changes }));
  await writeFile(join(from, 'disk.qcow2'), Buffer.alloc(300_000, 'disk'));
  for (const name of ['vmlinuz', 'initrd', 'stranger']) await writeFile(join(from, name), name);
  await execa('tar', ['-cf', file, '-C', from, ...(await readdir(from))]);
  await writeFile(`${file}.sha256`, `${await sum()}  image.tar\n`);
}

const sum = async (): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

beforeEach(async () => {
  folder = temporaryFolder();
  file = join(folder, 'image.tar');
  store = { cache: join(folder, 'cache'), source, architecture: 'amd64', platform: 'linux' };
  key = (await readRecipe(source, 'amd64')).key;
  await makeImage();
});

const images = (): Promise<string[]> =>
  readdir(join(store.cache, 'images')).then((names) => names.filter((name) => name !== 'build'));

describe('a file', () => {
  it('is taken in whole, and nothing else that it holds', async () => {
    expect(await importImage(store, file, {})).toBe(key);
    const names = await readdir(join(store.cache, 'images', key));
    expect(names.sort()).toEqual(['disk.qcow2', 'image.json', 'initrd', 'vmlinuz']);
  });

  it('of an image that is there leaves it alone: machines may stand on it', async () => {
    await importImage(store, file, {});
    const disk = join(store.cache, 'images', key, 'disk.qcow2');
    await writeFile(disk, 'of another build');
    expect(await importImage(store, file, {})).toBe(key);
    expect(await readFile(disk, 'utf8')).toBe('of another build');
    // What a removal that was cut short has left is none.
    await rm(join(store.cache, 'images', key, 'image.json'));
    expect(await listImages(store)).toMatchObject([{ key }]);
    await importImage(store, file, {});
    expect((await readFile(disk)).length).toBe(300_000);
  });

  it('that is there takes no program that would build one', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    const machine = new QemuMachine('default', join(folder, 'machine'), store);
    const missing = async (): Promise<string> => {
      // Nothing is found there, and nothing to install it with: what is missing is told.
      vi.stubEnv('PATH', '/nowhere');
      const error: unknown = await machine.prepare({ ask: () => Promise.resolve(true) }).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      vi.unstubAllEnvs();
      expect(error).toMatchObject({ code: 'missing-programs' });
      return String((error as LabsError).params['programs']);
    };
    expect(await missing()).toContain('mmdebstrap');
    await importImage(store, file, {});
    expect(await missing()).toContain('qemu-img');
    expect(await missing()).not.toContain('mmdebstrap');
  });

  it('that was changed is refused, and leaves nothing', async () => {
    await writeFile(file, Buffer.concat([await readFile(file), Buffer.from('x')]));
    await expect(importImage(store, file, {})).rejects.toMatchObject({ code: 'wrong-checksum' });
    expect(await images()).toEqual([]);
  });

  it('without a checksum is not believed, unless one is said', async () => {
    await writeFile(`${file}.sha256`, '');
    await expect(importImage(store, file, {})).rejects.toMatchObject({ code: 'no-checksum' });
    const sha256 = (await sum()).toUpperCase();
    expect(await importImage(store, file, { sha256 })).toBe(key);
  });

  it('of another version, or of something else, is refused', async () => {
    await makeImage({ key: '0123456789abcdef' });
    await expect(importImage(store, file, {})).rejects.toMatchObject({
      code: 'image-other-version',
    });
    await makeImage({ key: '../../etc' });
    await expect(importImage(store, file, {})).rejects.toMatchObject({ code: 'not-an-image' });
    await writeFile(file, 'no archive');
    await expect(importImage(store, file, { sha256: await sum() })).rejects.toMatchObject({
      code: 'not-an-image',
    });
    expect(await images()).toEqual([]);
  });
});

describe('a URL', () => {
  it('is gone on with where it was cut off', async () => {
    const whole = await readFile(file);
    const ranges: (string | undefined)[] = [];
    const downloads = join(store.cache, 'downloads');
    const arrived = async (): Promise<void> => {
      const [part = ''] = await readdir(downloads);
      // Without it the folder itself would be looked at.
      expect(part).not.toBe('');
      expect((await stat(join(downloads, part))).size).toBeGreaterThan(0);
    };
    const server = createServer((request, response) => {
      if (request.url?.endsWith('.sha256')) {
        void readFile(`${file}.sha256`).then((text) => response.end(text));
        return;
      }
      const { range } = request.headers;
      ranges.push(range);
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
      response.writeHead(range === undefined ? 200 : 206, {
        'content-length': whole.length - from,
      });
      if (ranges.length > 1) response.end(whole.subarray(from));
      else {
        response.write(whole.subarray(0, 100_000));
        // Cut off once some of it is on the disk.
        void vi.waitFor(arrived).then(() => response.destroy());
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/image.tar`;
    await expect(importImage(store, url, {})).rejects.toMatchObject({ code: 'download-failed' });
    expect(await importImage(store, url, {})).toBe(key);
    expect(ranges[0]).toBeUndefined();
    expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expect(await readdir(downloads)).toEqual([]);
  });
});
