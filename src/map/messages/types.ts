// Every word of a picture, as one interface that each language fills.
import type { MapNat, MapPlace } from '../types.ts';

export interface MapMessages {
  /** What a place is called in its frame. */
  title(place: MapPlace): string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly up: string;
  readonly down: string;
  readonly noPorts: string;
  /** Where the step wants the other end, and what it is to be called. */
  peerIn(ref: string): string;
  peerNamed(name: string): string;
  inBridge(name: string): string;
  /** The other end is in no namespace that can be seen. */
  readonly lostPeer: string;
  /** What a macvlan or the like sits on: a link, and the ref of its place where that is another one. */
  sitsOn(link: string, place: string | null): string;
  /** Where the cable goes on, when it cannot be drawn. */
  goesTo(place: MapPlace, link: string): string;
  forwarding(on: boolean): string;
  /** Words that may be broken apart between, never within. */
  nat(nat: MapNat, place: MapPlace | undefined): readonly string[];
  /** Above what is left to do. */
  readonly left: string;
  readonly nothingLeft: string;
  readonly legend: Readonly<Record<'up' | 'down' | 'missing' | 'wrong', string>>;
}
