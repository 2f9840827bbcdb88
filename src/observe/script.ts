// The one script that observes the machine: what to ask, in which order, in as few processes as possible.
import { LabsError } from '../errors.ts';
import {
  containerTools,
  httpTool,
  loadContainers,
  namespaceTools,
  preludeOf,
  rulesTool,
} from './prelude.ts';
import { containerOf, shellQuote } from './shell.ts';
import type { ObservationNeeds, ObservationOptions, Probe } from './types.ts';

/** Names of sections whose absence from the answer means that the answer is not whole. */
export function promisedSections(options: ObservationOptions): string[] {
  const { needs, probes } = options;
  return [
    'facts',
    'disk',
    ...(needs.links ? ['links'] : []),
    ...(needs.namespaces.length > 0 ? ['ids'] : []),
    ...(needs.docker === 'alive' ? [] : ['docker']),
    ...needs.rules.map((_, index) => `rules.${index}`),
    ...probes.map((_, index) => `probe.${index}`),
  ];
}

/**
 * A POSIX sh script that answers all of `options` on its stdout; run it as root in the machine.
 *
 * Under emulation a dynamically linked process costs 40 to 90 ms and a static one 12 ms, so small
 * jobs (stat, cat, ping, timeout) go to busybox where it is installed, and facts that the shell can
 * read by itself cost no process. Two lanes run side by side when there is enough to do: the left one's
 * output waits in a pipe until the right one is done, so no temporary file is needed (the disk may be full).
 * Untrusted output cannot forge a section's mark, because the mark holds the nonce.
 *
 * Throws LabsError('bug', 'bad-nonce') when the nonce is not 8 to 64 letters and digits.
 */
export function observationScript(options: ObservationOptions): string {
  const { needs, probes, nonce } = options;
  if (!/^[A-Za-z0-9]{8,64}$/.test(nonce)) {
    throw new LabsError(
      'bug',
      'bad-nonce',
      'The nonce of an observation is 8 to 64 letters and digits.',
    );
  }
  const links = needs.links ? ['S links; addresses $ip; E $?'] : [];
  const docker = needs.docker === 'alive' ? [] : [needs.docker === 'all' ? dockerApi : dockerFiles];
  const rules = needs.rules.map((ref, index) => rulesPart(ref, index));
  const namespaces = wantsNamespaces(needs) ? [namespacesPart(needs)] : [];
  const attempts = probes.map((probe, index) => probePart(probe, index));

  const lanes = intoLanes(needs, { links, docker, rules, namespaces, attempts });
  const right = [diskPart, ...lanes.right];
  const body =
    lanes.left.length === 0
      ? right
      : // The right lane's commands must not read what waits in the pipe, so it is kept aside as descriptor 4.
        ['{', ...lanes.left, '} | {', 'exec 4<&0 </dev/null', ...right, '$bb cat <&4', '}'];
  // In braces, so that the shell reads the whole script before it runs any of it: it may come over stdin.
  return [
    '{',
    preludeOf(nonce, promisedSections(options)),
    ...(rules.length > 0 ? [rulesTool] : []),
    ...(probes.some((probe) => probe.kind === 'http') ? [httpTool] : []),
    ...(namespaces.length > 0 ? [namespaceTools] : []),
    ...(leavesHost(options) ? [containerTools] : []),
    ...(namesContainers(options) ? [loadContainers] : []),
    ...body,
    'S end; E 0',
    'exit 0',
    '}',
    '',
  ].join('\n');
}

type Parts = Record<'links' | 'docker' | 'rules' | 'namespaces' | 'attempts', string[]>;

/**
 * Docker's API is the slowest and waits for nothing of the others; then the rules; then the host's own links.
 * A lane costs two forks and a `cat`, so one that would stand beside next to nothing is not opened.
 */
function intoLanes(
  needs: ObservationNeeds,
  { links, docker, rules, namespaces, attempts }: Parts,
): { left: string[]; right: string[] } {
  const rest = [...namespaces, ...attempts];
  if (needs.docker === 'all') return { left: [...docker, ...rules], right: [...links, ...rest] };
  const busy = needs.namespaces.length > 0 || attempts.length > 0;
  if (rules.length > 0 && (busy || links.length > 0)) {
    return { left: rules, right: [...docker, ...links, ...rest] };
  }
  return busy && links.length > 0
    ? { left: links, right: [...docker, ...rest] }
    : { left: [], right: [...docker, ...rules, ...links, ...rest] };
}

/** Blocks that are free, bytes in a block, inodes that are free, and all inodes. */
const diskPart = "S disk; $bb stat -f -c '%a %s %d %c' /; E $?";

/**
 * For the map, Docker's API: every container by its id, from the names of Docker's own folders, so that one curl
 * asks for all. A ping goes first: it tells a dockerd that hangs from one that is busy, and fails within 3 s.
 */
