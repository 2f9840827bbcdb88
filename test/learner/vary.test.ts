// `start --vary`: names of the learner's own, kept over resets; a machine and progress of other names are never taken for these.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Course } from '../../src/course/types.ts';
import { varied } from '../../src/course/vary.ts';
import { house } from '../cli/harness.ts';
import { world, type World } from './world.ts';

/** The small course where `c` is called after the seed: its solution writes `C` or, say, `aaaaaa`. */
function naming(course: Course, log: string, seed: string | null): Course {
  if (seed === null) return course;
  const drawn = { c: seed };
  const labs = JSON.stringify(course.labs).replaceAll(`echo c >> ${log}`, `echo ${seed} >> ${log}`);
  return { ...course, drawn, labs: JSON.parse(labs) as Course['labs'] };
}

const choices = (at: World): object =>
  JSON.parse(readFileSync(join(at.home, 'config.json'), 'utf8')) as object;
const progressFiles = (at: World): string[] =>
  readdirSync(join(at.home, 'progress'))
    .filter((name) => name.endsWith('.json'))
    .sort();
const checkpoints = async (at: World): Promise<string[]> =>
  (await at.machine.checkpoints.list()).map(({ name }) => name);

// The random number of these tests is always 0.5.
const SEED = 'ssssss';

describe('start --vary', () => {
  it('draws names, says them, and later commands keep to them', async () => {
    const at = await world(naming);
    const { code, out } = await at.labs('start --vary');
    expect(code).toBe(0);
    expect(out).toContain(`In your course, c is called ${SEED}.`);
    expect(choices(at)).toEqual({ vary: true, seed: SEED });
    await at.labs('goto bridge/d');
    expect(at.machine.done()).toBe(SEED);
    expect((await at.labs('status')).out).toContain(`Names: c is called ${SEED}\n`);
    const { vary } = JSON.parse((await at.labs('status --json')).out) as { vary: object };
    expect(vary).toEqual({ seed: SEED, drawn: { c: SEED } });
  });

  it('keeps them over a reset of the whole course, a new machine, and a second --vary', async () => {
    const at = await world(naming);
    await at.labs('start --vary');
    await at.labs('reset --all --yes');
    await at.run('bridge-labs', ['destroy', '--yes']);
    writeFileSync(join(at.home, 'config.json'), JSON.stringify({ vary: true, seed: 'k3f9x2' }));
    expect((await at.labs('start')).out).toContain('c is called k3f9x2.');
    expect((await at.labs('start --vary --lang en')).out).toContain('c is called k3f9x2.');
    expect(choices(at)).toEqual({ vary: true, seed: 'k3f9x2', language: 'en' });
    await at.labs('goto bridge/d');
    expect(at.machine.done()).toBe('k3f9x2');
  });

  it('says so in Japanese, and as JSON', async () => {
    const at = await world(naming);
    expect((await at.labs('start --vary --lang ja')).out).toContain(
      `あなたのコースでは、c は ${SEED} です。`,
    );
    const { vary } = JSON.parse((await at.labs('start --json')).out) as { vary: object };
    expect(vary).toEqual({ seed: SEED, drawn: { c: SEED } });
  });

  it('of a course without such names is refused, and nothing is done', async () => {
    const at = await world();
    const { code, err } = await at.labs('start --vary');
    expect(code).toBe(2);
    expect(err).toContain('This course has no names that could differ');
    expect(at.machine.calls).toEqual([]);
    expect(existsSync(join(at.home, 'config.json'))).toBe(false);
  });

  it('a seed that is none counts as not chosen: it becomes part of a file name', async () => {
    const at = await world(naming);
    writeFileSync(join(at.home, 'config.json'), '{"vary": true, "seed": "../../x"}');
    const { out } = await at.labs('start --json');
    expect(JSON.parse(out)).toMatchObject({ vary: null });
    expect(progressFiles(at)).toEqual(['small.json']);
  });
});

