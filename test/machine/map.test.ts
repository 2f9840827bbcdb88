// The map of a real machine: as the model, followed on a terminal while a cable is plugged in, and a path that a packet proves.
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { NetworkMap } from '../../src/map/index.ts';
import type { Path } from '../../src/map/path/index.ts';
import type { Live } from '../../src/map/path/live.ts';
import { stages } from '../observe/stages.ts';
import { quote } from '../../src/ssh/words.ts';
import { screenOf } from '../ssh/program.ts';
import { expectCode, rig } from './rig.ts';

const machine = await rig();
const { json, labs, run } = machine;

beforeAll(async () => {
  expectCode(await labs('start --yes --lang en'), 0);
});

it('--follow shows a cable as it is plugged in; Ctrl-C ends it, and the terminal is as it was', async () => {
  const line =
    'set -m; before=$(stty -g); "$0" "$1" map --follow; echo "status $?"; [ "$(stty -g)" = "$before" ] && echo as it was';
  const screen = screenOf(line, [process.execPath, join(machine.dist, 'labs.js')], {
    name: 'xterm-256color',
    env: machine.env,
  });
  const shows = (text: string): Promise<void> =>
    screen.until((lines) => lines.some((one) => one.includes(text)));
  await shows('─┼─● eth0  192.168.99.1/24');
  await shows('Ctrl-C ends it.');
  const plug = 'sudo ip link add veth-a type veth peer name veth-b netns host2';
  expectCode(await run(['run', '--', ...plug.split(' ')]), 0);
  await shows('○ veth-b  down');
  screen.pty.write('\x03');
  await shows('status 0');
  await screen.until((lines) => lines.includes('as it was') && !lines.join().includes('veth-b'));
});

it('--json is the model of what is there', async () => {
  const map = (await json('map')) as unknown as NetworkMap;
  expect(map.places.map(({ id }) => id)).toEqual(['host', 'host2', 'internet']);
  expect(map.cables.map(({ ends: [a, b], up }) => [a.link, b.link, up])).toEqual([
    ['eth1', 'eth0', true],
    ['veth-a', 'veth-b', false],
    ['eth1', 'eth0', true],
  ]);
  expect(map.places[0]?.nat).toMatchObject([{ kind: 'masquerade', source: '172.17.0.0/16' }]);
});

it('--path --live: a real ping is seen at each place that the state foretold, and nothing is left behind', async () => {
  const { there, back, live, ...more } = (await json(
    'map --path host 203.0.113.10 --live',
  )) as unknown as Path & {
    live: Live;
  };
  expect(more).toMatchObject({ course: 'docker-bridge', lab: 'look-around', step: 'out' });
  expect([there.arrives, back?.arrives, live.answered]).toEqual([true, true, true]);
  const foretold = new Set(there.hops.map(({ place }) => place));
  expect(new Set(live.sightings.map(({ place }) => place))).toEqual(foretold);
  const left = await run(['run', '--', 'pgrep tcpdump || ls -d /run/labs-path.*']);
  expect(left.out).toBe('');
});

it('--path --live: a VXLAN is passed in an envelope; a macvlan does not reach its parent', async () => {
  const overlay = stages.find(({ name }) => name === 'overlay');
  const commands = overlay?.commands.join('\n') ?? '';
  expectCode(await run(['run', '--', `sudo sh -c ${quote(commands)}`]), 0);
  const tried = async (from: string, to: string) =>
    (await json(`map --path ${from} ${to} --live`)) as unknown as Path & { live: Live };
  const { there, back, live } = await tried('box-a', 'box-b');
  expect([there.arrives, back?.arrives, live.answered]).toEqual([true, true, true]);
  expect(new Set(live.sightings.map(({ place }) => place))).toEqual(
    new Set(['box-a', 'host-a', 'host-b', 'box-b']),
  );
  const envelopes = ({ sightings }: Live) =>
    sightings
      .filter(({ about }) => about === 'VXLAN 42')
      .map(({ place, direction }) => `${direction} ${place}`);
  const way = ['out host-a', 'in host-b', 'out host-b', 'in host-a'];
  expect(envelopes(live)).toEqual(way);
  // Nobody listens there: the call and the refusal travel in envelopes too.
  const refused = await tried('box-a', 'box-b:80');
  expect(refused.live.refused).toBe(true);
  expect(envelopes(refused.live)).toEqual(way);
  const parent = await tried('box-c', 'host-a');
  expect([parent.there.arrives, parent.live.answered]).toEqual([false, false]);
  const beyond = await tried('host-b', 'box-c');
  expect([beyond.back?.arrives, beyond.live.answered]).toEqual([true, true]);
});
