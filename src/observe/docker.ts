// Docker's networks and containers, out of its API (GET /networks, GET /containers/{id}/json) or of dockerd's own files.
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
  const values = jsonLines(lines.filter((line) => /^[[{]/.test(line)).join('\n'));
  return {
    answered: lines.some((line) => line.trim() === 'OK'),
    networks: values.flatMap((value) => asObjects(value).flatMap(networkOf)),
    containers: withNames(values.flatMap((value) => containerOf(asObject(value)))),
  };
}

/**
 * Reads `PATH:JSON` lines of /var/lib/docker/containers/ID/config.v2.json and hostconfig.json. The two hold what
 * the API's answer does, under the same keys, but for the id (taken from the path) and HostConfig, a file of its own.
 */
export function parseDockerFiles(text: string): DockerAnswer {
  const settings = new Map<string, JsonObject>();
  const hosts = new Map<string, JsonObject>();
  const line = /^\S*\/([0-9a-f]{64})\/(config\.v2|hostconfig)\.json:(.*)$/gm;
  for (const [, id = '', file, json = ''] of text.matchAll(line)) {
    const [value] = jsonLines(json);
    (file === 'hostconfig' ? hosts : settings).set(id, asObject(value));
  }
  const containers = [...settings].flatMap(([id, entry]) =>
    containerOf({ ...entry, Id: id, HostConfig: hosts.get(id) }),
  );
  return { answered: true, networks: [], containers: withNames(containers) };
}

/** A link may name its container by the beginning of its id: gives the name instead. */
function withNames(containers: readonly DockerContainer[]): DockerContainer[] {
  const nameOf = (link: string) =>
    containers.some((one) => one.name === link)
      ? link
      : (containers.find((one) => one.id.startsWith(link))?.name ?? link);
  return containers.map((one) => ({ ...one, links: one.links.map(nameOf) }));
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
