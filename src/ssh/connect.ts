// A connection to a machine, on which commands and scripts run.
import type { ClientChannel } from 'ssh2';
import { LabsError } from '../errors.ts';
import { openClient, type OpenClient } from './client.ts';
import { commandRefused, connectionLost, messageOf, seconds } from './errors.ts';
import { closeSoon } from './inside.ts';
import { runOn } from './run.ts';
import { runScriptOn } from './script.ts';
import { Standby } from './standby.ts';
import type { CommandResult, ConnectOptions, Connection, RunOptions, SshTarget } from './types.ts';

/** How to start a program in the machine. */
export interface ChannelOptions {
  /** With a pseudo-terminal of this kind and size. */
  readonly pty?: { readonly term: string; readonly cols: number; readonly rows: number };
  /** Sent along; sshd takes what its AcceptEnv allows. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A connection as the rest of this folder sees it. */
export interface Link extends Connection {
  /** Starts a command line, or the login shell where it is null. */
  open(command: string | null, options?: ChannelOptions): Promise<ClientChannel>;
  /** A shell that is started now, for scripts that are to be answered soon once they come. */
  standby(): Standby;
  /** Calls once when the connection is lost (at once if it is); the function returned takes that back. */
  onLost(listener: (error: LabsError) => void): () => void;
}

/**
 * Connects to a machine and logs in, by default as its observer. Only the target's own key is offered, and only
 * the pinned host key is believed.
 * Throws LabsError of kind machine, see `openClient`.
 */
export async function connect(
  target: SshTarget,
  options: ConnectOptions = {},
): Promise<Connection> {
  return connectLink(target, options);
}

/** As `connect`, with what shells and copies need on top. */
export async function connectLink(target: SshTarget, options: ConnectOptions = {}): Promise<Link> {
  const asLearner = options.user === 'learner';
  const user = asLearner ? target.user : target.observer;
  const client = await openClient(target, user, options);
  return new SshConnection(target, client, !asLearner && target.sudo === true);
}

class SshConnection implements Link {
  readonly target: SshTarget;
  readonly #open: OpenClient;
  readonly #listeners = new Set<(error: LabsError) => void>();
  readonly #sudo: boolean;
  #lost: LabsError | null = null;

  constructor(target: SshTarget, open: OpenClient, sudo: boolean) {
    this.target = target;
    this.#open = open;
    this.#sudo = sudo;
    open.client.removeAllListeners('error');
    open.client.on('error', (error) => {
      const silent = (error as { level?: string }).level === 'client-timeout';
      const reason = silent
        ? `the machine has not answered for ${seconds(open.silenceMs)} s`
        : messageOf(error);
      this.#lose(connectionLost(target, silent ? 'silent' : 'error', reason, error));
    });
    open.client.on('close', () => {
      this.#lose(connectionLost(target, 'closed', 'the machine closed it'));
    });
  }

  readonly runScript = (script: string): Promise<string> =>
    runScriptOn(this, script, { sudo: this.#sudo });

  standby(): Standby {
    return new Standby(this, { sudo: this.#sudo });
  }

  run(command: string, options: RunOptions = {}): Promise<CommandResult> {
    return runOn(this, command, options);
  }

  open(command: string | null, options: ChannelOptions = {}): Promise<ClientChannel> {
    if (this.#lost !== null) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const opened = (error: Error | undefined, channel: ClientChannel): void => {
        if (error) reject(this.#lost ?? commandRefused(error));
        else resolve(channel);
      };
      const { pty, env } = options;
      const { client } = this.#open;
      try {
        if (command === null) client.shell(pty ?? false, env ? { env } : {}, opened);
        else client.exec(command, { ...(pty ? { pty } : {}), ...(env ? { env } : {}) }, opened);
      } catch (error) {
        // ssh2 throws when the socket has just gone, before it says so.
        reject(this.#lost ?? connectionLost(this.target, 'error', messageOf(error), error));
      }
    });
  }

  onLost(listener: (error: LabsError) => void): () => void {
    if (this.#lost !== null) {
      listener(this.#lost);
      return () => undefined;
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #lose(error: LabsError): void {
    if (this.#lost !== null) return;
    this.#lost = error;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener(error);
  }

  close(): Promise<void> {
    if (this.#lost !== null) return Promise.resolve();
    const message = 'A connection was used after it had been closed.';
    this.#lose(new LabsError('bug', 'connection-closed', message));
    const { client } = this.#open;
    return new Promise((resolve) => {
      client.once('close', resolve);
      client.end(); // sends the goodbye; what is still unsent goes before it
      closeSoon(client);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
