// A learner's whole way on a real machine: from the first lab to the ping over a bridge of one's own.
import { execa } from 'execa';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Lab, Step } from '../../src/course/types.ts';
import { loadCourse, packagedCourse } from '../../src/host/course-files.ts';
import { blocksCommand } from '../../src/learner/replay.ts';
import { expectCode, rig } from './rig.ts';

const { course } = await loadCourse(await packagedCourse());
const machine = await rig();
const { json, labs, run } = machine;

function lab(slug: string): Lab {
  const found = course.labs.find((each) => each.slug === slug);
  if (!found) throw new Error(`no lab ${slug}`);
  return found;
}

/** The labs that build the network by hand. */
const steps = ['bridge', 'cable', 'namespace'].flatMap((slug) =>
  lab(slug).steps.map((step) => [`${slug}/${step.id}`, step] as const),
);

/** What the learner types, in one shell of the machine: by default the commands of the course. */
async function solve(step: Step, commands = step.commands): Promise<void> {
  if (commands.length === 0) return;
  expectCode(await run(['run', '--', 'bash', '-c', blocksCommand(commands)]), 0);
}

/** The right answer, as the machine itself tells it; undefined for a step that asks nothing. */
async function truth(step: Step): Promise<string | undefined> {
  if (step.ask === null) return undefined;
  const ran = await run(['run', '--', 'sudo', 'bash', '-c', step.ask.run]);
  expectCode(ran, 0);
  const [first = ''] = ran.out.trim().split('\n');
  return step.ask.kind === 'set' ? ran.out.trim().split(/\s+/).join(' ') : first;
}

/** Before the solution *not yet*, after it *pass*. */
async function walk(step: Step): Promise<void> {
  expect(await json('check', 1)).toMatchObject({ step: step.id, verdict: 'not-yet' });
  await solve(step);
  const answer = await truth(step);
  const argv = answer === undefined ? ['check'] : ['answer', answer];
  const ran = await run([...argv, '--json']);
  expectCode(ran, 0);
  expect(JSON.parse(ran.out)).toMatchObject({ step: step.id, verdict: 'pass' });
}

beforeAll(async () => {
  const ran = await labs('start --yes --lang en');
  expectCode(ran, 0);
  expect(ran.out).toContain('Out: a container calls a server');
});

describe('the first lab', () => {
  it('is not done by doing nothing, and next refuses to pass over it', async () => {
    expectCode(await labs('answer 172.17.0.2'), 1);
    const next = await labs('next');
    expectCode(next, 1);
    expect(next.out + next.err).toContain('labs next --skip');
    expect(await json('status')).toMatchObject({ lab: 'look-around', step: 'out', passed: 0 });
  });

  it('passes with the right answer, and goes on', async () => {
    const [out, publish] = lab('look-around').steps;
    if (!out || !publish) throw new Error('the first lab has lost its steps');
    await walk(out);
    expect(await json('next')).toMatchObject({ step: 'publish', result: 'moved' });
    await walk(publish);
  });

  it('gives one hint more each time, and the solution only after a yes', async () => {
    expect(await json('hint')).toMatchObject({ step: 'publish', hint: 1, solution: null });
    expect(await json('hint')).toMatchObject({ step: 'publish', hint: 2, solution: null });
    const count = lab('look-around').steps[1]?.hints.length ?? 0;
    for (let shown = 2; shown < count; shown++) await labs('hint');
    // Nobody can be asked here, so without --yes nothing is shown.
    const unasked = await labs('hint');
    expectCode(unasked, 2);
    expect(unasked.out).not.toContain('docker run');
    const shown = await json('hint --yes');
    expect(shown['solution']).toEqual(lab('look-around').steps[1]?.commands);
  });

  it('undo takes back what was done in the step', async () => {
    expectCode(await labs('run -- docker inspect web'), 0);
    expectCode(await labs('undo --yes'), 0);
    expectCode(await labs('run -- docker inspect web'), 1);
    expect(await json('check', 1)).toMatchObject({ step: 'publish', verdict: 'not-yet' });
  });
});

