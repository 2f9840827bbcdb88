// What stood on the learner's screen, kept as asciicast v2 (docs.asciinema.org): a line of JSON for each piece of output.
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TerminalOutput } from '../ssh/types.ts';

export interface RecordingOptions {
  readonly folder: string;
  readonly term: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Older ones are removed. */
const KEPT = 20;
/** A recording ends there; nobody watches more. */
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
 * The same terminal, whose output is kept as well; `close` ends that. Where no file can be written (a full disk) the
 * shell goes on without: the function returned then gives the terminal itself.
 */
export function recorded(
  stdout: TerminalOutput,
  options: RecordingOptions,
): { stdout: TerminalOutput; close: () => void } {
  const { folder, term, now } = options;
  const begun = now();
  let file: number;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of recordings(folder).slice(KEPT - 1)) rmSync(join(folder, name));
    const name = new Date(begun).toISOString().replace(/[:.]/g, '-');
    file = openSync(join(folder, `${name}.cast`), 'wx', 0o600);
  } catch {
    return { stdout, close: () => undefined };
  }
  let left = LIMIT_BYTES;
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
      if (left < 0) close();
      else writeSync(file, text);
    } catch {
      close();
    }
  };
  const event = (kind: 'o' | 'r', data: string): void =>
    line([Math.max(0, now() - begun) / 1000, kind, data]);
  const size = (): [number, number] => [stdout.columns ?? 80, stdout.rows ?? 24];
  const onResize = (): void => event('r', size().join('x'));
  const [width, height] = size();
  line({
    version: 2,
    width,
    height,
    timestamp: Math.floor(begun / 1000),
    env: { TERM: term ?? '' },
  });
  stdout.on('resize', onResize);
  // Characters may be cut in two between pieces.
  const decoder = new TextDecoder();
  const write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    if (text !== '') event('o', text);
    return stdout.write(chunk, ...rest);
  };
  // Not a copy: a terminal's size changes.
  return { stdout: Object.create(stdout, { write: { value: write } }) as TerminalOutput, close };
}
