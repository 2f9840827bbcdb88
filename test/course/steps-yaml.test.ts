// What can be wrong in steps.yaml: each problem with its line, and the nearest right word.
import { expect, test } from 'vitest';
import { type Edit, faults, STEPS } from './mini.ts';

const edit = (from: string, to: string): Edit => [STEPS, from, to];
const entry = (yaml: string): Edit => edit('    - route: 192.168.200.0/24\n      dev: br0\n', yaml);

test.each<[name: string, edit: Edit, expected: string]>([
  [
    'not YAML',
    [STEPS, 'create-br0:\n  expect: [\n'],
    '3 error yaml-syntax: not readable as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['not a map', [STEPS, '- a\n'], '1 error wrong-type: steps.yaml is not a map of steps'],
  [
    'an unknown key of a step',
    edit('mistakes:', 'mistaks:'),
    "10 error unknown-key: unknown key 'mistaks' in step 'create-br0'; did you mean 'mistakes'?",
  ],
  [
    'an unknown key of a link',
    edit('      address:', '      adress:'),
    "7 error unknown-key: unknown key 'adress' in a 'link' expectation; did you mean 'address'?",
  ],
  [
    'an unknown key of ask',
    edit('    kind: address', '    kinds: address'),
    "16 error unknown-key: unknown key 'kinds' in `ask`; did you mean 'kind'?",
  ],
  [
    'an unknown key of a mistake',
    edit('      finds: br0', '      find: br0'),
    "12 error unknown-key: unknown key 'find' in a mistake; did you mean 'finds'?",
  ],
  ['no kind', entry('    - lnk: br0\n'), '8 error no-kind: an expectation names no kind'],
  [
    'two kinds',
    entry('    - link: br0\n      route: default\n'),
    "8 error two-kinds: an expectation names two kinds, 'link' and 'route'",
  ],
  [
    'an address without its length',
    edit('192.168.200.1/24', '192.168.200.1'),
    "7 error bad-address: address: '192.168.200.1' is not an IPv4 address with its prefix length",
  ],
  [
    'an address that is none',
    edit('192.168.200.1/24', '192.168.200.256/24'),
    "7 error bad-address: address: '192.168.200.256/24' is not an IPv4 address with its prefix length",
  ],
  [
    'a route with bits beyond its length',
    edit('192.168.200.0/24', '192.168.200.1/24'),
    "8 error bad-address: route: '192.168.200.1/24' is not `default`, an IPv4 prefix (the bits after its length are zero) or an IPv4 address",
  ],
  [
    'via a prefix',
    entry('    - route: default\n      via: 10.0.2.2/24\n'),
    "9 error bad-address: via: '10.0.2.2/24' is not an IPv4 address",
  ],
  [
    'NAT of an address',
    entry('    - nat: masquerade\n      source: 172.17.0.1/16\n'),
    "9 error bad-address: source: '172.17.0.1/16' is not an IPv4 prefix (the bits after its length are zero)",
  ],
  [
    'NAT to nowhere',
    entry('    - nat: dnat\n      to: web:80\n'),
    "9 error bad-address: to: 'web:80' is not ADDRESS:PORT or `container:NAME:PORT`",
  ],
  [
    'a source of DNAT',
    entry('    - nat: dnat\n      source: 172.17.0.0/16\n'),
    "9 error unknown-key: source: 'source' says nothing of a dnat rule",
  ],
  [
    'a port too high',
    entry('    - nat: dnat\n      port: 80800\n'),
    '9 error bad-port: port: 80800 is not a TCP port, 1 to 65535',
  ],
  [
    'a port as text',
    entry("    - nat: dnat\n      port: '80'\n"),
    "9 error wrong-type: 'port' is the text '80'",
  ],
  [
    'a kind of NAT that is none',
    entry('    - nat: snat\n'),
    "8 error wrong-type: 'nat' is the text 'snat'",
  ],
  [
    'ports the wrong way',
    entry('    - container: web\n      publishes: 8000\n'),
    "9 error wrong-type: 'publishes' is the number 8000",
  ],
  [
    'one port',
    entry("    - container: web\n      publishes: '8000'\n"),
    "9 error bad-port: publishes: '8000' is not HOST:CONTAINER, two TCP ports",
  ],
  [
    'a ping to a name',
    entry('    - ping: web\n'),
    "8 error bad-address: ping: 'web' is not an IPv4 address or `container:NAME`",
  ],
  [
    'a URL without http',
    entry('    - http: 203.0.113.10\n'),
    "8 error bad-address: http: '203.0.113.10' is not an http:// URL",
  ],
  [
    'a name too long for a link',
    entry('    - link: a-name-of-sixteen\n'),
    "8 error bad-name: link: 'a-name-of-sixteen' is not an interface name of 1 to 15 characters",
  ],
  ['up as a word', edit('up: true', 'up: yes'), "6 error wrong-type: 'up' is the text 'yes'"],
  [
    'expect that is no list',
    edit(
      '  expect:\n    - link: br0\n      kind: bridge\n      up: true\n      address: 192.168.200.1/24\n    - route: 192.168.200.0/24\n      dev: br0\n',
      '  expect:\n    link: br0\n',
    ),
    "3 error wrong-type: 'expect' is a map",
  ],
  [
    'an entry that is no map',
    entry('    - br0\n'),
    "8 error wrong-type: entry 2 of 'expect' is the text 'br0'",
  ],
  [
    'a step without anything',
    [STEPS, /subnet:[^]*/, 'subnet:\n'],
    "13 error wrong-type: 'subnet' is empty",
  ],
  [
    'a mistake without a reason',
    edit('      finds: br0 is down\n', ''),
    "11 error missing-key: a mistake has no 'finds'",
  ],
  [
    'a mistake that does nothing',
    edit('    - run: sudo ip link set br0 down\n      finds', '    - finds'),
    '11 error mistake-form: a mistake has neither `run` nor `answer`',
  ],
  [
    'a mistake of both kinds',
    edit('      finds: br0', '      answer: x\n      finds: br0'),
    '11 error mistake-form: a mistake has both `run` and `answer`',
  ],
  [
    'a mistake at another time',
    edit('      finds: br0', '      when: before\n      finds: br0'),
    "12 error wrong-type: 'when' is the text 'before'",
  ],
  [
    'an ask without a command',
    edit('    run: docker network inspect bridge\n', ''),
    "14 error missing-key: `ask` has no 'run'",
  ],
  [
    'an empty text',
    edit('finds: br0 is down', "finds: ' '"),
    '12 error empty-text: finds: the text is empty',
  ],
])('%s', (_name, change, expected) => {
  expect(faults(change)).toEqual([`${STEPS}:${expected}`]);
});
