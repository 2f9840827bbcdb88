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
    forward: 'forwards',
    rule: 'rule',
    rewrite: 'rewrites',
    receive: 'receives',
    doubt: 'not sure',
    end: 'ENDS HERE',
  },
  toLink: (link, at) => `${link} in ${at}`,
  bridge: ({ bridge, in: by, out }) =>
    `${bridge}${by === null ? '' : `, in by ${by}`}${out === null ? '' : `, out by ${out}`}`,
  forward: 'it is for somebody else, and IP forwarding is on',
  local: (address) => `${address} is its own address`,
  rewrite: ({ side, was, now }) => `${side} ${was} → ${now}`,
  turnedBack: 'as remembered from the way there',
  doubt: ({ about, detail }) =>
    about === 'twins'
      ? `more than one answers to "who has ${detail}?"; which is first is chance`
      : `a condition not understood here, taken as not fitting: ${detail}`,
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
      case 'no-forwarding':
        return `it is for ${detail}, and IP forwarding is off`;
      case 'dropped':
        return 'the rule lets it go no farther';
      case 'loop':
        return 'it goes round in a circle';
      default:
        return detail;
    }
  },
  arrives: 'It arrives, and so does the answer.',
  endsAt: (at) => `It gets as far as ${at}.`,
  answerEndsAt: (at) => `It arrives, but the answer gets only as far as ${at}.`,
  seen: 'What was seen of a real one',
  nothingSeen: 'Nothing of it was seen.',
  directions: { in: 'in', out: 'out', by: 'by' },
  answered: 'It was answered.',
  refused: 'It arrived, and was refused: nobody listens on that port.',
  notAnswered: 'It was not answered.',
  lastSeen: (link, at) => `Last seen on ${link} in ${at}.`,
  asForetold: 'As the state foretold.',
  otherwise: 'This is not what the state foretold.',
};
