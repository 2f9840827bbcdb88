// `npm run bench`: how long the promises take here, as medians, and as ratios within the same run.
//   node scripts/bench.mjs [--runs N] [--build] [--out docs/bench.md]
//   node scripts/bench.mjs --providers    qemu beside Vagrant, on one image; see bench/providers.mjs
// --build measures the image build too (minutes); without it the cached image is used.
import { build } from 'esbuild';
import { execa } from 'execa';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cache, inTurn, median, note, repeat, timed as timedOf } from './bench/measure.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    build: { type: 'boolean', default: false },
    providers: { type: 'boolean', default: false },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(`How long the promises take here, as medians, and as ratios within the same run.

  npm run bench                       every figure but the image build: about 3 minutes
  npm run bench -- --build            the image build too: minutes more
  npm run bench -- --runs 9           medians of 9 runs in place of 5
  npm run bench -- --out FILE         written there in place of docs/bench.md
  npm run bench -- --providers        qemu beside Vagrant with libvirt, on one image: about 20 minutes`);
  process.exit(0);
}
if (values.providers) {
  const words = ['--runs', values.runs, ...(values.out ? ['--out', values.out] : [])];
  const file = join(root, 'scripts', 'bench', 'providers.mjs');
  const sh = join(root, 'scripts', 'with-libvirt.sh');
  const { exitCode } = await execa('sh', [sh, 'node', file, ...words], {
    stdio: 'inherit',
    reject: false,
  });
  process.exit(exitCode ?? 1);
}
const out = values.out ?? join(root, 'docs', 'bench.md');
const runs = Number(values.runs);
const home = await mkdtemp(join(tmpdir(), 'bridge-labs-bench-'));
const env = { ...process.env, BRIDGE_LABS_HOME: home, BRIDGE_LABS_CACHE: cache };
const labs = (...args) => ['node', join(root, 'dist', 'bridge-labs.js'), ...args];
/** The step that is checked: one that builds. */
const STEP = ['bridge', 'create'];
const rows = [];

try {
  await measureAll();
  const text = report();
  await writeFile(out, text);
  console.log(text);
} finally {
  await run(labs('destroy', '--yes')).catch(() => undefined);
  await rm(home, { recursive: true, force: true });
}

async function measureAll() {
  if (values.build) {
    const fresh = await mkdtemp(join(tmpdir(), 'bridge-labs-bench-cache-'));
    const times = [await timed(labs('image', 'build', '--yes'), { BRIDGE_LABS_CACHE: fresh })];
    row('image build (one run)', times, { limit: 150_000 });
    await rm(fresh, { recursive: true, force: true });
  }
  note('making a machine');
  const first = await timed(labs('start', '--yes'));
  row('`start`, image there, a new machine (one run)', [first]);

  note('start, from stopped');
  const starts = await repeat(runs, async () => {
    await run(labs('stop'));
    return timed(labs('start', '--yes'));
  });
  row('`start`, image there', starts, { limit: 2500 });

  note('check and ssh, in turn');
  await run(labs('goto', STEP.join('/'), '--yes'));
  const config = join(home, 'ssh_config');
  await writeFile(config, (await run(labs('ssh-config'))).stdout);
  const ssh = ['ssh', '-F', config, 'bridge-labs', 'true'];
  await timed(ssh);
  await timed(labs('check'), {}, [0, 1]);
  const [bare, checks] = await inTurn(
    runs,
    () => timed(ssh),
    () => timed(labs('check'), {}, [0, 1]),
  );
  const bareMedian = median(bare);
  row('bare `ssh -F … true`', bare);
  row('`labs check`, whole process', checks, { base: bareMedian, ratio: 1.6, of: '`ssh true`' });
  const bundle = join(root, 'dist', 'bench-recheck.mjs');
  await build({
    ...{ entryPoints: [join(root, 'scripts/bench/recheck.ts')], outfile: bundle, bundle: true },
    ...{ platform: 'node', target: 'node20', format: 'esm', external: ['ssh2', 'cpu-features'] },
    ...{ loader: { '.node': 'empty' }, logLevel: 'error' },
    banner: {
      js: "import{createRequire as cr}from'node:module';const require=cr(import.meta.url);",
    },
  });
  const again = await run(['node', bundle, ...STEP, String(runs)]);
  await rm(bundle, { force: true });
  row('a re-check on an open connection', JSON.parse(again.stdout), {
    ...{ base: bareMedian, ratio: 0.6, of: '`ssh true`' },
  });

  note('undo and reset');
  const [undos, resets] = [[], []];
  for (let i = 0; i < runs; i++) {
    undos.push(await timed(labs('undo', '--yes')));
    resets.push(await timed(labs('reset', '--step', '--yes')));
  }
  row('`undo`, until SSH answers', undos, { limit: 2000 });
  row('`reset --step`, until SSH answers', resets, { limit: 2000 });

  note('watch');
  await run(labs('goto', STEP.join('/'), '--yes'));
  const watch = [
    'node',
    join(root, 'scripts', 'bench', 'watch.mjs'),
    join(root, 'dist', 'labs.js'),
  ];
  const { reactions, host, guest } = JSON.parse((await run(watch)).stdout);
  row('`labs watch`, from a change to the screen', reactions, { limit: 1000 });
  share('`labs watch` idle, of a core of this computer', host, 0.01);
  share('`labs watch` idle, of the machine', guest, 0.02);

  note('help and hint');
  const [nothing, help, hint] = [[], [], []];
  const count = Math.max(runs, 15);
  for (let i = 0; i < count; i++) {
    nothing.push(await timed(['node', '-e', '0']));
    help.push(await timed(['node', join(root, 'dist', 'labs.js'), '--help']));
    hint.push(await timed(['node', join(root, 'dist', 'labs.js'), 'hint'], {}, [0, 1, 2]));
  }
  const base = median(nothing);
  row('`node -e 0`', nothing);
  row('`labs --help`', help, { base, ratio: 1.6, of: '`node -e 0`' });
  row('`labs hint`', hint, { base, ratio: 1.6, of: '`node -e 0`' });

  const pid = (await readFile(join(home, 'machines', 'default', 'qemu.pid'), 'utf8')).trim();
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  memory('resident memory of the machine', Number(/VmRSS:\s+(\d+)/.exec(status)[1]), 1100);
  const tool = await execa('/usr/bin/time', ['-f', '%M', ...labs('check')], { env, reject: false });
  memory(
    'resident memory of the tool (`labs check`)',
    Number(tool.stderr.trim().split('\n').at(-1)),
    120,
  );
}

