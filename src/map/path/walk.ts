// Walks a packet: routes, rules and addresses at each place, cables and bridges between them, until it arrives or ends.
import type { Link, Namespace } from '../../observe/types.ts';
import { inEnvelopes } from './envelopes.ts';
import { asCalled, backToCaller, rewritten, wantedBy, type Change, type Changed } from './nat.ts';
import { routeText, type Network } from './network.ts';
import { decide, type Decision } from './rules.ts';
import { ask } from './segment.ts';
import type { Doubt, End, Hop, Leg, Packet } from './types.ts';

export interface Walked extends Leg {
  /** As it arrived, and where. */
  readonly packet: Packet;
  readonly namespace: Namespace;
  readonly changed: readonly Changed[];
}

/** More places than that make a circle. */
const MOST_HOPS = 16;
/** A tunnel whose envelopes go into itself would make ever more. */
const MOST_ENVELOPES = 3;

export interface Journey {
  readonly network: Network;
  readonly from: Namespace;
  readonly packet: Packet;
  /** For an answer, the way there: addresses are changed back where they were changed, and tunnels have learned from it. */
  readonly answers?: Walked;
  /** In how many envelopes it is. */
  readonly depth?: number;
}

export function walk(journey: Journey): Walked {
  return new Walk(journey).go();
}

/** Thrown within a walk, and caught at its end. */
class Over extends Error {}

class Walk {
  readonly #network: Network;
  readonly #hops: Hop[] = [];
  readonly #changed: Changed[] = [];
  readonly #answers: Walked | undefined;
  readonly #depth: number;
  #namespace: Namespace;
  #packet: Packet;
  /** Of the bridge by which it came in here. */
  #port: string | null = null;

  constructor({ network, from, packet, answers, depth = 0 }: Journey) {
    this.#network = network;
    this.#namespace = from;
    this.#packet = packet;
    this.#answers = answers;
    this.#depth = depth;
  }

  go(): Walked {
    let arrives = true;
    try {
      this.#hop({ what: 'send', packet: this.#packet });
      this.#run();
      this.#hop({ what: 'receive', packet: this.#packet });
    } catch (error) {
      if (!(error instanceof Over)) throw error;
      arrives = false;
    }
    return {
      hops: this.#hops,
      arrives,
      packet: this.#packet,
      namespace: this.#namespace,
      changed: this.#changed,
    };
  }

  #run(): void {
    let arrivedBy: Link | null = null;
    for (let places = 0; places < MOST_HOPS; places += 1) {
      const before = this.#packet;
      if (this.#passPlace(arrivedBy)) return;
      const redirected = this.#packet.destination !== before.destination;
      const next = this.#chooseRoute(arrivedBy);
      this.#remember(before);
      // Where bridges ask iptables, what is sent elsewhere on the same bridge is bridged there, not routed.
      const bridged = redirected && arrivedBy?.name === next.link.name && this.#filters();
      arrivedBy = this.#cross(next.link, next.to, bridged);
    }
    this.#end('loop', '', '');
  }

