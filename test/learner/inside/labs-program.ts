// The command line on a small course and a machine that is somewhere else: what the terminal tests of `labs` run.
import { runBin } from '../../../src/cli/bin.ts';
import { defaultParts } from '../../../src/cli/parts.ts';
import type { Machine } from '../../../src/machines/types.ts';
import type { SshTarget } from '../../../src/ssh/types.ts';
import { lab, loaded, smallCourse, step } from '../course.ts';
import type { Course } from '../../../src/course/types.ts';

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

/** The small course, before it a step that waits for a file, where one is named, and one that wants to see a command run. */
function course(): Course {
  const small = smallCourse();
  const file = process.env.TEST_FILE;
  if (file === undefined) return small;
  const waits = step('file', {
    expect: [
      { link: 'lo', up: true },
      {
        command: `test -e ${file}`,
        what: { en: 'the file is there', ja: 'ファイルがある' },
        found: { en: 'no file', ja: 'ファイルがない' },
      },
    ],
    learned: { en: 'You know **files** now.', ja: 'ファイルが分かりました。' },
  });
  const inspects = step('g', {
    expect: [],
    ask: { run: 'echo 42', kind: 'number' },
    inspect: [{ ran: 'expr', shows: '6 * 7 is 42' }],
  });
  return { ...small, labs: [lab(1, 'wait', [], [waits, inspects]), ...small.labs.slice(1)] };
}

const target = JSON.parse(process.env.TEST_TARGET ?? '') as SshTarget;
await runBin('labs', {
  ...defaultParts,
  packagedCourse: () => Promise.resolve('/course'),
  loadCourse: () => Promise.resolve(loaded(course())),
  prepareHost: () => Promise.resolve(),
  openMachine: () => Promise.resolve(machineAt(target)),
});
