// machine.json of a machine that is reached over a network: how it was made, and how it is reached.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabsError } from '../../errors.ts';
import { writeWhole } from '../../host/atomic-write.ts';
import type { SshTarget } from '../../ssh/types.ts';
import { parseSettings, type Settings } from '../settings.ts';

export interface RemoteRecord {
  readonly version: 1;
  readonly provider: Settings['provider'];
  readonly settings: Settings;
  readonly host: string;
  readonly port: number;
  /** A command line that leads there, where TCP does not. */
  readonly via?: string;
  readonly hostKey: string;
  /** As a person would write it. */
  readonly shown: string;
  /** Its setup has begun, and was not seen to end. */
  readonly begun?: boolean;
}

export interface RemoteFiles {
  readonly folder: string;
  readonly record: string;
  readonly identity: string;
  readonly knownHosts: string;
}

export function remoteFiles(folder: string): RemoteFiles {
  return {
    folder,
    record: join(folder, 'machine.json'),
    identity: join(folder, 'id_ed25519'),
    knownHosts: join(folder, 'known_hosts'),
  };
}

/** Null where the machine was never made. Throws `machine-record` where it cannot be understood. */
export async function readRemote(files: RemoteFiles): Promise<RemoteRecord | null> {
  const text = await readFile(files.record, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return parse(JSON.parse(text));
  } catch (cause) {
    throw new LabsError('machine', 'machine-record', `cannot understand ${files.record}`, {
      cause,
      hint: 'made by a newer bridge-labs? Else: bridge-labs destroy, then bridge-labs start',
      params: { file: files.record },
    });
  }
}

export async function writeRemote(files: RemoteFiles, record: RemoteRecord): Promise<void> {
  await writeWhole(files.record, `${JSON.stringify(record, null, 2)}\n`);
}

function parse(value: unknown): RemoteRecord {
  const {
    version,
    settings: given,
    host,
    port,
    hostKey,
    shown,
    via,
    begun,
  } = value as Record<string, unknown>;
  const settings = parseSettings(given);
  const whole =
    version === 1 &&
    typeof host === 'string' &&
    typeof port === 'number' &&
    typeof hostKey === 'string';
  if (!whole || settings === null) throw new Error(`version ${String(version)}`);
  const name = typeof shown === 'string' ? shown : host;
  const way = typeof via === 'string' ? { via } : {};
  return {
    version,
    provider: settings.provider,
    settings,
    host,
    port,
    ...way,
    hostKey,
    shown: name,
    ...(begun === true ? { begun } : {}),
  };
}

/** How it is reached. */
export function targetOf(record: RemoteRecord, files: RemoteFiles): SshTarget {
  return {
    host: record.host,
    port: record.port,
    ...(record.via === undefined ? {} : { via: record.via }),
    user: 'learner',
    observer: 'learner',
    sudo: true,
    identityFile: files.identity,
    hostKey: record.hostKey,
  };
}
