// A hash of what decides whether a step is proven, beside the course itself: the code that observes, judges and proves, without
// its comments and layout, and what the machine is made of. A proof that was recorded with another one is not trusted.
import { transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

const CODE = ['src/observe', 'src/checks', 'src/author/prove', 'src/learner/replay.ts'];
const MACHINE = 'machine';
/** Words for people: the verdicts of a proof are English. */
const NOT_JUDGING = /(?:messages\/ja\.ts|prove\/(?:key|ledger|pool|schedule|show|tell)\.ts)$/;

/** 16 hexadecimal digits. */
export async function judgeOf(root) {
  const hash = createHash('sha256');
  for (const part of CODE) {
    for (const file of await filesOf(join(root, part))) {
      const name = relative(root, file).replaceAll('\\', '/');
      if (NOT_JUDGING.test(name)) continue;
      const source = await readFile(file, 'utf8');
      const { code } = await transform(source, { loader: 'ts', minifyWhitespace: true });
      hash.update(`${name}\0${code}\0`);
    }
  }
  for (const file of await filesOf(join(root, MACHINE))) {
    hash.update(`${relative(root, file).replaceAll('\\', '/')}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesOf(path) {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
