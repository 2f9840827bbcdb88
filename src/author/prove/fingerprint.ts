// The whole state of a machine as lines of text that two runs of the same commands have in common.
import { DOCKER_BRIDGE, DOCKER_VETH } from '../docker-names.ts';
import { EVERYTHING } from '../../observe/observe.ts';
import type {
  DockerContainer,
  Link,
  Namespace,
  NetworkState,
  Observation,
  ObservationNeeds,
  Probe,
} from '../../observe/types.ts';

/** All that a check may look at, from Docker's files: its API would take as long as all the rest. */
export const FULL_NEEDS: ObservationNeeds = { ...EVERYTHING, docker: 'containers' };

/**
 * What no NetworkState holds, and a solution may still be about: files of the learner, settings of the kernel, ports
 * of bridges, forwarding entries of VXLAN, rules of hand-made namespaces, who listens, and what a container serves from
 * /www. Captures differ from run to run, so only their names and lengths count. What the shell can read by itself costs
 * no process, of which each takes an emulated machine 40 to 90 ms.
 */
export const REST = {
  kind: 'run',
  command: `cd /home/learner && find * -type f '(' -name '*.pcap' -printf '%s %p\\n' -o -exec cksum {} + ')'
for d in /opt/cni /etc/cni; do [ -d $d ] && find $d -type f -exec cksum {} +; done
tell() { for f; do [ -e "$f" ] && read -r value <"$f" && echo "$f $value"; done; }
net=/proc/sys/net/ipv4
tell $net/ip_forward $net/icmp_echo_ignore_all $net/conf/all/[rs]*
tell /proc/sys/net/bridge/bridge-nf-call-iptables /sys/class/net/*/brport/hairpin_mode
bridge fdb show
for f in /run/netns/*; do
  n=\${f##*/}
  case $n in host2|internet|'*') continue ;; esac
  echo "in $n"
  nsenter --net=$f sh -c 'for f; do read -r value <$f && echo "$f $value"; done; iptables-save; bridge fdb show' sh $net/ip_forward $net/icmp_echo_ignore_all
done
busybox stat -L -c '%i %n' /proc/[0-9]*/ns/net | sort -u -k1,1n | while read -r i f; do
  while read -r n local remote state rest; do [ "$state" = 0A ] && echo "listens $local"; done <\${f%/ns/net}/net/tcp
  [ -d \${f%/ns/net}/root/www ] && (cd \${f%/ns/net}/root/www && cksum *)
done
true`,
} satisfies Probe;

/**
 * Of what REST prints: heads, counters and remarks of iptables-save, and of forwarding entries those that every link of
 * a bridge has, and those that a VXLAN has learned and will forget: only `permanent` ones were written by somebody.
 */
const NOISE = /^(?:[#*:]|COMMIT$|[0-9a-f:]{17} dev (?!.* dst .* permanent$))/;

/** `observation` must be of FULL_NEEDS, with REST among its probes. */
export function fingerprintOf({ state, probes }: Observation): string {
  const rest = probes.find(({ probe }) => probe.kind === 'run' && probe.command === REST.command);
  const lines = [
    ...state.namespaces
      .filter((namespace) => !leaving(namespace))
      .flatMap((namespace) => namespaceLines(namespace, state)),
    ...(state.staleNames ?? []).map((name) => `stale ${name}`),
    ...state.docker.containers.map(containerLine),
    ...(rest?.output.split('\n') ?? []).filter((line) => !NOISE.test(line)).map(anonymous),
  ];
  return lines.sort().join('\n');
}

/** Of a container that has just ended: without its name, without a cable, and gone a moment later. */
function leaving({ host, names, containers, links }: Namespace): boolean {
  return (
    !host &&
    names.length + containers.length === 0 &&
    links.every(({ kind }) => kind === 'loopback')
  );
}

function namespaceLines(namespace: Namespace, state: NetworkState): string[] {
  const label = labelOf(namespace);
  const chains = new Map<string, Set<string>>();
  for (const { table, chain, args } of namespace.rules ?? []) {
    // A rule that stands twice does what it does once.
    const known = chains.get(`${table} ${chain}`) ?? new Set();
    chains.set(`${table} ${chain}`, known.add(args.join(' ')));
  }
  return [
    `${label}: forwards ${namespace.ipForward}`,
    ...namespace.links.map((link) => `${label}: ${linkText(link, state)}`),
    ...namespace.routes.map(
      ({ destination, via, dev, source, metric }) =>
        `${label}: route ${destination} ${via} ${anonymous(dev)} ${source} ${metric}`,
    ),
    ...[...chains].map(
      ([chain, rules]) => `${label}: ${chain}: ${anonymous([...rules].join('; '))}`,
    ),
  ];
}

function linkText(link: Link, state: NetworkState): string {
  const there = state.namespaces.find(({ id }) => id === link.peer?.namespace);
  const peer = link.peer && `${anonymous(link.peer.name)} in ${there ? labelOf(there) : '?'}`;
  const addresses = link.addresses
    .filter(({ family }) => family === 'inet')
    .map(({ address, prefixLength }) => `${address}/${prefixLength}`);
  return [
    `link ${anonymous(link.name)} ${link.kind} ${link.up ? 'up' : 'down'} ${link.mtu}`,
    `of ${link.master === null ? null : anonymous(link.master)}, to ${peer}, ${addresses.join(' ')}`,
    ...(link.vni === undefined ? [] : [`vni ${link.vni}`]),
    ...(link.parent === undefined ? [] : [`on ${anonymous(link.parent.name)}`]),
  ].join(' ');
}

function containerLine(container: DockerContainer): string {
  const { image, running, networks, links, publishes } = container;
  const on = networks.map(({ name }) => name).sort();
  const ports = publishes.map(({ hostPort, containerPort }) => `${hostPort}:${containerPort}`);
  return `container ${anonymous(container.name)} ${image} ${running} ${[...on, ...links, ...ports.sort()].join(' ')}`;
}

function labelOf({ host, names, containers }: Namespace): string {
  return host ? 'host' : anonymous([...names, ...containers].sort().join('='));
}

/** Where Docker's own DNS listens in a container's namespace, as /proc/net/tcp has it. */
const DNS_LISTENS = /\blistens 0B00007F:[0-9A-F]{4}\b/;
/** In rules, where 127.0.0.11 stands. */
const DNS_PORT = /(?<=127\.0\.0\.11:|--sport )\d+/g;

/** Without what Docker draws by chance: names of cables, bridges and containers that nobody named, ports of its DNS. */
function anonymous(text: string): string {
  const ports = text.includes('127.0.0.11') ? text.replace(DNS_PORT, '*') : text;
  return ports
    .replace(DNS_LISTENS, 'listens 127.0.0.11')
    .replace(DOCKER_VETH, 'veth*')
    .replace(DOCKER_BRIDGE, 'br-*')
    .replace(/\b[a-z]+_[a-z]{3,}\b(?![\w/.])/g, '*');
}
