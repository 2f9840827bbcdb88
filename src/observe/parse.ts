// The script's answer → an Observation: sections become namespaces, Docker's state, faults and results of probes.
import { parseDocker, parseDockerFiles } from './docker.ts';
import type { DockerAnswer } from './docker.ts';
import { faultsOf } from './faults.ts';
import { parseAddresses } from './links.ts';
import type { RawNamespace } from './links.ts';
import { withPeers } from './peers.ts';
import { parseRules } from './rules.ts';
import { incomplete, splitSections } from './sections.ts';
import type { Section } from './sections.ts';
import type {
  DockerContainer,
  Namespace,
  NetworkState,
  Observation,
  Probe,
  ProbeResult,
  Rule,
} from './types.ts';

/**
 * Reads the stdout of `observationScript`; `probes` are those that the script was made with.
 * Throws LabsError('machine', 'observation-incomplete') when the answer is cut short; never anything else.
 * A part that the machine could not tell becomes a fault of the state instead.
 */
export function parseObservation(
  stdout: string,
  probes: readonly Probe[],
  rulesOf: readonly string[] = [],
): Observation {
  const sections = new Map(splitSections(stdout).map((section) => [section.name, section]));
  const facts = factsOf(sections.get('facts')?.text ?? '');
  const docker = sections.get('docker');
  const answer = docker ? dockerAnswer(docker) : null;
  const identities = identitiesOf(sections.get('ids')?.text ?? '');
  const raw = rawNamespaces(sections, identities);
  const rules = rulesByNamespace(sections, rulesOf, identities, answer?.containers ?? []);
  const namespaces = namespacesOf(raw.read, rules, identities, answer?.containers ?? [], facts);
  const state: NetworkState = {
    hostname: facts.get('hostname')?.[0] ?? '',
    namespaces,
    docker: {
      running: facts.get('docker')?.[0] === 'alive' && (answer?.answered ?? true),
      observed: answer !== null,
      networks: answer?.networks ?? [],
      containers: answer?.containers ?? [],
    },
    faults: faultsOf({ facts, sections, answer, host: namespaces[0], unread: raw.unread }),
    ...(identities.host === 0 ? {} : { staleNames: identities.stale }),
  };
  return { state, probes: probes.map((probe, index) => resultOf(sections, probe, index)) };
}

/** Only the API's answer begins with that of a ping; files need no answer, dockerd's process tells that it runs. */
function dockerAnswer({ text, status }: Section): DockerAnswer {
  return status === 0 && !/^OK$/m.test(text) ? parseDockerFiles(text) : parseDocker(text);
}

/** `key value` lines of the section facts; a key may come more than once. */
export type Facts = ReadonlyMap<string, readonly string[]>;

function factsOf(text: string): Facts {
  const facts = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ');
    if (space < 0) continue;
    const key = line.slice(0, space);
    facts.set(key, [...(facts.get(key) ?? []), line.slice(space + 1)]);
  }
  return facts;
}

interface Identities {
  /** Inode of the machine's own namespace; 0 when not asked. */
  readonly host: number;
  /** Path of a namespace file → inode. */
  readonly byPath: ReadonlyMap<string, number>;
  readonly stale: readonly string[];
}

/** Lines `DEVICE:INODE PATH`, the host's first; only files on the host's device (nsfs) are namespaces. */
function identitiesOf(text: string): Identities {
  const byPath = new Map<string, number>();
  const stale: string[] = [];
  let device = '';
  let host = 0;
  for (const line of text.split('\n')) {
    const lost = /^stale \/run\/netns\/(.+)$/.exec(line);
    if (lost?.[1] !== undefined) stale.push(lost[1]);
    const found = /^(\d+):(\d+) (\/.+)$/.exec(line);
    if (!found) continue;
    const [, ofDevice = '', inode = '', path = ''] = found;
    if (host === 0) {
      device = ofDevice;
      host = Number(inode);
    }
    if (ofDevice === device) byPath.set(path, Number(inode));
    else if (path.startsWith(NAMES)) stale.push(path.slice(NAMES.length));
  }
  return { host, byPath, stale };
}

const NAMES = '/run/netns/';

interface RawNamespaces {
  readonly read: Map<number, RawNamespace>;
  /** Parts that were asked for and cannot be read. */
  readonly unread: readonly string[];
}

