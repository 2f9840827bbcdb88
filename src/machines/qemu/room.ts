// Room on the disk, looked at before hundreds of megabytes are written: a full disk stops the guest in mid-work.
import { statfs } from 'node:fs/promises';
import { LabsError } from '../../errors.ts';

/**
 * Throws `disk-full` (params free, needed in GB, folder) where the file system of `folder` has less than `bytes`
 * left for this user.
 */
export async function needRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const left = bavail * bsize;
  if (left >= bytes) return;
  const [free, needed] = [gigabytes(left), gigabytes(bytes)];
  throw new LabsError('machine', 'disk-full', `only ${free} GB are free, ${needed} are needed`, {
    params: { free, needed, folder },
    hint: MORE_ROOM,
  });
}

const MORE_ROOM =
  'make room, or set BRIDGE_LABS_HOME (machines) or BRIDGE_LABS_CACHE (images) to a folder on a larger disk; bridge-labs doctor';

const gigabytes = (bytes: number): number => Math.round(bytes / 1e8) / 10;
