// Waiting for a machine that is starting.
import { createServer, createConnection, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { LabsError } from '../../src/errors.ts';
import type { SshTarget } from '../../src/ssh/types.ts';
import { waitForSsh } from '../../src/ssh/wait.ts';
import { generateKey } from '../../src/ssh/keys.ts';
import { startServer, type ServerOptions, type TestServer } from './server.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function server(options?: ServerOptions): Promise<TestServer> {
  const started = await startServer(options);
  open.push(() => started[Symbol.asyncDispose]());
  return started;
}

/** A port on which each connection is met by the next of `acts`; after the last one it leads to the target. */
async function booting(
  target: SshTarget,
  acts: readonly ('hang up' | 'dumb')[],
): Promise<{ target: SshTarget; connections: () => number }> {
  let count = 0;
  const listener: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    open.push(() => socket.destroy());
    const act = acts[count++];
    if (act === 'hang up') socket.destroy();
    if (act !== undefined) return;
    const far = createConnection({ port: target.port, host: target.host });
    far.on('error', () => undefined);
    socket.pipe(far).pipe(socket);
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  open.push(() => listener.close());
  const { port } = listener.address() as AddressInfo;
  return { target: { ...target, port }, connections: () => count };
}

test('tries until the machine answers, and hands the open connection over', async () => {
  const { target, attempts } = await server();
  const slow = await booting(target, ['hang up', 'dumb', 'hang up']);
  await using connection = await waitForSsh(slow.target, { timeoutMs: 30_000 });
  expect((await connection.run('echo up')).stdout).toBe('up\n');
  expect(slow.connections()).toBe(4);
  expect(attempts).toHaveLength(1);
});

test('past its limit: how long, what was tried, and the last lines of the console', async () => {
  const { target } = await server();
  const dead = await booting(target, new Array<'hang up'>(100).fill('hang up'));
  const lookAt = () => Promise.resolve(['Kernel panic', '---[ end ]---']);
  const caught = await waitForSsh(dead.target, { timeoutMs: 300, lookAt }).catch(
    (it: unknown) => it,
  );
  const error = caught as LabsError;
  expect(error).toMatchObject({ kind: 'machine', code: 'ssh-not-up', params: { seconds: 0.3 } });
  expect(error.message).toMatch(
    /within 0\.3 s\. Tried: \d+ × ssh-reset\. The last time: .*broke off/,
  );
  expect(error.message).toMatch(/Kernel panic\n---\[ end \]---$/);
  expect(error.cause).toMatchObject({ code: 'ssh-reset' });
  expect(dead.connections()).toBeGreaterThan(1);
});

test('does not wait for what no waiting mends', async () => {
  const changed = await server({ otherHostKey: generateKey('other').privateKey });
  await expect(waitForSsh(changed.target)).rejects.toMatchObject({ code: 'host-key-changed' });
  const refusing = await server({ authorize: () => false });
  await expect(waitForSsh(refusing.target)).rejects.toMatchObject({ code: 'ssh-auth-refused' });
  expect(refusing.attempts).toHaveLength(5);
});

test('a login that is refused while the machine boots is tried again', async () => {
  let refusals = 0;
  const { target } = await server({ authorize: () => ++refusals > 2 });
  await using connection = await waitForSsh(target);
  expect((await connection.run('true')).status).toBe(0);
});

test('cancelled between two tries', async () => {
  const { target } = await server();
  const dead = await booting(target, new Array<'hang up'>(100).fill('hang up'));
  const controller = new AbortController();
  const lookAt = () => Promise.resolve([]);
  const waiting = waitForSsh(dead.target, { signal: controller.signal, lookAt });
  setTimeout(() => controller.abort(), 120);
  await expect(waiting).rejects.toMatchObject({ kind: 'cancelled' });
});
