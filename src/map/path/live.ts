// Proves a path: sends one packet in the machine while tcpdump listens at every place on its way, and reads what was seen.
import { shellQuote } from '../../observe/index.ts';
import type { NetworkState } from '../../observe/types.ts';
import { idsOf } from '../places.ts';
import { namespaceFile } from './told.ts';
import type { Hop, Packet, Path } from './types.ts';

/** A packet, seen passing a link. */
export interface Sighting {
  readonly place: string;
  readonly link: string;
  /** `in`, `out`; `by`: passing a bridge's port on its way to somebody else. */
  readonly direction: 'in' | 'out' | 'by';
  readonly source: string;
  readonly destination: string;
  /** As tcpdump puts it: "echo request", "Flags [S]". */
  readonly about: string;
}

export interface Live {
  /** In the order of time. */
  readonly sightings: readonly Sighting[];
  /** The ping was answered, or the connection stood. */
  readonly answered: boolean;
  /** The answer was that nobody listens on that port. */
  readonly refused: boolean;
}

export interface Trace {
  readonly script: string;
  readonly places: readonly string[];
}

/**
 * A POSIX sh script for root. What it starts ends with it, whatever happens: tcpdump by itself after 15 s, its output is in
 * a folder of /run that is removed. It changes nothing else. `id` marks this packet among others (1024 to 65535).
 */
export function traceOf(state: NetworkState, path: Path, id: number): Trace {
  const ids = idsOf(state);
  const places = [...new Set([...path.there.hops, ...(path.back?.hops ?? [])].flatMap(placesOf))];
  const inside = (place: string): string => {
    const namespace = state.namespaces.find((one) => ids.get(one.id) === place);
    return namespace === undefined || namespace.host
      ? ''
      : `nsenter --net=${namespaceFile(namespace)} `;
  };
  const [filter, attempt] = probeOf(path, id);
  const script = `d=$(mktemp -d /run/labs-path.XXXXXX) || exit 1
pids=
trap 'kill $pids 2>/dev/null; rm -rf "$d"' EXIT
trap 'exit 1' HUP INT TERM
${places
  .map(
    (place, at) =>
      `${inside(place)}timeout 15 tcpdump -i any -nn -tt -l --immediate-mode ${shellQuote(filter)} >"$d/${at}" 2>"$d/${at}.err" </dev/null & pids="$pids $!"`,
  )
  .join('\n')}
n=0
while [ "$(cat "$d"/*.err | grep -c 'listening on')" -lt ${places.length} ] && [ $n -lt 80 ]; do n=$((n+1)); sleep 0.1; done
${inside(path.from)}${attempt} >/dev/null 2>&1 </dev/null
echo "status $?"
sleep 0.3
kill -INT $pids 2>/dev/null
wait 2>/dev/null
${places.map((_, at) => `echo "place ${at}"; cat "$d/${at}"`).join('\n')}
exit 0
`;
  return { script, places };
}

function placesOf(hop: Hop): string[] {
  return hop.what === 'cable' || hop.what === 'macvlan' ? [hop.place, hop.toPlace] : [hop.place];
}

/** What to listen to, and what to run. NAT keeps the number of a ping and the port of a caller where it can. */
function probeOf({ there, to, protocol }: Path, id: number): [filter: string, attempt: string] {
  const [first] = there.hops;
  const port = first?.what === 'send' ? first.packet.port : null;
  const wrap = there.hops.find((hop) => hop.what === 'wrap');
  const envelopes = wrap ? envelopesOf(wrap.packet, protocol, id) : '';
  if (protocol === 'icmp') {
    return [`icmp[4:2] = ${id}${envelopes}`, `ping -n -c 1 -W 2 -e ${id} ${shellQuote(to)}`];
  }
  const url = shellQuote(`http://${to}:${port ?? 80}/`);
  // A connection is what is asked for; whether its other side speaks HTTP is another matter (curl(1): 1, 8, 52, 56).
  const curl = `curl -q -s -o /dev/null --noproxy '*' --connect-timeout 2 -m 4 --local-port ${id} ${url}`;
  return [
    `(tcp port ${id} and tcp[tcpflags] & (tcp-syn|tcp-rst) != 0)${envelopes}`,
    `sh -c ${shellQuote(`${curl}; case $? in 6|7|28|45) exit 1 ;; esac; exit 0`)}`,
  ];
}

/**
 * The same packets within a VXLAN's envelope: after UDP's 8 bytes, VXLAN's 8 and Ethernet's 14 (RFC 7348, 5), behind an IPv4
 * header without options.
 */
function envelopesOf({ port }: Packet, protocol: Path['protocol'], id: number): string {
  const inner = 8 + 8 + 14 + 20;
  const ours =
    protocol === 'icmp'
      ? `udp[${inner + 4}:2] = ${id}`
      : `(udp[${inner}:2] = ${id} or udp[${inner + 2}:2] = ${id}) and udp[${inner + 13}] & 6 != 0`;
  return ` or (udp dst port ${port ?? 4789} and ${ours})`;
}

const LINE = /^(\d+\.\d+) (\S+)\s+(In|Out|P|B|M)\s+IP (\S+) > (\S+): (.*)$/;

/** The script's answer; a packet is told from what else tcpdump prints by its form. */
export function readTrace(output: string, { places }: Trace): Live {
  const seen: { at: number; sighting: Sighting }[] = [];
  let place = '';
  for (const line of output.split('\n')) {
    const mark = /^place (\d+)$/.exec(line);
    if (mark) place = places[Number(mark[1])] ?? '';
    const [, at = '', link = '', way = '', source = '', destination = '', about = ''] =
      LINE.exec(line) ?? [];
    if (at === '') continue;
    const direction = way === 'Out' ? 'out' : way === 'In' ? 'in' : 'by';
    const [short = ''] = about.split(',');
    const [, vni] = /^VXLAN, .*\bvni (\d+)/.exec(about) ?? [];
    seen.push({
      at: Number(at),
      sighting: {
        place,
        link,
        direction,
        source,
        destination,
        about: vni === undefined ? short.replace(/^ICMP /, '') : `VXLAN ${vni}`,
      },
    });
  }
  seen.sort((a, b) => a.at - b.at);
  const sightings = seen.map(({ sighting }) => sighting);
  const refused = sightings.some(
    ({ place: at, direction, about }) =>
      at === places[0] && direction === 'in' && /^Flags \[R/.test(about),
  );
  return { sightings, answered: refused || /^status 0$/m.test(output), refused };
}
