// `npm run bench -- --providers`: qemu and Vagrant (with libvirt) side by side, in one run on one image: start, check, undo, reset.
//   providers.mjs [--runs N] [--out docs/bench-providers.md]
// Vagrant stands on a box of that image (`image export`), and runs as it does for `start --provider vagrant`. What it is
// measured by is Vagrant's own commands, in the same folder: up, snapshot restore until SSH answers, ssh -c true.
import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cache, inTurn, median, note, repeat, timed } from './measure.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    out: { type: 'string', default: join(root, 'docs', 'bench-providers.md') },
  },
});
const runs = Number(values.runs);
const STEP = 'bridge/create';
/** The two that are nearest to each other are taken in turn, and more often: what else this computer does then meets both. */
const IN_TURN = Math.max(runs, 9);
const top = await mkdtemp(join(tmpdir(), 'bridge-labs-bench-'));
const box = join(top, 'lab.box');
const qemu = home('qemu', {});
const vagrant = home('vagrant', {
  VAGRANT_HOME: join(top, 'vagrant.d'),
  BRIDGE_LABS_VAGRANT_EMULATE: process.env.BRIDGE_LABS_VAGRANT_EMULATE ?? '1',
});
const rows = [];

try {
  await measure();
  const text = report();
  await writeFile(values.out, text);
  console.log(text);
} finally {
  for (const one of [qemu, vagrant]) await one.labs('destroy', '--yes').catch(() => undefined);
  await forgetBox();
  await rm(top, { recursive: true, force: true });
}

async function measure() {
  note('the image, and a box of it');
  await qemu.labs('image', 'build', '--yes');
  await qemu.labs('image', 'export', '--format', 'vagrant-libvirt', box);

  note('qemu: start');
  await qemu.labs('start', '--yes', '--provider', 'qemu');
  await qemu.labs('destroy', '--yes');
  const starts = await repeat(runs, async () => {
    const took = await timed(() => qemu.labs('start', '--yes', '--provider', 'qemu'));
    await qemu.labs('destroy', '--yes');
    return took;
  });
  await qemu.labs('start', '--yes', '--provider', 'qemu');

  note('vagrant: up (once for the box, then measured)');
  const ownFolder = join(vagrant.folder, 'raw');
  const raw = (...words) =>
    run('vagrant', words, {
      ...{ VAGRANT_CWD: root, VAGRANT_DOTFILE_PATH: ownFolder, BRIDGE_LABS_BOX: box },
      ...{ VAGRANT_CHECKPOINT_DISABLE: '1', VAGRANT_NO_COLOR: '1', ...vagrant.env },
    });
  const ups = [];
  try {
    // Twice at the least: the first one copies the box into libvirt's store.
    for (let i = 0; i <= Math.min(runs, 2); i++) {
      const took = await timed(() => raw('up', '--provider=libvirt', '--no-provision'));
      if (i > 0) ups.push(took);
      if (i < Math.min(runs, 2)) await raw('destroy', '--force');
    }
    pair('start', '`bridge-labs start`, a new machine', starts, '`vagrant up`', ups, 10);

    note('vagrant ssh and labs check, in turn');
    await toStep(qemu);
    await raw('ssh', '-c', 'true');
    const [bare, check] = await inTurn(
      IN_TURN,
      () => timed(() => raw('ssh', '-c', 'true')),
      () => checked(qemu),
    );
    pair('check', '`labs check`', check, '`vagrant ssh -c true`', bare, 2);

    note('vagrant: snapshot restore');
    await raw('snapshot', 'save', '--force', 'bench');
    const restores = await repeat(runs, () =>
      timed(async () => {
        await raw('snapshot', 'restore', '--no-provision', 'bench');
        await raw('ssh', '-c', 'true');
      }),
    );
    note('qemu: undo, reset');
    const own = { check, ...(await moves(qemu)) };
    const restore = '`vagrant snapshot restore`, until SSH answers';
    pair('reset', '`labs reset --step`', own.reset, restore, restores, 3);
    await raw('destroy', '--force');

    note('the course on vagrant');
    const first = ['start', '--yes', '--provider', 'vagrant', '--driver', 'libvirt', '--box', box];
    const start = [await timed(() => vagrant.labs(...first))];
    await toStep(vagrant);
    const theirs = { check: await repeat(runs, () => checked(vagrant)), ...(await moves(vagrant)) };
    pair('the course: start', 'qemu', starts, 'vagrant', start);
    for (const verb of ['check', 'undo', 'reset']) {
      pair(`the course: ${verb}`, 'qemu', own[verb], 'vagrant', theirs[verb]);
    }
  } finally {
    await raw('destroy', '--force').catch(() => undefined);
  }
}

/** To a step that builds, and one check of it: the first finds less in the machine's memory than the others. */
async function toStep(home) {
  await home.labs('goto', STEP, '--yes');
  await checked(home);
}

function checked({ labs }) {
  return timed(() => labs('check').catch(mayBeNotYet));
}

async function moves({ labs }) {
  const times = { undo: [], reset: [] };
  for (let i = 0; i < runs; i++) {
    times.undo.push(await timed(() => labs('undo', '--yes')));
    times.reset.push(await timed(() => labs('reset', '--step', '--yes')));
  }
  return times;
}

function mayBeNotYet(error) {
  if (error.status !== 1) throw error;
}

function home(name, more) {
  const folder = join(top, name);
  const env = { BRIDGE_LABS_HOME: folder, BRIDGE_LABS_CACHE: cache, LANG: 'C.UTF-8', ...more };
  const program = join(root, 'dist', 'bridge-labs.js');
  return { folder, env, labs: (...words) => run('node', [program, ...words], env) };
}

async function run(program, words, env) {
  const result = await execa(program, words, { env, cwd: root, reject: false, stdin: 'ignore' });
  if (result.exitCode === 0) return;
  const said = `${program} ${words.join(' ')}: ${result.exitCode}\n${result.stderr}`;
  throw Object.assign(new Error(said), { status: result.exitCode });
}

/** The box's copy in libvirt's own store. */
async function forgetBox() {
  const virsh = (...words) => execa('virsh', ['-c', 'qemu:///system', ...words], { reject: false });
  const { stdout } = await virsh('vol-list', 'default');
  for (const [, name] of (stdout ?? '').matchAll(/^ *(bridge-labs-lab\S*)/gm)) {
    await virsh('vol-delete', name, 'default');
  }
}

/** `least`: how many times quicker ours is to be; not given: only told. */
function pair(what, ours, own, theirs, other, least) {
  const seconds = (times) => `${(median(times) / 1000).toFixed(2)} s`;
  const ratio = median(other) / median(own);
  rows.push([
    what,
    `${ours}: ${seconds(own)}`,
    `${theirs}: ${seconds(other)}`,
    `${ratio.toFixed(1)} ×`,
    least === undefined ? '' : `≥ ${least} ×`,
    least === undefined ? '' : ratio >= least ? 'yes' : 'no',
  ]);
}

function report() {
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} processors, Linux ${release()}, both emulated unless BRIDGE_LABS_VAGRANT_EMULATE is empty`;
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    '# Providers, side by side',
    '',
    `By \`npm run bench -- --providers\`, medians of ${runs} runs (\`vagrant up\`: of at most 2; check and \`vagrant ssh\`: of ${IN_TURN}, in turn), in one run on one image. ${machine}.`,
    '',
    line(['what', 'qemu', 'Vagrant with libvirt', 'quicker', 'to reach', 'reached']),
    line(Array(6).fill('---')),
    ...rows.map(line),
    '',
  ].join('\n');
}
