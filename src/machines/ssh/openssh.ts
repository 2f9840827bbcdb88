// What the user's own OpenSSH makes of a destination: their config, agent and known hosts count, by ssh's own word.
import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabsError } from '../../errors.ts';
import { quotePath } from '../../ssh/config.ts';
import { commandLine } from '../../ssh/words.ts';
import { loginFailed } from '../remote/login.ts';

export interface Destination {
  /** As ssh takes it: user@host, or a Host of its config. */
  readonly name: string;
  readonly port: number | null;
  readonly identity: string | null;
}

/** What `ssh -G` says of it. */
export interface Resolved {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Files in which ssh would look for its host key. */
  readonly knownHosts: readonly string[];
  /** The name that it has there. */
  readonly alias: string;
  /** A command line that leads there, where ssh goes by ProxyJump or ProxyCommand; null: it connects. */
  readonly via: string | null;
}

const CONNECT_SECONDS = 15;
/** Kinds of host keys that the course's own connections can pin; first the one that costs least. */
const KEY_KINDS = 'ssh-ed25519,ecdsa-sha2-nistp256,rsa-sha2-512,rsa-sha2-256';
/** The name under which the pinned key stands in the file made for it, whatever the host is called. */
const PINNED = 'bridge-labs';

/** Reads user@host[:port]; an IPv6 address with a port is in brackets. Throws LabsError `bad-host` (params host). */
export function parseDestination(text: string, identity: string | null): Destination {
  const [, user = '', bracketed, plain, port] =
    /^([^@\s]+@)?(?:\[([0-9A-Fa-f:.]+)\]|([^\s:@[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  // A word that begins with a hyphen would be an option to ssh.
  if (host === undefined || /(^|@)-/.test(`${user}${host}`) || Number(port ?? 22) > 65_535) {
    throw new LabsError('usage', 'bad-host', `not a host: ${text}`, { params: { host: text } });
  }
  return { name: `${user}${host}`, port: port === undefined ? null : Number(port), identity };
}

/** Throws LabsError `missing-programs` without an ssh, `ssh-login` for what ssh does not understand. */
export async function resolve(destination: Destination): Promise<Resolved> {
  const { stdout, stderr, failed, code } = await execa(
    'ssh',
    ['-G', ...wordsOf(destination), destination.name],
    { reject: false },
  );
  if (code === 'ENOENT') {
    throw new LabsError('machine', 'missing-programs', 'ssh is missing', {
      params: { programs: 'ssh' },
      hint: 'apt-get install openssh-client',
    });
  }
  if (failed) throw loginFailed(destination.name, String(stderr).trim());
  return parseResolved(stdout);
}

/** The pure part of {@link resolve}: lines of `name value`, names in small letters. */
export function parseResolved(output: string): Resolved {
  const said = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [, name, value] = /^(\S+) (.*)$/.exec(line) ?? [];
    if (name !== undefined && !said.has(name)) said.set(name, value ?? '');
  }
  const host = said.get('hostname') ?? '';
  const port = Number(said.get('port') ?? 22);
  const user = said.get('user') ?? '';
  const set = (name: string): string | null => {
    const value = said.get(name) ?? '';
    return value === '' || value === 'none' ? null : value;
  };
  const [jump, command] = [set('proxyjump'), set('proxycommand')];
  const tokens = { host, port, user, name: said.get('host') ?? host };
  return {
    host,
    port,
    user,
    knownHosts: ['userknownhostsfile', 'globalknownhostsfile'].flatMap((name) =>
      (said.get(name) ?? '').split(' ').filter((file) => file !== '' && file !== 'none'),
    ),
    alias: said.get('hostkeyalias') ?? (port === 22 ? host : `[${host}]:${port}`),
    via:
      jump !== null ? jumpCommand(jump, tokens) : command !== null ? expand(command, tokens) : null,
  };
}

interface Tokens {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** As it was typed. */
  readonly name: string;
}

/** What ssh itself makes of ProxyJump (readconf.c): the last of the hosts forwards, and is reached by those before it. */
function jumpCommand(jump: string, { host, port }: Tokens): string {
  const hops = jump.split(',');
  const last = parseDestination((hops.pop() ?? '').replace(/^ssh:\/\//, ''), null);
  return commandLine([
    // The course's own connections are made where nobody can be asked.
    ...['ssh', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${CONNECT_SECONDS}`],
    ...(hops.length === 0 ? [] : ['-J', hops.join(',')]),
    ...wordsOf(last),
    ...['-W', `[${host}]:${port}`, last.name],
  ]);
}

/** The tokens of ProxyCommand that ssh_config(5) allows there and that are known here. */
function expand(command: string, { host, port, user, name }: Tokens): string {
  const values: Record<string, string> = {
    '%%': '%',
    '%h': host,
    '%p': String(port),
    '%r': user,
    '%n': name,
  };
  return command.replace(/%[%hprn]/g, (token) => values[token] ?? token);
}

/** The host key that answers there now, "ssh-ed25519 AAAA…". Nothing is sent before it. Throws `ssh-login`. */
export async function hostKeyOf(
  destination: Destination,
  signal: AbortSignal | undefined,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bridge-labs-key-'));
  const file = join(folder, 'known_hosts');
  try {
    const { stderr } = await execa(
      'ssh',
      [
        ...wordsOf(destination),
        ...['-o', 'BatchMode=yes', '-o', 'PreferredAuthentications=none'],
        ...['-o', 'StrictHostKeyChecking=accept-new', '-o', 'HashKnownHosts=no'],
        ...['-o', `HostKeyAlgorithms=${KEY_KINDS}`, ...pinnedIn(file), destination.name, 'true'],
      ],
      { reject: false, stdin: 'ignore', ...(signal ? { cancelSignal: signal } : {}) },
    );
    signal?.throwIfAborted();
    const line = await readFile(file, 'utf8').catch(() => '');
    const [, type, key] = line.split(/\s+/);
    if (type !== undefined && key !== undefined && key !== '') return `${type} ${key}`;
    throw loginFailed(destination.name, String(stderr).trim());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The keys by which the user's own known_hosts know it, as "TYPE KEY". */
export async function knownKeys({ alias, knownHosts }: Resolved): Promise<string[]> {
  const found = await Promise.all(
    knownHosts.map(async (file) => {
      const { stdout } = await execa('ssh-keygen', ['-F', alias, '-f', file], { reject: false });
      return (stdout ?? '')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('@'))
        .map((line) => line.split(/\s+/).slice(1, 3).join(' '));
    }),
  );
  return found.flat();
}

/** What `ssh` is given to log in there, believing the key in `pinned` alone; `batch`: nobody can be asked anything. */
export function loginWords(destination: Destination, pinned: string, batch: boolean): string[] {
  return [
    ...wordsOf(destination),
    ...['-o', 'StrictHostKeyChecking=yes', '-o', `BatchMode=${batch ? 'yes' : 'no'}`],
    ...['-o', `HostKeyAlgorithms=${KEY_KINDS}`, ...pinnedIn(pinned), '-T', destination.name],
  ];
}

/** As `ssh-keygen -l` prints it. */
export function fingerprint(hostKey: string): string {
  const [type = '', key = ''] = hostKey.split(' ');
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')} (${type.replace(/^ssh-/, '')})`;
}

/** The line of that file. */
export function pinnedLine(hostKey: string): string {
  return `${PINNED} ${hostKey}\n`;
}

function pinnedIn(file: string): string[] {
  return [
    ...['-o', `UserKnownHostsFile=${quotePath(file)}`, '-o', `HostKeyAlias=${PINNED}`],
    ...['-o', 'GlobalKnownHostsFile=none', '-o', 'UpdateHostKeys=no', '-o', 'LogLevel=ERROR'],
    ...['-o', 'ControlPath=none', '-o', `ConnectTimeout=${CONNECT_SECONDS}`],
    ...['-o', 'ClearAllForwardings=yes', '-o', 'RemoteCommand=none', '-o', 'ForwardAgent=no'],
  ];
}

function wordsOf({ port, identity }: Destination): string[] {
  return [
    ...(port === null ? [] : ['-p', String(port)]),
    ...(identity === null ? [] : ['-i', identity, '-o', 'IdentitiesOnly=yes']),
  ];
}