  /** What happens on coming in, or before leaving from here; true when the packet is for this place. */
  #passPlace(by: Link | null): boolean {
    const { source } = this.#packet;
    for (const table of this.#network.toldOf(this.#namespace)?.tables ?? [])
      this.#doubt('nftables', table);
    if (by !== null && this.#network.owns(this.#namespace, source))
      this.#end('martian', source, by.name);
    this.#early(by === null ? 'OUTPUT' : 'PREROUTING', by?.name ?? null, null);
    this.#translate(by === null ? 'OUTPUT' : 'PREROUTING', by?.name ?? null, null);
    const local = this.#network.owns(this.#namespace, this.#packet.destination);
    if (by === null) {
      if (local) {
        this.#hop({ what: 'local', address: this.#packet.destination });
        this.#asCalled();
      }
      return local;
    }
    if (local) {
      this.#filter('INPUT', by.name, null);
      this.#asCalled();
      return true;
    }
    if (this.#namespace.ipForward === false)
      this.#end('no-forwarding', this.#packet.destination, by.name);
    this.#hop({ what: 'forward' });
    return false;
  }

  #chooseRoute(by: Link | null): { link: Link; to: string } {
    const { destination } = this.#packet;
    const found = this.#network.route(this.#namespace, destination);
    if (!found) this.#end('no-route', destination, '');
    if (found.closed) this.#end('closed-route', routeText(found.route), '');
    const { route } = found;
    const link = this.#namespace.links.find(({ name }) => name === route.dev);
    this.#hop({ what: 'route', route: routeText(route), link: route.dev });
    if (!link) this.#end('no-route', destination, route.dev);
    if (!link.up) this.#end('link-down', destination, link.name);
    this.#filter(by === null ? 'OUTPUT' : 'FORWARD', by?.name ?? null, link.name);
    this.#early('POSTROUTING', null, link.name);
    this.#translate('POSTROUTING', null, link.name);
    return { link, to: route.via ?? destination };
  }

  #cross(link: Link, to: string, bridged: boolean): Link {
    if (this.#depth > MOST_ENVELOPES) this.#end('loop', '', '');
    const asked = ask(this.#network, this.#namespace, link, to, {
      send: (from, packet) =>
        walk({ network: this.#network, from, packet, depth: this.#depth + 1 }),
      learned: (place, name) => this.#learned(place, name),
    });
    const hops = 'reached' in asked ? asked.reached.hops : asked.hops;
    const enveloped = inEnvelopes(hops);
    for (const [index, hop] of hops.entries()) {
      this.#hops.push(hop);
      // What happens to an envelope has happened already.
      if (hop.what !== 'bridge' || enveloped[index]) continue;
      if (index === 0 && bridged && hop.out === this.#port) this.#hairpin(link, hop.out);
      if (hop.in !== null && hop.out !== null) this.#bridged(hop);
    }
    const last = hops.at(-1);
    this.#port = last?.what === 'bridge' && last.out === null ? last.in : null;
    if (!('reached' in asked)) {
      this.#hops.push({
        place: asked.place,
        what: 'end',
        why: asked.why,
        detail: asked.detail,
        link: asked.link,
      });
      throw new Over();
    }
    this.#namespace = asked.reached.namespace;
    if (asked.twins > 1) this.#doubt('twins', to);
    return asked.reached.link;
  }

  /** From which hosts came what a tunnel has taken out of its envelope on the way there. */
  #learned(place: string, link: string): string[] {
    return (this.#answers?.hops ?? []).flatMap((hop) =>
      hop.what === 'unwrap' && hop.place === place && hop.link === link ? [hop.from] : [],
    );
  }

