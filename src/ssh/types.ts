// How a machine is reached over SSH.
import type { Readable } from 'node:stream';
import type { RunScript } from '../observe/types.ts';

export interface SshTarget {
  readonly host: string;
  readonly port: number;
  /** A command line for `sh` whose standard input and output lead there; not given: TCP does. */
  readonly via?: string;
  /** The user of the learner's shell. */
  readonly user: string;
  /** The user that observes; root where the machine lets us in as root. */
  readonly observer: string;
  /** The observer is not root, and its scripts become root by `sudo`. */
  readonly sudo?: boolean;
  /** Path of an OpenSSH private key file. */
  readonly identityFile: string;
  /** Pinned host key, as in known_hosts without the host: "ssh-ed25519 AAAA…". */
  readonly hostKey: string;
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit status; 128 + N when ended by signal N. */
  readonly status: number;
}

/** As whom: the learner in their shell, or the one who observes. */
export type SshRole = 'learner' | 'observer';

export interface ConnectOptions {
  /** Default observer. */
  readonly user?: SshRole;
  readonly signal?: AbortSignal;
  /** Limit of the whole connection, from the first packet to the login. Default 20 000. */
  readonly timeoutMs?: number;
  /** Limit of the wait for the server's first line alone. Default: timeoutMs. */
  readonly bannerMs?: number;
  /** How often an idle machine is asked whether it lives; three silences in a row and the connection is lost. Default 5 000. */
  readonly keepaliveMs?: number;
}

export interface RunOptions {
  /** Fed to the command; without it the command's stdin is at its end. */
  readonly stdin?: string | Uint8Array | Readable;
  readonly signal?: AbortSignal;
  /** Default 60 000. */
  readonly timeoutMs?: number;
  /** Limit of stdout and stderr together, bytes. Default 16 MiB. */
  readonly maxBytes?: number;
  /** Takes stdout as it comes; it is then neither kept nor counted. */
  readonly onStdout?: (chunk: Buffer) => void;
  /** Takes stdout as fast as it can, and slows the command down; neither kept nor counted. Not ended. */
  readonly stdout?: NodeJS.WritableStream;
}

/** An open connection to a machine. Several commands may run on it, also at once (sshd: ten). */
export interface Connection extends AsyncDisposable {
  readonly target: SshTarget;
  /** Runs a command line in the login shell; a status other than 0 is a result, not an error. */
  run(command: string, options?: RunOptions): Promise<CommandResult>;
  /** Runs a POSIX shell script; a status other than 0 is an error. */
  readonly runScript: RunScript;
  /** Says goodbye and frees the socket; does not wait for the machine. */
  close(): Promise<void>;
}

/** A stream that may be a terminal: process.stdin, or a stand-in for it. */
export type TerminalInput = NodeJS.ReadableStream & {
  readonly isTTY?: boolean;
  setRawMode?(on: boolean): unknown;
  /** Lets the process end although the stream is open. */
  unref?(): unknown;
};

/** A stream that may be a terminal: process.stdout, or a stand-in for it. */
export type TerminalOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};
