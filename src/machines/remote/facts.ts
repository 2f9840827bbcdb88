// What a computer says of itself before it is made a lab machine, and what must not be made one.
import { readFile } from 'node:fs/promises';
import { LabsError } from '../../errors.ts';
import type { HostChanges } from '../types.ts';

export interface Facts extends HostChanges {
  /** Tells apart boots of Linux computers, containers of one share it (random(4), boot_id); '' elsewhere. */
  readonly bootId: string;
  readonly machineId: string;
  readonly apt: boolean;
  readonly systemd: boolean;
  /** `own`: a network card, and not the cable to host2 that the course calls so. */
  readonly eth1: 'none' | 'veth' | 'own';
  /** Made a lab machine before. */
  readonly setUp: boolean;
}

/** Reads what machine/host/facts.sh prints. */
export function parseFacts(output: string): Facts {
  const said = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) said.set(name, (value ?? '').trim());
  }
  const is = (name: string): boolean => said.get(name) === 'yes';
  const eth1 = said.get('eth1');
  return {
    system: said.get('system') ?? '',
    bootId: said.get('boot') ?? '',
    machineId: said.get('machine') ?? '',
    apt: is('apt'),
    systemd: is('systemd'),
    eth1: eth1 === 'own' || eth1 === 'veth' ? eth1 : 'none',
    setUp: is('set_up'),
    packages: (said.get('missing') ?? '').split(/\s+/).filter((word) => word !== ''),
    newUser: !is('user'),
    keepsDockerConfig: is('docker_config') && !is('set_up'),
  };
}

/**
 * Throws LabsError `own-computer` for the computer that this runs on, by whatever address it was called, and a
 * container of it, which shares its kernel; `unfit-host` (params host, system) where machine/ cannot work, and
 * `eth1-taken`.
 */
export async function mustBeFit(host: string, facts: Facts, own: OwnIds): Promise<void> {
  const { bootId, machineId, system } = facts;
  const [ourBoot, ourMachine] = await Promise.all([own.bootId(), own.machineId()]);
  if ((bootId !== '' && bootId === ourBoot) || (machineId !== '' && machineId === ourMachine)) {
    throw new LabsError('usage', 'own-computer', `${host} is the computer that this runs on`, {
      params: { host },
    });
  }
  if (facts.setUp) return;
  if (!facts.apt || !facts.systemd) {
    throw new LabsError('machine', 'unfit-host', `${host} has no apt or no systemd: ${system}`, {
      params: { host, system },
    });
  }
  if (facts.eth1 === 'own') {
    throw new LabsError('machine', 'eth1-taken', `${host} has a network card eth1`, {
      params: { host },
    });
  }
}

export interface OwnIds {
  bootId(): Promise<string>;
  machineId(): Promise<string>;
}

/** Those of this computer; '' where it is no Linux, and so cannot be what answers. */
export const ownIds: OwnIds = {
  bootId: () => text('/proc/sys/kernel/random/boot_id'),
  machineId: () => text('/etc/machine-id'),
};

function text(path: string): Promise<string> {
  return readFile(path, 'utf8').then(
    (content) => content.trim(),
    () => '',
  );
}
