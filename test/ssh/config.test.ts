// What OpenSSH's own programs make of our keys and configs: they are asked, not imitated.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ParsedKey } from 'ssh2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { knownHostsLine, sshConfig } from '../../src/ssh/config.ts';
import { generateKey, keyFromSeed } from '../../src/ssh/keys.ts';
import { machineTerm } from '../../src/ssh/term.ts';
import { startServer } from './server.ts';

const run = promisify(execFile);
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssh-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.each(['', 'bridge-labs', 'a comment with blanks', 'x'.repeat(61)])(
  'ssh-keygen reads our private key and finds our public one (comment %j)',
  async (comment) => {
    const file = join(folder, 'key');
    const { privateKey, publicKey } = generateKey(comment);
    await writeFile(file, privateKey, { mode: 0o600 });
    const { stdout } = await run('ssh-keygen', ['-y', '-P', '', '-f', file]);
    expect(stdout.trim()).toBe(publicKey);
    expect(publicKey).toMatch(/^ssh-ed25519 [\w+/]{68}( |$)/);
  },
);

test('a key whose bytes begin with zeros keeps them (where ssh2 1.17 makes a broken one)', async () => {
  const { default: ssh2 } = await import('ssh2');
  const seed = Buffer.alloc(32);
  seed[31] = 36; // its public half begins with a zero too
  const { privateKey, publicKey } = keyFromSeed(seed, 'zeros');
  const file = join(folder, 'key');
  await writeFile(file, privateKey, { mode: 0o600 });
  const { stdout } = await run('ssh-keygen', ['-y', '-P', '', '-f', file]);
  expect(stdout.trim()).toBe(publicKey);
  expect(Buffer.from(publicKey.split(' ')[1]!, 'base64')[19]).toBe(0);
  const ours = ssh2.utils.parseKey(privateKey) as ParsedKey;
  const shown = ssh2.utils.parseKey(publicKey) as ParsedKey;
  expect(shown.verify('text', ours.sign('text'))).toBe(true);
});

test('two keys are two keys', () => {
  expect(generateKey('a').publicKey).not.toBe(generateKey('a').publicKey);
});

test('ssh -F reaches the machine, from a home folder with blanks, quotes and percent signs', async () => {
  await using server = await startServer();
  const odd = join(folder, `O'Neil's 100%h "labs"`);
  await mkdir(odd);
  const identityFile = join(odd, 'id');
  await run('cp', [server.target.identityFile, identityFile]);
  const target = { ...server.target, identityFile };
  const knownHostsFile = join(odd, 'known_hosts');
  await writeFile(knownHostsFile, `${knownHostsLine(target)}\n`);
  const config = join(odd, 'config');
  await writeFile(config, sshConfig(target, { hostAlias: 'machine', knownHostsFile }));
  const { stdout } = await run('ssh', ['-F', config, 'machine', 'echo in']);
  expect(stdout).toBe('in\n');
  expect(server.attempts.filter((it) => !it.startsWith('none'))).toContain(
    'publickey learner signed',
  );

  const other = { ...target, hostKey: generateKey('other').publicKey };
  await writeFile(knownHostsFile, `${knownHostsLine(other)}\n`);
  await expect(run('ssh', ['-F', config, 'machine', 'echo in'])).rejects.toThrow(
    /Host key verification failed/,
  );
});

test('known_hosts: the usual port stands without brackets', () => {
  const target = { host: '10.1.2.3', port: 22, user: 'a', observer: 'a', identityFile: '' };
  const hostKey = 'ssh-ed25519 AAAA comment';
  expect(knownHostsLine({ ...target, hostKey })).toBe('10.1.2.3 ssh-ed25519 AAAA');
  expect(knownHostsLine({ ...target, port: 2222, hostKey })).toBe(
    '[10.1.2.3]:2222 ssh-ed25519 AAAA',
  );
});

test('a terminal that the machine has no description of is told to be a common one', () => {
  expect(machineTerm('tmux-256color')).toBe('tmux-256color');
  expect(machineTerm('xterm-kitty')).toBe('xterm-256color');
  expect(machineTerm(undefined)).toBe('xterm-256color');
});
