// Tells that a file has changed, or a new one has taken its place.
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Calls `onChange` after each change, perhaps more often. Where the folder cannot be watched (it is not there) it is never
 * called. Ends with the function returned; does not keep the process alive.
 */
export function watchFile(file: string, onChange: () => void): () => void {
  try {
    const watcher = watch(dirname(file), { persistent: false }, (_, name) => {
      if (name === basename(file)) onChange();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
