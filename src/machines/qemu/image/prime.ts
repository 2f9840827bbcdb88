// The first boot of an image: once per virtual hardware, up to a live checkpoint that every machine starts from.
import { execa } from 'execa';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LabsError } from '../../../errors.ts';
import type { WorkOptions } from '../../types.ts';
import { ARCHITECTURES, machineArguments, type Architecture } from '../arguments.ts';
import { qemuConsole } from '../console.ts';
import {
  machineFiles,
  makeFolders,
  removeFiles,
  tail,
  type Hardware,
  type MachineFiles,
} from '../files.ts';
import { bootLimitMs } from '../hardware.ts';
import { PRIMED } from '../names.ts';
import { freePort, startQemu, stopQemu } from '../process.ts';
import { Qmp } from '../qmp.ts';
import { settle, startSave } from '../snapshots.ts';
import type { Image } from './store.ts';

/** Only the progress shown depends on these: about how long a boot takes under emulation. */
const USUAL_BOOT_MS = 60_000;

/**
 * Boots `image` and leaves, in `work`, an overlay `disk.qcow2` with the checkpoint {@link PRIMED}.
 * Throws `boot-failed` with the console's last lines.
 */
export async function prime(
  image: Image,
  architecture: Architecture,
  hardware: Hardware,
  work: string,
  options: WorkOptions,
): Promise<string> {
  const files = machineFiles(work);
  await removeFiles(files);
  await makeFolders(files);
  await execa('qemu-img', [
    ...['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', image.boot.base, files.disk],
  ]);
  const port = await freePort();
  const args = machineArguments({
    ...{ architecture, hardware, boot: image.boot, files, port, loadvm: null },
  });
  options.progress?.phase('image.boot');
  await startQemu(ARCHITECTURES[architecture].qemu, args, files, {
    signal: options.signal,
    timeoutMs: 20_000,
    tied: true,
  });
  try {
    await untilReady(
      join(image.source, 'warm-up.sh'),
      files,
      bootLimitMs(hardware.accelerator),
      options,
    );
    options.progress?.phase('image.checkpoint');
    using qmp = await Qmp.connect(files.qmp);
    await settle(qmp, { only: await startSave(qmp, PRIMED), signal: options.signal });
  } finally {
    await stopQemu(files);
  }
  await Promise.all(
    [files.serialLog, files.qemuLog, files.pid, files.console, files.qmp].map((file) =>
      rm(file, { force: true }),
    ),
  );
  return files.disk;
}

/** Runs warm-up.sh over the console: it waits for the boot to end, and says `ready` or what is wrong. */
async function untilReady(
  warmUp: string,
  files: MachineFiles,
  limitMs: number,
  options: WorkOptions,
): Promise<void> {
  const script = await readFile(warmUp, 'utf8');
  const begun = Date.now();
  const shown = setInterval(() => {
    options.progress?.fraction?.(Math.min(0.97, (Date.now() - begun) / USUAL_BOOT_MS));
  }, 500);
  try {
    await untilConsole(files.console, begun + limitMs, options);
    const { stdout, status } = await qemuConsole(files.console).run(script, {
      timeoutMs: begun + limitMs - Date.now(),
    });
    if (status !== 0 || !stdout.trimEnd().endsWith('ready')) throw new Error(stdout.trim());
  } catch (cause) {
    options.signal?.throwIfAborted();
    const console = await tail(files.serialLog, 8);
    throw new LabsError('machine', 'boot-failed', 'the machine did not boot whole', {
      cause: new Error([(cause as Error).message, ...console].join('\n'), { cause }),
      hint: '--debug shows the last lines of its console. If this computer has much else to do, try again when it has less.\nbridge-labs doctor',
      params: { seconds: Math.round((Date.now() - begun) / 1000) },
    });
  } finally {
    clearInterval(shown);
  }
}

/** The console's shell is there some seconds into the boot; what is sent before is lost. */
async function untilConsole(path: string, deadline: number, options: WorkOptions): Promise<void> {
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      await qemuConsole(path).run(':', { timeoutMs: 2_000 });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(250, undefined, { signal: options.signal });
    }
  }
}
