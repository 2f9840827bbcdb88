// Finds the places of the picture that an expectation speaks of, or draws one that is missing.
import { containerName, namespacesOf } from '../checks/index.ts';
import type { Draft, MapPlace, NetworkMap } from './types.ts';
import type { Wants } from './wanted.ts';

/** Places that a reference means: one, several for `container:*`, none where it does not exist. */
export function placesFor(ref: string, { map, state, ids }: Wants): Draft<MapPlace>[] {
  const wanted = namespacesOf(state, ref).map(({ id }) => ids.get(id));
  return map.places.filter(
    ({ id, mark }) => wanted.includes(id) || (mark === 'missing' && id === ref),
  );
}

/** The place that is missing; drawn once, however often it is spoken of. */
export function missingPlace(ref: string, map: Draft<NetworkMap>): Draft<MapPlace> {
  const known = map.places.find(({ id }) => id === ref);
  if (known) return known;
  const container = containerName(ref);
  const place: Draft<MapPlace> = {
    id: ref,
    kind: container === null ? 'namespace' : 'container',
    mark: 'missing',
    containers: container === null || container === '*' ? [] : [container],
    names: container === null ? [{ text: ref, mark: 'missing' }] : [],
    links: [],
    routes: [],
    forwarding: null,
    nat: [],
  };
  map.places.push(place);
  return place;
}
