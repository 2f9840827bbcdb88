// The byte stream that a connection to a machine runs on: a TCP socket, or a command that leads there (ProxyCommand, ssh_config(5)).
import { spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { Duplex } from 'node:stream';
import type { SshTarget } from './types.ts';

/** How long a command that was told to end by its closed input may take. */
const GRACE_MS = 2_000;

/** A stream on its way to the machine; emits `connect` where that can be told, `error` with what the command said. */
export function openStream(target: SshTarget): Duplex {
  return target.via === undefined
    ? createConnection({ host: target.host, port: target.port, noDelay: true })
    : byCommand(target.via);
}

function byCommand(command: string): Duplex {
  // As ssh does it: the user's shell language, and no shell that stays.
  const child = spawn('sh', ['-c', `exec ${command}`], { stdio: ['pipe', 'pipe', 'pipe'] });
  // By hand, not Duplex.from(): its end must wait for the command's, which may have a reason to tell.
  const stream = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk: Buffer, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) child.stdout.pause();
  });
  child.stdin.on('error', () => undefined);
  // Whoever uses the stream listens while they do; its end after that is nobody's failure.
  stream.on('error', () => undefined);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-1_000);
  });
  child.once('error', (error) => stream.destroy(error));
  child.once('close', (status) => {
    if (stream.destroyed) return;
    const reason = said.trim().split('\n').slice(-3).join('\n');
    if (status === 0) stream.push(null);
    else stream.destroy(new Error(reason === '' ? `status ${String(status)}` : reason));
  });
  stream.once('close', () => {
    child.stdin.destroy();
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    timer.unref();
    child.once('exit', () => clearTimeout(timer));
    child.kill();
  });
  return stream;
}
