// Finds in a NetworkState what an expectation speaks of: namespaces by reference, containers, results of probes.
import type {
  DockerContainer,
  Namespace,
  NetworkState,
  Observation,
  Probe,
  ProbeResult,
} from '../observe/types.ts';
import type { NamespaceRef } from './types.ts';

/** `container:NAME` → NAME, else null. */
export function containerName(ref: NamespaceRef): string | null {
  return ref.startsWith('container:') ? ref.slice('container:'.length) : null;
}

/** The namespaces that a reference means: one, several for `container:*`, none when it does not exist. */
export function namespacesOf(state: NetworkState, ref: NamespaceRef): Namespace[] {
  const container = containerName(ref);
  return state.namespaces.filter((namespace) => {
    if (ref === 'host') return namespace.host;
    if (container === '*') return namespace.containers.length > 0;
    if (container !== null) return namespace.containers.includes(container);
    return namespace.names.includes(ref);
  });
}

export function hostOf(state: NetworkState): Namespace | undefined {
  return state.namespaces.find((namespace) => namespace.host);
}

/** How to speak of a namespace: `host`, its name, `container:NAME`, or null when it has none of them. */
export function refOf(namespace: Namespace): NamespaceRef | null {
  if (namespace.host) return 'host';
  if (namespace.names[0] !== undefined) return namespace.names[0];
  return namespace.containers[0] === undefined ? null : `container:${namespace.containers[0]}`;
}

/** Containers of that name, or the running ones for `*`. */
export function containersOf(state: NetworkState, name: string): DockerContainer[] {
  return state.docker.containers.filter((container) =>
    name === '*' ? container.running : container.name === name,
  );
}

/** The result of a probe, found by what it does. */
export function resultOf(observation: Observation, probe: Probe): ProbeResult | undefined {
  const key = probeKey(probe);
  return observation.probes.find((result) => probeKey(result.probe) === key);
}

export function probeKey(probe: Probe): string {
  switch (probe.kind) {
    case 'ping':
      return `ping ${probe.from} ${probe.to}`;
    case 'http':
      return `http ${probe.from} ${probe.url}`;
    case 'run':
      return `run ${probe.command}`;
  }
}
