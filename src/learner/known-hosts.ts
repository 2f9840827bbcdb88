// A known_hosts file beside a machine, for OpenSSH's own programs: the user's would ask about a new host, and refuse the next
// machine at that port.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeWhole } from '../host/atomic-write.ts';
import { knownHostsLine } from '../ssh/config.ts';
import type { SshTarget } from '../ssh/types.ts';
import type { Session } from './session.ts';

/** Writes it for the machine `name`, with its pinned key; resolves with its path. */
export async function writeKnownHosts(
  session: Session,
  name: string,
  target: SshTarget,
): Promise<string> {
  const file = join(session.paths.machine(name), 'known_hosts');
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, `${knownHostsLine(target)}\n`);
  return file;
}
