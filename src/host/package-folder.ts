// Where the files are that come with bridge-labs: beside its package.json, for the sources and for the bundle alike.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder `name` of this package, known by a file that it holds; null when it is missing. */
export function packageFolder(name: string, file: string): string | null {
  // From src/host/, or from the bundle in dist/, whose parts are one or two folders deep.
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let depth = 0; depth < 4; depth++) {
    const found = join(folder, name);
    if (existsSync(join(found, file))) return found;
    folder = dirname(folder);
  }
  return null;
}
