// Where things live on the user's computer: state, cache, machines and progress files.
import { posix, win32 } from 'node:path';

export interface Paths {
  /** What must not be lost: machines, progress, saved choices. */
  readonly state: string;
  /** What can be made again: images, parsed courses. */
  readonly cache: string;
  /** Folder of machines; one is at machines/NAME. */
  readonly machines: string;
  /** Folder of progress files; one is at progress/COURSE.json. */
  readonly progress: string;
  /** File with the user's saved choices (language), JSON. */
  readonly config: string;
  /** Folder of the machine NAME. Throws RangeError for a name that is not a plain file name. */
  machine(name: string): string;
  /** Progress file of COURSE. Throws RangeError for a name that is not a plain file name. */
  progressFile(course: string): string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const APP = 'bridge-labs';

/**
 * The folders of bridge-labs. Nothing is made on disk.
 *
 * Linux follows the XDG base directory specification (which says that a relative path in a variable is
 * invalid and to be ignored); macOS and Windows use the same places as the package env-paths, which cannot
 * be asked for another environment than the process's own. `BRIDGE_LABS_HOME` moves everything under one
 * folder, `BRIDGE_LABS_CACHE` the cache alone, whatever else is set.
 */
export function paths(env: Environment, homedir: string, platform: NodeJS.Platform): Paths {
  const path = platform === 'win32' ? win32 : posix;
  const variable = (name: string): string | undefined => {
    const value = env[name];
    return value !== undefined && value !== '' ? value : undefined;
  };
  const absolute = (name: string): string | undefined => {
    const value = variable(name);
    return value !== undefined && path.isAbsolute(value) ? value : undefined;
  };

  const home = variable('BRIDGE_LABS_HOME');
  const cacheHome = variable('BRIDGE_LABS_CACHE');
  const usual = usualFolders(path, absolute, homedir, platform);
  const state = home === undefined ? usual.state : path.resolve(home);
  const cache =
    cacheHome !== undefined
      ? path.resolve(cacheHome)
      : home !== undefined
        ? path.join(state, 'cache')
        : usual.cache;
  const machines = path.join(state, 'machines');
  const progress = path.join(state, 'progress');
  return {
    state,
    cache,
    machines,
    progress,
    config: path.join(state, 'config.json'),
    machine: (name) => path.join(machines, plainName(name)),
    progressFile: (course) => path.join(progress, `${plainName(course)}.json`),
  };
}

function usualFolders(
  path: typeof posix,
  absolute: (name: string) => string | undefined,
  homedir: string,
  platform: NodeJS.Platform,
): { state: string; cache: string } {
  if (platform === 'darwin') {
    const library = path.join(homedir, 'Library');
    return {
      state: path.join(library, 'Application Support', APP),
      cache: path.join(library, 'Caches', APP),
    };
  }
  if (platform === 'win32') {
    const local = absolute('LOCALAPPDATA') ?? path.join(homedir, 'AppData', 'Local');
    return { state: path.join(local, APP, 'Data'), cache: path.join(local, APP, 'Cache') };
  }
  return {
    state: path.join(absolute('XDG_STATE_HOME') ?? path.join(homedir, '.local', 'state'), APP),
    cache: path.join(absolute('XDG_CACHE_HOME') ?? path.join(homedir, '.cache'), APP),
  };
}

/** Names come from course.yaml and the command line: they must not lead out of their folder. */
function plainName(name: string): string {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,99}$/u.test(name)) {
    throw new RangeError(`not a plain name: ${JSON.stringify(name)}`);
  }
  return name;
}
