// Provider ssh: any Debian or Ubuntu computer that the learner can reach, may break, and gets back.
import { join } from 'node:path';
import { LabsError } from '../../errors.ts';
import { writeWhole } from '../../host/atomic-write.ts';
import type { Login } from '../remote/login.ts';
import type { Host } from '../remote/host.ts';
import type { Settings } from '../settings.ts';
import {
  fingerprint,
  hostKeyOf,
  knownKeys,
  loginWords,
  parseDestination,
  pinnedLine,
  resolve,
} from './openssh.ts';

/** `folder`: of the machine; the pinned key is kept there. `batch`: no terminal, on which ssh could ask. */
export function sshHost(settings: Settings, folder: string, batch: boolean): Host {
  return {
    provider: 'ssh',
    capabilities: { liveCheckpoints: false, console: false, offline: false, stops: false },
    ours: false,
    // Whether it runs is not ours to know: who cannot get in is told why.
    status: (made) => Promise.resolve(made ? 'running' : 'absent'),
    start: () => Promise.resolve(),
    stop: () => {
      throw new LabsError('usage', 'cannot-stop', 'this machine is not ours to switch off', {
        params: { host: settings.host ?? '' },
      });
    },
    destroy: () => Promise.resolve(),
    login: (options) => login(settings, folder, batch, options),
  };
}

async function login(
  settings: Settings,
  folder: string,
  batch: boolean,
  options: Parameters<Host['login']>[0],
): Promise<Login | null> {
  const { signal, ask } = options;
  if (settings.host === undefined) {
    throw new LabsError('usage', 'no-host', 'the provider ssh needs a host');
  }
  const destination = parseDestination(settings.host, settings.identity ?? null);
  const resolved = await resolve(destination);
  const shown = `${resolved.user}@${resolved.host}${resolved.port === 22 ? '' : `:${resolved.port}`}`;
  const hostKey = await hostKeyOf(destination, signal);
  const known = await knownKeys(resolved);
  const [type] = hostKey.split(' ');
  if (hostKey !== options.hostKey && !known.includes(hostKey)) {
    // Known by another key of this kind: what ssh itself refuses is not asked about either.
    if (known.some((key) => key.startsWith(`${type} `))) throw otherKey(shown, hostKey);
    const question = { about: 'host-key', host: shown, fingerprint: fingerprint(hostKey) } as const;
    if (ask === null || !(await ask(question))) return null;
  }
  const pinned = join(folder, 'pinned');
  await writeWhole(pinned, pinnedLine(hostKey));
  const { host, port } = resolved;
  const way = resolved.via === null ? {} : { via: resolved.via };
  return { args: loginWords(destination, pinned, batch), shown, host, port, ...way, hostKey };
}

function otherKey(host: string, hostKey: string): LabsError {
  return new LabsError('machine', 'host-key-unknown', `${host} shows another host key`, {
    params: { host, found: fingerprint(hostKey) },
  });
}
