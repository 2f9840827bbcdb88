// What stood on the learner's screen, kept as asciicast v2 (docs.asciinema.org): a line of JSON for each piece of output.
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TerminalOutput } from '../ssh/types.ts';

export interface RecordingOptions {
  readonly folder: string;
  readonly term: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What it is called: the course's name. */
  readonly title: string;
  /** A recording ends there; nobody watches more. Default 20 MB. */
  readonly limitBytes?: number;
}

export interface Recorded {
  /** The terminal for the shell's output. */
  readonly stdout: TerminalOutput;
  /** The same terminal for what we ourselves print into it: the machine has not said that. */
  readonly ours: TerminalOutput;
  /** Where the learner stands, for what is printed from now on: `6/address`. */
  readonly place: (place: string) => void;
  readonly close: () => void;
}

/** Label of the markers before what we ourselves print, and before the end of a recording that became too long. */
export const OURS = 'labs';
export const CUT = 'cut';

/** Older ones are removed. */
const KEPT = 20;
const LIMIT_BYTES = 20e6;

/** Names of the recordings in a folder, newest first. */
export function recordings(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.cast'))
      .sort()
      .reverse();
  } catch {
    return [];
  }
}

/**
 * The same terminal, whose output is kept as well; `close` ends that. Before output of another place than the one before it,
 * or of ours, there is a marker (an event `m`), which players show as chapters. Where no file can be written (a full disk)
 * the shell goes on without: the terminal itself is returned then.
 */
export function recorded(stdout: TerminalOutput, options: RecordingOptions): Recorded {
  const { folder, term, now, title } = options;
  const begun = now();
  let file: number;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of recordings(folder).slice(KEPT - 1)) rmSync(join(folder, name));
    const name = new Date(begun).toISOString().replace(/[:.]/g, '-');
    file = openSync(join(folder, `${name}.cast`), 'wx', 0o600);
  } catch {
    return { stdout, ours: stdout, place: () => undefined, close: () => undefined };
  }
  let left = options.limitBytes ?? LIMIT_BYTES;
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    stdout.off('resize', onResize);
    closeSync(file);
  };
  const line = (value: unknown): void => {
    if (!open) return;
    const text = `${JSON.stringify(value)}\n`;
    left -= text.length;
    try {
      if (left >= 0) return void writeSync(file, text);
      writeSync(file, `${JSON.stringify([0, 'm', CUT])}\n`);
      close();
    } catch {
      close();
    }
  };
  const event = (kind: 'o' | 'r' | 'm', data: string): void =>
    line([Math.max(0, now() - begun) / 1000, kind, data]);
  const size = (): [number, number] => [stdout.columns ?? 80, stdout.rows ?? 24];
  const onResize = (): void => event('r', size().join('x'));
  const [width, height] = size();
  line({
    version: 2,
    width,
    height,
    timestamp: Math.floor(begun / 1000),
    title,
    env: { TERM: term ?? '' },
  });
  stdout.on('resize', onResize);
  let at = '';
  let marked = '';
  const recording = (labelOf: () => string): TerminalOutput => {
    // Characters may be cut in two between pieces.
    const decoder = new TextDecoder();
    const write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      const label = labelOf();
      if (text !== '' && label !== marked) event('m', (marked = label));
      if (text !== '') event('o', text);
      return stdout.write(chunk, ...rest);
    };
    // Not a copy: a terminal's size changes.
    return Object.create(stdout, { write: { value: write } }) as TerminalOutput;
  };
  return {
    stdout: recording(() => at),
    ours: recording(() => OURS),
    place: (place) => void (at = place),
    close,
  };
}
