// Tells when another command has taken the machine to another state: connections of before do not know it.
import { stat } from 'node:fs/promises';
import { watchFile } from '../host/watch-file.ts';
import { readMark } from './mark.ts';

/** Whether the machine was moved since `watchMoves` was called. */
export interface MoveWatch {
  /** Also true of a move that is under way. */
  happened(): Promise<boolean>;
  stop(): void;
}

/**
 * Calls `onMoved` once a move that begins from now on has ended; see `Mark`. Where the folder cannot be watched it is never
 * called: the connection's own keep-alive then notices, some seconds later.
 */
export function watchMoves(markFile: string, onMoved: () => void): MoveWatch {
  let moving = false;
  const look = async (): Promise<void> => {
    const mark = await readMark(markFile);
    if (mark === null) return;
    if (moving && mark.moving === null) onMoved();
    moving = mark.moving !== null;
  };
  // A move writes the mark twice; the first of it may have come before anybody could watch.
  const before = written(markFile);
  return {
    happened: async () => (await before) !== (await written(markFile)),
    stop: watchFile(markFile, () => void look()),
  };
}

/** When the file was written last, and which file it is; null where there is none. */
async function written(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  return found && `${found.ino} ${found.mtimeMs}`;
}
