// Tells when another command has taken the machine to another state: connections of before do not know it.
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { readMark } from './mark.ts';

/**
 * Calls `onMoved` once a move that begins from now on has ended; see `Mark`. Where the folder cannot be watched it is never
 * called: the connection's own keep-alive then notices, some seconds later. Ends with the function returned.
 */
export function watchMoves(markFile: string, onMoved: () => void): () => void {
  let moving = false;
  const look = async (): Promise<void> => {
    const mark = await readMark(markFile);
    if (mark === null) return;
    if (moving && mark.moving === null) onMoved();
    moving = mark.moving !== null;
  };
  try {
    const watcher = watch(dirname(markFile), { persistent: false }, (_, name) => {
      if (name === basename(markFile)) void look();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
