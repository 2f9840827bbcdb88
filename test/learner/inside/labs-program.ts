// The command line on a small course and a machine that is somewhere else: what the terminal tests of `labs` run.
import { runBin } from '../../../src/cli/bin.ts';
import { defaultParts } from '../../../src/cli/parts.ts';
import type { Machine } from '../../../src/machines/types.ts';
import type { SshTarget } from '../../../src/ssh/types.ts';
import { loaded, smallCourse } from '../course.ts';

/** A machine that is reached so, and says that it goes back when it is told to. */
function machineAt(target: SshTarget): Machine {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    ...{ provider: 'test', name: 'default', console: null },
    status: () => Promise.resolve('running'),
    up: () => Promise.resolve({ from: 'running', checkpoint: null }),
    sshTarget: () => Promise.resolve(target),
    ...{ halt: nothing, renew: nothing, destroy: () => Promise.resolve(null) },
    ...{ borrowed: null, prepare: null, rebooted: null },
    capabilities: { liveCheckpoints: true, console: false, offline: true, stops: true },
    trouble: () => Promise.resolve(null),
    consoleTail: () => Promise.resolve([]),
    checkpoints: {
      ...{ save: nothing, restore: nothing, remove: nothing },
      list: () => Promise.resolve([{ name: 'base', savedAt: 0, size: 1 }]),
    },
  };
}

const target = JSON.parse(process.env.TEST_TARGET ?? '') as SshTarget;
await runBin('labs', {
  ...defaultParts,
  packagedCourse: () => Promise.resolve('/course'),
  loadCourse: () => Promise.resolve(loaded(smallCourse())),
  prepareHost: () => Promise.resolve(),
  openMachine: () => Promise.resolve(machineAt(target)),
});
