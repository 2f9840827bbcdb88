// An image that is built where mmdebstrap is not to be had: a cloud image with cloud-init, served here, goes all the way to a
// machine that keeps the contract.
import { execa } from 'execa';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { checksumOf } from '../../src/host/download.ts';
import { paths, type Paths } from '../../src/host/paths.ts';
import { openImages, openMachine } from '../../src/machines/index.ts';
import { namedSources } from '../../src/machines/qemu/image/mirror.ts';
import { contract } from '../machines/contract.ts';

/** Under emulation: the cloud image, and then a whole mmdebstrap inside it. */
const LONG = 3_600_000;

const home = await mkdtemp(join(tmpdir(), 'bridge-labs-cloud-'));
const at = (cache: string): Paths =>
  paths({ BRIDGE_LABS_HOME: home, BRIDGE_LABS_CACHE: cache }, home, process.platform);
const here = at(inject('cache'));
const folders = at(join(home, 'cache'));
let server: Server;

beforeAll(async () => {
  const published = join(home, 'published');
  await mkdir(published);
  const image = join(published, 'debian-13-genericcloud-amd64.qcow2');
  const work = join(home, 'work');
  await mkdir(work);
  const script = join(import.meta.dirname, 'cloud-image.sh');
  await execa('sh', [script, work, image, ...(await namedSources())], { stdio: 'inherit' });
  await writeFile(
    join(published, 'SHA512SUMS'),
    `${await checksumOf(image, 'sha512')}  debian-13-genericcloud-amd64.qcow2\n`,
  );
  server = createServer((request, response) => {
    const file = join(published, request.url === '/SHA512SUMS' ? 'SHA512SUMS' : 'image');
    const path = file.endsWith('image') ? image : file;
    void stat(path).then(({ size }) => {
      response.writeHead(200, { 'content-length': size });
      createReadStream(path).pipe(response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
}, LONG);

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(home, { recursive: true, force: true });
});

it(
  'is built in the Debian that boots from it',
  async () => {
    const { port } = server.address() as AddressInfo;
    const images = await openImages(folders);
    const begun = Date.now();
    await images.build({
      from: 'cloud',
      image: `http://127.0.0.1:${port}/debian-13-genericcloud-amd64.qcow2`,
      progress: {
        phase: (key) => console.error(`${Math.round((Date.now() - begun) / 1000)} s: ${key}`),
      },
    });
    const [built] = await images.list();
    expect(built?.current).toBe(true);
    // Neither the cloud image nor the machine that it was is left.
    expect(await readdir(join(folders.cache, 'downloads'))).toEqual([]);
    const names = await readdir(join(folders.cache, 'images'));
    expect(names.filter((name) => name.startsWith('.work'))).toEqual([]);
  },
  LONG,
);

it('is what mmdebstrap makes: the same key, the same packages, the same containers', async () => {
  const [own] = (await (await openImages(here)).list()).filter(({ current }) => current);
  const [cloud] = await (await openImages(folders)).list();
  expect(cloud?.key).toBe(own?.key);
  const names = async (folder?: string): Promise<string[]> => {
    const status = await inImage(folder, '/var/lib/dpkg/status');
    const all = [...status.toString().matchAll(/^Package: (.*)$/gm)].map(([, name = '']) => name);
    // A kernel has its version in its name, and a mirror may get a new one between the two builds.
    return all.map((name) => name.replace(/^(linux-image-)\d\S*(?=-cloud)/, '$1N')).sort();
  };
  expect(await names(cloud?.folder)).toEqual(await names(own?.folder));
  const outside = '/usr/local/lib/bridge-labs/outside';
  const [one, other] = [await inImage(own?.folder, outside), await inImage(cloud?.folder, outside)];
  expect(one.length).toBeGreaterThan(0);
  expect(other.toString()).toBe(one.toString());
  // Not as in the other image, which is of an earlier day: what apt has fetched since may name more archives.
  const sources = (await inImage(cloud?.folder, '/etc/apt/sources.list')).toString();
  expect(sources.split('\n').filter((line) => line !== '')).toEqual(await namedSources());
});

contract('qemu, on an image from the cloud', {
  open: () => openMachine({ paths: folders, name: 'lab' }),
  wayOut: '10.0.2.2',
});

/** A file of an image, by debugfs(8), which needs no mount. */
async function inImage(folder: string | undefined, path: string): Promise<Buffer> {
  const raw = join(home, 'look.ext4');
  const disk = join(folder ?? '', 'disk.qcow2');
  await execa('qemu-img', ['convert', '-O', 'raw', disk, raw]);
  const { stdout } = await execa('/usr/sbin/debugfs', ['-R', `cat ${path}`, raw], {
    encoding: 'buffer',
  });
  await rm(raw);
  return Buffer.from(stdout);
}
