// Who a process is, so that a note it left behind can be judged after its death or its number's reuse.
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  /** Tells apart processes that had the same number: start time in clock ticks since boot (Linux), else ''. */
  readonly started: string;
  /** The world in which the number means something: host, boot, PID namespace. */
  readonly world: string;
}

/** Identity of this very process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startTime(process.pid) ?? '', world: world() };
}

/**
 * Whether that process still runs. `unknown` for one of another host, boot or container, whose numbers
 * mean nothing here, except that one of an earlier boot of this host would be `unknown` too.
 */
export function isAlive(identity: ProcessIdentity): boolean | 'unknown' {
  if (identity.world !== world()) return 'unknown';
  const started = startTime(identity.pid);
  if (identity.started !== '' && started !== undefined) return started === identity.started;
  try {
    process.kill(identity.pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and not ours (kill(2)).
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** proc_pid_stat(5): field 22; `gone` for a zombie. undefined where there is no such process, or no /proc. */
function startTime(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // Field 2 is the name in brackets, and may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : fields[19];
}

let cachedWorld: string | undefined;

function world(): string {
  cachedWorld ??= [
    hostname(),
    attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    attempt(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ');
  return cachedWorld;
}

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
