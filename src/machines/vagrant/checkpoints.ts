// Live checkpoints as Vagrant has them with libvirt and VirtualBox: snapshots of a running machine.
import { LabsError } from '../../errors.ts';
import type { RemoteMachine } from '../remote/machine.ts';
import type { CheckpointInfo, Checkpoints, WorkOptions } from '../types.ts';
import { snapshotsOf, type Vagrant } from './program.ts';

/** Vagrant does not tell how large one is: about what a machine of 768 MiB has in use. */
const SIZE = 400e6;

export function vagrantCheckpoints(
  machine: RemoteMachine,
  program: (options?: WorkOptions) => Vagrant,
): Checkpoints {
  const list = async (): Promise<string[]> =>
    snapshotsOf(await program().rows('snapshot', 'list')).map(fromVagrant);
  return {
    // Vagrant's own command waits until it is saved, whatever `wait` says.
    save: (name, options = {}) =>
      machine.locked(options, async () => {
        options.progress?.phase('machine.save');
        await program(options).text('snapshot', 'save', '--force', toVagrant(name));
      }),
    restore: (name, options = {}) =>
      machine.locked(options, async () => {
        options.progress?.phase('machine.restore');
        if (!(await list()).includes(name)) {
          throw new LabsError('machine', 'no-checkpoint', `there is no checkpoint ${name}`, {
            params: { name },
          });
        }
        const words = ['snapshot', 'restore', '--no-provision', toVagrant(name)];
        await program(options).text(...words);
        await machine.untilSsh(options);
      }),
    list: async () =>
      (await list()).map((name): CheckpointInfo => ({ name, savedAt: 0, size: SIZE })),
    remove: (names) =>
      machine.locked({}, async () => {
        const there = await list();
        for (const name of names.filter((each) => there.includes(each)))
          await program().text('snapshot', 'delete', toVagrant(name));
      }),
  };
}

/** libvirt keeps a file by each name, so a slash cannot be in it; names of labs and steps have no dot. */
const toVagrant = (name: string): string => name.replaceAll('/', '.');
const fromVagrant = (name: string): string => name.replaceAll('.', '/');
