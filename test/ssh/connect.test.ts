// Connecting: who is let in, whom we believe, and what each refusal is called.
import { createServer, type AddressInfo, type Server } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import type { LabsError } from '../../src/errors.ts';
import { connect } from '../../src/ssh/connect.ts';
import { generateKey } from '../../src/ssh/keys.ts';
import type { ConnectOptions, SshTarget } from '../../src/ssh/types.ts';
import { startServer, type ServerOptions, type TestServer } from './server.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function server(options?: ServerOptions): Promise<TestServer> {
  const started = await startServer(options);
  open.push(() => started[Symbol.asyncDispose]());
  return started;
}

/** A port where something listens that is no SSH server. */
async function port(onConnection: Parameters<typeof createServer>[1]): Promise<number> {
  const listener: Server = createServer(onConnection);
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  open.push(() => listener.close());
  return (listener.address() as AddressInfo).port;
}

async function failure(target: SshTarget, options?: ConnectOptions): Promise<LabsError> {
  const connection = await connect(target, options).then(
    (it) => it,
    (error: unknown) => error as LabsError,
  );
  if (!(connection instanceof Error)) throw new Error('it connected');
  return connection;
}

test('logs in as the observer with one signed request, and nothing before it', async () => {
  const { target, attempts } = await server();
  await using connection = await connect(target);
  expect((await connection.run('echo in')).stdout).toBe('in\n');
  expect(attempts).toEqual(['publickey root signed']);
});

test('logs in as the learner when asked to', async () => {
  const { target, attempts } = await server();
  const connection = await connect(target, { user: 'learner' });
  await connection.close();
  expect(attempts).toEqual(['publickey learner signed']);
});

test('another host key: says which, and does not even try to log in', async () => {
  const { target, attempts } = await server({ otherHostKey: generateKey('other').privateKey });
  const error = await failure(target);
  expect(error).toMatchObject({ kind: 'machine', code: 'host-key-changed' });
  expect(error.message).toMatch(/its host key is SHA256:.{43}, the machine's own is SHA256:.{43}/);
  expect(error.params['expected']).not.toBe(error.params['found']);
  expect(attempts).toEqual([]);
});

test('a host key of another kind is another host key', async () => {
  const { default: ssh2 } = await import('ssh2');
  const ecdsa = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }).private;
  const { target } = await server({ otherHostKey: ecdsa });
  expect(await failure(target)).toMatchObject({ kind: 'machine', code: 'host-key-changed' });
});

test('login refused', async () => {
  const { target } = await server({ authorize: () => false });
  const error = await failure(target, { user: 'learner' });
  expect(error).toMatchObject({ kind: 'machine', code: 'ssh-auth-refused' });
  expect(error.message).toContain('does not let learner in');
  expect(error.hint).toContain('labs reset');
});

test('a private key that is not there, or is none', async () => {
  const { target } = await server();
  const gone = await failure({ ...target, identityFile: `${target.identityFile}-gone` });
  expect(gone).toMatchObject({ kind: 'machine', code: 'ssh-key-unreadable' });
  await writeFile(target.identityFile, 'no key\n');
  const broken = await failure(target);
  expect(broken).toMatchObject({ kind: 'machine', code: 'ssh-key-unreadable' });
  expect(broken.cause).toBeInstanceOf(Error);
});

test('nobody listens', async () => {
  const { target } = await server();
  const free = await port(() => undefined);
  await open.pop()!();
  const error = await failure({ ...target, port: free });
  expect(error).toMatchObject({ kind: 'machine', code: 'ssh-refused', params: { port: free } });
  expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
});

test('somebody listens and says nothing: the wait has a name and a limit', async () => {
  const { target } = await server();
  const dumb = { ...target, port: await port((socket) => void open.push(() => socket.destroy())) };
  const late = await failure(dumb, { timeoutMs: 60 });
  expect(late.code).toBe('ssh-timeout');
  expect(late.message).toMatch(/^Waited 0.1 s for the first line of the machine's SSH server/);
  const early = await failure(dumb, { timeoutMs: 60_000, bannerMs: 50 });
  expect(early).toMatchObject({ code: 'ssh-timeout', params: { stage: 'banner' } });
});

test('a server that falls silent during the handshake', async () => {
  const { target } = await server();
  const mute = await port((socket) => {
    socket.write('SSH-2.0-OpenSSH_10.0\r\n');
    socket.on('error', () => undefined);
    open.push(() => socket.destroy());
  });
  const options = { timeoutMs: 150, bannerMs: 100 };
  const error = await failure({ ...target, port: mute }, options);
  expect(error).toMatchObject({ code: 'ssh-timeout', params: { stage: 'handshake' } });
});

test.each([
  ['hangs up at once', (socket: { destroy(): void }) => socket.destroy(), 'banner'],
  [
    'is a web server',
    (socket: { end(text: string): void }) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'handshake',
  ],
])('the other side %s', async (_name, act, stage) => {
  const { target } = await server();
  const error = await failure({ ...target, port: await port(act) });
  expect(error).toMatchObject({ kind: 'machine', code: 'ssh-reset', params: { stage } });
});

test('cancelled while it connects, and before', async () => {
  const { target } = await server();
  const controller = new AbortController();
  const dumb = await port((socket) => {
    open.push(() => socket.destroy());
    controller.abort();
  });
  const error = await failure({ ...target, port: dumb }, { signal: controller.signal });
  expect(error).toMatchObject({ kind: 'cancelled', code: 'cancelled' });
  const before = await failure(target, { signal: AbortSignal.abort() });
  expect(before.kind).toBe('cancelled');
});

test('a machine that falls silent on an open connection is noticed by itself', async () => {
  const { target, freeze } = await server();
  await using connection = await connect(target, { keepaliveMs: 20 });
  const run = connection.run('sleep 60');
  freeze();
  const error = await run.catch((caught: unknown) => caught);
  expect(error).toMatchObject({ kind: 'machine', code: 'connection-lost' });
  expect((error as Error).message).toContain('the machine has not answered for 0.1 s');
});

test('a dropped connection ends every command on it, and later ones too', async () => {
  const { target, drop } = await server();
  await using connection = await connect(target);
  const both = Promise.allSettled([connection.run('sleep 60'), connection.run('sleep 60')]);
  await connection.run('true');
  drop();
  for (const result of await both) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'connection-lost' } });
  }
  await expect(connection.run('true')).rejects.toMatchObject({ code: 'connection-lost' });
});

test('a closed connection is closed: no wait for the other side, no use after it', async () => {
  const { target, freeze } = await server();
  const connection = await connect(target);
  freeze();
  await connection.close();
  await connection.close();
  await expect(connection.run('true')).rejects.toMatchObject({ kind: 'bug' });
});
