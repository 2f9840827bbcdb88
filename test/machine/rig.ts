// A home of its own with a real machine in it, and the real program as a child process.
import { execa } from 'execa';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject } from 'vitest';
import { paths } from '../../src/host/paths.ts';
import { openMachine } from '../../src/machines/index.ts';

const DIST = join(import.meta.dirname, '../../dist');
/** No command takes this long; one that does hangs, milliseconds. */
const LIMIT = 180_000;

export interface Ran {
  /** What was run, for messages. */
  readonly line: string;
  /** Undefined when it was killed. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
  /** Milliseconds. */
  readonly took: number;
}

export interface RunOptions {
  /** SIGKILL for the program itself (not for what it started), after so many milliseconds. */
  readonly killAfter?: number;
  readonly bin?: 'bridge-labs' | 'labs' | 'instructor';
}

export interface Rig {
  readonly home: string;
  /** Folder of the machine. */
  readonly folder: string;
  /** Environment of every program that runs here, and the folder of the programs. */
  readonly env: NodeJS.ProcessEnv;
  readonly dist: string;
  readonly run: (argv: readonly string[], options?: RunOptions) => Promise<Ran>;
  /** Runs `bridge-labs WORDS`; words are split at spaces. */
  readonly labs: (words: string, options?: RunOptions) => Promise<Ran>;
  /** As `labs`, for a command whose exit code must be `code`; resolves with its JSON object. */
  readonly json: (words: string, code?: number) => Promise<Record<string, unknown>>;
  /** Runs a script as root over the machine's console, which needs no network. Throws when it fails. */
  readonly hurt: (script: string) => Promise<void>;
  /** Process ids of the QEMUs that run from this home. */
  readonly qemus: () => Promise<number[]>;
}

/**
 * Call it in a file's or a describe's body: the machine is destroyed after the tests there, also failed ones.
 * `inside`: puts the home elsewhere, and resolves with the command that every program is run by.
 */
export function rig(
  inside: (home: string) => Promise<readonly string[]> = () => Promise.resolve([]),
): Promise<Rig> {
  return mkdtemp(join(tmpdir(), 'bridge-labs-machine-')).then(async (home) => {
    const made = makeRig(home, await inside(home));
    afterAll(async () => {
      const ran = await made.labs('destroy --yes');
      for (const pid of await made.qemus()) process.kill(pid, 'SIGKILL');
      await rm(home, { recursive: true, force: true });
      expectCode(ran, 0);
    });
    return made;
  });
}

function makeRig(home: string, inside: readonly string[]): Rig {
  const env = {
    PATH: process.env['PATH'],
    // Nothing of the user's own home is read or written.
    HOME: home,
    LANG: 'C.UTF-8',
    BRIDGE_LABS_HOME: home,
    BRIDGE_LABS_CACHE: inject('cache'),
  };
  const run = async (argv: readonly string[], options: RunOptions = {}): Promise<Ran> => {
    const since = performance.now();
    const [program = '', ...words] = [...inside, process.execPath];
    const child = execa(
      program,
      [...words, join(DIST, `${options.bin ?? 'bridge-labs'}.js`), ...argv],
      { env, extendEnv: false, reject: false, stdin: 'ignore', timeout: LIMIT },
    );
    const killer =
      options.killAfter === undefined
        ? undefined
        : setTimeout(() => child.kill('SIGKILL'), options.killAfter);
    const { exitCode: code, stdout: out, stderr: err, timedOut } = await child;
    clearTimeout(killer);
    const line = `${options.bin ?? 'bridge-labs'} ${argv.join(' ')}`;
    if (timedOut) throw new Error(`${line} hangs\n${out}\n${err}`);
    return { line, code, out, err, took: performance.now() - since };
  };
  const labs = (words: string, options?: RunOptions): Promise<Ran> =>
    run(words.split(' '), options);
  return {
    home,
    folder: join(home, 'machines/default'),
    env,
    dist: DIST,
    run,
    labs,
    json: async (words, code = 0) => {
      const ran = await labs(`${words} --json`);
      expectCode(ran, code);
      return JSON.parse(ran.out) as Record<string, unknown>;
    },
    hurt: async (script) => {
      const machine = await openMachine({ paths: paths(env, home, process.platform) });
      // It may still be saving the checkpoint that the command before has left, and then answers nobody.
      const ran = await machine.console?.run(script, { timeoutMs: 60_000 });
      expect(ran, script).toMatchObject({ status: 0 });
    },
    qemus: async () => {
      const { stdout } = await execa('ps', ['-e', '-ww', '-o', 'pid=,comm=,args=']);
      return stdout
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(([, name, ...args]) => name?.startsWith('qemu') && args.join(' ').includes(home))
        .map(([pid]) => Number(pid));
    },
  };
}

/** Fails with all that the command said. */
export function expectCode(ran: Ran, code: number): void {
  expect(ran.code, `${ran.line}\n${ran.out}\n${ran.err}`).toBe(code);
}

/** The port and checkpoint that the machine's record names. */
export async function record(rig: Rig): Promise<{ port: number; resumeFrom: string }> {
  return JSON.parse(await readFile(join(rig.folder, 'machine.json'), 'utf8')) as {
    port: number;
    resumeFrom: string;
  };
}
