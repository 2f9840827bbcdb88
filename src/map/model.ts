// A NetworkState → the model of its picture, with what the current step wants drawn into it.
import { judge } from '../checks/index.ts';
import type { Expectation } from '../checks/types.ts';
import type { Language } from '../course/types.ts';
import type { Namespace, NetworkState } from '../observe/types.ts';
import { byName, idsOf, inOrder, placeOf } from './places.ts';
import type { Draft, MapCable, NetworkMap } from './types.ts';
import { drawWanted } from './wanted.ts';

export interface MapOptions {
  /** Expectations of the current step. */
  readonly wanted?: readonly Expectation[];
  /** Of the findings. Default English. */
  readonly language?: Language;
}

export function mapOf(state: NetworkState, options: MapOptions = {}): NetworkMap {
  const { wanted = [], language = 'en' } = options;
  const ids = idsOf(state);
  // One that holds nothing and has no name is some program's sandbox.
  const shown = state.namespaces.filter(
    (one) => !/^namespace:/.test(ids.get(one.id) ?? '') || holdsLinks(one),
  );
  const map: Draft<NetworkMap> = {
    places: shown.map((namespace) => placeOf(namespace, state, ids)),
    cables: cablesOf(shown, ids),
    left: [],
    judged: 0,
    faults: judge({ expect: [], ask: null }, { state, probes: [] }, { language }).findings.filter(
      ({ verdict }) => verdict === 'broken',
    ),
  };
  drawWanted(map, { state, ids, wanted, language });
  inOrder(map.places);
  map.cables.sort((a, b) => byName(cableKey(a), cableKey(b)));
  return map;
}

function holdsLinks({ links }: Namespace): boolean {
  return links.some(({ kind }) => kind !== 'loopback');
}

function cableKey({ ends }: Draft<MapCable>): string {
  return ends.map(({ place, link }) => `${place} ${link}`).join(' ');
}

function cablesOf(
  namespaces: readonly Namespace[],
  ids: ReadonlyMap<number, string>,
): Draft<MapCable>[] {
  const cables = new Map<string, Draft<MapCable>>();
  for (const namespace of namespaces) {
    for (const { name, up, peer } of namespace.links) {
      const other = namespaces
        .find(({ id }) => id === peer?.namespace)
        ?.links.find(({ index }) => index === peer?.index);
      if (!peer || !other) continue;
      const ends = [
        { place: ids.get(namespace.id) ?? '', link: name },
        { place: ids.get(peer.namespace) ?? '', link: other.name },
      ].sort((a, b) => endRank(a) - endRank(b) || byName(endKey(a), endKey(b)));
      const cable = { ends, up: up && other.up, mark: 'ok' } as Draft<MapCable>;
      cables.set(cableKey(cable), cable);
    }
  }
  return [...cables.values()];
}

function endRank({ place }: { place: string }): number {
  return place === 'host' ? 0 : 1;
}

function endKey({ place, link }: { place: string; link: string }): string {
  return `${place} ${link}`;
}
