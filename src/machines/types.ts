// The contract of a provider's machine. Live checkpoints and a console are capabilities that a provider may have.
import type { SshTarget } from '../ssh/types.ts';

export type MachineStatus = 'absent' | 'stopped' | 'running' | 'starting' | 'broken';

/** How work is told while it goes on. A phase is a named part of it. */
export interface Progress {
  /** A new phase begins: name in the user's language is the caller's matter, `key` is stable. */
  phase(key: string, detail?: string): void;
  /** Part of the current phase that is done, 0 to 1, where it is known. */
  fraction?(part: number): void;
}

/** How a machine came up: it was running, was made anew, or went on from the checkpoint of that name. */
export interface UpResult {
  readonly from: 'running' | 'new' | 'checkpoint';
  readonly checkpoint: string | null;
}

/** What is wrong with a machine that does not answer, as its provider sees it from outside. */
export interface MachineTrouble {
  readonly code: 'stopped' | 'host-disk-full' | 'paused' | 'silent';
  readonly detail: string;
}

export interface WorkOptions {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

export interface Machine {
  readonly provider: string;
  /** Name of the machine, unique in its home: `default`. */
  readonly name: string;
  status(): Promise<MachineStatus>;
  /** Brings it up, from nothing if need be; resolves when SSH answers. */
  up(options?: WorkOptions): Promise<UpResult>;
  /** How to reach it. Throws `machine-absent` when it was never made. */
  sshTarget(): Promise<SshTarget>;
  /** Stops it so that `up` goes on where it was, where the provider can; `force` ends it at once. */
  halt(options?: WorkOptions & { readonly force?: boolean }): Promise<void>;
  /** Leaves nothing: no process, socket, disk, lock. */
  destroy(options?: WorkOptions): Promise<void>;
  readonly checkpoints: Checkpoints | null;
  readonly console: Console | null;
  /** Asked when SSH does not answer; null when nothing is wrong as far as the provider can see. */
  trouble(): Promise<MachineTrouble | null>;
  /** Last lines of what the machine printed on its console, for error messages. */
  consoleTail(lines: number): Promise<string[]>;
}

export interface CheckpointInfo {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  /** Bytes of memory state. */
  readonly size: number;
}

export interface RestoreOptions extends WorkOptions {
  readonly until?: 'ssh' | 'running';
}

/** Memory and disk together: what is restored runs on as if nothing had happened. */
export interface Checkpoints {
  /** Starts saving and returns at once when `wait` is false; later calls wait for it. Replaces one of the same name. */
  save(name: string, options?: WorkOptions & { readonly wait?: boolean }): Promise<void>;
  /**
   * Resolves when SSH answers again and the clock is set; with `until: 'running'` as soon as the machine runs, for who
   * goes in by its console. Throws `no-checkpoint`. Also works when the machine is stopped.
   */
  restore(name: string, options?: RestoreOptions): Promise<void>;
  list(): Promise<CheckpointInfo[]>;
  remove(names: readonly string[]): Promise<void>;
}

/** A root shell that does not need SSH or the network. */
export interface Console {
  /** Runs a POSIX shell script as root. Rejects with `console-silent` after `timeoutMs`. */
  run(
    script: string,
    options?: { readonly timeoutMs?: number },
  ): Promise<{ stdout: string; status: number }>;
}
