// Runs a bin in this process, in a home of its own, and keeps what it prints.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { defaultParts } from '../../src/cli/parts.ts';
import type { BinName } from '../../src/cli/spec.ts';
import type { Course } from '../../src/course/types.ts';
import type { Parts } from '../../src/learner/parts.ts';
import type { Machine } from '../../src/machines/types.ts';
import { loaded, smallCourse } from '../learner/course.ts';
import { Recorder } from '../ui/streams.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface House {
  /** Folder with everything that the program keeps. */
  readonly home: string;
  /** Runs `labs WORDS`; words are split at spaces. */
  readonly labs: (words: string, more?: Env) => Promise<Ran>;
  readonly run: (bin: BinName, argv: readonly string[], more?: Env) => Promise<Ran>;
}

export interface Env {
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal;
  /** Absolute; not given: the home. */
  readonly cwd?: string;
}

/** A course as it is under a seed. */
export type CourseOfSeed = (seed: string | null) => Course;

/** A folder that is gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bridge-labs-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A home with a course (the small one, which says to be in `folder`; `real`: courses on disk) and, where one is given, a
 * machine, or one for each name.
 */
export function house(
  options: {
    course?: Course | CourseOfSeed | 'real';
    folder?: string;
    machine?: Machine | ((name: string) => Machine);
  } = {},
): House {
  const home = temporaryFolder();
  const { machine, course = smallCourse(), folder = '/course' } = options;
  const ofSeed = course === 'real' || typeof course === 'function' ? course : () => course;
  const parts: Parts = {
    ...defaultParts,
    ...(ofSeed !== 'real' && {
      packagedCourse: () => Promise.resolve(folder),
      loadCourse: (_folder, _cache, seed) => Promise.resolve(loaded(ofSeed(seed))),
    }),
    prepareHost: () => Promise.resolve(),
    ...(machine === undefined
      ? {}
      : {
          openMachine: ({ name = 'default' }) =>
            Promise.resolve(typeof machine === 'function' ? machine(name) : machine),
          chooseProvider: () => Promise.resolve(null),
        }),
  };
  const run = async (bin: BinName, argv: readonly string[], more: Env = {}): Promise<Ran> => {
    const [stdout, stderr] = [new Recorder(), new Recorder()];
    const io = {
      stdout,
      stderr,
      stdin: new PassThrough(),
      env: { BRIDGE_LABS_HOME: home, LANG: 'en_US.UTF-8', ...more.env },
      cwd: more.cwd ?? home,
      columns: 80,
      now: () => 1_700_000_000_000,
      random: () => 0.5,
      signal: more.signal ?? new AbortController().signal,
    };
    const code = await main(bin, argv, io, parts);
    return { code, out: stdout.text, err: stderr.text };
  };
  return { home, run, labs: (words, more) => run('labs', words.split(' '), more) };
}
