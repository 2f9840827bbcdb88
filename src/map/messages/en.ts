// The words of a picture, in English.
import type { MapPlace } from '../types.ts';
import type { MapMessages } from './types.ts';

const ref = (id: string) => {
  if (id === 'host') return 'the host';
  if (id === 'container:*') return 'a container';
  return id.startsWith('container:') ? id.slice('container:'.length) : id;
};

const title = ({ id, kind, containers, names }: MapPlace): string => {
  if (kind === 'host') return 'the machine (host)';
  if (id === 'container:*') return 'a container';
  if (kind === 'container') return `container ${containers.join(', ')}`;
  if (id.startsWith('namespace:')) return 'a namespace without a name';
  return kind === 'outside' ? id : `namespace ${names[0]?.text ?? id}`;
};

export const en: MapMessages = {
  title,
  kinds: { bridge: 'bridge' },
  up: 'up',
  down: 'down',
  noPorts: 'nothing plugged in',
  peerIn: (id) => `other end in ${ref(id)}`,
  peerNamed: (name) => `other end ${name}`,
  inBridge: (name) => `in ${name}`,
  lostPeer: 'other end unknown',
  sitsOn: (link, place) => (place === null ? `on ${link}` : `on ${link} in ${ref(place)}`),
  goesTo: (place, link) => `→ ${link} in ${title(place)}`,
  forwarding: (on) => `IP forwarding ${on ? 'on' : 'off'}`,
  nat: (nat, place) =>
    nat.kind === 'masquerade'
      ? [
          nat.to === null ? 'MASQUERADE' : `SNAT to ${nat.to}`,
          nat.source ?? 'everything',
          ...(nat.out === null ? [] : [`out ${nat.out}`]),
          ...(nat.notOut === null ? [] : [`(not out ${nat.notOut})`]),
        ]
      : [
          nat.port === null ? `any ${nat.protocol} port` : `port ${nat.port}`,
          ...(nat.to === '' ? [] : [`→ ${nat.to}`]),
          ...(place === undefined ? [] : [`(${ref(place.id)})`]),
        ],
  left: 'Not yet as this step wants it, as far as a picture can show it:',
  nothingLeft: 'Nothing that a map shows is missing for this step. labs check looks at more.',
  legend: { up: 'up', down: 'down', missing: 'still missing', wrong: 'not as it should be' },
};
