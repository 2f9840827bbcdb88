// Building the image: what it says when it cannot, and what a killed build leaves for the next one.
import { execa } from 'execa';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';

const PROGRAM = join(import.meta.dirname, '../../dist/bridge-labs.js');
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'bridge-labs-build-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

function build(env: Record<string, string> = {}) {
  return execa('node', [PROGRAM, 'image', 'build', '--yes', '--lang', 'en'], {
    env: { BRIDGE_LABS_HOME: home, BRIDGE_LABS_CACHE: join(home, 'cache'), ...env },
    reject: false,
    stdin: 'ignore',
  });
}

/** Processes that work in this test's folder, or have their root or a word of their command line there. */
async function processes(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = ids.map(async (id) => {
    const at = (name: string): string => join('/proc', id, name);
    const told = [readlink(at('cwd')), readlink(at('root')), readFile(at('cmdline'), 'utf8')];
    // A process that is gone meanwhile tells nothing.
    return Promise.all(told.map((one) => one.catch(() => '')));
  });
  return (await Promise.all(all)).map((told) => told.join(' ')).filter((it) => it.includes(home));
}

/** Mounts of this computer that lie in this test's folder: a build's own must never be seen out here. */
async function mounts(): Promise<string[]> {
  const text = await readFile('/proc/self/mountinfo', 'utf8');
  return text.split('\n').filter((line) => line.includes(home));
}

it('says that there is no mirror, soon and with what to do', async () => {
  const sources = join(home, 'sources.list');
  await writeFile(sources, 'deb [trusted=yes] http://127.0.0.1:9/debian bookworm main\n');
  const config = join(home, 'apt.conf');
  const lists = join(home, 'lists');
  await writeFile(
    config,
    `Dir::Etc::SourceList "${sources}";\nDir::Etc::SourceParts "/dev/null";\nDir::State::Lists "${lists}";\n`,
  );
  // The host's apt then reports no Debian whose lists it has read; mmdebstrap itself reads its own configuration.
  const proxy = { http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' };
  const { exitCode, stderr } = await build({ APT_CONFIG: config, ...proxy });
  expect(stderr).toContain('Debian packages cannot be fetched');
  expect(exitCode).toBe(3);
  expect((await readdir(join(home, 'cache/images'))).filter((n) => n.startsWith('.work'))).toEqual(
    [],
  );
});

it('a disk that is too small is told before anything is fetched', async () => {
  const small = join(home, 'small');
  const script = `mkdir "$1" && mount -t tmpfs -o size=64m tmpfs "$1" && BRIDGE_LABS_CACHE="$1" exec node "$2" image build --yes --lang en`;
  const { exitCode, stderr } = await execa(
    'unshare',
    ['--map-root-user', '--mount', 'sh', '-c', script, 'sh', small, PROGRAM],
    { env: { BRIDGE_LABS_HOME: home }, reject: false, stdin: 'ignore' },
  );
  expect(stderr).toMatch(/only 0\.1 GB are free/);
  expect(exitCode).toBe(3);
});

it('a build that is killed at any moment leaves no process, and the next one is whole', async () => {
  for (const moment of [500, 6_000, 20_000]) {
    const building = build();
    await delay(moment);
    expect(await mounts()).toEqual([]);
    building.kill('SIGKILL');
    await building;
    // The kernel ends all of them.
    await expect.poll(processes, { timeout: 30_000, interval: 200 }).toEqual([]);
    expect(await mounts()).toEqual([]);
  }
  const { exitCode, stderr } = await build();
  expect(stderr).not.toContain('Error');
  expect(exitCode).toBe(0);
  const names = await readdir(join(home, 'cache/images'));
  expect(names.filter((name) => /^[0-9a-f]{16}$/.test(name))).toHaveLength(1);
  expect(names.filter((name) => name.startsWith('.work'))).toEqual([]);
}, 600_000);
