// A lab machine on a computer that something else made: set up by machine/, reached over the network, no live checkpoints.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { LabsError } from '../../errors.ts';
import { writeWhole } from '../../host/atomic-write.ts';
import { withMachineLock } from '../lock.ts';
import { knownHostsLine } from '../../ssh/config.ts';
import { connect } from '../../ssh/connect.ts';
import { generateKey } from '../../ssh/keys.ts';
import type { Connection, SshTarget } from '../../ssh/types.ts';
import { waitForSsh } from '../../ssh/wait.ts';
import { wasRebooted } from '../mark.ts';
import { BASE } from '../qemu/names.ts';
import type { Settings } from '../settings.ts';
import type {
  Capabilities,
  Checkpoints,
  Leftovers,
  Machine,
  MachineStatus,
  MachineTrouble,
  PrepareOptions,
  UpResult,
  WorkOptions,
} from '../types.ts';
import { mustBeFit, ownIds, type Facts } from './facts.ts';
import type { Host } from './host.ts';
import type { Login } from './login.ts';
import {
  readRemote,
  remoteFiles,
  targetOf,
  writeRemote,
  type RemoteFiles,
  type RemoteRecord,
} from './record.ts';
import { askFacts, setUp, takeBack, THERE } from './setup.ts';

const SSH_LIMIT_MS = 60_000;
const CLEAN_LIMIT_MS = 5 * 60_000;
const REMOVE_LIMIT_MS = 10 * 60_000;
/** Errors of who could not get in at all. */
const OUT_OF_REACH = [
  ...['ssh-login', 'ssh-timeout', 'ssh-refused', 'ssh-unreachable', 'ssh-reset', 'ssh-not-up'],
  ...['ssh-auth-refused', 'ssh-key-unreadable', 'host-key-changed', 'host-key-unknown'],
];

export class RemoteMachine implements Machine {
  readonly provider: Settings['provider'];
  readonly capabilities: Capabilities;
  readonly borrowed: string | null;
  readonly name: string;
  readonly files: RemoteFiles;
  readonly checkpoints: Checkpoints | null;
  readonly console = null;
  readonly #host: Host;
  readonly #settings: Settings;
  /** Folder machine/ of this package. */
  readonly #source: string;
  /** What `prepare` has found out, and was allowed. */
  #ready: { readonly login: Login; readonly facts: Facts } | null = null;

  constructor(name: string, folder: string, source: string, settings: Settings, host: Host) {
    this.name = name;
    this.files = remoteFiles(folder);
    this.provider = host.provider;
    this.capabilities = host.capabilities;
    this.borrowed = host.ours ? null : (settings.host ?? '');
    this.#source = source;
    this.#settings = settings;
    this.#host = host;
    this.checkpoints = host.checkpoints?.(this) ?? null;
  }

  async status(): Promise<MachineStatus> {
    const record = await readRemote(this.files);
    return record?.begun ? 'unfinished' : this.#host.status(record !== null);
  }

