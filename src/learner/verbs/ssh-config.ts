// `labs ssh-config`: what OpenSSH's own programs need to reach the machine.
import { sshConfig } from '../../ssh/config.ts';
import { EXIT } from '../failure.ts';
import { writeKnownHosts } from '../known-hosts.ts';
import { MACHINE_NAME, type Session } from '../session.ts';

const ALIAS = 'bridge-labs';

/** Prints a config for `ssh -F`; the pinned host key goes into a known_hosts file beside the machine. */
export async function printSshConfig(session: Session): Promise<number> {
  const target = await (await session.machine()).sshTarget();
  const knownHostsFile = await writeKnownHosts(session, MACHINE_NAME, target);
  session.io.stdout.write(
    session.reporter.json ? '' : sshConfig(target, { hostAlias: ALIAS, knownHostsFile }),
  );
  const { host, port, user, identityFile, hostKey } = target;
  session.reporter.data({ alias: ALIAS, host, port, user, identityFile, knownHostsFile, hostKey });
  return EXIT.done;
}
