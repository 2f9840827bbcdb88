// The words of a path, as one interface that each language fills.
import type { Hop } from './types.ts';

type Of<W extends Hop['what']> = Extract<Hop, { what: W }>;

export interface PathWords {
  place(id: string): string;
  heading(protocol: 'icmp' | 'tcp', from: string, to: string, port: number | null): string;
  readonly there: string;
  readonly back: string;
  /** Before each hop; the widest decides how far what follows is set in. */
  readonly labels: Readonly<Record<Hop['what'], string>>;
  toLink(link: string, place: string): string;
  bridge(hop: Of<'bridge'>): string;
  wrap(hop: Of<'wrap'>): string;
  unwrap(link: string): string;
  readonly forward: string;
  local(address: string): string;
  rewrite(hop: Of<'rewrite'>): string;
  readonly turnedBack: string;
  size(hop: Of<'size'>): string;
  doubt(hop: Of<'doubt'>): string;
  end(hop: Of<'end'>): string;
  /** `port`: of a TCP connection that nobody has tried. */
  arrives(port: number | null): string;
  endsAt(place: string): string;
  answerEndsAt(place: string): string;
  // --live
  readonly seen: string;
  readonly nothingSeen: string;
  readonly directions: Readonly<Record<'in' | 'out' | 'by', string>>;
  readonly answered: string;
  readonly refused: string;
  readonly notAnswered: string;
  lastSeen(link: string, place: string): string;
  readonly asForetold: string;
  readonly wayAsForetold: string;
  /** Between sentences. */
  readonly space: string;
  readonly otherwise: string;
}
