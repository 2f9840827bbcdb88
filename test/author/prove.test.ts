// `labs author prove`: what it proves, what it asks of its machine, and that it leaves none behind.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tasksOf } from '../../src/author/prove.ts';
import { LabsError } from '../../src/errors.ts';
import type { Course, Step } from '../../src/course/types.ts';
import { house, temporaryFolder } from '../cli/harness.ts';
import { lab, smallCourse, step } from '../learner/course.ts';
import { dockerdIn } from '../learner/dockerd.ts';
import { Sandbox } from '../learner/sandbox.ts';

const names = (options: { lab?: string; step?: string }): string[] =>
  tasksOf(smallCourse(), { lab: options.lab, step: options.step }).flatMap((task) =>
    task.steps.map(({ id }) => `${task.lab.slug}/${id}`),
  );

test('all labs, one lab, one step', () => {
  expect(names({})).toEqual(['look/a', 'look/b', 'bridge/c', 'bridge/d', 'cable/e', 'cable/f']);
  expect(names({ lab: '2' })).toEqual(['bridge/c', 'bridge/d']);
  expect(names({ lab: 'bridge', step: 'D' })).toEqual(['bridge/d']);
  expect(names({ step: 'e' })).toEqual(['cable/e']);
});

test.each([
  [{ lab: 'brige' }, { code: 'unknown-lab', params: { suggestion: 'bridge' } }],
  [{ lab: 'bridge', step: 'e' }, { code: 'unknown-step' }],
  [{ step: 'nowhere' }, { code: 'unknown-step', params: { known: 'a, b, c, d, e, f' } }],
])('what the course lacks is misuse: %o', (options, error) => {
  const { params = {}, ...rest } = error as { params?: object };
  expect(() => names(options)).toThrow(
    expect.objectContaining({
      kind: 'usage',
      ...rest,
      params: expect.objectContaining(params) as object,
    }),
  );
});

interface Report {
  readonly ok: boolean;
  readonly labs: {
    steps: { step: string; failures: { at: string; said: string }[] }[];
    stopped: string | null;
  }[];
}

test(
  'a lab goes on where the one before it has ended; a lab of its own is replayed to',
  { timeout: 60_000 },
  async () => {
    const commands: string[] = [];
    const machine = await Sandbox.ofOneUser((command) => {
      commands.push(command);
      return command;
    });
    const at = house({ machine, course: smallCourse(machine.log) });
    await at.labs('author prove --json --machines 1');
    // Without a console it may be somebody's computer: its processors are left alone.
    expect(commands.filter((command) => command.includes('/sys/devices/'))).toEqual([]);
    // `bridge` comes first, as `cable` needs it: that goes on from there, and its end is kept for whoever needs it later.
    const kept = machine.calls.indexOf('save prove/after-bridge');
    expect(machine.calls.slice(kept, kept + 2)).toEqual([
      'save prove/after-bridge',
      'save prove/one',
    ]);
    machine.calls.length = 0;
    await at.labs('author prove cable --json --machines 1');
    expect(machine.calls.slice(0, 4)).toEqual(['destroy', 'up', 'restore base', 'save prove/one']);
  },
);

test(
  'a lab goes on where the one before it has ended also where mistakes were undone on the way',
  { timeout: 60_000 },
  async () => {
    const machine = await Sandbox.ofOneUser();
    const types = (word: string): string => `echo ${word} >> ${machine.log}`;
    const mistakes = [{ run: types('x'), when: 'instead', finds: 'nothing' }] as const;
    const labs = [
      lab(1, 'bridge', [], [step('c', { commands: [types('c')], mistakes })]),
      lab(2, 'cable', ['bridge'], [step('d', { commands: [types('d')] })]),
    ];
    const at = house({ machine, course: { ...smallCourse(machine.log), labs } });
    await at.labs('author prove --json --machines 1');
    const kept = machine.calls.indexOf('save prove/after-bridge');
    expect(kept).toBeGreaterThan(0);
    expect(machine.calls.slice(kept)).not.toContain('restore base');
  },
);

test('another way is tried in place of the solution, and must pass', async () => {
  const machine = await Sandbox.ofOneUser();
  const course = smallCourse(machine.log);
  const broken = { link: 'no-such-link', up: true };
  const steps = [
    step('a', { otherWays: ['true', 'exit 4'] }),
    step('b', { expect: [broken], otherWays: ['true'] }),
  ];
  const at = house({ machine, course: { ...course, labs: [lab(1, 'look', [], steps)] } });
  const report = JSON.parse((await at.labs('author prove --json --machines 1')).out) as Report;
  const failures = report.labs[0]?.steps.map((one) =>
    one.failures.filter((failure) => failure.at === 'other-way'),
  );
  // Whatever this computer's own network is like: a command that fails is no way, and no such link is there.
  expect(failures?.[0]).toContainEqual({
    ...{ at: 'other-way', subject: 'exit 4', expected: 'status 0', said: 'status 4: ' },
  });
  expect(failures?.[1]).toMatchObject([{ subject: 'true', expected: 'pass' }]);
});

