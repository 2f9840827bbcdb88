// A real SSH server on loopback that runs real shells: the library's own, so that a test can break it at will.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IPty } from '@lydell/node-pty';
import ssh2, { type AuthContext, type Connection, type ServerChannel, type Session } from 'ssh2';
import { generateKey } from '../../src/ssh/keys.ts';
import type { SshTarget } from '../../src/ssh/types.ts';
import { runInTerminal } from './terminal.ts';

export interface ServerOptions {
  /** Takes the place of the server's own ed25519 host key: a PEM. The target keeps the old one pinned. */
  readonly otherHostKey?: string;
  /** Default: anybody with the right key. */
  readonly authorize?: (attempt: AuthContext) => boolean;
  /** Takes the place of running the command for real. */
  readonly onExec?: (channel: ServerChannel, command: string) => void;
  /** Carries connections on, as a jump host does. */
  readonly forwards?: true;
  /** Changes a command before it is run. */
  readonly edit?: (command: string) => string;
}

export interface TestServer extends AsyncDisposable {
  readonly target: SshTarget;
  /** Each request to be let in: method, user, and whether it was signed. */
  readonly attempts: string[];
  /** Signals that clients sent to their commands. */
  readonly signals: string[];
  /** Hangs up on everybody, at once. */
  readonly drop: () => void;
  /** From now on no byte passes in either direction, and nobody is told. */
  readonly freeze: () => void;
}

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ssh-test-'));
  const key = generateKey('test');
  const hostKey = generateKey('host');
  const identityFile = join(folder, 'id');
  await writeFile(identityFile, key.privateKey, { mode: 0o600 });
  const allowed = Buffer.from(key.publicKey.split(' ')[1]!, 'base64');
  const attempts: string[] = [];
  const signals: string[] = [];
  const children = new Map<ChildProcess, number>();
  // A home of its own: what the developer's login shell does at its start is neither this test's matter nor quick.
  const env = { ...process.env, HOME: folder, HISTFILE: '/dev/null' };
  const authorize =
    options.authorize ??
    ((attempt) => attempt.method === 'publickey' && attempt.key.data.equals(allowed));

  const onClient = (client: Connection): void => {
    client.on('error', () => undefined);
    client.on('authentication', (attempt) => {
      const signed = attempt.method === 'publickey' && attempt.signature ? ' signed' : '';
      attempts.push(`${attempt.method} ${attempt.username}${signed}`);
      if (authorize(attempt)) attempt.accept();
      else attempt.reject();
    });
    if (options.forwards) {
      client.on('tcpip', (accept, _reject, { destIP, destPort }) => {
        const [channel, far] = [accept(), createConnection(destPort, destIP)];
        channel.on('error', () => undefined).pipe(far);
        far.on('error', () => channel.close()).pipe(channel);
      });
    }
    client.on('session', (accept) =>
      serveSession(accept(), { onExec: options.onExec, edit: options.edit, children, env }),
    );
  };
  // A signal may come after stdin's end; ssh2's server then tells nobody but its debugger.
  const debug = (line: string): void => {
    const [, channel, name] = /Inbound: CHANNEL_REQUEST \(r:(\d+), signal: (\w+)/.exec(line) ?? [];
    if (name === undefined) return;
    signals.push(name);
    for (const [child, its] of children) {
      if (its === Number(channel)) process.kill(-child.pid!, `SIG${name}`);
    }
  };
  const hostKeys = [options.otherHostKey ?? hostKey.privateKey];
  const server = new ssh2.Server({ hostKeys, debug }, onClient);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const gate = await openGate((server.address() as AddressInfo).port);
  return {
    target: {
      ...{ host: '127.0.0.1', port: gate.port, user: 'learner', observer: 'root' },
      ...{ identityFile, hostKey: hostKey.publicKey },
    },
    attempts,
    signals,
    drop: gate.drop,
    freeze: gate.freeze,
    async [Symbol.asyncDispose]() {
      gate.close();
      await new Promise<void>((done) => void server.close(() => done()));
      await rm(folder, { recursive: true });
    },
  };
}

interface Serving {
  readonly onExec: ServerOptions['onExec'];
  readonly edit: ServerOptions['edit'];
  /** What runs, and the number of its channel, so that signals reach it and nothing else. */
  readonly children: Map<ChildProcess, number>;
  readonly env: NodeJS.ProcessEnv;
}

/** The shells are this computer's own, and may be root's: what is meant for a machine's hardware must never get here. */
function notOfTheComputer(command: string): string {
  return command.includes('/sys/devices/') ? 'echo "not on this computer" >&2; exit 126' : command;
}

function serveSession(session: Session, { onExec, edit, children, env }: Serving): void {
  let terminal: { name: string; cols: number; rows: number } | undefined;
  let pty: IPty | undefined;
  session.on('pty', (accept, _reject, info) => {
    terminal = { name: (info as { term?: string }).term ?? '', cols: info.cols, rows: info.rows };
    accept?.();
  });
  session.on('window-change', (accept, _reject, info) => {
    pty?.resize(info.cols, info.rows);
    accept?.();
  });
  const start = (channel: ServerChannel, command: string | null): void => {
    channel.on('error', () => undefined);
    if (command !== null && onExec) return onExec(channel, command);
    if (terminal) {
      const words = command === null ? ['--norc', '-i'] : ['-c', command];
      const options = { ...terminal, env: { ...env, PS1: '$ ' } };
      const tell = (text: string): void => void channel.write(text);
      const running = runInTerminal('bash "$@"', ['sh', ...words], tell, options);
      pty = running.pty;
      void running.exit.then((status) => {
        channel.exit(status);
        channel.end();
      });
      channel.on('data', (bytes: Buffer) => pty!.write(bytes.toString()));
      channel.on('close', () => pty!.kill());
      return;
    }
    const child = spawn('sh', ['-c', command ?? 'true'], { detached: true, env });
    children.set(child, (channel as unknown as { incoming: { id: number } }).incoming.id);
    child.stdin.on('error', () => undefined);
    // A script on stdin comes in one piece.
    channel.on('data', (bytes: Buffer) => child.stdin.write(edit?.(bytes.toString()) ?? bytes));
    channel.on('end', () => child.stdin.end());
    child.stdout.pipe(channel, { end: false });
    child.stderr.pipe(channel.stderr as NodeJS.WritableStream, { end: false });
    child.on('close', (code, signal) => {
      children.delete(child);
      if (signal) channel.exit(signal.replace('SIG', ''), false, '');
      else channel.exit(code ?? 0);
      channel.end();
    });
  };
  session.on('exec', (accept, _reject, info) =>
    start(accept(), notOfTheComputer(edit?.(info.command) ?? info.command)),
  );
  session.on('shell', (accept) => start(accept(), null));
}

/** A port that passes bytes on, until it is told to hang up or to fall silent. */
async function openGate(to: number) {
  const sockets = new Set<Socket>();
  const gate = createServer({ allowHalfOpen: true }, (near) => {
    const far = createConnection({ port: to, host: '127.0.0.1', noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((done) => gate.listen(0, '127.0.0.1', done));
  const drop = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port: (gate.address() as AddressInfo).port,
    drop,
    freeze: (): void => sockets.forEach((socket) => void socket.unpipe().pause()),
    close: (): void => {
      drop();
      gate.close();
    },
  };
}
