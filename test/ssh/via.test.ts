// A machine behind another host: reached by the real OpenSSH client, as ProxyCommand or ProxyJump would have it.
import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseResolved } from '../../src/machines/ssh/openssh.ts';
import { knownHostsLine, sshConfig } from '../../src/ssh/config.ts';
import { connect } from '../../src/ssh/connect.ts';
import { waitForSsh } from '../../src/ssh/wait.ts';
import { startServer, type TestServer } from './server.ts';

let folder: string;
let gate: TestServer;
let machine: TestServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'via-test-'));
  [gate, machine] = await Promise.all([startServer({ forwards: true }), startServer()]);
});
afterEach(async () => {
  await Promise.all([gate[Symbol.asyncDispose](), machine[Symbol.asyncDispose]()]);
  await rm(folder, { recursive: true });
});

/** As ~/.ssh/config would have it: the machine's own address, and the gate on the way. */
async function configured(way: string): Promise<string> {
  const known = join(folder, 'known_hosts');
  await writeFile(known, `${knownHostsLine(gate.target)}\n`);
  const config = join(folder, 'config');
  const { port, identityFile } = gate.target;
  await writeFile(
    config,
    `Host gate
  HostName 127.0.0.1
  Port ${port}
  User learner
  IdentityFile ${identityFile}
  IdentityAgent none
  UserKnownHostsFile ${known}
Host lab
  HostName 127.0.0.1
  Port ${machine.target.port}
  ${way}
`,
  );
  return config;
}

test.each([
  ['ProxyJump', () => 'ProxyJump gate'],
  ['ProxyCommand', () => `ProxyCommand ssh -F ${folder}/config -W %h:%p gate`],
])('by %s', async (_, way) => {
  const config = await configured(way());
  const { stdout } = await execa('ssh', ['-F', config, '-G', 'lab']);
  // The user's own config has no -F; everything else is as the provider makes it.
  const via = parseResolved(stdout).via?.replace(/^ssh /, `ssh -F ${config} `) ?? '';
  const target = { ...machine.target, via };
  await using connection = await waitForSsh(target, { timeoutMs: 10_000 });
  expect((await connection.run('echo in')).stdout).toBe('in\n');
  expect(gate.attempts.at(-1)).toBe('publickey learner signed');
  expect(machine.attempts).toEqual(['publickey root signed']);
  // `labs ssh-config` goes the same way.
  const own = join(folder, 'own');
  const knownHostsFile = join(folder, 'machine');
  await writeFile(knownHostsFile, `${knownHostsLine(target)}\n`);
  await writeFile(own, sshConfig(target, { hostAlias: 'machine', knownHostsFile }));
  expect((await execa('ssh', ['-F', own, 'machine', 'echo also'])).stdout).toBe('also');
});

test('a way that leads nowhere says why, in its own words', async () => {
  const via = 'echo no such gate >&2; exit 3';
  const target = { ...machine.target, via: `sh -c '${via}'` };
  await expect(connect(target, { timeoutMs: 5_000 })).rejects.toMatchObject({
    code: 'ssh-unreachable',
    params: { reason: 'no such gate' },
  });
});

test('a connection that is closed leaves no command behind', async () => {
  const mark = `via-${process.pid}-${Date.now()}`;
  const config = await configured('ProxyJump gate');
  const via = `ssh -F ${config} -o SetEnv=MARK=${mark} -W 127.0.0.1:${machine.target.port} gate`;
  const connection = await connect({ ...machine.target, via });
  const running = async (): Promise<boolean> =>
    (await execa('ps', ['-ww', '-e', '-o', 'args='])).stdout.includes(mark);
  expect(await running()).toBe(true);
  await connection.close();
  await expect.poll(running, { timeout: 5_000 }).toBe(false);
});