test('a step that inspects is shown the screen of its solution, an empty one, and none', async () => {
  const dockerd = dockerdIn(temporaryFolder());
  onTestFinished(dockerd.stop);
  const machine = await Sandbox.ofOneUser(dockerd.edit);
  const asks = (id: string, shows: string): Step =>
    step(id, {
      ...{ expect: [], ask: { run: 'echo 42', kind: 'number' } },
      commands: [`expr 6 \\* 7; echo ${id}`],
      inspect: [{ ran: 'expr', shows }],
      mistakes: [{ answer: '41', when: 'after', finds: '41 is not the number' }],
    });
  const steps = [asks('b', '42'), asks('c', '43')];
  const course = { ...smallCourse(machine.log), labs: [lab(1, 'look', [], steps)] };
  const at = house({ machine, course });
  const report = JSON.parse((await at.labs('author prove --json --machines 1')).out) as Report;
  const [right, wrong] = report.labs[0]?.steps ?? [];
  expect(right).toMatchObject({ failures: [], untested: [], expectations: 2 });
  expect(wrong?.failures[0]).toMatchObject({
    at: 'after',
    said: expect.stringContaining('but nothing after it shows "43"') as string,
  });
});

/** A lab whose check passes (or breaks) whatever is done, so that it cannot be proven. */
async function proving(solution = '') {
  const machine = await Sandbox.ofOneUser();
  const types = (word: string): string => `echo ${word} >> ${machine.log}`;
  const c = step('c', {
    commands: [types('c') + solution],
    mistakes: [
      { run: types('x'), when: 'instead', finds: 'nothing' },
      { run: types('y'), when: 'after', finds: 'nothing' },
      { run: 'exit 3', when: 'after', finds: 'nothing' },
    ],
  });
  const base = smallCourse(machine.log);
  const labs = [lab(1, 'bridge', [], [c, step('d', { commands: [types('d')] })])];
  const at = house({ machine, course: { ...base, labs } });
  return { machine, ran: await at.labs('author prove --json --machines 1') };
}

test(
  'restores after each mistake, replays nothing twice, and removes its machine',
  { timeout: 60_000 },
  async () => {
    const { machine, ran } = await proving();
    expect(machine.calls).toEqual([
      ...['destroy', 'up', 'restore base'],
      // c: a mistake in place of the solution, then the solution, two mistakes on top of it, and one variation.
      ...['restore base', 'save prove/one', 'restore prove/one', 'restore base'],
      'restore prove/one',
      // d begins where c ended, so that state is saved already.
      ...['save prove/other', 'restore prove/one', 'restore prove/other'],
      'destroy',
    ]);
    expect(ran.code).toBe(1);
    const report = JSON.parse(ran.out) as Report;
    expect(report).toMatchObject({ course: 'small', ok: false, caught: 0, tried: 3 });
    const [first] = report.labs[0]?.steps ?? [];
    expect(first).toMatchObject({
      step: 'c',
      mistakes: [
        { run: expect.stringContaining('echo x') as string, caught: false },
        { run: expect.stringContaining('echo y') as string, caught: false },
        { run: 'exit 3', caught: false, reason: expect.stringContaining('status 3') as string },
      ],
    });
    expect(first?.failures[0]?.at).toBe('before');
  },
);

test(
  'a solution that fails is told, ends its lab, and still removes the machine',
  { timeout: 60_000 },
  async () => {
    const { machine, ran } = await proving('; false');
    expect(ran.code).toBe(1);
    const [only] = (JSON.parse(ran.out) as Report).labs;
    expect(only?.steps).toHaveLength(1);
    expect(only?.steps[0]?.failures).toMatchObject([
      { at: 'before' },
      { at: 'solution', expected: 'status 0', said: expect.stringContaining('status 1') as string },
      { at: 'mistake' },
    ]);
    expect(only?.stopped).toContain('step c');
    expect(machine.calls.at(-1)).toBe('destroy');
  },
);

