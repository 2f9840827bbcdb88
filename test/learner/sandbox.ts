// A machine for tests: its state is a folder, its checkpoints are copies of it, its SSH server runs real shells.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LabsError } from '../../src/errors.ts';
import type { CheckpointInfo, Machine, MachineStatus, UpResult } from '../../src/machines/types.ts';
import { temporaryFolder } from '../cli/harness.ts';
import { startServer, type TestServer } from '../ssh/server.ts';

export class Sandbox implements Machine {
  readonly provider: string = 'sandbox';
  readonly capabilities = { liveCheckpoints: true, console: false, offline: true, stops: true };
  readonly borrowed = null;
  readonly prepare = null;
  readonly rebooted: Machine['rebooted'] = null;
  readonly name = 'default';
  /** What was asked of it, in order. */
  readonly calls: string[] = [];
  /** File that the solutions of the small course write into. */
  readonly log: string;
  /** Thrown by the next restore, in place of restoring. */
  restoreFails: Error | null = null;
  /** What a stopped machine goes on from. */
  resumeFrom = 'base';
  console: Machine['console'] = null;
  readonly #server: TestServer;
  readonly #now: string;
  readonly #saved: string;
  #status: MachineStatus = 'absent';

  private constructor(server: TestServer, folder: string) {
    this.#server = server;
    this.#now = join(folder, 'now');
    this.#saved = join(folder, 'saved');
    this.log = join(this.#now, 'log');
  }

  /** `edit`: changes each command line before it is run. */
  static async make(edit?: (command: string) => string): Promise<Sandbox> {
    const server = await startServer(edit ? { edit } : {});
    onTestFinished(() => server[Symbol.asyncDispose]());
    return new Sandbox(server, temporaryFolder());
  }

  /** One user for all: this computer need not have one called `learner` to become. */
  static async ofOneUser(edit?: (command: string) => string): Promise<Sandbox> {
    const machine = await Sandbox.make(edit);
    const target = machine.sshTarget.bind(machine);
    machine.sshTarget = async () => ({ ...(await target()), observer: 'learner' });
    return machine;
  }

  /** The ids of the solutions that the present state has seen, in order. */
  done(): string {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8').split('\n').join('') : '';
  }

  /** The machine's power is cut. */
  kill(): void {
    this.#status = 'stopped';
  }

  status(): Promise<MachineStatus> {
    return Promise.resolve(this.#status);
  }

  up(): Promise<UpResult> {
    this.calls.push('up');
    const before = this.#status;
    this.#status = 'running';
    if (before === 'running') return Promise.resolve({ from: 'running', checkpoint: null });
    if (before === 'stopped') {
      this.#load(this.resumeFrom);
      return Promise.resolve({ from: 'checkpoint', checkpoint: this.resumeFrom });
    }
    mkdirSync(this.#now, { recursive: true });
    this.#save('base');
    return Promise.resolve({ from: 'new', checkpoint: 'base' });
  }

  sshTarget(): ReturnType<Machine['sshTarget']> {
    if (this.#status !== 'absent') return Promise.resolve(this.#server.target);
    return Promise.reject(new LabsError('machine', 'machine-absent', 'there is no machine yet'));
  }

  halt(): Promise<void> {
    this.calls.push('halt');
    this.#save('suspended');
    this.#status = 'stopped';
    return Promise.resolve();
  }

  destroy(): Promise<null> {
    this.calls.push('destroy');
    for (const folder of [this.#now, this.#saved]) rmSync(folder, { recursive: true, force: true });
    this.#status = 'absent';
    return Promise.resolve(null);
  }

  renew(): Promise<void> {
    this.calls.push('renew');
    rmSync(this.#now, { recursive: true, force: true });
    mkdirSync(this.#now, { recursive: true });
    this.#status = 'running';
    return Promise.resolve();
  }

  trouble(): ReturnType<Machine['trouble']> {
    return Promise.resolve(this.#status === 'stopped' ? { code: 'stopped', detail: '' } : null);
  }

  consoleTail(): Promise<string[]> {
    return Promise.resolve(['kernel: a last word\u001b[2J']);
  }

  readonly checkpoints = {
    save: (name: string): Promise<void> => {
      this.calls.push(`save ${name}`);
      this.#save(name);
      return Promise.resolve();
    },
    restore: (name: string): Promise<void> => {
      this.calls.push(`restore ${name}`);
      const failure = this.restoreFails;
      this.restoreFails = null;
      if (failure) return Promise.reject(failure);
      this.#load(name);
      this.#status = 'running';
      return Promise.resolve();
    },
    list: (): Promise<CheckpointInfo[]> =>
      Promise.resolve(
        (existsSync(this.#saved) ? readdirSync(this.#saved) : [])
          .map((name) => ({ name: name.replace('+', '/'), savedAt: 0, size: 1e8 }))
          .filter(({ name }) => name !== 'suspended'),
      ),
    remove: (names: readonly string[]): Promise<void> => {
      this.calls.push(`remove ${names.join(' ')}`);
      for (const name of names) rmSync(this.#file(name), { recursive: true, force: true });
      return Promise.resolve();
    },
  };

  #file(name: string): string {
    return join(this.#saved, name.replace('/', '+'));
  }

  #save(name: string): void {
    mkdirSync(this.#saved, { recursive: true });
    rmSync(this.#file(name), { recursive: true, force: true });
    cpSync(this.#now, this.#file(name), { recursive: true });
    this.resumeFrom = name;
  }

  #load(name: string): void {
    rmSync(this.#now, { recursive: true, force: true });
    cpSync(this.#file(name), this.#now, { recursive: true });
    this.resumeFrom = name;
  }
}
