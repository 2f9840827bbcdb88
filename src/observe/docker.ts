// Docker's networks and containers out of its API (Engine API: GET /networks, GET /containers/{id}/json).
import { asNumber, asObject, asObjects, asString, asStrings, jsonLines } from './json.ts';
import type { JsonObject } from './json.ts';
import type { DockerContainer, DockerNetwork } from './types.ts';

export interface DockerAnswer {
  /** Whether dockerd answered the ping that goes before the questions. */
  readonly answered: boolean;
  readonly networks: DockerNetwork[];
  readonly containers: DockerContainer[];
}

/** Reads the answers of one curl: `OK` of the ping, then one JSON value a line. An answer like "no such container" is passed over. */
export function parseDocker(text: string): DockerAnswer {
  const lines = text.split('\n');
  const answered = lines.some((line) => line.trim() === 'OK');
  const values = jsonLines(lines.filter((line) => /^[[{]/.test(line)).join('\n'));
  return {
    answered,
    networks: values.flatMap((value) => asObjects(value).flatMap(networkOf)),
    containers: values.flatMap((value) => containerOf(asObject(value))),
  };
}

function networkOf(entry: JsonObject): DockerNetwork[] {
  const id = asString(entry.Id);
  const name = asString(entry.Name);
  if (id === null || name === null) return [];
  const driver = asString(entry.Driver) ?? '';
  const pools = asObjects(asObject(entry.IPAM).Config);
  const named = asString(asObject(entry.Options)['com.docker.network.bridge.name']);
  return [
    {
      id,
      name,
      driver,
      subnets: pools.flatMap((pool) => asString(pool.Subnet) ?? []),
      gateway: asString(pools[0]?.Gateway),
      // libnetwork's bridge driver names an unnamed bridge after the first 12 digits of the network's id.
      bridge: driver === 'bridge' ? (named ?? `br-${id.slice(0, 12)}`) : null,
    },
  ];
}

function containerOf(entry: JsonObject): DockerContainer[] {
  const id = asString(entry.Id);
  const name = asString(entry.Name);
  if (id === null || name === null) return [];
  const state = asObject(entry.State);
  const pid = asNumber(state.Pid);
  const host = asObject(entry.HostConfig);
  const settings = asObject(entry.NetworkSettings);
  return [
    {
      id,
      name: name.replace(/^\//, ''),
      image: asString(asObject(entry.Config).Image) ?? '',
      running: state.Running === true,
      pid: pid !== null && pid > 0 ? pid : null,
      networkMode: asString(host.NetworkMode) ?? '',
      networks: Object.entries(asObject(settings.Networks)).map(([network, value]) => ({
        name: network,
        address: asString(asObject(value).IPAddress),
        gateway: asString(asObject(value).Gateway),
      })),
      links: asStrings(host.Links).map((link) => (link.split(':')[0] ?? '').replace(/^\//, '')),
      publishes: publishesOf(asObject(settings.Ports)),
    },
  ];
}

/** {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8000"}, …]}; the same port of IPv4 and IPv6 counts once. */
function publishesOf(ports: JsonObject): DockerContainer['publishes'] {
  const found = new Map<string, DockerContainer['publishes'][number]>();
  for (const [port, bindings] of Object.entries(ports)) {
    const [number = '', protocol = 'tcp'] = port.split('/');
    for (const binding of asObjects(bindings)) {
      const hostPort = Number(asString(binding.HostPort) ?? Number.NaN);
      const containerPort = Number(number);
      if (!Number.isInteger(hostPort) || !Number.isInteger(containerPort)) continue;
      found.set(`${hostPort} ${port}`, { hostPort, containerPort, protocol });
    }
  }
  return [...found.values()];
}
