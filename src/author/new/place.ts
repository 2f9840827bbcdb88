// Puts new files into a course so that each is there whole or not at all, and nothing that was there is touched.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TemplateFile } from './template.ts';

/** Hidden, so that a course that is read meanwhile does not see it. */
const DRAFT = '.author-new-';
/** Drafts older than this were left by a killed process, milliseconds. */
const LEFT_BEHIND = 60_000;

export interface NewLab {
  /** What the course itself needs; a file that is there already stays. */
  readonly course: readonly TemplateFile[];
  /** Name of the lab's folder, which must not be there. */
  readonly folder: string;
  readonly lab: readonly TemplateFile[];
}

/**
 * Writes the lab into the course in `dir`; resolves with the files written, relative to `dir`. All is drafted in a
 * hidden folder and then renamed (rename(2) is atomic): a course that is new appears at once with all its files, in
 * an old one the lab comes last. Killed at any moment, the same command finishes the work. Needs the authors' lock.
 */
export async function place(dir: string, { course, folder, lab }: NewLab): Promise<string[]> {
  const isNew = !existsSync(dir);
  const near = isNew ? dirname(dir) : dir;
  await mkdir(near, { recursive: true });
  await removeLeftDrafts(near);
  const draft = await mkdtemp(join(near, DRAFT));
  try {
    // Not the draft folder itself: mkdtemp(3) makes it for its owner's eyes only.
    const whole = join(draft, 'course');
    await mkdir(join(whole, folder), { recursive: true });
    const added = course.filter(({ name }) => !existsSync(join(dir, name)));
    for (const file of added) await write(join(whole, file.name), file.text);
    for (const file of lab) await write(join(whole, folder, file.name), file.text);
    if (isNew) {
      await rename(whole, dir);
    } else {
      for (const { name } of added) await rename(join(whole, name), join(dir, name));
      await rename(join(whole, folder), join(dir, folder));
    }
    return [...added.map(({ name }) => name), ...lab.map(({ name }) => `${folder}/${name}`)];
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function write(file: string, text: string): Promise<void> {
  return writeFile(file, text, { flag: 'wx', flush: true });
}

async function removeLeftDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(DRAFT)) continue;
    const draft = join(folder, name);
    const info = await stat(draft).catch(() => null);
    if (info !== null && Date.now() - info.mtimeMs > LEFT_BEHIND) {
      await rm(draft, { recursive: true, force: true });
    }
  }
}
