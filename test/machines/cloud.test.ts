// The image that is built in a Debian of the cloud: what is downloaded and believed, what the guest is told, what it can reach.
import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builderArguments, carrier } from '../../src/machines/qemu/image/cloud/arguments.ts';
import { firstOf, obtain } from '../../src/machines/qemu/image/cloud/obtain.ts';
import { latest, pinned, sumOf } from '../../src/machines/qemu/image/cloud/pins.ts';
import { archivesOf, openRelay } from '../../src/machines/qemu/image/cloud/relay.ts';
import { userDataFor } from '../../src/machines/qemu/image/cloud/seed.ts';
import { namedSources } from '../../src/machines/qemu/image/mirror.ts';

let folder: string;
const servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bl-cloud-'));
});
afterEach(async () => {
  delete process.env['http_proxy'];
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Resolves with http://127.0.0.1:PORT. */
async function serve(answers: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer((asked, response) => {
    const answer = answers[asked.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200).end(answer ?? '');
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const sha512 = (content: string): string => createHash('sha512').update(content).digest('hex');

describe('Debian’s cloud image', () => {
  it.each(['amd64', 'arm64'] as const)('is pinned for %s by URL and SHA-512', (architecture) => {
    const { url, sha512: sum } = pinned(architecture);
    expect(url).toMatch(
      /^https:\/\/cloud\.debian\.org\/images\/cloud\/trixie\/(\d{8}-\d+)\/debian-13-genericcloud-(amd64|arm64)-\1\.qcow2$/,
    );
    expect(url).toContain(architecture);
    expect(sum).toMatch(/^[0-9a-f]{128}$/);
    expect(latest(architecture)).toMatchObject({ sha512: null });
  });

  it('has its own line in SHA512SUMS', () => {
    const sums = `${sha512('a')}  image.qcow2\n${sha512('b').toUpperCase()} *other.qcow2\nno line\n`;
    expect(sumOf('image.qcow2', sums)).toBe(sha512('a'));
    expect(sumOf('other.qcow2', sums)).toBe(sha512('b'));
    expect(sumOf('age.qcow2', sums)).toBeNull();
  });

  it('is taken by what SHA512SUMS beside it says, and by nothing else', async () => {
    const base = await serve({
      '/good/image.qcow2': 'the image',
      '/good/SHA512SUMS': `${sha512('the image')}  image.qcow2\n`,
      '/bad/image.qcow2': 'another',
      '/bad/SHA512SUMS': `${sha512('the image')}  image.qcow2\n`,
      '/none/image.qcow2': 'the image',
    });
    const take = (name: string) => obtain(`${base}/${name}/image.qcow2`, 'amd64', folder, {});
    const { file, ours } = await take('good');
    expect(await readFile(file, 'utf8')).toBe('the image');
    expect(ours).toBe(true);
    await rm(file);
    await expect(take('bad')).rejects.toMatchObject({ code: 'wrong-checksum' });
    await expect(take('none')).rejects.toMatchObject({ code: 'no-published-checksum' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('that Debian has removed is replaced by its latest, one that was changed is not', async () => {
    const base = await serve({
      '/latest/image.qcow2': 'newer',
      '/latest/SHA512SUMS': `${sha512('newer')}  image.qcow2\n`,
      '/changed/image.qcow2': 'changed',
    });
    const newest = { url: `${base}/latest/image.qcow2`, sha512: null };
    const gone = { url: `${base}/2026/image.qcow2`, sha512: sha512('older') };
    const { file } = await firstOf([gone, newest], folder, {});
    expect(await readFile(file, 'utf8')).toBe('newer');
    const changed = { url: `${base}/changed/image.qcow2`, sha512: sha512('older') };
    await expect(firstOf([changed, newest], folder, {})).rejects.toMatchObject({
      code: 'wrong-checksum',
      params: { algorithm: 'SHA-512' },
    });
  });
});

describe('what the guest is told', () => {
  it('is a script that unpacks machine/ and names every word of mmdebstrap as it is', async () => {
    const words = ['--aptopt=Acquire::Languages "none"', `--x=it's $HOME`, 'a\\nb'];
    const source = join(import.meta.dirname, '../../machine');
    const script = await userDataFor(source, ['deb http://m/debian trixie main'], words);
    expect((await execa('sh', ['-n'], { input: script })).exitCode).toBe(0);
    // Its last line, with build.sh replaced by something that prints its words.
    const last = script.trimEnd().split('\nEND\n').at(-1) ?? '';
    expect(last).toMatch(/^exec sh \/var\/tmp\/bridge-labs-seed\/machine\/cloud\/build\.sh /);
    const { stdout } = await execa('sh', [
      '-c',
      `set -- ${last.slice(last.indexOf('build.sh ') + 9)}; printf '<%s>' "$@"`,
    ]);
    expect(stdout).toBe(`<deb http://m/debian trixie main>${words.map((w) => `<${w}>`).join('')}`);
    const { stdout: names } = await execa('sh', [
      '-c',
      `${script.slice(0, script.indexOf('\nexec sh')).replace(/\| tar .*/, '| tar -tz')}`,
    ]);
    expect(names).toContain('machine/provision.sh');
    expect(names).toContain('machine/cloud/build.sh');
  });
});

describe('what the guest reaches', () => {
  const ask = (proxy: number, url: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const { host } = new URL(url);
      request({ host: '127.0.0.1', port: proxy, path: url, headers: { host } })
        .on('response', (answer: IncomingMessage) => {
          void text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }));
        })
        .on('error', reject)
        .end();
    });

  it('is its seed, and the archives that are named; nothing else', async () => {
    const mirror = await serve({ '/debian/x': 'a package' });
    const other = await serve({ '/x': 'a secret' });
    await using relay = await openRelay([`deb ${mirror}/debian trixie main`], '#!/bin/sh\n');
    const seed = `http://127.0.0.1:${relay.seed}`;
    expect(await (await fetch(`${seed}/user-data`)).text()).toBe('#!/bin/sh\n');
    expect(await (await fetch(`${seed}/meta-data`)).text()).toContain('instance-id: ');
    expect((await fetch(`${seed}/etc/passwd`)).status).toBe(404);
    await relay.asked;
    expect(await ask(relay.proxy, `${mirror}/debian/x`)).toEqual({
      status: 200,
      body: 'a package',
    });
    expect((await ask(relay.proxy, `${other}/x`)).status).toBe(403);
    expect((await ask(relay.proxy, `http://127.0.0.1:${relay.seed}/user-data`)).status).toBe(403);
  });

  it('by a program for each connection, which loses nothing in either direction', async () => {
    const long = 'x'.repeat(3_000_000);
    const base = await serve({ '/long': long });
    const { port } = new URL(base);
    const { stdout } = await execa('sh', ['-c', carrier(process.execPath, Number(port))], {
      input: 'GET /long HTTP/1.0\r\n\r\n',
      maxBuffer: 10_000_000,
    });
    expect(stdout.length).toBeGreaterThan(long.length);
    expect(stdout.endsWith(long)).toBe(true);
  });

  it('goes by the proxy of this computer, where there is one', async () => {
    const url = 'http://archive.invalid/debian/x';
    process.env['http_proxy'] = await serve({ [url]: 'by way of it' });
    await using relay = await openRelay(['deb http://archive.invalid/debian trixie main'], '');
    expect(await ask(relay.proxy, url)).toEqual({ status: 200, body: 'by way of it' });
  });

  it('are the hosts and ports of the sources', () => {
    const lines = [
      'deb http://a.example/debian x main',
      'deb https://b.example:8443/debian x main',
    ];
    expect(archivesOf([...lines, 'deb https://c.example/debian x main'])).toEqual(
      new Set(['a.example:80', 'b.example:8443', 'c.example:443']),
    );
  });
});

describe('sources', () => {
  it('of a mirror that is named have its security archive where it has one', async () => {
    const whole = await serve({ '/debian-security/dists/trixie-security/InRelease': '' });
    const bare = await serve({});
    expect(await namedSources(`${whole}/debian/`)).toEqual([
      `deb ${whole}/debian trixie main`,
      `deb ${whole}/debian trixie-updates main`,
      `deb ${whole}/debian-security trixie-security main`,
    ]);
    expect(await namedSources(`${bare}/debian`)).toHaveLength(2);
  });
});

describe('the builder’s command line', () => {
  const line = (architecture: 'amd64' | 'arm64'): string[] =>
    builderArguments({
      architecture,
      accelerator: 'tcg',
      firmware: architecture === 'arm64' ? '/fw/edk2.fd' : null,
      disks: { system: '/w/a,b.qcow2', scratch: '/w/scratch.raw', out: '/w/out.tar' },
      relay: { seed: 4001, proxy: 4002 },
      serialLog: '/w/serial.log',
      output: '/w/output.log',
      node: `/opt/it's, node`,
    });

  it('keeps it offline but for the relay', () => {
    const net = line('amd64').find((word) => word.startsWith('user,')) ?? '';
    expect(net).toMatch(/^user,id=net0,restrict=on,guestfwd=tcp:10\.0\.2\.100:80-cmd:/);
    expect(net).toContain('guestfwd=tcp:10.0.2.100:3128-cmd:');
    expect(net).not.toContain('hostfwd');
    // Commas inside are written twice.
    expect(net).toContain(`'/opt/it'\\''s,, node'`);
    expect(net.replaceAll(',,', '').split(',')).toHaveLength(5);
  });

  it('tells cloud-init of its seed, and boots arm64 by firmware', () => {
    expect(line('amd64')).toContain('type=1,serial=ds=nocloud;s=http://10.0.2.100/');
    expect(line('amd64')).not.toContain('-bios');
    expect(line('arm64').join(' ')).toContain('-bios /fw/edk2.fd');
    expect(line('arm64').join(' ')).toContain('-machine virt,gic-version=max');
    expect(line('amd64').join(' ')).toContain('file=/w/a,,b.qcow2,format=qcow2');
  });
});
