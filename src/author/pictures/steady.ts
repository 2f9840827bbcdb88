// Names that Docker draws by chance, made the same on every run: a picture in a text must not change with each drawing.
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
    .replace(/\bveth[0-9a-f]{7}\b/g, (name) => steady(name, 'veth', 7))
    .replace(/\bbr-[0-9a-f]{12}\b/g, (name) => steady(name, 'br-', 12));
  return JSON.parse(text) as NetworkState;
}
