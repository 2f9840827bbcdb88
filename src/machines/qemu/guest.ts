// What the runner does inside the guest over its console: keys for a new machine, the clock after a restore.
import { readFile } from 'node:fs/promises';
import { LabsError } from '../../errors.ts';
import type { Console } from '../types.ts';
import { MARK } from '../mark.ts';
import type { MachineFiles } from './files.ts';

/**
 * Puts this machine's keys in place of nobody's, and has sshd take them up: it is ready for them when it has
 * written its pid file again. The clock of a machine that comes from a checkpoint is behind, so it is set too.
 */
export async function installKeys(console: Console, files: MachineFiles): Promise<void> {
  const [hostKey, publicKey] = await Promise.all([
    readFile(`${files.identity}.host`, 'utf8'),
    readFile(`${files.identity}.pub`, 'utf8'),
  ]);
  const script = `set -e
${clock()}
umask 077
printf '%s' '${hostKey}' >/etc/ssh/ssh_host_ed25519_key
rm -f /etc/ssh/ssh_host_ed25519_key.pub
printf '%s\\n' '${publicKey.trim()}' >/root/.ssh/authorized_keys
printf '%s\\n' '${publicKey.trim()}' >/home/learner/.ssh/authorized_keys
chown learner:learner /home/learner/.ssh/authorized_keys
: >${MARK}
read -r pid </run/sshd.pid
rm /run/sshd.pid
kill -HUP "$pid"
tries=0
while [ ! -s /run/sshd.pid ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 200 ] || { echo 'sshd did not come back'; exit 1; }
  sleep 0.05
done
`;
  const { status, stdout } = await console.run(script, { timeoutMs: 30_000 });
  if (status !== 0) {
    throw new LabsError('machine', 'machine-keys', `the machine did not take its keys: ${stdout}`);
  }
}

/** Sets the guest's clock to this computer's. A console that is busy or gone costs nothing but the time. */
export async function setClock(console: Console): Promise<void> {
  await console.run(clock(), { timeoutMs: 10_000 }).catch(() => undefined);
}

/** date(1) takes seconds since the epoch after an @. */
const clock = (): string => `date -u -s @${(Date.now() / 1000).toFixed(3)} >/dev/null`;