describe('ways into the machine', () => {
  it.each([0, 1, 7, 200])('run keeps the exit status %i', async (status) => {
    expectCode(await run(['run', '--', 'sh', '-c', `exit ${status}`]), status);
  });

  it('run keeps output, errors and words apart', async () => {
    const ran = await run(['run', '--', 'sh', '-c', 'echo "$1"; echo no >&2', 'sh', 'two  words']);
    expect(ran).toMatchObject({ code: 0, out: 'two  words', err: 'no' });
  });

  it('OpenSSH itself gets in by the config of ssh-config', async () => {
    const config = join(machine.home, 'lab.conf');
    const printed = await labs('ssh-config');
    expectCode(printed, 0);
    await writeFile(config, printed.out);
    const ran = await execa('ssh', ['-F', config, 'bridge-labs', 'id -un; exit 5'], {
      reject: false,
      stdin: 'ignore',
    });
    expect(ran).toMatchObject({ exitCode: 5, stdout: 'learner' });
  });
});

describe('from a bridge to the ping, step by step', () => {
  beforeAll(async () => {
    expect(await json('goto bridge --yes')).toMatchObject({ lab: 'bridge', step: 'model' });
  });

  it.each(steps)('%s', async (_, step) => {
    await walk(step);
    // At the last one the tests below go on.
    if (step !== steps.at(-1)?.[1]) expect(await json('next')).toMatchObject({ result: 'moved' });
  });

  it('ends with the ping that crosses the bridge, the cable and the namespace', async () => {
    const ping = await labs('run -- ping -c 1 -W 5 192.168.200.102');
    expectCode(ping, 0);
    expect(ping.out).toContain('1 received');
    const checked = await json('check');
    expect(checked).toMatchObject({ lab: 'namespace', step: 'ping', verdict: 'pass' });
    const verdicts = checked['expectations'] as { what: string; verdict: string }[];
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
    expect(verdicts.map(({ what }) => what).join('\n')).toMatch(/ping.*192\.168\.200\.102/);
  });

  it('a mistake is told with what was expected, what was found and where to look', async () => {
    expectCode(await labs('run -- sudo ip link set br0 down'), 0);
    const checked = await json('check', 1);
    expect(Object.keys(checked)).toEqual(['course', 'lab', 'step', 'verdict', 'expectations']);
    expect(checked['expectations']).toContainEqual({
      what: expect.stringContaining('br0') as string,
      verdict: 'not-yet',
      expected: expect.stringContaining('up') as string,
      found: 'br0 is down',
      look: expect.stringContaining('br0') as string,
    });
  });

  it('reset --lab goes back to the beginning of the lab, machine and progress together', async () => {
    expectCode(await labs('reset --lab --yes'), 0);
    expect(await json('status')).toMatchObject({ lab: 'namespace', step: 'guest' });
    expectCode(await labs('run -- ip link show veth-guest'), 0);
  });
});

describe('other ways to the same effect', () => {
  beforeAll(async () => {
    expect(await json('goto bridge/create --yes')).toMatchObject({ lab: 'bridge', step: 'create' });
  });

  it.each(steps.slice(1))('%s', async (_, step) => {
    const [way] = step.otherWays;
    await solve(step, way === undefined ? step.commands : [way]);
    const answer = await truth(step);
    expectCode(await run(answer === undefined ? ['check'] : ['answer', answer]), 0);
    await labs('next');
  });

  it('are brctl, ifconfig, ip netns attach and nsenter', () => {
    const ways = steps
      .slice(1)
      .flatMap(([, step]) => step.otherWays.slice(0, 1))
      .join('\n');
    for (const tool of ['brctl addbr', 'brctl addif', 'ifconfig', 'ip netns attach', 'nsenter']) {
      expect(ways).toContain(tool);
    }
  });
});
