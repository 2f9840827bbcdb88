// The contract of a provider's machine. Live checkpoints and a console are capabilities that a provider may have.
import type { ProgramState } from '../host/programs.ts';
import type { RunScript } from '../observe/types.ts';
import type { SshTarget } from '../ssh/types.ts';

/** `unfinished`: somebody's computer, whose setup was cut short. */
export type MachineStatus = 'absent' | 'unfinished' | 'stopped' | 'running' | 'starting' | 'broken';

/** How work is told while it goes on. A phase is a named part of it. */
export interface Progress {
  /** A new phase begins: name in the user's language is the caller's matter, `key` is stable. */
  phase(key: string, detail?: string): void;
  /** Part of the current phase that is done, 0 to 1, where it is known; `detail`: what of it goes on now. */
  fraction?(part: number, detail?: string): void;
}

/**
 * How a machine came up: it was running, was made anew, went on from the checkpoint of that name, or was booted, so
 * that the kernel state of before (links, addresses, rules) is gone.
 */
export interface UpResult {
  readonly from: 'running' | 'new' | 'checkpoint' | 'boot';
  readonly checkpoint: string | null;
}

/** What a provider says its machines can do; test/machines/contract.ts holds it to its word. */
export interface Capabilities {
  /** Memory and disk are saved and restored together: `Machine.checkpoints` is there. */
  readonly liveCheckpoints: boolean;
  /** A way in that needs no SSH: `Machine.console` is there. */
  readonly console: boolean;
  /** The machine reaches nothing outside itself. */
  readonly offline: boolean;
  /** It can be switched off and on again. */
  readonly stops: boolean;
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

/** A question before a machine is made: its words are the caller's, in the user's language. */
export type Question =
  | {
      readonly about: 'programs';
      readonly missing: readonly ProgramState[];
      /** That would install them. */
      readonly commands: readonly string[];
    }
  | { readonly about: 'host-key'; readonly host: string; readonly fingerprint: string }
  | { readonly about: 'changes'; readonly host: string; readonly changes: HostChanges };

/** What setting up a computer that is not ours alone would change there. */
export interface HostChanges {
  /** "Debian GNU/Linux 13 (trixie)" */
  readonly system: string;
  /** Debian packages to be installed; empty: all are there. */
  readonly packages: readonly string[];
  /** The account of the course is made; false: there is one of that name, and it gets a key and sudo. */
  readonly newUser: boolean;
  /** /etc/docker/daemon.json is somebody's own, and stays. */
  readonly keepsDockerConfig: boolean;
}

export interface PrepareOptions extends WorkOptions {
  /** Resolves with the user's yes or no. Rejects where nobody can be asked. */
  readonly ask: (question: Question) => Promise<boolean>;
}

/** What a machine that is not ours alone still has of us after `destroy`. */
export interface Leftovers {
  readonly host: string;
  /** It could not be asked: everything is there as it was. */
  readonly unreachable: boolean;
}

export interface Machine {
  readonly provider: string;
  readonly capabilities: Capabilities;
  /** The computer that it is, where that is somebody's own and is given back; null where it is there for the course. */
  readonly borrowed: string | null;
  /** Name of the machine, unique in its home: `default`. */
  readonly name: string;
  status(): Promise<MachineStatus>;
  /**
   * Asks what must be asked before `up` makes the machine; null where nothing must. Resolves with whether the user
   * agreed to all. Where it was made already, nothing is asked.
   */
  readonly prepare: ((options: PrepareOptions) => Promise<boolean>) | null;
  /** Brings it up, from nothing if need be; resolves when SSH answers. */
  up(options?: WorkOptions): Promise<UpResult>;
  /** As new, and running: how a way back begins where there is no live checkpoint to begin with. */
  renew(options?: WorkOptions): Promise<void>;
  /** How to reach it. Throws `machine-absent` when it was never made. */
  sshTarget(): Promise<SshTarget>;
  /** Stops it so that `up` goes on where it was, where the provider can; `force` ends it at once. */
  halt(options?: WorkOptions & { readonly force?: boolean }): Promise<void>;
  /**
   * Leaves nothing: no process, socket, disk, lock. Of a computer that is not ours alone it takes back what it can,
   * and resolves with what it leaves; null: nothing.
   */
  destroy(options?: WorkOptions): Promise<Leftovers | null>;
  readonly checkpoints: Checkpoints | null;
  readonly console: Console | null;
  /** Whether it has been booted since it was made ready, so that what was built in it is gone; null: it cannot tell. */
  readonly rebooted: ((run: RunScript) => Promise<boolean>) | null;
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
  list(options?: Pick<WorkOptions, 'signal'>): Promise<CheckpointInfo[]>;
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
