// The Debian that builds an image, as it is heard from outside: a program that stands in for QEMU says what build.sh would.
import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runBuilder, type Builder } from '../../src/machines/qemu/image/cloud/guest.ts';
import { BuildLog } from '../../src/machines/qemu/image/mmdebstrap.ts';

let folder: string;
let phases: string[];
let log: BuildLog;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bl-guest-'));
  phases = [];
  log = new BuildLog({ phase: (key) => void phases.push(key) });
  await writeFile(join(folder, 'serial.log'), 'Linux version 6.12\nlast words\n');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** `script` runs in place of QEMU; $1 is the file that gets what build.sh says. */
function run(
  script: string,
  { asked = Promise.resolve(), signal }: { asked?: Promise<void>; signal?: AbortSignal } = {},
): Promise<Builder> {
  const output = join(folder, 'output.log');
  return runBuilder('sh', ['-c', script, 'sh', output], {
    ...{ accelerator: 'tcg', bootMs: 300, output, log, asked, signal },
    serialLog: join(folder, 'serial.log'),
    begun: () => void phases.push('begun'),
  });
}

it('tells how build.sh ended, and shows how far it is', async () => {
  const said = `printf 'Get:1 http://m/x a.deb [1 kB]\\nprovision: adding the user learner\\n' >>"$1"
printf 'I: make-disk.sh\\r\\nbridge-labs-build: 0\\n' >>"$1"`;
  expect(await run(said)).toEqual({ status: 0 });
  expect(phases).toEqual(['begun', 'image.provision', 'image.disk']);
});

it('a build that failed is told by what it said last', async () => {
  const said = `printf 'E: Failed to fetch http://m/x  403  Forbidden\\nbridge-labs-build: 100\\n' >>"$1"`;
  expect(await run(said)).toEqual({ status: 100 });
  expect(log.failure()).toMatchObject({ code: 'no-mirror' });
});

it('a QEMU that ends without a word of it says why', async () => {
  await expect(run('echo "invalid accelerator hvf" >&2; exit 1')).rejects.toMatchObject({
    code: 'qemu-failed',
    params: { words: 'invalid accelerator hvf' },
  });
});

it('a guest that never asks for its seed is ended, and its console is shown', async () => {
  const asked = new Promise<void>(() => undefined);
  await expect(run(`exec sleep 987`, { asked })).rejects.toMatchObject({
    code: 'cloud-silent',
    cause: { message: expect.stringContaining('last words') as string },
  });
  const { stdout } = await execa('ps', ['-ww', '-e', '-o', 'args=']);
  expect(stdout).not.toContain('sleep 987');
});

it('is ended when the user has had enough', async () => {
  const stop = new AbortController();
  const running = run('exec sleep 986', { signal: stop.signal });
  setImmediate(() => stop.abort(new Error('enough')));
  await expect(running).rejects.toThrow('enough');
});
