// Bundles the three programs into dist/: start-up time is spent on files read, and a bundle reads few.
//   node scripts/build.mjs [--out DIR]
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PROGRAMS = ['bridge-labs', 'labs', 'instructor'];
/** Imports what every quick command needs. */
const CORE = 'src/cli/core.ts';
/** Chunks that a new build does without are kept that long: a program may run that has yet to load one of them. */
const KEEP_OLD_MS = 15 * 60_000;
/** Mode of files of this build, and of those that it did without, whose time then says since when. */
const CURRENT = 0o644;
const OLD = 0o444;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = resolve(values.out ?? join(root, 'dist'));

/** esbuild is a development tool: without it (npm ci --omit=dev) a build that is there goes on serving. */
async function loadEsbuild() {
  try {
    return await import('esbuild');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const built = await Promise.all(PROGRAMS.map((name) => exists(join(out, `${name}.js`))));
    if (built.every(Boolean)) {
      console.error('bridge-labs: esbuild is not installed; the build in dist/ stays as it is');
    } else {
      console.error('bridge-labs: esbuild is not installed, and dist/ is not built. Run: npm ci');
      process.exitCode = 1;
    }
    return null;
  }
}

/** Null when the sources have errors, which esbuild has shown then. */
async function bundle({ build }) {
  try {
    const { judgeOf } = await import('./judge.mjs');
    const define = { BRIDGE_LABS_JUDGE: JSON.stringify(await judgeOf(root)) };
    const { metafile } = await build({ ...options(), define, metafile: true });
    const lazy = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
    const lazyPaths = new Set(lazy.map((path) => resolve(root, path)));
    const { outputFiles } = await build({ ...options(lazyPaths), define });
    return outputFiles.map(({ path, text }) => ({ path, contents: Buffer.from(dress(text)) }));
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    process.exitCode = 1;
    return null;
  }
}

function options(lazy = new Set()) {
  return {
    absWorkingDir: root,
    entryPoints: PROGRAMS.map((name) => `src/cli/${name}.ts`),
    outdir: out,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    // ssh2's optional native parts are for whoever installed a compiler.
    loader: { '.node': 'empty' },
    // elkjs stays a package of its own for its licence (EPL-2.0), resvg for its native part; both are optional.
    external: ['cpu-features', 'elkjs/lib/elk.bundled.js', '@resvg/resvg-js'],
    plugins: [oneCore(lazy), lightCommander],
    write: false,
    logLevel: 'warning',
  };
}

/**
 * esbuild makes a chunk of what is reached from the same programs and lazy parts, which makes twenty small
 * ones of what every command needs, and each costs a millisecond or two to load. So each lazy part is
 * given an import of the core (src/cli/core.ts, the list of what is wanted at once): then all of the core
 * is reached from everywhere, and is one chunk.
 */
function oneCore(lazy) {
  const core = join(root, CORE);
  return {
    name: 'one-core',
    setup(build) {
      build.onLoad({ filter: /\.[jt]s$/ }, async ({ path }) => {
        if (!lazy.has(path) || path === core || path.includes('node_modules')) return undefined;
        if (!(await exists(core))) return undefined;
        const source = await readFile(path, 'utf8');
        const from = relative(dirname(path), core).replaceAll('\\', '/');
        const specifier = from.startsWith('.') ? from : `./${from}`;
        return { contents: `${source}\nimport '${specifier}';\n`, loader: 'ts' };
      });
    },
  };
}

/** commander loads child_process for programs that are commands of their own; we have none, and it takes 5 ms. */
const lightCommander = {
  name: 'light-commander',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]node_modules[\\/]commander[\\/]/.test(importer)
        ? { path: 'nothing', namespace: 'nothing' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({
      contents: 'module.exports = {}',
    }));
  },
};

/** CommonJS packages in a chunk ask for Node's own modules by `require`, which ESM lacks. */
function dress(text) {
  if (!/\brequire\b/.test(text)) return text;
  const [, shebang, code] = /^(#!.*\n)?([^]*)$/.exec(text);
  return `${shebang ?? ''}import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);${code}`;
}

/** Replaces the file in one step, so that whoever reads it meanwhile gets the old one or the new one. */
async function place({ path, contents }) {
  const same = await readFile(path).then(
    (old) => old.equals(contents),
    () => false,
  );
  if (!same) {
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.draft-${process.pid}`;
    try {
      const handle = await open(draft, 'w');
      await handle.writeFile(contents);
      await handle.close();
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
  await chmod(path, isProgram(path) ? 0o755 : CURRENT);
}

async function removeOld(current) {
  // What goes into a package is this build alone.
  const packing = ['pack', 'publish'].includes(process.env.npm_command ?? '');
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || current.has(path)) continue;
    const info = await stat(path).catch(() => null);
    if (info === null) continue;
    const marked = (info.mode & 0o777) === OLD;
    const draft = basename(path).includes('.draft-');
    if ((marked || draft) && Date.now() - info.mtimeMs > KEEP_OLD_MS)
      await rm(path, { force: true });
    else if (packing && !draft) await rm(path, { force: true });
    else if (!marked && !draft) await markOld(path);
  }
}

async function markOld(path) {
  try {
    await utimes(path, new Date(), new Date());
    await chmod(path, OLD);
  } catch (error) {
    // Another build was quicker to remove it.
    if (error.code !== 'ENOENT') throw error;
  }
}

function isProgram(path) {
  return PROGRAMS.includes(relative(out, path).replace(/\.js$/, ''));
}

async function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

const esbuild = await loadEsbuild();
const files = esbuild === null ? null : await bundle(esbuild);
if (files !== null) {
  // Chunks first, then the programs that load them: at every moment each program finds its own.
  const chunksFirst = [...files].sort(
    (a, b) => Number(isProgram(a.path)) - Number(isProgram(b.path)),
  );
  for (const file of chunksFirst) await place(file);
  await removeOld(new Set(files.map((file) => file.path)));
}