describe('names that change on a machine in use', () => {
  const begun = async (): Promise<World> => {
    const at = await world(naming);
    await at.labs('start');
    await at.labs('goto bridge/c');
    await at.labs('next --skip');
    expect(at.machine.done()).toBe('c');
    expect(await checkpoints(at)).toContain('bridge/d');
    at.machine.calls.length = 0;
    return at;
  };

  it('need a yes, and without one nothing is done', async () => {
    const at = await begun();
    const { code, err } = await at.labs('start --vary');
    expect(code).toBe(2);
    expect(err).toContain(
      'The machine goes back to the beginning of Lab 1 (Lab look), step 1 of 2',
    );
    expect(err).toContain('Progress belongs to the names it was made with.');
    expect(at.machine.calls).toEqual([]);
    expect(existsSync(join(at.home, 'config.json'))).toBe(false);
    expect(JSON.parse((await at.labs('status --json')).out)).toMatchObject({ step: 'd' });
  });

  it('begin the course anew: no progress, no checkpoint of the other names', async () => {
    const at = await begun();
    const { code, out, err } = await at.labs('start --vary --yes');
    expect(code).toBe(0);
    expect(err).toContain('The names in the course are others than before');
    expect(out).toContain('Title of a');
    expect(at.machine.done()).toBe('');
    expect(await checkpoints(at)).toEqual(['base']);
    await at.labs('goto bridge/d');
    expect(at.machine.done()).toBe(SEED);
    expect(at.machine.calls).not.toContain('restore bridge/d');
  });

  it('and back: the progress is there again, the machine is brought to it', async () => {
    const at = await begun();
    await at.labs('start --vary --yes');
    await at.labs('goto cable/e');
    const { out } = await at.labs('start --no-vary --yes');
    expect(out).toContain('Title of d');
    expect(out).not.toContain('In your course');
    expect(at.machine.done()).toBe('c');
    // The seed stays: off and on is no way to names that suit better.
    expect(choices(at)).toEqual({ vary: false, seed: SEED });
    await at.labs('start --vary --yes');
    expect(at.machine.done()).toBe(`${SEED}d`);
    expect(JSON.parse((await at.labs('status --json')).out)).toMatchObject({ step: 'e' });
    expect(progressFiles(at)).toEqual(['small.json', `small.${SEED}.json`]);
  });

  it('killed before the machine was brought along: nothing of the other names is taken for these', async () => {
    const at = await begun();
    // As `start --vary` leaves it then: the choice is saved, the machine is as it was.
    writeFileSync(join(at.home, 'config.json'), JSON.stringify({ vary: true, seed: SEED }));
    await at.labs('goto bridge/d');
    expect(at.machine.calls).not.toContain('restore bridge/d');
    expect(at.machine.done()).toBe(SEED);
  });

  it('by an edited course: the machine follows at the next start, the progress stays', async () => {
    const at = await world((course, log, seed) => naming(course, log, seed && word));
    let word = 'one';
    await at.labs('start --vary');
    await at.labs('goto bridge/d');
    word = 'two';
    const { err } = await at.labs('start');
    expect(err).toContain('The names in the course are others than before');
    expect(at.machine.done()).toBe('two');
    expect(JSON.parse((await at.labs('status --json')).out)).toMatchObject({ step: 'd' });
  });

  it('a step with a setup is not begun on what was made with other names', async () => {
    const at = await world((course, log, seed) => {
      const [look, bridge, cable] = naming(course, log, seed).labs;
      const [c, d] = bridge!.steps;
      const steps = [c!, { ...d!, setup: `echo '!' >> ${log}` }];
      return { ...naming(course, log, seed), labs: [look!, { ...bridge!, steps }, cable!] };
    });
    await at.labs('start');
    await at.type('others');
    const record = { state: 'passed', at: 0, hints: 0, attempts: 0 };
    const progress = {
      ...{ version: 1, course: 'small', startedAt: 0, position: { lab: 'bridge', step: 'c' } },
      steps: { 'bridge/c': record },
    };
    writeFileSync(join(at.home, 'progress', `small.${SEED}.json`), JSON.stringify(progress));
    writeFileSync(join(at.home, 'config.json'), JSON.stringify({ vary: true, seed: SEED }));
    expect((await at.labs('next')).code).toBe(0);
    expect(at.machine.done()).toBe(`${SEED}!`);
  });
});

it('the course that comes with bridge-labs varies, and the answers of one learner do not fit the other', async () => {
  const at = house({ course: 'real' });
  writeFileSync(join(at.home, 'config.json'), JSON.stringify({ vary: true, seed: 'k3f9x2' }));
  const { out } = await at.labs('show 6/create');
  const { vary } = JSON.parse((await at.labs('status --json')).out) as {
    vary: { drawn: Record<string, string> };
  };
  expect(Object.keys(vary.drawn)).toEqual(
    expect.arrayContaining(['br0', 'veth-host', 'veth-guest', '192.168.200']),
  );
  expect(out).toContain(`sudo ip link add ${vary.drawn.br0} type bridge`);
  expect(varied('lab.md', out, { br0: '' })).toBe(out);
});
