// `labs author watch`: what a save brings about, what it leaves alone, and what is left when it ends.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { defaultParts } from '../../src/cli/parts.ts';
import { LabsError } from '../../src/errors.ts';
import { temporaryFolder } from '../cli/harness.ts';
import { Sandbox } from '../learner/sandbox.ts';
import { Recorder } from '../ui/streams.ts';
import { writeCourse, type Edits } from './watch/course.ts';

vi.setConfig({ testTimeout: 60_000 });

// Whether a proof succeeds depends on this computer: without Docker its checks say that the machine is broken. What is
// proven, and when, does not.
const WAITING = 'Waiting for the next change.\n';

interface Watched {
  readonly machine: Sandbox;
  readonly folder: string;
  readonly home: string;
  /** Runs another command in the same home. */
  readonly labs: (words: string) => Promise<{ code: number; out: string; err: string }>;
  /** Writes the course, and resolves with what is printed until the watch waits again. */
  readonly save: (edits: Edits) => Promise<string>;
  readonly edit: (edits: Edits) => void;
  /** Resolves with what was printed since the last call, once `text` is in it. */
  readonly until: (text: string) => Promise<string>;
  /** Resolves with the exit code. */
  readonly end: () => Promise<number>;
}

/** Begins to watch, with these options. */
async function watching(options: string): Promise<Watched> {
  const home = temporaryFolder();
  const folder = join(home, 'words');
  const machine = await Sandbox.ofOneUser();
  const edit = (edits: Edits): void => writeCourse(folder, machine.log, edits);
  edit({});
  const parts = {
    ...defaultParts,
    prepareHost: () => Promise.resolve(),
    openMachine: () => Promise.resolve(machine),
  };
  const run = (words: string, stdout: Recorder, stderr: Recorder, signal: AbortSignal) =>
    main(
      'labs',
      words.split(' '),
      {
        ...{ stdout, stderr, stdin: new PassThrough(), cwd: home, columns: 80, signal },
        env: { BRIDGE_LABS_HOME: join(home, 'state'), LANG: 'en_US.UTF-8' },
        now: () => 1_700_000_000_000,
        random: () => 0.5,
      },
      parts,
    );
  const [stdout, stderr] = [new Recorder(), new Recorder()];
  const stop = new AbortController();
  const ended = run(`author watch ${options}`.trim(), stdout, stderr, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  let read = 0;
  const until = async (text: string): Promise<string> => {
    await vi.waitUntil(() => stdout.text.includes(text, read), { timeout: 50_000 });
    const news = stdout.text.slice(read, stdout.text.indexOf(text, read) + text.length);
    read += news.length;
    return news;
  };
  return {
    ...{ machine, folder, home, edit, until },
    labs: async (words) => {
      const [out, err] = [new Recorder(), new Recorder()];
      const code = await run(words, out, err, new AbortController().signal);
      return { code, out: out.text, err: err.text };
    },
    save: (edits) => {
      edit(edits);
      return until(WAITING);
    },
    end: () => {
      stop.abort();
      return ended;
    },
  };
}

const ups = ({ calls }: Sandbox): number => calls.filter((call) => call === 'up').length;

describe('a lab that is named', () => {
  it('is shown and proven at once; then only what changed is, on the same machine', async () => {
    const at = await watching('words --lab words');
    const first = await at.until(WAITING);
    expect(first).toContain('Watching words: 1 lab, 2 steps.');
    expect(first).toContain('Lab 1 (Words), step 1 of 2: Title of make\n\nWrite make.\n');
    expect(first).toContain('You know more.');
    expect(first).toMatch(/ 1\/make: .* of 1 mistake caught\n[^]* 1\/more: /);

    const finds = await at.save({ finds: 'something else' });
    expect(finds).toContain('words/01-words/steps.yaml');
    expect(finds).toContain('What a learner reads is as it was.');
    expect(finds).toMatch(/✘ 1\/make: .*, 0 of 1 mistake caught\n/);
    expect(finds).toContain('expected: not-yet: … something else …');
    expect(finds).not.toContain('1/more');

    const mended = await at.save({});
    expect(mended).toMatch(/ 1\/make: /);
    expect(mended).not.toContain('something else');
    expect(ups(at.machine)).toBe(1);
    expect(await at.end()).toBe(0);
    expect(at.machine.calls.at(-1)).toBe('destroy');
    expect(await at.machine.status()).toBe('absent');
  });

  it('keeps its proof when only its text changes', async () => {
    const at = await watching('words --lab words');
    await at.until(WAITING);
    const calls = at.machine.calls.length;
    const text = await at.save({ body: 'Write it, **now**.' });
    expect(text).toContain('step 1 of 2: Title of make\n\nWrite it, now.\n');
    expect(text).not.toContain('Hint of make');
    expect(text).toMatch(
      /Its proof (holds|fails as before): nothing that it rests on has changed\./,
    );
    expect(at.machine.calls).toHaveLength(calls);
  });

  it('is proven from the step on whose commands changed: the later ones start from another state', async () => {
    const at = await watching('words --lab words');
    await at.until(WAITING);
    const { log } = at.machine;
    const all = await at.save({ solution: `echo make >> ${log}; echo also >> ${log}` });
    expect(all).toMatch(/ 1\/make: [^]* 1\/more: /);
    // And that state is really the new one.
    const failing = await at.save({ solution: `echo made >> ${log}; false` });
    expect(failing).toMatch(/✘ 1\/make: /);
    expect(failing).toContain('1/more cannot be proven: ');
  });

  it('comes back to where a step begins without a replay, unless a step before it does something else', async () => {
    const at = await watching('words --step more');
    const { log, calls } = at.machine;
    const since = (): string[] => calls.splice(0).filter((call) => /begin|base/.test(call));
    await at.until(WAITING);
    expect(since()).toEqual(['restore base', 'save watch/begin']);
    await at.save({ findsMore: 'something else' });
    expect(since()).toEqual(['restore watch/begin']);
    await at.save({ solution: `echo make >> ${log}; echo also >> ${log}` });
    expect(since()).toContain('restore base');
    expect(at.machine.done()).toBe('makealsomore');
  });

  it('begins anew when it changes while it is proven', async () => {
    const at = await watching('words --lab words');
    await at.until(WAITING);
    const { log } = at.machine;
    at.edit({ solution: `echo make >> ${log}; sleep 60` });
    await at.until('Solution');
    await vi.waitUntil(() => existsSync(log) && readFileSync(log, 'utf8').includes('make'), 20_000);
    const anew = await at.save({ solution: `echo make >> ${log}; true` });
    expect(anew).toContain('Changed meanwhile: beginning anew.');
    expect(anew).toMatch(/ 1\/make: [^]* 1\/more: /);
    expect(ups(at.machine)).toBe(1);
  });
});

test('a machine that fails is made anew by itself', async () => {
  const at = await watching('words --step more');
  await at.until(WAITING);
  at.machine.restoreFails = new LabsError('machine', 'qmp-silent', 'QEMU does not answer');
  expect(await at.save({ findsMore: 'something else' })).toContain(' 1/more: ');
  expect(ups(at.machine)).toBe(2);
});

describe('a course', () => {
  it('is as it is; a step is shown and proven when it changes', async () => {
    const at = await watching('words');
    expect(await at.until(WAITING)).not.toContain('Title of');
    const text = await at.save({ body: 'Write it.' });
    expect(text).toContain('Title of make');
    // Not proven here before, so its proof is not known to hold.
    expect(text).toMatch(/ 1\/make: /);
    expect(text).not.toContain('1/more');
  });

  it('is told its faults with their places; a broken one is not proven until it is mended', async () => {
    const at = await watching('words');
    await at.until(WAITING);
    const calls = at.machine.calls.length;
    const broken = await at.save({ yaml: 'gone:\n  expct: []\n', body: 'Write it.' });
    expect(broken).toContain("words/01-words/steps.yaml:2: error: unknown key 'expct'");
    expect(broken).toMatch(/words: \d errors?, 1 warning\n/);
    expect(broken).toContain('Nothing is shown or proven');
    expect(broken).not.toContain('Title of make');
    expect(at.machine.calls).toHaveLength(calls);
    const mended = await at.save({ body: 'Write it.' });
    expect(mended).toContain('words: 0 errors, 1 warning\n');
    expect(mended).toMatch(/Title of make\n[^]* 1\/make: /);
  });

  it('with --no-prove is only read: no machine is made', async () => {
    const at = await watching('words --no-prove --step make');
    expect(await at.until(WAITING)).toContain('Write make.');
    expect(await at.save({ body: 'Write it.' })).toContain('Write it.');
    expect(await at.end()).toBe(0);
    expect(at.machine.calls).toEqual([]);
  });

  it('is shown with labels in the language of its text', async () => {
    const at = await watching('words --no-prove');
    await at.until(WAITING);
    const file = (name: string): string => join(at.folder, '01-words', name);
    const steps = readFileSync(file('steps.yaml'), 'utf8');
    writeFileSync(file('steps.yaml'), steps.replaceAll(/en: (.*?) }/g, 'en: $1, ja: x }'));
    const japanese = readFileSync(file('lab.md'), 'utf8')
      .replaceAll('>Solution<', '>解答<')
      .replaceAll('>Hint<', '>ヒント<')
      .replaceAll('Hint of', 'ヒント:')
      .replaceAll('Write', '書く:')
      .replaceAll('know', '知る');
    writeFileSync(file('lab.ja.md'), japanese);
    const told = await at.until(WAITING);
    expect(told).toContain('Title of make [ja]\n');
    expect(told).toContain('\nヒント 1/1\n');
    expect(told).not.toMatch(/Hint 1 of 1|Solution/);
  });

  it('has lab and step, or the watch does not begin; nor does it where there is no course', async () => {
    const at = await watching('words --no-prove');
    await at.until(WAITING);
    for (const [words, code] of [
      ['words --lab wrds', 'wrds'],
      ['words --step mke', 'mke'],
      ['./nowhere', 'nowhere'],
    ]) {
      const refused = await at.labs(`author watch --no-prove ${words}`);
      expect(refused.code).toBe(2);
      expect(refused.err).toContain(code);
    }
  });
});

