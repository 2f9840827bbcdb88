// Why a machine does not answer over SSH: asks its console, which needs neither SSH nor the network.
import type { Machine } from '../machines/types.ts';
import type { Messages } from '../ui/messages/index.ts';

export type Cause = keyof Messages['learner']['causes'];

const CONSOLE_MS = 15_000;

/** The last line of a kernel that has panicked (Linux: kernel/panic.c). */
const PANIC = /---\[ end Kernel panic - not syncing/;

/** Prints the causes it sees, gravest first. Only /usr/bin is relied upon: /etc may be what is gone. */
export const LOOK = `PATH=/usr/sbin:/usr/bin:/sbin:/bin
[ -s /etc/passwd ] && [ -d /etc/ssh ] || echo etc-gone
link=$(ip -o link show dev eth0 2>/dev/null) || echo eth0-gone
case $link in ''|*[\\<,]UP[,\\>]*) ;; *) echo eth0-down ;; esac
[ -z "$link" ] || ip -o -4 addr show dev eth0 | grep -q inet || echo eth0-no-address
ss -Hltn 'sport = :22' 2>/dev/null | grep -q . || echo sshd-dead
iptables -S INPUT 2>/dev/null | grep -qE -e '^-P INPUT DROP|^-A INPUT( -i eth0)?( -p tcp)? -j (DROP|REJECT)|--dport 22 .*-j (DROP|REJECT)' && echo firewall
[ "$(df -Pk / | awk 'NR == 2 { print $4 }')" -ge 1024 ] || echo disk-full
echo end`;

const CAUSES: readonly Cause[] = [
  'etc-gone',
  'eth0-gone',
  'eth0-down',
  'eth0-no-address',
  'sshd-dead',
  'firewall',
  'disk-full',
];

/**
 * The cause that the machine itself tells. `unknown`: it sees nothing wrong with itself, or has no console;
 * `silent`: the console does not answer either; `panicked`: and its last words say why. Never throws.
 */
export async function diagnose(machine: Machine): Promise<Cause> {
  const trouble = await troubleOf(machine);
  if (trouble) return trouble;
  if (machine.console === null) return 'unknown';
  try {
    const { stdout } = await machine.console.run(LOOK, { timeoutMs: CONSOLE_MS });
    return parseCauses(stdout);
  } catch {
    // Somebody may just be stopping or removing it.
    const now = await troubleOf(machine);
    if (now) return now;
    const said = await machine.consoleTail(2).catch(() => []);
    return said.some((line) => PANIC.test(line)) ? 'panicked' : 'silent';
  }
}

/** What the provider tells. Null: nothing; whatever it cannot tell, the console may. */
async function troubleOf(machine: Machine): Promise<Cause | null> {
  try {
    if ((await machine.status()) === 'absent') return 'absent';
    return (await machine.trouble())?.code ?? null;
  } catch {
    return null;
  }
}

/** The gravest cause in what the script printed. */
export function parseCauses(output: string): Cause {
  const said = new Set(output.split(/\s+/));
  return CAUSES.find((cause) => said.has(cause)) ?? (said.has('end') ? 'unknown' : 'silent');
}
