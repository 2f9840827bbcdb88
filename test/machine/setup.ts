// Before the machine tests: every program is there (installed, or the run fails), and the image is built, once for all of them.
import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { paths } from '../../src/host/paths.ts';
import { prepareHost } from '../../src/host/prepare.ts';
import { install, installCommands, thisHost } from '../../src/host/programs.ts';
import { openImages } from '../../src/machines/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Cache folder with the image. */
    readonly cache: string;
  }
}

/** OpenSSH is not what a machine takes; these tests take it, to see that `ssh -F` works. */
const SSH = { name: 'ssh', purpose: 'keys', package: 'openssh-client' } as const;

const ROOT = join(import.meta.dirname, '../..');

/** Throws what prepareHost, install and ensureImage throw: a machine test is never left out. */
export default async function setup(project: TestProject): Promise<void> {
  if (!existsSync(join(ROOT, 'dist/labs.js'))) throw new Error('first: npm run build');
  const host = await thisHost(process.env);
  await prepareHost(host, {
    ask: (_, commands) => {
      console.error(commands.join('\n'));
      return Promise.resolve(true);
    },
  });
  if ((await execa(SSH.name, ['-V'], { reject: false })).failed) {
    await install((await installCommands(host, [SSH])) ?? []);
  }
  const { cache } = cachePaths();
  const images = await openImages(cachePaths());
  await images.build({
    progress: {
      phase: (key) => {
        console.error(`machine tests: ${key}`);
      },
    },
  });
  project.provide('cache', cache);
}

/** The user's ordinary cache, so that the image is built once, or the folder in BRIDGE_LABS_TEST_CACHE. */
function cachePaths(): ReturnType<typeof paths> {
  const given = process.env['BRIDGE_LABS_TEST_CACHE'];
  const env = given === undefined ? process.env : { ...process.env, BRIDGE_LABS_CACHE: given };
  return paths(env, homedir(), process.platform);
}