/** Milliseconds of one whole process. */
function timed(command, more = {}, codes = [0]) {
  return timedOf(() => run(command, more, codes));
}

async function run([program, ...args], more = {}, codes = [0]) {
  const result = await execa(program, args, {
    env: { ...env, ...more },
    reject: false,
    stdin: 'ignore',
  });
  if (codes.includes(result.exitCode)) return result;
  throw new Error(
    `${program} ${args.join(' ')}: ${result.exitCode}\n${result.stderr}\n${result.stdout}`,
  );
}

function row(what, times, { limit, base, ratio, of } = {}) {
  const middle = median(times);
  const seconds = (ms) => `${(ms / 1000).toFixed(ms < 1000 ? 3 : 2)} s`;
  const reached =
    base === undefined ? (limit === undefined ? null : middle <= limit) : middle / base <= ratio;
  rows.push([
    what,
    seconds(middle),
    `${seconds(Math.min(...times))} – ${seconds(Math.max(...times))}`,
    base === undefined ? '' : `${(middle / base).toFixed(2)} × ${of}`,
    base === undefined ? (limit === undefined ? '' : `≤ ${seconds(limit)}`) : `≤ ${ratio} ×`,
    reached === null ? '' : reached ? 'yes' : 'no',
  ]);
}

/** Parts of one. */
function share(what, part, limit) {
  const percent = (value) => `${(Math.max(0, value) * 100).toFixed(1)} %`;
  rows.push([what, percent(part), '', '', `≤ ${percent(limit)}`, part <= limit ? 'yes' : 'no']);
}

/** `limit` in MB. */
function memory(what, kibibytes, limit) {
  const megabytes = (kibibytes * 1024) / 1e6;
  const reached = megabytes <= limit ? 'yes' : 'no';
  rows.push([what, `${Math.round(megabytes)} MB`, '', '', `≤ ${limit} MB`, reached]);
}

function report() {
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} processors, ${Math.round(totalmem() / 1e9)} GB, Linux ${release()}, Node ${process.versions.node}`;
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    '# Measured',
    '',
    `By \`npm run bench\`, medians of ${runs} runs (help and hint: at least 15). ${machine}.`,
    '',
    line(['what', 'median', 'from – to', 'ratio', 'to reach', 'reached']),
    line(Array(6).fill('---')),
    ...rows.map(line),
    '',
  ].join('\n');
}
