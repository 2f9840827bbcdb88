// The stages of the course (and of going astray) that are recorded from a real machine, and the probes made in each.
import type { ObservationNeeds, Probe } from '../../src/observe/types.ts';

export const NONCE = 'recorded0nonce';

/** Made in every stage; in most of them some have to fail. */
export const PROBES: readonly Probe[] = [
  { kind: 'ping', from: 'host', to: '192.168.200.102' },
  { kind: 'ping', from: 'container:client', to: 'container:web' },
  { kind: 'http', from: 'host2', url: 'http://192.168.99.100:8000' },
  { kind: 'http', from: 'container:*', url: 'http://203.0.113.10' },
  { kind: 'run', command: "ip -4 -j addr show docker0 | jq -r '.[].addr_info[].local'" },
  { kind: 'run', command: "docker network ls --format '{{.Name}}'; echo aside >&2; exit 3" },
];

export interface Stage {
  readonly name: string;
  readonly commands: readonly string[];
  /** What is observed; everything by default. */
  readonly needs?: ObservationNeeds;
  /** Wraps the observing script, where it cannot run as it is. */
  readonly observe?: (script: string) => string;
  readonly undo?: string;
  /** Whether what a path asks beyond the observation is recorded as well, into STAGE.told.txt. */
  readonly told?: true;
}

const web = 'docker run -d --name web -p 8000:80 nginx';
const client = 'docker run -d --name client --link web busybox sleep infinity';
const bridge = [
  'ip link add br0 type bridge',
  'ip link set br0 up',
  'ip addr add 192.168.200.1/24 dev br0',
];
const cable = [
  'ip link add veth-host type veth peer name veth-guest',
  'ip link set veth-host master br0',
  'ip link set veth-host up',
  'ip link set veth-guest up',
];
const guest = 'docker run -d --name guest busybox sleep infinity';
const named = [
  guest,
  'mkdir -p /var/run/netns',
  "ln -sfT /proc/$(docker inspect -f '{{.State.Pid}}' guest)/ns/net /var/run/netns/test",
];
const moved = 'ip link set veth-guest netns test';
const connected = [
  'ip -n test link set veth-guest name eth1',
  'ip -n test addr add 192.168.200.102/24 dev eth1',
  'ip -n test link set eth1 up',
  'ip -n test route replace default via 192.168.200.1',
];
const whole = [...bridge, ...cable, ...named, moved, ...connected];

