// How a machine is reached over SSH.

export interface SshTarget {
  readonly host: string;
  readonly port: number;
  /** The user of the learner's shell. */
  readonly user: string;
  /** The user that observes; root where the machine lets us in as root. */
  readonly observer: string;
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