test(
  'two machines share a lab, and the report is as if one had done it',
  { timeout: 60_000 },
  async () => {
    const machines = new Map<string, Sandbox>();
    for (const name of ['prove', 'prove-2']) {
      const own: Sandbox = await Sandbox.ofOneUser((command) =>
        command.replaceAll('@LOG@', own.log),
      );
      machines.set(name, own);
    }
    const ids = ['p', 'q', 'r', 's'];
    const steps = ids.map((id) => step(id, { commands: [`echo ${id} >> @LOG@`] }));
    const course = { ...smallCourse(), labs: [lab(1, 'long', [], steps)] };
    const at = house({
      course,
      machine: (name) => machines.get(name) ?? expect.unreachable(name),
    });
    const { out, err } = await at.labs('author prove long --json --machines 2');
    expect(err).toContain('1 lab on 2 machines.');
    const { labs } = JSON.parse(out) as Report;
    expect(labs).toHaveLength(1);
    expect(labs[0]?.stopped).toBeNull();
    expect(labs[0]?.steps.map((one) => one.step)).toEqual(ids);
    for (const { calls } of machines.values()) {
      // Each stood at the beginning of some step, and is gone.
      expect(calls).toContain('save prove/one');
      expect(calls.at(-1)).toBe('destroy');
    }
  },
);

test('--vary proves the course with names of a seed, which it tells; what the learner has does not count', async () => {
  const machine = await Sandbox.ofOneUser();
  const course = (seed: string | null): Course => ({
    ...smallCourse(machine.log),
    drawn: seed === null ? {} : { br0: seed },
    labs: [lab(1, 'bridge', [], [step('a')])],
  });
  const at = house({ machine, course });
  writeFileSync(join(at.home, 'config.json'), '{"vary": true, "seed": "learner"}');
  const report = async (words: string): Promise<object> => {
    const { out, err } = await at.labs(`author prove --json ${words}`.trim());
    return { err, ...(JSON.parse(out) as { vary: unknown }) };
  };
  expect(await report('')).toMatchObject({ vary: null });
  const given = { seed: 'k3f9x2', drawn: { br0: 'k3f9x2' } };
  const told = expect.stringContaining(
    'Seed k3f9x2. In your course, br0 is called k3f9x2.',
  ) as string;
  expect(await report('bridge --vary k3f9x2')).toMatchObject({ vary: given, err: told });
  expect(await report('--vary')).toMatchObject({ vary: { seed: 'ssssss' } });
  const { code, err } = await at.labs('author prove --vary bridge');
  expect(code).toBe(2);
  expect(err).toContain('labs author prove bridge --vary');
});

test(
  'a machine that fails costs the rest of its lab, and is made anew for the others',
  { timeout: 60_000 },
  async () => {
    const machine = await Sandbox.ofOneUser();
    machine.restoreFails = new LabsError('machine', 'qemu-died', 'qemu has ended');
    const at = house({ machine, course: smallCourse(machine.log) });
    const { code, out } = await at.labs('author prove --json --machines 1');
    const { labs } = JSON.parse(out) as Report;
    expect(code).toBe(1);
    expect(labs.map(({ stopped }) => stopped !== null)).toEqual([false, true, false]);
    expect(labs[1]?.stopped).toContain('in the step c: qemu has ended');
    expect(labs[2]?.steps.map(({ step: id }) => id)).toEqual(['e', 'f']);
    expect(machine.calls.filter((call) => call === 'up')).toHaveLength(2);
  },
);

test.each([
  ['author prove', 'What was proven so far is not kept. With --changed it is.'],
  [
    'author prove --changed',
    'What was proven so far is kept. With --changed a proof goes on from there.',
  ],
])('Ctrl-C during %s says what becomes of what was proven', async (words, said) => {
  const quit = new AbortController();
  const machine = await Sandbox.ofOneUser((command) => {
    if (command.includes('echo the-second')) quit.abort();
    return command;
  });
  const types = (word: string): string => `echo ${word} >> ${machine.log}`;
  const steps = [step('c', { commands: [types('first')] })];
  const more = [step('d', { commands: [types('the-second')] })];
  const labs = [lab(1, 'bridge', [], steps), lab(2, 'cable', [], more)];
  const course = { ...smallCourse(machine.log), labs };
  const at = house({ machine, course, folder: temporaryFolder() });
  const { code, err } = await at.labs(`${words} --machines 1`, { signal: quit.signal });
  expect(code).toBe(130);
  expect(err).toContain(said);
  expect(err).not.toContain('Nothing is lost');
  expect(machine.calls.at(-1)).toBe('destroy');
});

test('--keep says how to look into the machine, with its host key, and leaves it', async () => {
  const machine = await Sandbox.ofOneUser();
  const course = { ...smallCourse(machine.log), labs: [lab(1, 'look', [], [step('a')])] };
  const at = house({ machine, course });
  const { err } = await at.labs('author prove --keep --machines 1');
  const file = / -o 'UserKnownHostsFile="([^"]+)"' /.exec(err.replaceAll('\n', ' '))?.[1] ?? '';
  const { host, port, hostKey } = await machine.sshTarget();
  expect(readFileSync(file, 'utf8').trim()).toBe(
    `[${host}]:${port} ${hostKey.split(' ').slice(0, 2).join(' ')}`,
  );
  expect(machine.calls.filter((call) => call === 'destroy')).toHaveLength(1);
});