function rawNamespaces(sections: ReadonlyMap<string, Section>, ids: Identities): RawNamespaces {
  const read = new Map<number, RawNamespace>();
  const unread: string[] = [];
  for (const section of sections.values()) {
    if (section.name !== 'links' && !section.name.startsWith('links ')) continue;
    const path = section.name.slice('links '.length);
    const id = path === '' ? ids.host : ids.byPath.get(path);
    const raw = parseAddresses(section.text);
    if (raw && id !== undefined) read.set(id, raw);
    // A namespace may end between being found and being asked; the host's does not.
    else if (path === '') unread.push('ip');
  }
  return { read, unread };
}

/** Rules by namespace id; `refs` are the namespaces asked for, in the order of the sections. */
function rulesByNamespace(
  sections: ReadonlyMap<string, Section>,
  refs: readonly string[],
  ids: Identities,
  containers: readonly DockerContainer[],
): Map<number, Rule[]> {
  const rules = new Map<number, Rule[]>();
  refs.forEach((ref, index) => {
    const section = sections.get(`rules.${index}`);
    const container = containers.find(
      (one) => one.running && (ref === `container:${one.name}` || ref === 'container:*'),
    );
    const path = container ? processFile(container.pid) : `${NAMES}${ref}`;
    const id = ref === 'host' ? ids.host : ids.byPath.get(path);
    if (section?.status === 0 && id !== undefined) rules.set(id, parseRules(section.text));
  });
  return rules;
}

function processFile(pid: number | null): string {
  return `/proc/${pid ?? 0}/ns/net`;
}

function namespacesOf(
  raw: ReadonlyMap<number, RawNamespace>,
  rules: ReadonlyMap<number, Rule[]>,
  ids: Identities,
  containers: readonly DockerContainer[],
  facts: Facts,
): Namespace[] {
  const links = withPeers(
    new Map([...raw].map(([id, namespace]) => [id, namespace.links])),
    ids.byPath.size > 0 && [...ids.byPath.values()].every((id) => raw.has(id)),
    new Map([...raw].map(([id, { numbers }]) => [id, idsOf(numbers, ids)])),
  );
  const all = new Set([ids.host, ...raw.keys(), ...ids.byPath.values()]);
  const forward = facts.get('forward')?.[0];
  return [...all].map((id) => {
    const paths = [...ids.byPath].flatMap(([path, inode]) => (inode === id ? [path] : []));
    const host = id === ids.host;
    const own = raw.get(id);
    return {
      id,
      host,
      names: paths.filter((path) => path.startsWith(NAMES)).map((path) => path.slice(NAMES.length)),
      containers: containers
        .filter((one) => one.running && ids.byPath.get(processFile(one.pid)) === id)
        .map((one) => one.name),
      pid: host ? 1 : firstProcess(paths),
      links: links.get(id) ?? [],
      routes: own?.routes ?? [],
      neighbours: own?.neighbours ?? [],
      ipForward: host ? (forward === undefined ? null : forward === '1') : (own?.ipForward ?? null),
      rules: rules.get(id) ?? null,
    };
  });
}

/** A namespace's numbers for others, with ids in place of names; without names that lead nowhere known. */
function idsOf(numbers: ReadonlyMap<number, string>, { byPath }: Identities): Map<number, number> {
  return new Map(
    [...numbers].flatMap(([number, name]) => {
      const id = byPath.get(`${NAMES}${name}`);
      return id === undefined ? [] : [[number, id]];
    }),
  );
}

function firstProcess(paths: readonly string[]): number | null {
  const pids = paths.flatMap((path) => Number(/^\/proc\/(\d+)\//.exec(path)?.[1] ?? []) || []);
  return pids.length > 0 ? Math.min(...pids) : null;
}

/** busybox' timeout reports the signal it sent (143 or 137), that of coreutils 124: both mean out of time. */
const OUT_OF_TIME = new Set([124, 137, 143]);

function resultOf(
  sections: ReadonlyMap<string, Section>,
  probe: Probe,
  index: number,
): ProbeResult {
  const section = sections.get(`probe.${index}`);
  if (!section) throw incomplete(`probe.${index}`);
  const errors = sections.get(`probe.${index}.errors`);
  return {
    probe,
    status: OUT_OF_TIME.has(section.status) ? 124 : section.status,
    output: section.text,
    ...(errors ? { errors: errors.text } : {}),
  };
}

export type { DockerAnswer };
