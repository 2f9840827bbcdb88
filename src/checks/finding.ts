// Makes findings: one line each, inert whatever the machine printed, the look empty when passed.
import type { Finding, NamespaceRef } from './types.ts';
import { containerName } from './find.ts';

export function pass(want: string): Finding {
  return inert({ what: want, verdict: 'pass', expected: want, found: want, look: '' });
}

export function notYet(want: string, found: string, look: string): Finding {
  return inert({ what: want, verdict: 'not-yet', expected: want, found, look });
}

export function broken(want: string, found: string, look: string): Finding {
  return inert({ what: want, verdict: 'broken', expected: want, found, look });
}

/** `right` decides; the other texts are only used when it is false. */
export function finding(right: boolean, want: string, found: string, look: string): Finding {
  return right ? pass(want) : notYet(want, found, look);
}

/** `ip …` for the namespace: as the learner would type it. */
export function ipCommand(ref: NamespaceRef, command: string): string {
  if (ref === 'host') return `ip ${command}`;
  const container = containerName(ref);
  if (container === null) return `sudo ip -n ${ref} ${command}`;
  return container === '*' ? 'docker ps' : busyboxIn(container, `ip ${command}`);
}

/** A call of a web server from the namespace. */
export function callCommand(ref: NamespaceRef, url: string): string {
  if (ref === 'host2') return `host2 curl ${url}`;
  const container = containerName(ref);
  return container === null
    ? commandIn(ref, `curl -m 3 ${url}`)
    : busyboxIn(container, `wget -T 3 -qO- ${url}`);
}

/** One of the machine's own commands in the namespace, as root where it is another one. */
export function commandIn(ref: NamespaceRef, command: string): string {
  if (ref === 'host') return command;
  const container = containerName(ref);
  if (container === null) return `sudo ip netns exec ${ref} ${command}`;
  if (container === '*') return 'docker ps';
  return `sudo nsenter -t $(docker inspect -f {{.State.Pid}} ${container}) -n ${command}`;
}

/** Not by `docker exec`: an image need not have the program, and nginx has neither ip nor wget. */
function busyboxIn(container: string, command: string): string {
  const network = container === '*' ? '' : ` --network container:${container}`;
  return `docker run --rm${network} busybox ${command}`;
}

/** What a machine said, short enough for a line. */
export function short(output: string): string {
  const line = output.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

/** C0, C1 and the characters that reorder text become one replacement character; newlines a space. */
function inert(one: Finding): Finding {
  const clean = (text: string) =>
    text
      .replace(/[\r\n\t]+/g, ' ')
      .replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  return {
    what: clean(one.what),
    verdict: one.verdict,
    expected: clean(one.expected),
    found: clean(one.found),
    look: clean(one.look),
  };
}
