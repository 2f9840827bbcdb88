// A recording as it is played: parsed, and without what would ask the terminal that plays it, or change more than its screen.
import { z } from 'zod';

/** Seconds since the beginning, and what was printed then. */
export interface Frame {
  readonly at: number;
  readonly text: string;
}

const header = z.object({ version: z.literal(2), width: z.number(), height: z.number() });
const event = z.tuple([z.number(), z.string(), z.string()]);

/** Null when it is no asciicast v2. A last line that was cut short is left out. */
export function parseRecording(text: string): Frame[] | null {
  const [first = '', ...rest] = text.split('\n');
  if (!header.safeParse(parsed(first)).success) return null;
  const filter = new PlayFilter();
  return rest.flatMap((line) => {
    const found = event.safeParse(parsed(line));
    if (!found.success || found.data[1] !== 'o') return [];
    return [{ at: found.data[0], text: filter.pass(found.data[2]) }];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/**
 * Titles, clipboards and other strings for the terminal (OSC, DCS, APC, PM, SOS), and questions to it (DA, DSR, window
 * reports): a recording is what an untrusted machine has printed.
 */
const DROPPED =
  /\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[?>=\d;]*[cntxy]|\x1b\[[?\d;$]*p|\x1bZ|[\x05\x80-\x9f]/g;
/** A sequence whose end has not come yet. */
const BEGUN = /\x1b(?:\[[?>=\d;$ ]*|[\]P_^X][^\x07\x1b]*\x1b?)?$/;
const LONGEST_BEGUN = 10_000;

export class PlayFilter {
  #held = '';

  pass(text: string): string {
    const all = this.#held + text;
    const begun = BEGUN.exec(all);
    const hold = begun !== null && all.length - begun.index < LONGEST_BEGUN;
    this.#held = hold ? all.slice(begun.index) : '';
    return (hold ? all.slice(0, begun.index) : all).replace(DROPPED, '');
  }
}
