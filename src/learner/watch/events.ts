// Tells that something changed in the machine: the kernel's and Docker's own announcements, over a channel that stays open.
import type { ClientChannel } from 'ssh2';
import type { Link } from '../../ssh/connect.ts';
import { abandon } from '../../ssh/run.ts';
import { quote } from '../../ssh/words.ts';

/**
 * Prints something whenever links, addresses, routes or forwarding change (ip-monitor(8), also in namespaces that a cable
 * leads to), rules do (xtables-monitor(8)), a namespace is named, or Docker starts and stops something. What is missing in a
 * machine is left out. Neighbours are no news: every ping makes some. It ends with its stdin.
 */
const LISTEN = `PATH=/usr/sbin:/usr/bin:/sbin:/bin
jobs=
begin() { "$@" </dev/null 2>/dev/null & jobs="$jobs $!"; }
trap 'kill $jobs 2>/dev/null' EXIT
trap 'exit 1' HUP INT TERM PIPE
begin ip -o monitor all-nsid link address route netconf nsid
begin ip netns monitor
begin xtables-monitor -e
docker() {
  while :; do
    curl -q -sN --unix-socket /run/docker.sock \\
      'http://docker/events?filters=%7B%22type%22%3A%5B%22container%22%2C%22network%22%5D%2C%22event%22%3A%5B%22start%22%2C%22die%22%2C%22destroy%22%2C%22create%22%2C%22rename%22%2C%22connect%22%2C%22disconnect%22%5D%7D'
    sleep 10
  done
}
begin docker
echo ready
cat >/dev/null`;

/** Resolves once it listens, with what ends it. `onChange` is called for each bit of news. Throws what opening a channel throws. */
export async function listen(link: Link, onChange: () => void): Promise<() => void> {
  const channel: ClientChannel = await link.open(`exec sh -c ${quote(LISTEN)}`);
  channel.on('error', () => undefined);
  channel.stderr.resume();
  await new Promise<void>((resolve) => {
    channel.once('data', () => resolve());
    channel.once('close', () => resolve());
  });
  channel.on('data', onChange);
  return () => {
    channel.off('data', onChange);
    abandon(channel);
  };
}
