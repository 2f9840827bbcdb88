// Which machines stand on an image: each leaves a note beside it, as their homes may be several and share one cache.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../../host/atomic-write.ts';

/** Notes that the machine in folder `machine` stands on the image in folder `image`. */
export async function noteUser(image: string, machine: string): Promise<void> {
  const name = createHash('sha256').update(machine).digest('hex').slice(0, 16);
  try {
    await mkdir(folderOf(image), { recursive: true });
    await writeWhole(join(folderOf(image), name), `${machine}\n`);
  } catch (error) {
    // Somebody else's cache may be read and not written; who could remove the image there is then not told of us.
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
  }
}

/** Folders of the machines that stand on the image `key`. One that cannot be looked at counts. */
export async function usersOf(image: string, key: string): Promise<string[]> {
  const names = await readdir(folderOf(image)).catch(() => []);
  const users = await Promise.all(
    names.map(async (name) => {
      const note = join(folderOf(image), name);
      const machine = (await readFile(note, 'utf8').catch(() => '')).trim();
      if (await standsOn(machine, key)) return machine;
      // It is gone, or made anew from another image.
      await rm(note, { force: true }).catch(() => undefined);
      return null;
    }),
  );
  return users.filter((machine) => machine !== null).sort();
}

async function standsOn(machine: string, key: string): Promise<boolean> {
  try {
    const text = await readFile(join(machine, 'machine.json'), 'utf8');
    return (JSON.parse(text) as { image?: unknown }).image === key;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EPERM';
  }
}

const folderOf = (image: string): string => join(image, 'users');
