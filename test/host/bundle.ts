// Turns a TypeScript program of a test into one that a child process can run, as Node 20 runs no TypeScript.
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles `entry` into `folder`; resolves with the path of the program. `minify`: as the product is. */
export async function bundle(entry: string, folder: string, minify = false): Promise<string> {
  const outfile = join(folder, 'program.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // As in scripts/build.mjs.
    loader: { '.node': 'empty' },
    external: ['cpu-features', 'elkjs/lib/elk.bundled.js', '@resvg/resvg-js'],
    banner: {
      js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);",
    },
  });
  return outfile;
}
