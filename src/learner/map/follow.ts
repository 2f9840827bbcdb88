// `labs map --follow`: the picture on a screen of its own, drawn anew when the network has changed.
import { setTimeout as sleep } from 'node:timers/promises';
import { onTerminalResize } from '../../host/interactive.ts';
import type { LabsError } from '../../errors.ts';
import { drawMap } from '../../map/index.ts';
import type { Connection } from '../../ssh/types.ts';
import { asLabsError } from '../../ui/error.ts';
import { inertButColour } from '../../ui/inert.ts';
import { errorText } from '../../ui/messages/index.ts';
import { EXIT } from '../failure.ts';
import { reach } from '../reach.ts';
import type { Session } from '../session.ts';
import { placeName } from '../standing.ts';
import { lookOver, type Look } from './look.ts';
import { screenOf, type Screen } from './screen.ts';

/** At most one look a second: each costs an emulated machine half of that. */
const PAUSE_MS = 1_000;
/** Between attempts to reach a machine that is away. */
const RETRY_MS = 2_000;

/**
 * Follows until Ctrl-C, which is how it is meant to end: resolves with 0. Throws what `reach` throws when the
 * machine cannot be reached to begin with; later it is waited for.
 */
export async function follow(session: Session): Promise<number> {
  const { signal } = session.io;
  let connection: Connection | null = await reach(session, await session.machine(), 'observer');
  const screen = screenOf(session);
  const view = new View(session, screen);
  const stop = onTerminalResize(session.io.stdout, () => view.paint());
  try {
    while (!signal.aborted) {
      try {
        connection ??= await reach(session, await session.machine(), 'observer');
        view.show(await lookOver(session, connection));
        await pause(PAUSE_MS, signal);
      } catch (error) {
        if (signal.aborted) break;
        view.away(machineTrouble(error));
        void connection?.close();
        connection = null;
        await pause(RETRY_MS, signal);
      }
    }
  } finally {
    stop();
    screen.leave();
    void connection?.close();
  }
  return EXIT.done;
}

/** A machine that is away may come back; anything else is thrown on. */
function machineTrouble(thrown: unknown): LabsError {
  const error = asLabsError(thrown);
  if (error.kind !== 'machine') throw error;
  return error;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** What is on the screen now. */
class View {
  readonly #session: Session;
  readonly #screen: Screen;
  #look: Look | null = null;
  #trouble = '';
  #shown = '';

  constructor(session: Session, screen: Screen) {
    this.#session = session;
    this.#screen = screen;
  }

  show(look: Look): void {
    this.#look = look;
    this.#trouble = '';
    this.paint();
  }

  away(error: LabsError): void {
    this.#trouble = errorText(this.#session.messages, error).message;
    this.paint();
  }

  /** Writes only when there is something else to see. */
  paint(): void {
    const { reporter } = this.#session;
    const lines = this.#lines().map((line) => inertButColour(line, reporter.color));
    const size = `${this.#screen.columns}x${this.#screen.rows}`;
    const shown = `${size}\n${lines.join('\n')}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#screen.write(lines);
  }

  #lines(): string[] {
    const session = this.#session;
    const map = this.#look?.map;
    const { style, color } = session.reporter;
    const messages = session.messages.map;
    const { columns, rows } = this.#screen;
    const here = this.#look?.here;
    const heading = here ? [style.dim(placeName(session, here.course, here.at))] : [];
    const picture = map
      ? drawMap(map, {
          width: columns,
          height: rows - 2,
          color,
          unicode: session.unicode,
          language: session.language,
        })
      : [];
    const trouble = this.#trouble === '' ? [] : [style.red(messages.away(this.#trouble))];
    const all = [...heading, ...trouble, ...picture];
    const foot = this.#screen.own ? [style.dim(messages.followEnds)] : [];
    const room = rows - foot.length;
    if (!this.#screen.own) return all;
    return [...(all.length > room ? [...all.slice(0, room - 1), style.dim('…')] : all), ...foot];
  }
}