test('what an editor leaves beside the files is no change', async () => {
  const at = await watching('words --no-prove');
  await at.until(WAITING);
  for (const name of ['.lab.md.swp', '4913', 'lab.md~']) {
    writeFileSync(join(at.folder, '01-words', name), 'x');
  }
  appendFileSync(join(at.folder, 'course.yaml'), '# a remark\n');
  const told = await at.until(WAITING);
  expect(told).toContain(' words/course.yaml\n');
});

test('ended within a proof, it leaves no machine; a second one that would prove is refused', async () => {
  const at = await watching('words');
  await at.until(WAITING);
  const second = await at.labs('author watch words');
  expect(second.code).toBe(3);
  expect(second.err).toContain('Another command is at work');
  // What is wrong with the words themselves is told first.
  const misspelt = await at.labs('author watch words --step nost');
  expect(misspelt.code).toBe(2);
  expect(misspelt.err).toContain("'nost'");
  at.edit({ solution: `echo make >> ${at.machine.log}; sleep 60` });
  await at.until('Solution');
  await vi.waitUntil(() => existsSync(at.machine.log), 20_000);
  expect(await at.end()).toBe(0);
  expect(await at.machine.status()).toBe('absent');
  expect((await at.labs('author watch words --no-prove --lab none')).err).toContain('none');
});
