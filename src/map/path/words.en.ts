// The words of a path, in English.
import type { PathWords } from './words.ts';

const place = (id: string) => {
  if (id === 'host') return 'the machine (host)';
  if (id.startsWith('container:')) return `container ${id.slice('container:'.length)}`;
  return id.startsWith('namespace:') ? 'a namespace without a name' : id;
};

export const en: PathWords = {
  place,
  heading: (protocol, from, to, port) =>
    protocol === 'icmp'
      ? `A ping from ${from} to ${to}`
      : `A TCP connection from ${from} to ${to}, port ${port ?? '?'}`,
  there: 'There',
  back: 'And the answer back',
  labels: {
    send: 'sends',
    route: 'route',
    local: 'itself',
    cable: 'cable',
    bridge: 'bridge',
    macvlan: 'macvlan',
    wrap: 'wraps',
    unwrap: 'unwraps',
    forward: 'forwards',
    rule: 'rule',
    rewrite: 'rewrites',
    size: 'MTU',
    receive: 'receives',
    doubt: 'not sure',
    end: 'ENDS HERE',
  },
  toLink: (link, at) => `${link} in ${at}`,
  bridge: ({ bridge, in: by, out }) =>
    `${bridge}${by === null ? '' : `, in by ${by}`}${out === null ? '' : `, out by ${out}`}`,
  wrap: ({ link, vni, packet: { source, destination, port } }) =>
    `${link} puts it into an envelope of VXLAN ${vni}: ${source} → ${destination}, UDP port ${port ?? '?'}`,
  unwrap: (link) => `${link} takes it out of the envelope`,
  forward: 'it is for somebody else, and IP forwarding is on',
  local: (address) => `${address} is its own address`,
  rewrite: ({ side, was, now }) => `${side} ${was} → ${now}`,
  turnedBack: 'as remembered from the way there',
  size: ({ link, mtu, told }) =>
    `more than ${mtu} bytes do not fit ${link}: ${told ? 'what may not be cut (DF) is refused, and its sender told' : 'lost in silence'}`,
  doubt: ({ about, detail }) => {
    if (about === 'twins')
      return `more than one answers to "who has ${detail}?"; which is first is chance`;
    if (about === 'rules-unread') return 'the rules here could not be read';
    if (about === 'nftables')
      return `nftables has rules of its own here, which are not judged: sudo nft list table ${detail}`;
    return `a condition not understood here, taken as not fitting: ${detail}`;
  },
  end: ({ why, detail, link }) => {
    switch (why) {
      case 'no-route':
        return `no route to ${detail}: "Network is unreachable"`;
      case 'closed-route':
        return `this route leads nowhere by intent: ${detail}`;
      case 'link-down':
        return `${link} is down`;
      case 'nobody':
        return `nobody on ${link} answers to "who has ${detail}?"`;
      case 'no-peer':
        return `the other end of ${link} is not to be seen`;
      case 'leaves':
        return `${link} leads out of the machine, where nobody answers`;
      case 'kind':
        return `${link} is a link of kind ${detail}: where it leads is not in the state`;
      case 'no-host':
        return `${link} knows no host to send it to: no entry of zeros in its forwarding database`;
      case 'no-tunnel':
        return `nothing here takes envelopes of VXLAN ${detail}`;
      case 'own-parent':
        return `${link} sits on ${detail}: a macvlan and its own parent do not reach each other`;
      case 'no-forwarding':
        return `it is for ${detail}, and IP forwarding is off`;
      case 'dropped':
        return 'the rule lets it go no farther';
      case 'hairpin':
        return `it would go back out of ${detail} by the port it came in by, ${link}: hairpin is off there`;
      case 'martian':
        return `it came in by ${link} and says to come from ${detail}, an address of this place itself (a martian)`;
      case 'stranger':
        return `the answer comes from ${detail}, but ${link} was asked: it belongs to nothing`;
      case 'loop':
        return 'it goes round in a circle';
      default:
        return detail;
    }
  },
  arrives: (port) =>
    port === null
      ? 'It arrives, and so does the answer.'
      : `The packets arrive, and so do answers. Whether anybody listens on port ${port} is not looked at: --live tries it.`,
  endsAt: (at) => `It gets as far as ${at}.`,
  answerEndsAt: (at) => `It arrives, but the answer gets only as far as ${at}.`,
  seen: 'What was seen of a real one',
  nothingSeen:
    'Nothing of it was seen: none was sent. That is so without a route, and without an answer to "who has".',
  directions: { in: 'in', out: 'out', by: 'by' },
  answered: 'It was answered.',
  refused: 'It arrived, and was refused: nobody listens on that port.',
  notAnswered: 'It was not answered.',
  lastSeen: (link, at) => `Last seen on ${link} in ${at}.`,
  asForetold: 'As the state foretold.',
  wayAsForetold: 'Its way was as the state foretold.',
  space: ' ',
  otherwise: 'This is not what the state foretold.',
};