export const stages: readonly Stage[] = [
  { name: 'clean', commands: [] },
  { name: 'published', commands: [web, client] },
  {
    name: 'published-check',
    commands: [web, client],
    needs: {
      links: false,
      namespaces: ['container:*'],
      seek: [],
      ends: [],
      rules: ['host'],
      docker: 'containers',
    },
  },
  {
    name: 'published-otherwise',
    commands: ['docker run -d --name web -p 8080:80 busybox sleep infinity', client],
  },
  { name: 'container-stopped', commands: [web, client, 'docker stop -t 0 web'] },
  { name: 'bridge', commands: bridge },
  {
    name: 'bridge-wrong',
    commands: ['ip link add br0 type dummy', 'ip addr add 192.168.200.1/16 dev br0'],
  },
  {
    name: 'address-elsewhere',
    commands: ['ip link add br0 type bridge', 'ip addr add 192.168.200.1/24 dev eth1'],
    undo: 'ip addr del 192.168.200.1/24 dev eth1',
  },
  { name: 'cable', commands: [...bridge, ...cable] },
  {
    name: 'cable-elsewhere',
    commands: [
      ...bridge,
      ...cable,
      'ip link set veth-host master docker0',
      'ip link set veth-guest name veth-other',
    ],
  },
  { name: 'named', commands: [...bridge, ...cable, ...named] },
  { name: 'named-fresh', commands: [guest, 'ip netns add test'] },
  { name: 'named-host', commands: [guest, 'ln -sfT /proc/1/ns/net /var/run/netns/test'] },
  { name: 'named-stale', commands: [...named, 'docker rm -f guest'] },
  { name: 'moved', commands: [...bridge, ...cable, ...named, moved] },
  {
    name: 'moved-elsewhere',
    commands: [...bridge, ...cable, ...named, 'ip link set veth-guest netns host2'],
  },
  { name: 'connected', commands: whole },
  {
    name: 'connected-wrong',
    commands: [
      ...whole,
      'ip -n test addr flush dev eth1',
      'ip -n test addr add 192.168.200.102/16 dev eth1',
      'ip -n test route replace default via 172.17.0.1',
    ],
  },
  {
    // Two hosts with a container each, all of whose links have the same names and numbers.
    name: 'two-hosts',
    commands: [
      'for x in a b; do ip netns add host-$x; ip netns add box-$x; done',
      'ip -n host-a link add eth0 type veth peer name eth0 netns host-b',
      'for x in a b; do',
      '  ip -n host-$x link add br0 up type bridge',
      '  ip -n host-$x link add veth-$x up master br0 type veth peer name eth0 netns box-$x',
      'done',
    ],
    undo: 'for n in host-a host-b box-a box-b; do ip netns del $n; done',
  },
  {
    // A tunnel in the machine, a macvlan that stays with its parent, and one that has moved away from it.
    name: 'stacked',
    commands: [
      'ip link add vxlan0 type vxlan id 42 dstport 4789 local 192.168.99.100 dev eth1',
      'ip netns add host-a; ip netns add box-c',
      'ip -n host-a link add eth0 type veth peer name far',
      'ip -n host-a link add mac0 link eth0 type macvlan mode bridge',
      'ip -n host-a link add mac1 link eth0 netns box-c type macvlan mode bridge',
      'ip -n host-a link add eth0.7 link eth0 type vlan id 7',
    ],
    undo: 'ip link del vxlan0; for n in box-c host-a; do ip netns del $n; done',
  },
  {
    // Two hosts, a box on each, a VXLAN between them, and a macvlan on the cable of the first.
    name: 'overlay',
    commands: [
      'for x in a b; do ip netns add host-$x; ip netns add box-$x; done; ip netns add box-c',
      'ip -n host-a link add eth0 type veth peer name eth0 netns host-b',
      'n=1; for x in a b; do',
      '  ip -n host-$x addr add 10.9.0.$n/24 dev eth0',
      '  ip -n host-$x link set eth0 up',
      '  ip -n host-$x link add br0 up type bridge',
      '  ip -n host-$x link add veth-$x up master br0 type veth peer name eth0 netns box-$x',
      '  ip -n box-$x addr add 192.168.220.1$n/24 dev eth0',
      '  ip -n box-$x link set eth0 mtu 1450 up',
      '  ip -n host-$x link add vxlan0 type vxlan id 42 dstport 4789 local 10.9.0.$n dev eth0',
      '  ip -n host-$x link set vxlan0 master br0 up',
      '  bridge -n host-$x fdb append 00:00:00:00:00:00 dev vxlan0 dst 10.9.0.$((3 - n))',
      '  n=2',
      'done',
      'ip -n host-a link add mac0 link eth0 netns box-c type macvlan mode bridge',
      'ip -n box-c addr add 10.9.0.11/24 dev mac0',
      'ip -n box-c link set mac0 up',
      'ip netns exec box-a ping -c 1 192.168.220.12 >/dev/null',
    ],
    undo: 'for n in host-a host-b box-a box-b box-c; do ip netns del $n; done',
    told: true,
  },
  {
    name: 'docker-stopped',
    commands: [...bridge, 'systemctl stop docker.socket docker'],
    undo: 'systemctl start docker.socket docker',
  },
  {
    name: 'flushed',
    commands: [web, 'iptables -F', 'iptables -t nat -F'],
    undo: 'systemctl restart docker',
  },
  {
    name: 'docker-hangs',
    commands: ['kill -STOP $(cat /run/docker.pid)'],
    undo: 'kill -CONT $(cat /run/docker.pid)',
  },
  {
    name: 'disk-full',
    commands: ['dd if=/dev/zero of=/var/full bs=1M 2>/dev/null || true'],
    undo: 'rm /var/full',
  },
  {
    name: 'etc-gone',
    commands: [],
    observe: (script) => `mv /etc /etc.away\n(${script})\nmv /etc.away /etc`,
  },
  {
    name: 'eth0-down',
    commands: [],
    // SSH comes over eth0: the observing runs in the background, and its answer is fetched afterwards.
    observe: (script) =>
      `cat >/run/observing <<'OBSERVING'\n${script}\nOBSERVING
ip link set eth0 down; sh /run/observing >/run/observed; ip link set eth0 up; ip route replace default via 10.0.2.2 dev eth0
cat /run/observed; rm -f /run/observed /run/observing`,
  },
];
