// Vagrant as a program: its --machine-readable rows, its ssh-config, and what it says when something fails.
import { execa } from 'execa';
import { LabsError } from '../../errors.ts';

/** A row of --machine-readable: timestamp,target,type,data… (developer.hashicorp.com/vagrant/docs/cli/machine-readable). */
export interface Row {
  readonly type: string;
  readonly data: readonly string[];
}

export interface Vagrant {
  /** Rows of what it answers. Throws LabsError `program-failed` (params command, output), `missing-programs`. */
  rows(...words: string[]): Promise<Row[]>;
  /** What it prints for people. Throws as `rows`. */
  text(...words: string[]): Promise<string>;
}

export interface Way {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly identity: string;
}

/** `up` with a first boot under emulation, and the copying of a box. */
const LIMIT_MS = 30 * 60_000;

export interface VagrantOptions {
  /** Folder of the Vagrantfile. */
  readonly cwd: string;
  /** Where it keeps what it knows of this machine, so that two courses do not meet. */
  readonly dotfiles: string;
  /** What the Vagrantfile reads of us. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export function vagrant({ cwd, dotfiles, env, signal }: VagrantOptions): Vagrant {
  const run = async (words: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr, code } = await execa('vagrant', words, {
      cwd,
      reject: false,
      stdin: 'ignore',
      timeout: LIMIT_MS,
      env: {
        VAGRANT_CWD: cwd,
        VAGRANT_DOTFILE_PATH: dotfiles,
        // No question to its makers whether there is a newer one.
        VAGRANT_CHECKPOINT_DISABLE: '1',
        VAGRANT_NO_COLOR: '1',
        ...env,
      },
      ...(signal ? { cancelSignal: signal, forceKillAfterDelay: 20_000 } : {}),
    });
    signal?.throwIfAborted();
    if (exitCode === 0) return stdout;
    if (code === 'ENOENT') {
      throw new LabsError('machine', 'missing-programs', 'vagrant is missing', {
        params: { programs: 'vagrant' },
        hint: 'https://developer.hashicorp.com/vagrant/install',
      });
    }
    const output = failureOf(stdout, stderr);
    const command = ['vagrant', ...words].join(' ');
    throw new LabsError('machine', 'program-failed', `${command}: ${output}`, {
      params: { command, output },
    });
  };
  return {
    rows: async (...words) => parseRows(await run([...words, '--machine-readable'])),
    text: (...words) => run(words),
  };
}

/** A comma in data comes as %!(VAGRANT_COMMA), a line break as a backslash and n. */
export function parseRows(output: string): Row[] {
  return output.split('\n').flatMap((line) => {
    const [time, , type, ...data] = line.trim().split(',');
    if (time === undefined || !/^\d+$/.test(time) || type === undefined) return [];
    const plain = data.map((each) =>
      each.replaceAll('%!(VAGRANT_COMMA)', ',').replaceAll('\\n', '\n').replaceAll('\\r', ''),
    );
    return [{ type, data: plain }];
  });
}

/** The state in a `status`; `not_created` where it tells none. */
export function stateOf(rows: readonly Row[]): string {
  return rows.find(({ type }) => type === 'state')?.data[0] ?? 'not_created';
}

/** Names in a `snapshot list`: they come as texts for people, rows of the kind ui,detail. */
export function snapshotsOf(rows: readonly Row[]): string[] {
  return rows
    .filter(({ type, data }) => type === 'ui' && ['detail', 'output'].includes(data[0] ?? ''))
    .map(({ data }) => (data[1] ?? '').trim())
    .filter((name) => /^[\w.-]+$/.test(name));
}

/** What `vagrant ssh-config` prints, ssh_config(5). Null where something is missing. */
export function parseWay(config: string): Way | null {
  const said = (name: string): string | undefined =>
    new RegExp(`^\\s*${name}\\s+"?(.+?)"?\\s*$`, 'm').exec(config)?.[1];
  const host = said('HostName');
  const user = said('User');
  const identity = said('IdentityFile');
  if (host === undefined || user === undefined || identity === undefined) return null;
  return { host, port: Number(said('Port') ?? 22), user, identity };
}

function failureOf(stdout: string, stderr: string): string {
  const told = parseRows(stdout)
    .filter(({ type, data }) => type === 'error-exit' || (type === 'ui' && data[0] === 'error'))
    .map(({ data }) => data.at(-1) ?? '');
  const said = told.at(-1) ?? (stderr.trim() === '' ? stdout : stderr);
  return said.trim().split('\n').slice(-10).join('\n');
}
