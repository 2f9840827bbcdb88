// Draws into a picture what the current step wants: what is missing, and what is wrong. The check itself is asked of each aspect.
import { judge } from '../checks/index.ts';
import type { Expectation, Finding } from '../checks/types.ts';
import type { Language } from '../course/types.ts';
import type { NetworkState } from '../observe/types.ts';
import { missingPlace, placesFor } from './wanted-places.ts';
import { drawContainer, drawForwarding, drawName, drawNat, drawRoute } from './wanted-rest.ts';
import { drawLink } from './wanted-links.ts';
import type { Draft, MapPlace, NetworkMap } from './types.ts';

export interface Wants {
  readonly map: Draft<NetworkMap>;
  readonly state: NetworkState;
  readonly ids: ReadonlyMap<number, string>;
  /** Whether the check finds this not to be so. */
  readonly fails: (one: Expectation) => boolean;
}

interface Options {
  readonly state: NetworkState;
  readonly ids: ReadonlyMap<number, string>;
  readonly wanted: readonly Expectation[];
  readonly language: Language;
}

export function drawWanted(
  map: Draft<NetworkMap>,
  { state, ids, wanted, language }: Options,
): void {
  const healthy = { ...state, faults: [] };
  const failing = (expect: readonly Expectation[]): Finding[] =>
    judge({ expect, ask: null }, { state: healthy, probes: [] }, { language }).findings.filter(
      ({ verdict }) => verdict !== 'pass',
    );
  const visible = wanted.filter(isVisible);
  map.judged = visible.length;
  map.left = failing(visible);
  const the: Wants = { map, state, ids, fails: (one) => failing([one]).length > 0 };
  for (const one of visible) if (the.fails(one)) drawOne(one, the);
}

/** What only an attempt can show is not in the state. */
function isVisible(one: Expectation): boolean {
  return !('ping' in one || 'http' in one || 'command' in one);
}

function drawOne(one: Expectation, the: Wants): void {
  if ('namespace' in one) return drawName(one, the);
  if ('container' in one) return drawContainer(one, the);
  const ref = ('in' in one ? one.in : undefined) ?? 'host';
  const absent = 'absent' in one && one.absent === true;
  const place = nearest(one, ref, the) ?? (absent ? null : missingPlace(ref, the.map));
  if (place === null) return;
  if ('link' in one) drawLink(one, place, the);
  else if ('route' in one) drawRoute(one, place);
  else if ('nat' in one) drawNat(one, place, the);
  else if ('forwarding' in one) drawForwarding(one, place);
}

/** `container:*` is any container: the one that has the link, or else the first. */
function nearest(one: Expectation, ref: string, the: Wants): Draft<MapPlace> | null {
  const places = placesFor(ref, the);
  const link = 'link' in one ? one.link : undefined;
  return places.find(({ links }) => links.some(({ name }) => name === link)) ?? places[0] ?? null;
}
