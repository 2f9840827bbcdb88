// Every sentence a check can say, as one interface that each language fills: a missing one is a compile error.
import type { MachineFault } from '../../observe/types.ts';
import type { Evidence, NamespaceRef } from '../types.ts';

/** A thing in a namespace, as the sentences name it: a link in `in`. */
export interface Subject {
  readonly name: string;
  readonly in: NamespaceRef;
}

/**
 * For each aspect: `want` is the state that is right (shown as what is judged and expected), the others are
 * what can be found instead. English ones are matched by authors (`finds`): keep them short and stable.
 */
export interface CheckMessages {
  readonly link: {
    want(link: Subject): string;
    /** `bridges`: where a bridge is wanted, those of other names that somebody has made. */
    missing(link: Subject, bridges: readonly string[]): string;
    /** `elsewhere`: where a link of that name is instead. */
    elsewhere(link: Subject, elsewhere: NamespaceRef | null): string;
    wantAbsent(link: Subject): string;
    present(link: Subject): string;
    wantKind(link: Subject, kind: string): string;
    otherKind(link: Subject, found: string, kind: string): string;
    wantUp(link: Subject): string;
    wantDown(link: Subject): string;
    isUp(link: Subject): string;
    isDown(link: Subject): string;
    wantAddress(link: Subject, address: string): string;
    noAddress(link: Subject): string;
    /** The address it should have is on another link. */
    addressElsewhere(link: Subject, address: string, other: Subject): string;
    otherAddress(link: Subject, found: readonly string[], address: string): string;
    otherLength(link: Subject, found: string, length: string): string;
    twice(link: Subject, right: string, other: string): string;
    wantMaster(link: Subject, master: string): string;
    noMaster(link: Subject, master: string): string;
    otherMaster(link: Subject, found: string, master: string): string;
    wantNoMaster(link: Subject): string;
    isPort(link: Subject, master: string): string;
    wantPeer(link: Subject, peer: string): string;
    noCable(link: Subject, kind: string): string;
    lostPeer(link: Subject): string;
    otherPeer(link: Subject, found: string, peer: string): string;
    wantPeerIn(link: Subject, where: NamespaceRef): string;
    peerStays(peer: string, at: NamespaceRef): string;
    peerElsewhere(peer: string, found: NamespaceRef | null, where: NamespaceRef): string;
  };
  readonly route: {
    want(route: string, at: NamespaceRef, via: string | null, dev: string | null): string;
    missing(route: string, at: NamespaceRef): string;
    otherLength(route: string, at: NamespaceRef, found: string): string;
    otherVia(route: string, at: NamespaceRef, found: string, via: string): string;
    noVia(route: string, at: NamespaceRef, via: string): string;
    otherDev(route: string, at: NamespaceRef, found: string, dev: string): string;
    wantAbsent(route: string, at: NamespaceRef, via: string | null, dev: string | null): string;
    present(route: string, at: NamespaceRef, via: string | null, dev: string | null): string;
  };
  readonly namespace: {
    want(name: string): string;
    missing(name: string): string;
    /** The name is there, and leads to nothing. */
    stale(name: string): string;
    wantAbsent(name: string): string;
    present(name: string): string;
    wantContainer(name: string, container: string): string;
    isHost(name: string, container: string): string;
    isEmpty(name: string, container: string): string;
    ofOther(name: string, found: string, container: string): string;
    noContainer(container: string): string;
  };
  readonly container: {
    want(name: string): string;
    missing(name: string): string;
    stopped(name: string): string;
    wantAbsent(name: string): string;
    present(name: string): string;
    wantImage(name: string, image: string): string;
    otherImage(name: string, found: string, image: string): string;
    wantPublishes(name: string, ports: string): string;
    noPublishes(name: string, ports: string): string;
    otherPublishes(name: string, found: readonly string[], ports: string): string;
    publishedBy(ports: string, other: string, name: string): string;
    wantNetwork(name: string, network: string): string;
    otherNetwork(name: string, found: readonly string[], network: string): string;
    wantLinked(name: string, other: string): string;
    noLinked(name: string, other: string): string;
    /** "a running container" with everything that is asked of it. */
    wantAny(traits: ContainerTraits): string;
    noneFits(traits: ContainerTraits): string;
    /** Appended to noneFits: how the nearest one misses. */
    /** `one` has all that is wanted, but does not run. */
    stoppedFits(none: string, one: string): string;
    nearest(none: string, reason: string): string;
    wantNone(traits: ContainerTraits): string;
    stillFits(name: string, traits: ContainerTraits): string;
  };
  readonly nat: {
    wantMasquerade(source: string | null, at: NamespaceRef): string;
    noMasquerade(source: string | null, at: NamespaceRef): string;
    otherSource(source: string, at: NamespaceRef, found: readonly string[]): string;
    wantNoMasquerade(source: string | null, at: NamespaceRef): string;
    stillMasquerade(source: string | null, at: NamespaceRef): string;
    wantDnat(port: number | null, at: NamespaceRef, to: string | null): string;
    noDnat(port: number | null, at: NamespaceRef): string;
    otherPort(port: number | null, at: NamespaceRef, found: readonly string[]): string;
    otherTo(port: number | null, at: NamespaceRef, found: readonly string[], to: string): string;
    wantNoDnat(port: number | null, at: NamespaceRef, to: string | null): string;
    stillDnat(port: number | null, at: NamespaceRef, to: string): string;
    unread(at: NamespaceRef): string;
  };
  readonly forwarding: {
    wantOn(at: NamespaceRef): string;
    wantOff(at: NamespaceRef): string;
    isOn(at: NamespaceRef): string;
    isOff(at: NamespaceRef): string;
  };
  readonly command: {
    /** The command of an expectation did not come to its end. */
    tooLong: string;
  };
  readonly probe: {
    wantPing(from: NamespaceRef, to: string): string;
    wantNoPing(from: NamespaceRef, to: string): string;
    noReply(from: NamespaceRef, to: string): string;
    noRoute(from: NamespaceRef, to: string): string;
    stillReply(from: NamespaceRef, to: string): string;
    noStart(from: NamespaceRef, to: string): string;
    wantHttp(from: NamespaceRef, url: string): string;
    wantNoHttp(from: NamespaceRef, url: string): string;
    noAnswer(from: NamespaceRef, url: string): string;
    stillAnswer(from: NamespaceRef, url: string): string;
    wantContains(from: NamespaceRef, url: string, text: string): string;
    otherAnswer(from: NamespaceRef, url: string, text: string, found: string): string;
  };
  readonly answer: {
    want: string;
    missing: string;
    /** What to type to answer. */
    look: string;
    lookAgain: string;
    wrongText(answer: string): string;
    noNumber(answer: string): string;
    wrongNumber(answer: string): string;
    noAddress(answer: string): string;
    wrongAddress(answer: string): string;
    lengthMissing(answer: string): string;
    wrongLength(answer: string): string;
    setWrong(answer: string, wrong: readonly string[]): string;
    setIncomplete(answer: string, missing: number): string;
    /** The machine has nothing to compare with: something the question is about is not there. */
    noTruth: string;
    noTruthLook: string;
    tooLong: string;
  };
  readonly inspect: {
    /** `shows`: what must stand on the screen after it. */
    want(commands: readonly string[], shows: string | null): string;
    notRun(commands: readonly string[]): string;
    notShown(commands: readonly string[], shows: string): string;
    look: string;
    /** Why it was not looked at, and how it would be. */
    unknown: Readonly<Record<NonNullable<Evidence['missing']>, string>>;
  };
  readonly fault: {
    want(fault: MachineFault): string;
    found(fault: MachineFault): string;
    look(fault: MachineFault): string;
  };
  /** A step that asks for nothing. */
  readonly nothing: string;
}

/** What is asked of a container beside its name. */
export interface ContainerTraits {
  readonly image?: string | undefined;
  readonly publishes?: string | undefined;
  readonly network?: string | undefined;
  readonly linked?: string | undefined;
}
