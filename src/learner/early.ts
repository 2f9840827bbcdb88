// A connection that is begun before it is known what for: a machine takes longest to start the process that answers.
import type { Link } from '../ssh/connect.ts';
import { deferred } from '../ssh/deferred.ts';
import { readMark } from './mark.ts';
import { reach } from './reach.ts';
import type { Session } from './session.ts';

/** To be taken once, or dropped. */
export class EarlyLink {
  readonly #session: Session;
  readonly #dropped = new AbortController();
  /** Null: none was begun, or it is given away. */
  #link: Promise<Link | null>;

  private constructor(session: Session, begun: () => void) {
    this.#session = session;
    this.#link = this.#connect(begun);
    this.#link.then(begun, begun);
  }

  /**
   * Connects as the observer, from now on. Resolves as soon as the machine has something to do: the work of this
   * side comes after that. What fails is told to who takes it.
   */
  static async begin(session: Session): Promise<EarlyLink> {
    const begun = deferred<void>();
    const early = new EarlyLink(session, begun.resolve);
    await begun.promise;
    return early;
  }

  async #connect(begun: () => void): Promise<Link | null> {
    // A move that was cut short is finished first, and brings another state of the machine, without this connection.
    if ((await readMark(this.#session.markFile()))?.moving) return null;
    const early = this.#session.until(this.#dropped.signal);
    return reach(early, await this.#session.machine(), 'observer', { begun });
  }

  /** The connection, or a new one where none was begun or it was dropped; the caller's to close. Rejects as `reach`. */
  async take(): Promise<Link> {
    const session = this.#session;
    return (await this.#give()) ?? reach(session, await session.machine(), 'observer');
  }

  drop(): void {
    this.#give().then(
      (link) => link?.close(),
      () => undefined,
    );
    this.#dropped.abort();
  }

  #give(): Promise<Link | null> {
    const link = this.#link;
    this.#link = Promise.resolve(null);
    return link;
  }
}
