// Builds an image where mmdebstrap is not to be had: in a Debian that boots from a cloud image, does the same there, and is thrown away.
import { execa } from 'execa';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabsError } from '../../../../errors.ts';
import { findProgram } from '../../../../host/programs.ts';
import type { WorkOptions } from '../../../types.ts';
import { knownAccelerator, rememberAccelerator, type Asked } from '../../accelerator.ts';
import { ARCHITECTURES } from '../../arguments.ts';
import type { Hardware } from '../../files.ts';
import { findFirmware } from '../../firmware.ts';
import { namedSources } from '../mirror.ts';
import { BuildLog, mmdebstrapArguments, PARTS } from '../mmdebstrap.ts';
import type { Recipe } from '../recipe.ts';
import { builderArguments } from './arguments.ts';
import { runBuilder, type Builder } from './guest.ts';
import { obtain } from './obtain.ts';
import { openRelay } from './relay.ts';
import { userDataFor } from './seed.ts';

export interface CloudOptions extends WorkOptions {
  /** A cloud image: a file, or a URL with SHA512SUMS beside it. Not given: Debian's own. */
  readonly image?: string | undefined;
  /** Where packages come from instead of where this computer's come from: URL of a Debian archive. */
  readonly mirror?: string | undefined;
}

/** Sparse files: what is not written takes no room. */
const GIBIBYTE = 2 ** 30;
const ROOM = { scratch: 8 * GIBIBYTE, out: GIBIBYTE };

/**
 * Builds into the folder `work`: disk.qcow2, vmlinuz, initrd; the same as {@link mmdebstrapArguments} make on this
 * computer. Throws what {@link obtain}, {@link runBuilder} and {@link BuildLog.failure} say; `no-firmware`.
 */
export async function buildInCloud(
  recipe: Recipe,
  work: string,
  host: Asked,
  options: CloudOptions,
): Promise<void> {
  const { architecture } = recipe;
  const firmware = architecture === 'arm64' ? await firmwareOf(architecture) : null;
  const { image = null, signal } = options;
  const cloud = await obtain(image, architecture, join(host.cache, 'downloads'), options);
  const mirror = await namedSources(options.mirror);
  const userData = await userDataFor(recipe.source, mirror, mmdebstrapArguments(recipe, mirror));
  const folder = join(work, 'cloud');
  const at = (name: string): string => join(folder, name);
  const disks = { system: at('system.qcow2'), scratch: at('scratch.raw'), out: at('out.tar') };
  const log = new BuildLog(options.progress);

  const attempt = async (accelerator: Hardware['accelerator']): Promise<Builder> => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    const overlay = ['-F', 'qcow2', '-b', cloud.file, disks.system];
    await execa('qemu-img', ['create', '-q', '-f', 'qcow2', ...overlay]);
    for (const name of ['scratch', 'out'] as const) {
      await writeFile(disks[name], '');
      await truncate(disks[name], ROOM[name]);
    }
    await using relay = await openRelay(mirror, userData);
    const files = { serialLog: at('serial.log'), output: at('output.log') };
    const args = builderArguments({
      ...{ architecture, accelerator, firmware, disks, relay, ...files },
      node: process.execPath,
    });
    options.progress?.phase('image.cloud-boot');
    return await runBuilder(ARCHITECTURES[architecture].qemu, args, {
      ...{ ...files, accelerator, log, asked: relay.asked, signal },
      begun: () => options.progress?.phase('image.packages'),
    });
  };

  const ended = await withWorkingAccelerator(host, attempt);
  if (ended.status !== 0) throw log.failure();
  await takeOut(disks.out, work, signal);
  await rm(folder, { recursive: true, force: true });
  if (cloud.ours) await rm(cloud.file, { force: true });
}

/** The quickest that is known or may be; one under which the guest did not come up is not tried again. */
async function withWorkingAccelerator(
  host: Asked,
  attempt: (accelerator: Hardware['accelerator']) => Promise<Builder>,
): Promise<Builder> {
  const known = await knownAccelerator(host);
  const accelerator = known.verdict ? known.verdict.accelerator : known.candidate;
  try {
    return await attempt(accelerator);
  } catch (error) {
    if (accelerator === 'tcg' || !(error instanceof LabsError)) throw error;
    if (!['cloud-silent', 'qemu-failed'].includes(error.code)) throw error;
    const reason = error.code === 'cloud-silent' ? 'hangs' : 'fails';
    const refused = { accelerator, reason } as const;
    await rememberAccelerator(host.cache, host.qemu, { accelerator: 'tcg', refused });
    return attempt('tcg');
  }
}

/** Only these names: whatever else the guest may have written does not come out. */
async function takeOut(tar: string, work: string, signal: AbortSignal | undefined): Promise<void> {
  const words = ['-xf', tar, '-C', work, ...PARTS];
  const { failed, stderr } = await execa('tar', words, {
    reject: false,
    ...(signal && { cancelSignal: signal }),
  });
  signal?.throwIfAborted();
  if (!failed) return;
  throw new LabsError('machine', 'image-build', 'the image did not come out of the machine', {
    cause: new Error(stderr),
  });
}

async function firmwareOf(architecture: Recipe['architecture']): Promise<string> {
  const qemu = await findProgram(ARCHITECTURES[architecture].qemu, process.env);
  const found = await findFirmware(qemu ?? '');
  if (found !== null) return found;
  throw new LabsError('machine', 'missing-programs', 'no UEFI firmware for arm64', {
    params: { programs: 'UEFI (edk2, AAVMF)' },
    hint: 'bridge-labs doctor',
  });
}
