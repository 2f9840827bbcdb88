// Links and cables that the step wants: missing ones are added, those that are otherwise are marked.
import { NO_BRIDGE } from '../checks/links.ts';
import type { LinkExpectation } from '../checks/types.ts';
import { missingPlace, placesFor } from './wanted-places.ts';
import type { Draft, MapLink, MapPlace } from './types.ts';
import type { Wants } from './wanted.ts';

export function drawLink(one: LinkExpectation, place: Draft<MapPlace>, the: Wants): void {
  const link = place.links.find(({ name }) => name === one.link);
  if (one.absent === true) {
    if (link) link.mark = 'wrong';
    return;
  }
  if (!link) {
    addLink(one, place, the);
    return;
  }
  const fails = (aspect: Partial<LinkExpectation>): boolean =>
    the.fails({ link: one.link, ...(one.in ? { in: one.in } : {}), ...aspect });
  if (one.kind !== undefined && fails({ kind: one.kind })) link.wants.kind = one.kind;
  if (one.up !== undefined && fails({ up: one.up })) link.wants.up = one.up;
  if (one.address !== undefined && fails({ address: one.address })) addAddress(link, one.address);
  if (one.master !== undefined && fails({ master: one.master })) {
    if (one.master === NO_BRIDGE) link.mark = 'wrong';
    else link.wants.master = one.master;
  }
  if (one.peer !== undefined && fails({ peer: one.peer })) link.wants.peer = one.peer;
  const peerIn = one['peer-in'];
  if (peerIn !== undefined && fails({ 'peer-in': peerIn })) addPeer(link, place, peerIn, the);
}

function addLink(one: LinkExpectation, place: Draft<MapPlace>, the: Wants): void {
  const master = one.master === NO_BRIDGE ? undefined : one.master;
  const cable = one.peer !== undefined || one['peer-in'] !== undefined || master !== undefined;
  place.links.push({
    name: one.link,
    kind: one.kind ?? (cable ? 'veth' : ''),
    up: one.up ?? true,
    mark: 'missing',
    addresses: one.address === undefined ? [] : [{ text: one.address, mark: 'missing' }],
    master: master ?? null,
    wants: {},
  });
  const { peer, 'peer-in': peerIn } = one;
  if (peer !== undefined) joinMissing(one.link, place, peer, peerIn, the);
  else if (peerIn !== undefined) targetOf(peerIn, the);
}

/** With the other end named: the cable, dashed, to wherever that end is or should be. */
function joinMissing(
  link: string,
  place: Draft<MapPlace>,
  peer: string,
  peerIn: string | undefined,
  the: Wants,
): void {
  const { map } = the;
  const holder = map.places.find((other) => other.links.some(({ name }) => name === peer));
  const target = peerIn === undefined ? (holder ?? place) : targetOf(peerIn, the);
  const here = { place: place.id, link };
  const there = { place: target.id, link: peer };
  const joined = ({ place: at, link: name }: typeof here) =>
    map.cables.some(({ ends }) => ends.some((end) => end.place === at && end.link === name));
  if (!target.links.some(({ name }) => name === peer)) target.links.push(missingEnd(peer));
  // An end that has its cable (under its old name, or elsewhere) gets no second one.
  if (!joined(here) && !joined(there)) {
    map.cables.push({ ends: [here, there], up: true, mark: 'missing' });
  }
}

/** The other end is elsewhere: its place in the wanted namespace is drawn as missing. */
function addPeer(link: Draft<MapLink>, place: Draft<MapPlace>, ref: string, the: Wants): void {
  link.wants.peerIn = ref;
  const cable = the.map.cables.find(({ ends }) =>
    ends.some((end) => end.place === place.id && end.link === link.name),
  );
  const end = cable?.ends.find((one) => one.place !== place.id || one.link !== link.name);
  const target = targetOf(ref, the);
  if (end && !target.links.some(({ name }) => name === end.link)) {
    target.links.push(missingEnd(end.link));
  }
}

function targetOf(ref: string, the: Wants): Draft<MapPlace> {
  return placesFor(ref, the)[0] ?? missingPlace(ref, the.map);
}

function missingEnd(name: string): Draft<MapLink> {
  return {
    name,
    kind: 'veth',
    up: true,
    mark: 'missing',
    addresses: [],
    master: null,
    wants: {},
  };
}

/** The right address with a wrong length is the wrong one; else all that stand in its place are. */
function addAddress(link: Draft<MapLink>, wanted: string): void {
  const [bare = ''] = wanted.split('/');
  const v4 = link.addresses.filter(({ text }) => text.includes(':') === wanted.includes(':'));
  const same = v4.filter(({ text }) => text.split('/')[0] === bare);
  for (const address of same.length > 0 ? same : v4) address.mark = 'wrong';
  link.addresses.push({ text: wanted, mark: 'missing' });
}