  readonly prepare = async (options: PrepareOptions): Promise<boolean> => {
    if (this.#host.ours || (await this.#made()) !== null) return true;
    await mkdir(this.files.folder, { recursive: true, mode: 0o700 });
    options.progress?.phase('host.ask');
    const login = await this.#host.login(options);
    if (login === null) return false;
    const facts = await askFacts(login, this.#source, options);
    await mustBeFit(login.shown, facts, ownIds);
    const agreed = await options.ask({ about: 'changes', host: login.shown, changes: facts });
    if (agreed) this.#ready = { login, facts };
    return agreed;
  };

  async up(options: WorkOptions = {}): Promise<UpResult> {
    const result = await this.#bringUp(options);
    // What all others begin with. Should it be missing, cleaning takes its place.
    if (result.from === 'new') await this.checkpoints?.save(BASE, options);
    return result;
  }

  #bringUp(options: WorkOptions): Promise<UpResult> {
    return this.locked<UpResult>(options, async () => {
      const record = await this.#made();
      if (record === null && !this.#host.ours && this.#ready === null) throw absent();
      await this.#host.start(options);
      if (record === null) {
        await this.#make(options);
        return { from: 'new', checkpoint: null };
      }
      await using connection = await this.#connect(await this.#reachable(record, options), options);
      const rebooted = await wasRebooted(connection.runScript);
      return { from: rebooted ? 'boot' : 'running', checkpoint: null };
    });
  }

  async renew(options: WorkOptions = {}): Promise<void> {
    await this.locked(options, async () => {
      await this.#host.start(options);
      options.progress?.phase('host.clean');
      await this.#asRoot(`sh ${THERE}/host/clean.sh`, CLEAN_LIMIT_MS, options);
    });
  }

  async sshTarget(): Promise<SshTarget> {
    return targetOf(await this.record(), this.files);
  }

  async halt(options: WorkOptions = {}): Promise<void> {
    await this.locked(options, async () => {
      options.progress?.phase('machine.stop');
      await this.#host.stop(options);
    });
  }

  async destroy(options: WorkOptions = {}): Promise<Leftovers | null> {
    return this.locked(options, async () => {
      const record = await readRemote(this.files);
      options.progress?.phase('machine.destroy');
      const left =
        this.#host.ours || record === null ? null : await this.#takeBack(record, options);
      if (this.#host.ours) await this.#host.destroy(options);
      await rm(this.files.folder, { recursive: true, force: true });
      return left;
    });
  }

  trouble(): Promise<MachineTrouble | null> {
    return Promise.resolve(null);
  }

  consoleTail(): Promise<string[]> {
    return Promise.resolve([]);
  }

  readonly rebooted = wasRebooted;

  /** The record of a machine that was made. Throws `machine-absent`. */
  async record(): Promise<RemoteRecord> {
    const record = await this.#made();
    if (record) return record;
    throw absent();
  }

  /** Null also where the setup was cut short. */
  async #made(): Promise<RemoteRecord | null> {
    const record = await readRemote(this.files);
    return record?.begun ? null : record;
  }

  /** One command at a time changes the machine, across processes. */
  locked<T>(options: WorkOptions, fn: () => Promise<T>): Promise<T> {
    return withMachineLock(this.files.folder, options, fn);
  }

  /** Waits until SSH answers after the machine's state was exchanged, and sets its clock, which may be behind. */
  async untilSsh(options: WorkOptions): Promise<void> {
    const connection = await this.#connect(await this.sshTarget(), options);
    await connection.runScript(`date -u -s @${Math.floor(Date.now() / 1000)} >/dev/null`);
    await connection.close();
  }

  /** Sets the computer up with a key of the course's own, and writes down how it is reached. */
  async #make(options: WorkOptions): Promise<void> {
    await mkdir(this.files.folder, { recursive: true, mode: 0o700 });
    const login = this.#ready?.login ?? (await this.#host.login({ ...options, ask: null }));
    if (login === null) throw absent();
    if (this.#ready === null) {
      await mustBeFit(login.shown, await askFacts(login, this.#source, options), ownIds);
    }
    const key = await this.#key();
    const record: RemoteRecord = {
      version: 1,
      provider: this.provider,
      settings: this.#settings,
      host: login.host,
      port: login.port,
      ...(login.via === undefined ? {} : { via: login.via }),
      hostKey: login.hostKey,
      shown: login.shown,
    };
    // Before anything changes there, so that it can be taken back from wherever this ends.
    if (!this.#host.ours) await writeRemote(this.files, { ...record, begun: true });
    await setUp(login, this.#source, key, options);
    await (await this.#connect(targetOf(record, this.files), options)).close();
    await this.#keep(record);
  }

  /** Public half of the course's key; made where there is none yet. */
  async #key(): Promise<string> {
    const there = await readFile(`${this.files.identity}.pub`, 'utf8').catch(() => null);
    if (there !== null) return there.trim();
    const { privateKey, publicKey } = generateKey(`bridge-labs-${this.name}`);
    await writeWhole(this.files.identity, privateKey);
    await writeWhole(`${this.files.identity}.pub`, `${publicKey}\n`);
    return publicKey;
  }

  /** A machine of ours may have another address or port since it was started. */
  async #reachable(record: RemoteRecord, options: WorkOptions): Promise<SshTarget> {
    if (!this.#host.ours) return targetOf(record, this.files);
    const login = await this.#host.login({ ...options, ask: null });
    if (login === null || (login.host === record.host && login.port === record.port)) {
      return targetOf(record, this.files);
    }
    const now = { ...record, host: login.host, port: login.port };
    await this.#keep(now);
    return targetOf(now, this.files);
  }

  async #keep(record: RemoteRecord): Promise<void> {
    const line = knownHostsLine(targetOf(record, this.files));
    await writeWhole(this.files.knownHosts, `${line}\n`);
    await writeRemote(this.files, record);
  }

  #connect(target: SshTarget, options: WorkOptions): Promise<Connection> {
    options.progress?.phase('machine.ssh');
    return waitForSsh(target, {
      timeoutMs: SSH_LIMIT_MS,
      ...(options.signal && { signal: options.signal }),
    });
  }

  async #asRoot(script: string, timeoutMs: number, { signal }: WorkOptions): Promise<void> {
    await using connection = await connect(await this.sshTarget(), signal ? { signal } : {});
    const { status, stdout, stderr } = await connection.run(`sudo -n ${script}`, {
      timeoutMs,
      ...(signal && { signal }),
    });
    if (status === 0) return;
    const output = `${stdout}${stderr}`.trim().split('\n').slice(-12).join('\n');
    const { shown } = await this.record();
    throw new LabsError('machine', 'setup-failed', `${shown} could not be set up: ${output}`, {
      params: { host: shown, output },
    });
  }

  /** Whoever cannot be asked any more keeps what was done there, and our side forgets it. */
  async #takeBack(record: RemoteRecord, options: WorkOptions): Promise<Leftovers> {
    try {
      if (record.begun) {
        return { host: record.shown, unreachable: !(await this.#takeBackBegun(record, options)) };
      }
      await this.#asRoot(`sh ${THERE}/host/remove.sh`, REMOVE_LIMIT_MS, options);
      return { host: record.shown, unreachable: false };
    } catch (error) {
      if (options.signal?.aborted || !(error instanceof LabsError)) throw error;
      // The account goes with the rest, and the connection may go with the account.
      if (error.code === 'connection-lost') return { host: record.shown, unreachable: false };
      if (OUT_OF_REACH.includes(error.code)) return { host: record.shown, unreachable: true };
      throw error;
    }
  }

  /** By the way in that the setup took, as the course's own account may not be there yet. False: it is another computer now. */
  async #takeBackBegun({ hostKey }: RemoteRecord, options: WorkOptions): Promise<boolean> {
    const login = await this.#host.login({ ...options, ask: null, hostKey });
    if (login !== null)
      await takeBack(login, { timeoutMs: REMOVE_LIMIT_MS, signal: options.signal });
    return login !== null;
  }
}

function absent(): LabsError {
  return new LabsError('machine', 'machine-absent', 'there is no machine yet', {
    hint: 'bridge-labs start',
  });
}
