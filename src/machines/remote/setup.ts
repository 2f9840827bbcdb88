// Makes a lab machine of a computer that there is already: machine/ goes over, and is run there.
import { execa } from 'execa';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import type { WorkOptions } from '../types.ts';
import { parseFacts, type Facts } from './facts.ts';
import { asRoot, type Login } from './login.ts';

const FACTS_MS = 60_000;
/** Packages come from a mirror, and container images are made. */
const SETUP_MS = 30 * 60_000;

/** Who is cut off leaves the computer at work for a while: whoever comes next waits until that has ended. */
const ALONE = 'exec 9>/run/bridge-labs.lock; flock -w 600 9';

/** Where machine/ lies on the computer, so that the same version of it takes everything back. */
export const THERE = '/var/lib/bridge-labs/machine';

/** Asks the computer what it is. Changes nothing there. Throws as `asRoot`. */
export async function askFacts(
  login: Login,
  source: string,
  { signal }: WorkOptions,
): Promise<Facts> {
  const [script, list] = await Promise.all([
    readFile(join(source, 'host/facts.sh'), 'utf8'),
    readFile(join(source, 'packages.txt'), 'utf8'),
  ]);
  const packages = list.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const facts = await asRoot(login, `set -- ${packages.join(' ')}\n${script}`, {
    timeoutMs: FACTS_MS,
    signal,
  });
  return parseFacts(facts);
}

/** Sets it up; `key`: the public key that opens the learner's account. Idempotent. Throws as `asRoot`. */
export async function setUp(
  login: Login,
  source: string,
  key: string,
  { signal, progress }: WorkOptions,
): Promise<void> {
  progress?.phase('host.setup');
  const archive = await execa('tar', ['-C', source, '-cf', '-', '.'], { encoding: 'buffer' });
  const script = [
    'set -e',
    ALONE,
    `rm -rf ${THERE}.new`,
    `mkdir -p ${THERE}.new`,
    `tar -C ${THERE}.new --no-same-owner -xf -`,
    `rm -rf ${THERE}`,
    `mv ${THERE}.new ${THERE}`,
    `LAB_KEY='${key}' sh ${THERE}/provision.sh 9>&-`,
  ].join('\n');
  await asRoot(login, script, {
    stdin: archive.stdout,
    timeoutMs: SETUP_MS,
    signal,
    onLine: (line) => {
      const [, doing] = /^provision: (.+)/.exec(line) ?? [];
      if (doing !== undefined) progress?.phase('host.setup', doing.slice(0, 60));
    },
  });
}

/** Takes back a setup that did not come to its end; where it had changed nothing yet, only its own files go. Throws as `asRoot`. */
export async function takeBack(
  login: Login,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const folder = dirname(THERE);
  const script = [
    ALONE,
    `[ ! -d ${folder}/before ] || sh ${THERE}/host/remove.sh 9>&-`,
    `rm -rf ${folder} /run/bridge-labs.lock`,
  ].join('\n');
  await asRoot(login, script, options);
}
