// A connection that is begun before it is known what for: a machine takes longest to start the process that answers.
import type { Link } from '../ssh/connect.ts';
import { readMark } from './mark.ts';
import { reach } from './reach.ts';
import type { Session } from './session.ts';

/** To be taken once, or dropped. */
export class EarlyLink {
  readonly #dropped = new AbortController();
  #link: Promise<Link | null>;

  private constructor(session: Session, begun: () => void) {
    this.#link = this.#connect(session, begun);
  }

  /**
   * Connects as the observer, from now on. Resolves as soon as the machine has something to do: the work of this
   * side comes after that. What fails is told to who takes it.
   */
  static async begin(session: Session): Promise<EarlyLink> {
    let link: EarlyLink | undefined;
    await new Promise<void>((resolve) => {
      link = new EarlyLink(session, resolve);
      link.#link.catch(() => undefined).finally(resolve);
    });
    return link!;
  }

  async #connect(session: Session, begun: () => void): Promise<Link | null> {
    // A move that was cut short is finished first, and brings another state of the machine, without this connection.
    if ((await readMark(session.markFile()))?.moving) return null;
    const early = session.until(this.#dropped.signal);
    return reach(early, await session.machine(), 'observer', begun);
  }

  /** The connection, which is the caller's to close; null where there is none (any more). Rejects as `reach`. */
  take(): Promise<Link | null> {
    const link = this.#link;
    this.#link = Promise.resolve(null);
    return link;
  }

  drop(): void {
    this.take().then(
      (link) => link?.close(),
      () => undefined,
    );
    this.#dropped.abort();
  }
}
