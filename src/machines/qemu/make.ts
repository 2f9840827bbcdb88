// Before a qemu machine is there: the programs that it takes, then its disk and its keys.
import { constants, copyFile, rename, stat } from 'node:fs/promises';
import { writeWhole } from '../../host/atomic-write.ts';
import { generateKey } from '../../ssh/keys.ts';
import type { SshTarget } from '../../ssh/types.ts';
import type { PrepareOptions } from '../types.ts';
import { makeFolders, type MachineFiles, type MachineRecord } from './files.ts';
import type { ensureImage, StoreOptions } from './image/store.ts';
import { noteUser } from './image/users.ts';
import { PRIMED } from './names.ts';
import { freePort } from './process.ts';
import { needRoom } from './room.ts';

const MEBIBYTE = 2 ** 20;

/** Asks before programs are installed that are missing here. Throws as `prepareHost`. */
export async function prepareQemu(
  store: StoreOptions,
  { signal, ask }: PrepareOptions,
): Promise<boolean> {
  const [{ prepareHost }, { thisHost }, { hasImage }] = await Promise.all([
    import('../../host/prepare.ts'),
    import('../../host/programs.ts'),
    import('./image/store.ts'),
  ]);
  await prepareHost(await thisHost(process.env), {
    ...(signal && { signal }),
    // One that was imported, say: what would build it is not needed then.
    ...((await hasImage(store)) && { source: null }),
    ask: (missing, commands) => ask({ about: 'programs', missing, commands }),
  });
  return true;
}

/** The disk and the keys of a machine, and the record that is yet to be written. Throws `disk-full`. */
export async function makeMachine(
  files: MachineFiles,
  made: Awaited<ReturnType<typeof ensureImage>>,
): Promise<MachineRecord> {
  await makeFolders(files);
  await noteUser(made.image.folder, files.folder);
  const [own, host] = [generateKey('bridge-labs'), generateKey('bridge-labs machine')];
  const { blocks } = await stat(made.primed);
  await needRoom(files.folder, blocks * 512 + made.hardware.memory * MEBIBYTE);
  const unfinished = `${files.disk}.tmp`;
  await copyFile(made.primed, unfinished, constants.COPYFILE_FICLONE);
  await rename(unfinished, files.disk);
  await writeWhole(files.identity, own.privateKey);
  await writeWhole(`${files.identity}.pub`, `${own.publicKey}\n`);
  await writeWhole(`${files.identity}.host`, host.privateKey);
  return {
    version: 1,
    provider: 'qemu',
    image: made.image.key,
    hardware: made.hardware,
    port: await freePort(),
    hostKey: host.publicKey,
    resumeFrom: PRIMED,
  };
}

/** How it is reached. */
export function targetOf(record: MachineRecord, files: MachineFiles): SshTarget {
  return {
    host: '127.0.0.1',
    port: record.port,
    user: 'learner',
    observer: 'root',
    identityFile: files.identity,
    hostKey: record.hostKey,
  };
}
