// One command with the learner's own streams: `labs run -- CMD`.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildProgram, inTerminal, withPipes, type Program } from './program.ts';
import { startServer, type TestServer } from './server.ts';

let program: Program;
let server: TestServer;
beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program[Symbol.asyncDispose]());
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const run = (...words: string[]) => withPipes(program, { target: server.target, words });

test('stdout and stderr stay apart, the exit status is kept', async () => {
  const { child, ended } = run('echo out; echo err >&2; exit 9');
  child.stdin.end();
  const { status, stdout, stderr } = await ended;
  expect([status, stdout.toString(), stderr]).toEqual([9, 'out\n', 'err\n']);
});

test('several words are the words of the command, whatever is in them', async () => {
  const { child, ended } = run('printf', '<%s>', 'a b', `it's`, '$HOME', '', '*');
  child.stdin.end();
  expect((await ended).stdout.toString()).toBe(`<a b><it's><$HOME><><*>`);
});

test('bytes go in and come out as they are', async () => {
  const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => (i * 31 + (i >> 8)) % 256));
  const { child, ended } = run('cat');
  child.stdin.end(bytes);
  const { status, stdout } = await ended;
  const hash = (it: Buffer): string => createHash('sha256').update(it).digest('hex');
  expect([status, stdout.length, hash(stdout)]).toEqual([0, bytes.length, hash(bytes)]);
});

test('ends with the command although its own stdin stays open', async () => {
  const { ended } = run('exit 4');
  expect((await ended).status).toBe(4);
});

test('a reader that goes away ends the command', async () => {
  const line = '"$0" "$1" "$2" | head -c 5; wait; echo';
  const task = JSON.stringify({ target: server.target, words: ['exec yes'] });
  const child = spawn('sh', ['-c', line, process.execPath, program.file, task]);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  await new Promise((done) => child.on('close', done));
  expect(Buffer.concat(output).toString()).toBe('y\ny\ny\n');
  expect(server.signals).toContain('TERM');
});

test('a signal to this side reaches the command, whose status tells', async () => {
  const { child, ended } = run(
    `trap 'echo caught; exit 8' INT; echo begun; while :; do sleep 0.05; done`,
  );
  child.stdout.once('data', () => child.kill('SIGINT'));
  const { status, stdout } = await ended;
  expect([status, stdout.toString()]).toEqual([8, 'begun\ncaught\n']);
  expect(server.signals).toEqual(['INT']);
});

test('a lost connection is told as one', async () => {
  const { child, ended } = run('echo begun; sleep 60');
  child.stdout.once('data', () => server.drop());
  const { status, stdout, stderr } = await ended;
  expect([status, stdout.toString(), stderr]).toEqual([3, 'begun\n', 'connection-lost\n']);
});

test('in a terminal the command gets a terminal', async () => {
  const screen = inTerminal(program, { target: server.target, words: ['tty', '-s'] });
  await screen.exit;
  expect(screen.text()).toContain('status 0');
  const { child, ended } = run('tty', '-s');
  child.stdin.end();
  expect((await ended).status).toBe(1);
});

test('works bundled, and without the native parts that an install without a compiler lacks', async () => {
  const block = join(program.folder, 'block.cjs');
  await writeFile(
    block,
    `require.extensions['.node'] = (_module, name) => { console.error('native', name); throw new Error('no native'); };`,
  );
  const task = JSON.stringify({ target: server.target, probe: true });
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    ...['--require', block, program.file, task],
  ]);
  expect(stdout).toBe('in\n');
  // It was really tried without, where this computer has them at all.
  expect(stderr).not.toContain('Error');
});