  /** A port sends nothing back to where it came from (br_forward.c, should_deliver), unless it is told to. */
  #hairpin(bridge: Link, out: string | null): void {
    const port = this.#namespace.links.find(({ name }) => name === out);
    if (port && port.hairpin !== true) this.#end('hairpin', bridge.name, port.name);
  }

  #filters(): boolean {
    return this.#network.toldOf(this.#namespace)?.bridgesFilter === true;
  }

  /** From port to port: with br_netfilter, iptables is asked as if the bridge were a router. */
  #bridged({ place, bridge }: { place: string; bridge: string }): void {
    const namespace = this.#network.at(place);
    if (!namespace) return;
    const here = this.#namespace;
    const before = this.#packet;
    this.#namespace = namespace;
    if (this.#filters() && namespace.rules !== null) {
      this.#early('PREROUTING', bridge, null);
      this.#backToCaller();
      this.#filter('FORWARD', bridge, bridge);
      this.#early('POSTROUTING', null, bridge);
      this.#translate('POSTROUTING', null, bridge);
      this.#remember(before);
    }
    this.#namespace = here;
  }

  /**
   * The tables that a chain asks before nat and filter. Only what they drop counts here: as Docker does, from 28 on, with what
   * is routed to a container past its published ports.
   */
  #early(chain: string, by: string | null, out: string | null): void {
    for (const table of ['raw', 'mangle']) {
      const decision = this.#decide(table, chain, by, out);
      if (decision?.verdict !== 'DROP') continue;
      const text = `-t ${table} ${decision.text}`;
      this.#hop({ what: 'rule', chain: decision.chain, rule: text, verdict: 'DROP' });
      this.#end('dropped', text, by ?? out ?? '');
    }
  }

  #filter(chain: 'INPUT' | 'OUTPUT' | 'FORWARD', by: string | null, out: string | null): void {
    if (chain !== 'OUTPUT') this.#early(chain, by, out);
    const decision = this.#decide('filter', chain, by, out);
    if (!decision) return;
    const { verdict, text, chain: at } = decision;
    const stops = verdict === 'DROP' || verdict === 'REJECT';
    // That everything is let through where nobody asked anything is no news.
    if (stops || decision.rule !== null)
      this.#hop({ what: 'rule', chain: at, rule: text, verdict });
    if (stops) this.#end('dropped', text, by ?? out ?? '');
  }

  /** The nat table sees the first packet of a connection only; its answers are turned back at the same places. */
  #translate(
    chain: 'PREROUTING' | 'OUTPUT' | 'POSTROUTING',
    by: string | null,
    out: string | null,
  ): void {
    if (this.#answers) {
      return chain === 'POSTROUTING' ? this.#asCalled() : this.#backToCaller();
    }
    const decision = this.#decide('nat', chain, by, out);
    const link = this.#namespace.links.find(({ name }) => name === out);
    if (decision) this.#rewrite(wantedBy(decision, this.#packet, link), decision.text);
  }

  #rewrite(change: Change | null, rule: string | null): void {
    const made = change && rewritten(this.#packet, change, rule);
    if (!made) return;
    this.#packet = made.packet;
    this.#hop(made.hop);
  }

  #remember(before: Packet): void {
    const after = this.#packet;
    if (after === before) return;
    this.#changed.push({ namespace: this.#namespace.id, before, after });
  }

  #backToCaller(): void {
    this.#rewrite(backToCaller(this.#known(), this.#packet), null);
  }

  #asCalled(): void {
    this.#rewrite(asCalled(this.#known(), this.#packet), null);
  }

  #known(): readonly Changed[] {
    const here = this.#namespace.id;
    return (this.#answers?.changed ?? []).filter(({ namespace }) => namespace === here);
  }

  #decide(table: string, chain: string, by: string | null, out: string | null): Decision | null {
    const namespace = this.#namespace;
    if (namespace.rules === null) {
      if (table === 'filter' && this.#network.toldOf(namespace)) this.#doubt('rules-unread', '');
      return null;
    }
    const decided = decide(namespace.rules, table, chain, {
      ...this.#packet,
      state: this.#answers ? 'ESTABLISHED' : 'NEW',
      in: by,
      out,
      isLocal: (address) => this.#network.owns(namespace, address),
    });
    const early = table === 'raw' || table === 'mangle';
    for (const rule of decided?.doubts ?? [])
      // What they mark is no news.
      if (!early || rule.args.includes('DROP'))
        this.#doubt('rule', `-A ${rule.chain} ${rule.args.join(' ')}`);
    return decided?.decision ?? null;
  }

  #doubt(about: Doubt, detail: string): void {
    this.#hop({ what: 'doubt', about, detail });
  }

  #end(why: End, detail: string, link: string): never {
    this.#hop({ what: 'end', why, detail, link });
    throw new Over();
  }

  #hop(hop: HopHere): void {
    this.#hops.push({ place: this.#network.placeOf(this.#namespace), ...hop });
  }
}

/** A hop without its place. */
type HopHere = Hop extends infer H ? (H extends Hop ? Omit<H, 'place'> : never) : never;
