// How long the solution of a step takes on this machine, as seen the last time some were run: an emulated one takes many times as long.
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Seconds a step; null where none was run yet, or the file is not understood. */
export async function readPace(file: string): Promise<number | null> {
  try {
    const { seconds } = JSON.parse(await readFile(file, 'utf8')) as { seconds?: unknown };
    return typeof seconds === 'number' && seconds > 0 ? seconds : null;
  } catch {
    return null;
  }
}

export async function writePace(file: string, seconds: number): Promise<void> {
  const { writeWhole } = await import('../host/atomic-write.ts');
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, `${JSON.stringify({ seconds: Math.round(seconds * 10) / 10 })}\n`);
}
