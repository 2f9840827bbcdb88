// Commands on an open connection: all of the output, the right status, and an end to each wait.
import { Readable, Writable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { connect, connectLink } from '../../src/ssh/connect.ts';
import type { Connection } from '../../src/ssh/types.ts';
import { startServer, type ServerOptions, type TestServer } from './server.ts';

const MEGABYTE = 1024 * 1024;
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function connected(options?: ServerOptions): Promise<TestServer & { on: Connection }> {
  const server = await startServer(options);
  open.push(() => server[Symbol.asyncDispose]());
  const on = await connect(server.target);
  open.push(() => on.close());
  return { ...server, on };
}

test('stdout, stderr and status of several commands, one after another and at once', async () => {
  const { on } = await connected();
  const first = await on.run('echo out; echo err >&2; exit 3');
  expect(first).toEqual({ stdout: 'out\n', stderr: 'err\n', status: 3 });
  const many = [1, 2, 3, 4].map((n) => on.run(`echo ${n}`));
  expect((await Promise.all(many)).map((it) => it.stdout)).toEqual(['1\n', '2\n', '3\n', '4\n']);
});

test('a command ended by a signal has the status that a shell would give it', async () => {
  const { on } = await connected();
  expect((await on.run('kill -TERM $$')).status).toBe(143);
  expect((await on.run('kill -KILL $$')).status).toBe(137);
});

test('10 MB arrive to the last byte, although the exit status comes before them', async () => {
  const { on } = await connected({
    onExec: (channel) => {
      channel.exit(5);
      channel.stderr.end('late');
      channel.end(Buffer.alloc(10 * MEGABYTE, 'x'));
    },
  });
  const { stdout, stderr, status } = await on.run('big');
  expect([stdout.length, stderr, status]).toEqual([10 * MEGABYTE, 'late', 5]);
});

test('text cut between two packets inside a letter stays whole', async () => {
  const { on } = await connected();
  const { stdout } = await on.run(`printf '\\343\\201'; sleep 0.05; printf '\\202'`);
  expect(stdout).toBe('あ');
});

test('too much output ends the command, and says how much was allowed', async () => {
  const { on, signals } = await connected();
  const error = await on.run('exec yes', { maxBytes: 1000 }).catch((it: unknown) => it);
  expect(error).toMatchObject({ kind: 'machine', code: 'output-too-long' });
  expect((error as Error).message).toContain('more than 1000 bytes: exec yes');
  await on.run('true');
  expect(signals).toEqual(['TERM']);
});

test('a command over its time is ended, and named', async () => {
  const { on, signals } = await connected();
  const error = await on.run('sleep 60', { timeoutMs: 50 }).catch((it: unknown) => it);
  expect(error).toMatchObject({ kind: 'machine', code: 'command-timeout' });
  expect((error as Error).message).toContain('did not end within 0.1 s: sleep 60');
  expect((await on.run('echo still here')).stdout).toBe('still here\n');
  expect(signals).toEqual(['TERM']);
});

test('a cancelled command is ended', async () => {
  const { on, signals } = await connected();
  const controller = new AbortController();
  const run = on.run('echo begun; exec sleep 60', {
    signal: controller.signal,
    onStdout: () => controller.abort(),
  });
  await expect(run).rejects.toMatchObject({ kind: 'cancelled' });
  await on.run('true');
  expect(signals).toEqual(['TERM']);
});

test('a command that leaves no status is a lost one', async () => {
  const { on } = await connected({ onExec: (channel) => channel.end('half') });
  await expect(on.run('x')).rejects.toMatchObject({ kind: 'machine', code: 'connection-lost' });
});

test.each([
  ['none', undefined, 0],
  ['text', 'あい\n', 7],
  ['bytes', Uint8Array.from([0, 255, 10, 13, 0]), 5],
  ['a stream', Readable.from([Buffer.alloc(3 * MEGABYTE), Buffer.alloc(5)]), 3 * MEGABYTE + 5],
])('stdin: %s', async (_name, stdin, bytes) => {
  const { on } = await connected();
  const { stdout } = await on.run('wc -c', stdin === undefined ? {} : { stdin });
  expect(Number(stdout)).toBe(bytes);
});

test('a command that does not read its stdin to the end ends all the same', async () => {
  const { on } = await connected();
  const stdin = Readable.from(Array.from({ length: 80 }, () => Buffer.alloc(MEGABYTE / 4)));
  expect((await on.run('head -c 3 | wc -c', { stdin })).stdout.trim()).toBe('3');
});

test('a slow reader slows the command down: nothing piles up here', async () => {
  let written = 0;
  const { on } = await connected({
    onExec: (channel) => {
      const more = (): void => {
        if (written === 24 * MEGABYTE) {
          channel.exit(0);
          channel.end();
          return;
        }
        written += MEGABYTE;
        channel.write(Buffer.alloc(MEGABYTE), more);
      };
      more();
    },
  });
  let taken = 0;
  let ahead = 0;
  const stdout = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      taken += chunk.length;
      ahead = Math.max(ahead, written - taken);
      setImmediate(done);
    },
  });
  await on.run('big', { stdout });
  expect(taken).toBe(24 * MEGABYTE);
  expect(ahead).toBeLessThan(10 * MEGABYTE);
});

test('a script reaches the shell letter by letter, has no stdin, and gives its output', async () => {
  const { on } = await connected();
  const script = `a='it'\\''s "$0"'\necho "$a" # ü $HOME\ncat\nprintf '%s\\n' end`;
  expect(await on.runScript(script)).toBe('it\'s "$0"\nend\n');
  const long = `: ${'x'.repeat(200_000)}\necho long`;
  expect(await on.runScript(long)).toBe('long\n');
});

test('a script that fails says its status and its last words', async () => {
  const { on } = await connected();
  const error = await on.runScript('echo no such bridge >&2; exit 4').catch((it: unknown) => it);
  expect(error).toMatchObject({
    ...{ kind: 'machine', code: 'script-failed' },
    params: { status: 4, stderr: 'no such bridge' },
  });
});

test('scripts on a shell that stands by: each in one of its own, also after one failed', async () => {
  const server = await startServer();
  open.push(() => server[Symbol.asyncDispose]());
  const link = await connectLink(server.target);
  open.push(() => link.close());
  const standby = link.standby();
  const first = await standby.runScript('here=mine; echo $$');
  const second = await standby.runScript('echo "${here-}" $$');
  expect(second).toMatch(/^ \d+\n$/);
  expect(second.trim()).not.toBe(first.trim());
  await expect(standby.runScript('echo why >&2; exit 4')).rejects.toMatchObject({
    ...{ code: 'script-failed', params: { status: 4 } },
  });
  // The script itself has no stdin left to wait for.
  expect(await standby.runScript('{ exec </dev/null; cat; echo end; }')).toBe('end\n');
  standby.close();
  // The one that waited is told to end, be it open by now or not.
  await expect.poll(() => server.signals).toEqual(['TERM']);
});
