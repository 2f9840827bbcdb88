// Scripts on a shell that was started beforehand: under emulation, opening a channel and starting a shell takes as long as a look.
import type { ClientChannel } from 'ssh2';
import type { Link } from './connect.ts';
import { scriptFailed } from './errors.ts';
import { abandon, runOn } from './run.ts';

/** A shell that waits for its script on stdin. */
interface Waiting {
  readonly channel: Promise<ClientChannel>;
  /** The machine ended it meanwhile (memory ran out, somebody killed it). */
  gone: boolean;
}

/** One script at a time, each in a shell of its own. Rejects as `Connection.runScript`. */
export class Standby {
  readonly #link: Link;
  readonly #shell: string;
  #waiting: Waiting | null = null;
  #closed = false;

  constructor(link: Link, { sudo }: { readonly sudo: boolean }) {
    this.#link = link;
    this.#shell = sudo ? 'exec sudo -n sh -s' : 'exec sh -s';
    this.#prepare();
  }

  readonly runScript = async (script: string): Promise<string> => {
    const waiting = this.#waiting?.gone === false ? this.#waiting : this.#open();
    this.#waiting = null;
    const { target } = this.#link;
    const on = {
      target,
      open: () => waiting.channel,
      onLost: this.#link.onLost.bind(this.#link),
    };
    try {
      const result = await runOn(on, this.#shell, { stdin: script });
      if (result.status !== 0) throw scriptFailed(result.status, result.stderr);
      return result.stdout;
    } finally {
      this.#prepare();
    }
  };

  close(): void {
    this.#closed = true;
    this.#waiting?.channel.then(abandon, () => undefined);
    this.#waiting = null;
  }

  #prepare(): void {
    if (!this.#closed) this.#waiting ??= this.#open();
  }

  #open(): Waiting {
    const waiting: Waiting = { channel: this.#link.open(this.#shell), gone: false };
    waiting.channel.then(
      (channel) => channel.once('close', () => (waiting.gone = true)),
      () => (waiting.gone = true),
    );
    return waiting;
  }
}
