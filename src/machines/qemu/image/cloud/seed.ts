// The user-data of the Debian that builds an image: a shell script that unpacks machine/ and runs its cloud/build.sh.
import { execa } from 'execa';
import { basename, dirname } from 'node:path';
import { quote } from '../../../../ssh/words.ts';

const FOLDER = '/var/tmp/bridge-labs-seed';

/** A script, which cloud-init runs as root at the end of the boot (https://docs.cloud-init.io/en/latest/explanation/format.html). */
export async function userDataFor(
  source: string,
  mirror: readonly string[],
  words: readonly string[],
): Promise<string> {
  // Names inside must begin with machine/, whatever the folder is called here.
  const { stdout } = await execa('tar', ['-czf', '-', '-C', dirname(source), basename(source)], {
    encoding: 'buffer',
    // A Mac's tar would add its own files otherwise.
    env: { COPYFILE_DISABLE: '1' },
  });
  const packed = Buffer.from(stdout).toString('base64');
  const folder = `${FOLDER}/${basename(source)}`;
  return [
    '#!/bin/sh',
    `mkdir -p ${FOLDER}`,
    `base64 -d <<'END' | tar -xz --no-same-owner -C ${FOLDER}`,
    ...(packed.match(/.{1,76}/g) ?? []),
    'END',
    [
      'exec sh',
      quote(`${folder}/cloud/build.sh`),
      ...[mirror.join('\n'), ...words].map(quote),
    ].join(' '),
    '',
  ].join('\n');
}