const dockerApi = `if [ "$docker" = alive ]; then
set --
for d in /var/lib/docker/containers/*/; do
  [ -d "$d" ] && d=\${d%/} && set -- "$@" "http://docker/containers/\${d##*/}/json"
done
S docker
curl -q -s -m 3 --fail-early -w '\\n' --unix-socket /run/docker.sock http://docker/_ping http://docker/networks "$@"
E $?
else S docker; E 125; fi`;

/**
 * For a check, the files that dockerd keeps of each container, as `PATH:JSON` lines: they say the same as the API
 * while dockerd runs, and take 15 ms, where curl alone takes 150 to start and be answered.
 */
const dockerFiles = `if [ "$docker" = alive ]; then
S docker
$bb grep '' /dev/null /var/lib/docker/containers/*/config.v2.json /var/lib/docker/containers/*/hostconfig.json
E 0
else S docker; E 125; fi`;

function rulesPart(ref: string, index: number): string {
  return `S rules.${index}; ${inNamespace(ref)} $save; E $?`;
}

function namespacesPart(needs: ObservationNeeds): string {
  // The processes tell which namespace is a container's; without one asked for, names are enough.
  const identify = needs.docker === 'alive' ? 'identify' : 'identify /proc/[0-9]*/ns/net';
  if (needs.namespaces === 'all') return `${identify}\nevery`;
  const looks = needs.namespaces
    .filter((ref) => ref !== 'host')
    .map((ref) => {
      const container = containerOf(ref);
      return container === null
        ? `look /run/netns/${shellQuote(ref)}`
        : `containers_called ${shellQuote(container)} look_in`;
    });
  const first = needs.namespaces.length > 0 ? [identify, ...looks] : [];
  const found = [
    ...needs.seek.map((name) => `seen ${shellQuote(name)}`),
    ...needs.ends.map((name) => `joined ${shellQuote(name)}`),
  ];
  if (found.length === 0) return first.join('\n');
  const search = first.length > 0 ? 'every' : `{ ${identify}; every; }`;
  return [...first, `{ ${found.join(' && ')}; } || ${search}`].join('\n');
}

function probePart(probe: Probe, index: number): string {
  const open = `S probe.${index}`;
  switch (probe.kind) {
    case 'ping': {
      const container = containerOf(probe.to);
      const attempt = (to: string) => `${inNamespace(probe.from)} $bb ping -q -c 1 -W 2 ${to} 2>&1`;
      if (container === null) return `${open}; ${attempt(shellQuote(probe.to))}; E $?`;
      return `${open}; address_of ${shellQuote(container)}; if [ "$address" ]; then ${attempt('"$address"')}; E $?; else E 125; fi`;
    }
    case 'http':
      return `${open}; ${inNamespace(probe.from)} $fetch ${shellQuote(probe.url)} 2>&1; E $?`;
    case 'run':
      return `${open}; ${runPart(probe.command, index)}`;
  }
}

const RUN_LIMIT_S = 30;

/**
 * A command of the course, its stderr apart. With coreutils' timeout, because that ends the command's children
 * as well: a pipe that they hold would keep us waiting. Both by their paths, since a busybox shell prefers its
 * own. The limit is a long one: on a slow computer with other work even a good script of a learner takes ten
 * seconds. Without dockerd the docker CLI is not called: systemd would start dockerd for it, and looking at the
 * machine would change it.
 */
function runPart(command: string, index: number): string {
  const attempt = `{ errors=$(/usr/bin/timeout -k 1 ${RUN_LIMIT_S} /bin/sh -c ${shellQuote(command)} 2>&1 >&3 3>&-); s=$?; } 3>&1`;
  const guarded = /\bdocker\b/.test(command)
    ? `errors= s=125; [ "$docker" = alive ] && ${attempt}`
    : attempt;
  return `${guarded}; E $s
S probe.${index}.errors; printf %s "$errors"; E 0`;
}

/** The words that make what follows run in that namespace. */
function inNamespace(ref: string): string {
  if (ref === 'host') return '';
  const container = containerOf(ref);
  if (container === null) return `in_named ${shellQuote(ref)}`;
  return `containers_called ${shellQuote(container)} in_container`;
}

function wantsNamespaces(needs: ObservationNeeds): boolean {
  return (
    needs.namespaces === 'all' ||
    [needs.namespaces, needs.seek, needs.ends].some((list) => list.length > 0)
  );
}

/** Every namespace that the script enters by reference. */
function entered({ needs, probes }: ObservationOptions): string[] {
  return [
    ...(needs.namespaces === 'all' ? [] : needs.namespaces),
    ...needs.rules,
    ...probes.flatMap((probe) => (probe.kind === 'run' ? [] : [probe.from])),
    ...probes.flatMap((probe) =>
      probe.kind === 'ping' && containerOf(probe.to) ? [probe.to] : [],
    ),
  ];
}

function leavesHost(options: ObservationOptions): boolean {
  return entered(options).some((ref) => ref !== 'host');
}

function namesContainers(options: ObservationOptions): boolean {
  return entered(options).some((ref) => containerOf(ref) !== null);
}
