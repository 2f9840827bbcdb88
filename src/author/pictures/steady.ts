// Names that Docker draws by chance, made the same on every run: a picture in a text must not change with each drawing.
import { DOCKER_BRIDGE, DOCKER_VETH } from '../docker-names.ts';
import type { NetworkState } from '../../observe/types.ts';

/** Cables and bridges of Docker's get numbers, in the order in which they stand in the state. */
export function steadyNames(state: NetworkState): NetworkState {
  const names = new Map<string, string>();
  const steady = (name: string, kind: string, digits: number): string => {
    const known = [...names.values()].filter((other) => other.startsWith(kind)).length;
    const given = names.get(name) ?? `${kind}${String(known + 1).padStart(digits, '0')}`;
    names.set(name, given);
    return given;
  };
  const text = JSON.stringify(state)
    .replace(DOCKER_VETH, (name) => steady(name, 'veth', 7))
    .replace(DOCKER_BRIDGE, (name) => steady(name, 'br-', 12));
  return JSON.parse(text) as NetworkState;
}
