// Reads a recorded stage as the observation that a check would get.
import { readFileSync } from 'node:fs';
import { parseObservation } from '../../src/observe/index.ts';
import { readTold, type ToldOf } from '../../src/map/path/told.ts';
import type { Namespace, NetworkState, Observation } from '../../src/observe/types.ts';
import { NONCE, PROBES, stages } from './stages.ts';

/** The raw answer of the machine in that stage. */
export function recordedText(stage: string): string {
  return readFileSync(new URL(`recorded/${stage}.txt`, import.meta.url), 'utf8');
}

export function recorded(stage: string): Observation {
  return parseObservation(recordedText(stage), PROBES, ['host']);
}

/** The same for a path: with what it asks beyond, where that was recorded. */
export function recordedForPath(stage: string): { state: NetworkState; told: ToldOf } {
  const { state } = recorded(stage);
  const told = stages.find(({ name }) => name === stage)?.told === true;
  return readTold(state, told ? recordedText(`${stage}.told`) : '', NONCE);
}

/** The namespace of that name; `host` is the machine's own. */
export function namespaceOf({ state }: Observation, name: string): Namespace {
  const found = state.namespaces.find((one) =>
    name === 'host' ? one.host : one.names.includes(name) || one.containers.includes(name),
  );
  if (!found) throw new Error(`no namespace ${name} was recorded`);
  return found;
}
