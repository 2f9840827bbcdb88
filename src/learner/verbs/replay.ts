// `labs replay`: plays what stood on the screen of a shell.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabsError } from '../../errors.ts';
import { recordings } from '../../host/recording.ts';
import type { TerminalOutput } from '../../ssh/types.ts';
import { EXIT } from '../failure.ts';
import { parseRecording } from '../recording-text.ts';
import type { Session } from '../session.ts';
import { Keyboard } from '../watch/keyboard.ts';

export interface ReplayOptions {
  /** 1 is the newest; a path is a file. */
  readonly which: string | undefined;
  readonly list: boolean;
  /** Times as fast. */
  readonly speed: number;
}

/** Pauses longer than that are cut, seconds. */
const LONGEST_PAUSE = 2;

/** Throws `no-recording`, `no-terminal`. */
export async function replay(session: Session, options: ReplayOptions): Promise<number> {
  const { terminal } = session.messages;
  const folder = session.recordings();
  const names = recordings(folder);
  if (options.list) {
    for (const [index, name] of names.entries())
      session.print(`${index + 1}  ${join(folder, name)}`);
    if (names.length === 0) session.print(terminal.noRecordings);
    return EXIT.done;
  }
  const { which = '1' } = options;
  const name = /^\d+$/.test(which) ? names[Number(which) - 1] : undefined;
  const path = name === undefined ? resolve(session.io.cwd, which) : join(folder, name);
  const text = await readFile(path, 'utf8').catch(() => '');
  const frames = parseRecording(text);
  if (frames === null) {
    throw new LabsError('usage', 'no-recording', `there is no recording ${which}`, {
      params: { which, list: session.command('labs replay --list') },
    });
  }
  const stdout: TerminalOutput = session.io.stdout;
  if (!session.reporter.interactive || stdout.isTTY !== true) {
    throw new LabsError('usage', 'no-terminal', 'this needs a terminal', {
      params: { instead: session.command('labs replay --list') },
    });
  }
  const quit = new AbortController();
  const signal = AbortSignal.any([session.io.signal, quit.signal]);
  const keyboard = new Keyboard(session.io.stdin, stdout, (key) => {
    if (key === 'interrupt' || key === 'q') quit.abort();
  });
  session.reporter.notice(session.reporter.errStyle.dim(terminal.playing(path)));
  keyboard.take();
  try {
    let before = 0;
    for (const { at, text: piece } of frames) {
      const pause = Math.min(LONGEST_PAUSE, Math.max(0, at - before)) / options.speed;
      before = at;
      await sleep(pause * 1000, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) break;
      keyboard.watch(piece);
      stdout.write(piece);
    }
  } finally {
    keyboard.giveBack(true);
  }
  return EXIT.done;
}
