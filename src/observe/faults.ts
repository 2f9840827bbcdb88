// What is wrong with the machine itself, whatever the learner's task: told apart from a task that is not done.
import type { DockerAnswer } from './docker.ts';
import type { Facts } from './parse.ts';
import { chainsFrom } from './rules.ts';
import type { Section } from './sections.ts';
import type { MachineFault, Namespace } from './types.ts';

export interface FaultSources {
  readonly facts: Facts;
  readonly sections: ReadonlyMap<string, Section>;
  readonly answer: DockerAnswer | null;
  readonly host: Namespace | undefined;
  readonly unread: readonly string[];
}

/** Below this many bytes or inodes the disk counts as full: not even a container's own files fit any more. */
const LEAST_BYTES = 1024 * 1024;
const LEAST_INODES = 16;

export function faultsOf(sources: FaultSources): MachineFault[] {
  return [
    ...etcFault(sources),
    ...commandFaults(sources),
    ...eth0Fault(sources),
    ...dockerFault(sources),
    ...rulesFault(sources),
    ...diskFault(sources),
  ];
}

function etcFault({ facts }: FaultSources): MachineFault[] {
  return facts.has('etc') ? [{ code: 'etc-gone', detail: '/etc/passwd' }] : [];
}

/** The status of a program that is not there (POSIX.1-2024, XCU 2.8.2; env(1), timeout(1)). */
const NOT_FOUND = 127;

function commandFaults({ sections, unread }: FaultSources): MachineFault[] {
  const programs = { links: 'ip', docker: 'curl', 'rules.0': 'iptables-save' };
  const missing = Object.entries(programs).flatMap(([section, program]) =>
    sections.get(section)?.status === NOT_FOUND ? [program] : [],
  );
  return [
    ...missing.map((program): MachineFault => ({ code: 'no-command', detail: program })),
    ...unread
      .filter((part) => !missing.includes(part))
      .map((part): MachineFault => ({ code: 'unreadable', detail: part })),
  ];
}

/** Without eth0 SSH has no way in; a machine whose card has another name must have a default route instead. */
function eth0Fault({ facts, sections, host, unread }: FaultSources): MachineFault[] {
  const flags = facts.get('eth0')?.[0] ?? 'none';
  const fault = (detail: string): MachineFault[] => [{ code: 'no-eth0', detail }];
  if (flags !== 'none' && (Number(flags) & 1) === 0) return fault('down');
  if (!sections.has('links') || !host || unread.includes('ip')) return [];
  const eth0 = host.links.find((link) => link.name === 'eth0');
  if (eth0) return eth0.addresses.some((a) => a.family === 'inet') ? [] : fault('no address');
  return host.routes.some((route) => route.destination === 'default') ? [] : fault('gone');
}

function dockerFault({ facts, sections, answer }: FaultSources): MachineFault[] {
  const process = facts.get('docker')?.[0];
  if (process === 'stopped') return [{ code: 'docker-stopped', detail: 'dockerd' }];
  if (process !== 'alive') return [{ code: 'docker-down', detail: 'dockerd' }];
  const status = sections.get('docker')?.status;
  if (!answer || answer.answered || status === NOT_FOUND) return [];
  return [{ code: 'docker-down', detail: `curl ${status ?? 0}` }];
}

/**
 * Docker puts its chains into the packets' way when it starts, and does not look again: `iptables -F` leaves
 * containers without a network until dockerd restarts. One deleted rule is a task, a whole table a fault.
 */
function rulesFault({ facts, host }: FaultSources): MachineFault[] {
  const rules = host?.rules;
  if (!rules || facts.get('docker')?.[0] !== 'alive') return [];
  const docker = (table: string, start: string) =>
    [...chainsFrom(rules, table, start)].some((chain) => chain.startsWith('DOCKER'));
  if (!docker('filter', 'FORWARD')) return [{ code: 'rules-gone', detail: 'filter' }];
  if (!docker('nat', 'PREROUTING') && !docker('nat', 'OUTPUT')) {
    return [{ code: 'rules-gone', detail: 'nat' }];
  }
  return [];
}

function diskFault({ sections }: FaultSources): MachineFault[] {
  const disk = sections.get('disk');
  const numbers = /^(\d+) (\d+) (\d+) (\d+)\s*$/.exec(disk?.text ?? '');
  if (!numbers || disk?.status !== 0) return [];
  const [free = 0, size = 0, inodes = 0, allInodes = 0] = numbers.slice(1).map(Number);
  // A file system without inodes of its own (btrfs) has none at all.
  if (free * size < LEAST_BYTES || (allInodes > 0 && inodes < LEAST_INODES)) {
    return [{ code: 'disk-full', detail: '/' }];
  }
  return [];
}
