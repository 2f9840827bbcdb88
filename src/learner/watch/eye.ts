// Looks at the machine whenever something changed in it, on a connection that stays, and comes back when the machine does.
import { newNonce } from '../../ssh/nonce.ts';
import { judge, needsOf, probesOf } from '../../checks/index.ts';
import type { Verdict } from '../../checks/types.ts';
import type { LabsError } from '../../errors.ts';
import { mapNeeds } from '../../map/index.ts';
import { observe } from '../../observe/index.ts';
import type { NetworkState, ObservationNeeds, RunScript } from '../../observe/types.ts';
import { recordOf } from '../../progress/index.ts';
import { asLabsError } from '../../ui/error.ts';
import { pendingMove } from '../bring.ts';
import { evidenceFor } from '../evidence.ts';
import { watchMoves } from '../moves.ts';
import { explain, reach } from '../reach.ts';
import type { Session } from '../session.ts';
import { standing, type Standing } from '../standing.ts';
import { listen } from './events.ts';

/** One look. */
export interface Seen {
  readonly here: Standing;
  readonly verdict: Verdict;
  /** Null where no map was wanted. */
  readonly state: NetworkState | null;
}

/** What the eye tells, as it happens. */
export interface EyeListener {
  readonly reaching: () => void;
  readonly looking: () => void;
  readonly seen: (seen: Seen) => void | Promise<void>;
  readonly away: (error: LabsError) => void;
  /** Whether a map is wanted, which takes a longer look. */
  readonly wantsMap: () => boolean;
}

/** What no announcement tells (files, processes) is looked at that often; it costs an emulated machine one per cent. */
const UNANNOUNCED_MS = 60_000;
/** Between attempts to reach a machine that is away. */
const RETRY_MS = 2_000;
/** News that changes nothing that is looked at is looked at ever less, up to that. */
const LONGEST_PAUSE_MS = 15_000;

export class Eye {
  readonly #session: Session;
  readonly #tell: EyeListener;
  #news = true;
  #wake: () => void = () => undefined;

  constructor(session: Session, listener: EyeListener) {
    this.#session = session;
    this.#tell = listener;
  }

  /** Looks again at once. */
  readonly look = (): void => {
    this.#news = true;
    this.#wake();
  };

  /** Watches until the session's signal. Throws what is no trouble of the machine's. */
  async run(): Promise<void> {
    const { signal } = this.#session.io;
    while (!signal.aborted) {
      try {
        await this.#connected();
      } catch (error) {
        if (signal.aborted) return;
        const trouble = asLabsError(error);
        if (trouble.kind !== 'machine') throw error;
        this.#tell.away(trouble);
        await this.#sleep(RETRY_MS, signal);
      }
    }
  }

  async #connected(): Promise<void> {
    const session = this.#session;
    const machine = await session.machine();
    this.#tell.reaching();
    const { signal } = session.io;
    while (!signal.aborted && (await pendingMove(session)) !== null)
      await this.#sleep(RETRY_MS / 4, signal);
    if (signal.aborted) return;
    const link = await reach(session, machine, 'observer');
    const lost = new AbortController();
    const forget = link.onLost((error) => {
      lost.abort(error);
      this.#wake();
    });
    const hangUp = (): void => void link.close();
    // Where the machine was taken back, the connection is dead and does not know it.
    let moved = false;
    const moves = watchMoves(session.markFile(), () => {
      moved = true;
      hangUp();
    });
    session.io.signal.addEventListener('abort', hangUp);
    let deaf = (): void => undefined;
    const standby = link.standby();
    try {
      deaf = await listen(link, this.look);
      this.#news = true;
      await this.#looks(standby.runScript, lost.signal);
    } catch (error) {
      if (!moved) throw await explain(session, machine, error);
    } finally {
      moves.stop();
      deaf();
      standby.close();
      forget();
      session.io.signal.removeEventListener('abort', hangUp);
      void link.close();
    }
  }

  /** One look after each piece of news, until the connection is lost, which it throws. */
  async #looks(run: RunScript, lost: AbortSignal): Promise<void> {
    const { signal } = this.#session.io;
    let before = '';
    let same = 0;
    while (!signal.aborted) {
      if (lost.aborted) throw lost.reason as Error;
      this.#news = false;
      this.#tell.looking();
      const seen = await this.#once(run);
      await this.#tell.seen(seen);
      const now = JSON.stringify([seen.here.at, seen.verdict, seen.state]);
      same = now === before ? same + 1 : 0;
      before = now;
      // A machine whose news change nothing (a container that restarts for ever) is not to be worn out.
      if (same > 3) await this.#pause(Math.min(500 * 2 ** (same - 4), LONGEST_PAUSE_MS), lost);
      if (!this.#news) await this.#sleep(UNANNOUNCED_MS, signal);
    }
  }

  async #once(run: RunScript): Promise<Seen> {
    const session = this.#session;
    const here = await standing(session);
    const { step, at } = here;
    const withMap = this.#tell.wantsMap();
    const needs = needsOf(step);
    const observation = await observe(run, {
      needs: withMap ? both(needs, mapNeeds(step.expect)) : needs,
      probes: probesOf(step),
      nonce: newNonce(),
    });
    const { language } = session;
    const answer = recordOf(here.progress, at).answered;
    const evidence = await evidenceFor(session, here);
    const verdict = judge(step, observation, { language, answer, evidence });
    return { here, verdict, state: withMap ? observation.state : null };
  }

  /** Until there is news, or the time is over. */
  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener('abort', this.#wake, { once: true });
    });
    signal.removeEventListener('abort', this.#wake);
    this.#wake = () => undefined;
  }

  /** A time in which news are only noted. */
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    const { setTimeout: sleep } = await import('node:timers/promises');
    const stop = AbortSignal.any([signal, this.#session.io.signal]);
    await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** What either of two wants. */
function both(one: ObservationNeeds, other: ObservationNeeds): ObservationNeeds {
  const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
  const everywhere = one.namespaces === 'all' || other.namespaces === 'all';
  const rank = ['alive', 'containers', 'all'] as const;
  return {
    links: one.links || other.links,
    namespaces: everywhere ? 'all' : union(one.namespaces, other.namespaces),
    seek: union(one.seek, other.seek),
    ends: union(one.ends, other.ends),
    rules: union(one.rules, other.rules),
    docker: rank[Math.max(rank.indexOf(one.docker), rank.indexOf(other.docker))] ?? 'all',
  };
}
