// Judges containers: running, image, published port, network, link. With `*` any running one that fits all of it will do.
import type { DockerContainer, NetworkState } from '../observe/types.ts';
import { containersOf } from './find.ts';
import { finding, notYet, pass } from './finding.ts';
import type { CheckMessages, ContainerTraits } from './messages/types.ts';
import type { ContainerExpectation, Finding } from './types.ts';

export function judgeContainer(
  one: ContainerExpectation,
  state: NetworkState,
  messages: CheckMessages,
): Finding[] {
  // Nobody meant the one that others are to be linked to.
  const candidates = containersOf(state, one.container).filter(
    ({ name }) => one.container !== '*' || name !== one.linked,
  );
  const judged = candidates.map((container) => aspects(one, container, state, messages));
  if (one.absent === true) return [absent(one, candidates, judged, messages)];
  return one.container === '*'
    ? [anyOf(one, judged, state, messages)]
    : named(one, candidates[0], judged[0], messages);
}

function traitsOf(one: ContainerExpectation): ContainerTraits {
  return {
    image: one.image,
    publishes: one.publishes,
    network: one.network,
    linked: one.linked,
  };
}

function hasTraits(one: ContainerExpectation): boolean {
  return Object.values(traitsOf(one)).some((value) => value !== undefined);
}

function fits(findings: readonly Finding[]): boolean {
  return findings.every((entry) => entry.verdict === 'pass');
}

function absent(
  one: ContainerExpectation,
  candidates: readonly DockerContainer[],
  judged: readonly (readonly Finding[])[],
  messages: CheckMessages,
): Finding {
  const text = messages.container;
  // Without traits a stopped container of that name is still there; with them only a running one has effects.
  const at = candidates.findIndex(
    (container, index) => (container.running || !hasTraits(one)) && fits(judged[index] ?? []),
  );
  const there = candidates[at];
  if (one.container !== '*' && !hasTraits(one)) {
    return finding(!there, text.wantAbsent(one.container), text.present(one.container), LOOK_ALL);
  }
  const found = there ? text.stillFits(there.name, traitsOf(one)) : '';
  return finding(!there, text.wantNone(traitsOf(one)), found, LOOK);
}

const LOOK = 'docker ps';
const LOOK_ALL = 'docker ps -a';
/** `docker ps` does not show whom a container is linked to. */
const linksOf = (container: string): string =>
  `docker inspect -f '{{.Name}} {{.HostConfig.Links}}' ${container}`;

function named(
  one: ContainerExpectation,
  container: DockerContainer | undefined,
  judged: readonly Finding[] | undefined,
  messages: CheckMessages,
): Finding[] {
  const text = messages.container;
  const want = text.want(one.container);
  if (!container) return [notYet(want, text.missing(one.container), LOOK_ALL)];
  if (!container.running) return [notYet(want, text.stopped(one.container), LOOK_ALL)];
  return judged && judged.length > 0 ? [...judged] : [pass(want)];
}

/** One finding for all: "no container … is running", with how the nearest one misses. */
function anyOf(
  one: ContainerExpectation,
  judged: readonly (readonly Finding[])[],
  state: NetworkState,
  messages: CheckMessages,
): Finding {
  const text = messages.container;
  const want = text.wantAny(traitsOf(one));
  if (judged.some(fits)) return pass(want);
  const none = text.noneFits(traitsOf(one));
  const misses = judged
    .map((findings) => findings.filter((entry) => entry.verdict !== 'pass'))
    .sort((a, b) => a.length - b.length);
  // Only what comes near is worth naming: it has one of several traits, or there is one and it is the only container.
  const [nearest] = misses;
  const wanted = Object.values(traitsOf(one)).filter((value) => value !== undefined).length;
  const near = nearest && nearest.length < wanted ? nearest[0] : null;
  const look = one.linked === undefined ? LOOK : linksOf('$(docker ps -q)');
  if (near) return notYet(want, text.nearest(none, near.found), look);
  const stopped = stoppedOne(one, state, messages);
  if (stopped) return notYet(want, text.stoppedFits(none, stopped.name), LOOK_ALL);
  const only = wanted === 1 && judged.length === 1 ? nearest?.[0] : undefined;
  return notYet(want, only ? text.nearest(none, only.found) : none, look);
}

/** One that does not run, and else has all that is wanted. Its ports are nobody's as long as it is stopped. */
function stoppedOne(
  { publishes: _, ...one }: ContainerExpectation,
  state: NetworkState,
  messages: CheckMessages,
): DockerContainer | undefined {
  if (!hasTraits(one)) return undefined;
  return state.docker.containers.find(
    (other) => !other.running && fits(aspects(one, other, state, messages)),
  );
}

function aspects(
  one: ContainerExpectation,
  container: DockerContainer,
  state: NetworkState,
  messages: CheckMessages,
): Finding[] {
  const text = messages.container;
  const { name } = container;
  const inspect = `docker inspect ${name}`;
  const findings: Finding[] = [];
  if (one.image !== undefined) {
    const right = sameImage(container.image, one.image);
    const found = text.otherImage(name, container.image, one.image);
    findings.push(finding(right, text.wantImage(name, one.image), found, LOOK));
  }
  if (one.publishes !== undefined)
    findings.push(publishes(container, one.publishes, state, messages));
  if (one.network !== undefined) {
    const networks = container.networks.map((network) => network.name);
    const found = text.otherNetwork(name, networks, one.network);
    const right = networks.includes(one.network);
    findings.push(finding(right, text.wantNetwork(name, one.network), found, inspect));
  }
  if (one.linked !== undefined) {
    const right = container.links.includes(one.linked);
    const found = text.noLinked(name, one.linked);
    findings.push(finding(right, text.wantLinked(name, one.linked), found, linksOf(name)));
  }
  return findings;
}

function publishes(
  container: DockerContainer,
  wanted: string,
  state: NetworkState,
  messages: CheckMessages,
): Finding {
  const text = messages.container;
  const want = text.wantPublishes(container.name, wanted);
  const own = portsOf(container);
  if (own.includes(wanted)) return pass(want);
  const holder = state.docker.containers.find((other) => portsOf(other).includes(wanted));
  const found = holder
    ? text.publishedBy(wanted, holder.name, container.name)
    : own.length > 0
      ? text.otherPublishes(container.name, own, wanted)
      : text.noPublishes(container.name, wanted);
  return notYet(want, found, LOOK);
}

function portsOf(container: DockerContainer): string[] {
  return container.publishes
    .filter((port) => port.protocol === 'tcp')
    .map((port) => `${port.hostPort}:${port.containerPort}`);
}

/** `nginx` and `nginx:latest` are one (docker run's default tag). */
function sameImage(found: string, wanted: string): boolean {
  const full = (image: string) => (/:[^/]*$/.test(image) ? image : `${image}:latest`);
  return full(found) === full(wanted);
}
