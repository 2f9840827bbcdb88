// `labs map` as a whole command, on a machine of folders whose network is this computer's.
import { expect, it } from 'vitest';
import type { NetworkMap } from '../../src/map/index.ts';
import { world } from './world.ts';

it('shows the network and what the step wants, in each form; two forms exclude each other', async () => {
  const at = await world((course) => {
    const [first] = course.labs;
    const wants = first!.steps.map((step) => ({
      ...step,
      expect: [{ link: 'wanted0', kind: 'bridge' }],
    }));
    return { ...course, labs: [{ ...first!, steps: wants }, ...course.labs.slice(1)] };
  });
  const absent = await at.labs('map');
  expect(absent.code).toBe(3);
  expect(absent.err).toContain('There is no machine yet.');
  await at.labs('start');

  const text = await at.labs('map');
  expect(text).toMatchObject({ code: 0 });
  expect(text.out).toContain('the machine (host)');
  expect(text.out).toContain('wanted0 ?');
  expect(text.out).toContain('there is no link wanted0');
  expect((await at.labs('map --lang ja', { env: { LANG: 'C' } })).out).toContain(
    'マシン（ホスト）',
  );

  const { out } = await at.labs('map --json');
  const json = JSON.parse(out) as NetworkMap;
  expect(json).toMatchObject({
    course: 'small',
    lab: 'look',
    step: 'a',
    left: [{ verdict: 'not-yet' }],
  });
  expect(json.places[0]?.links).toContainEqual(
    expect.objectContaining({ name: 'wanted0', mark: 'missing' }),
  );

  expect((await at.labs('map --mermaid')).out).toMatch(/^flowchart LR\n/);
  expect((await at.labs('map --dot')).out).toMatch(/^graph network \{\n/);
  const both = await at.labs('map --dot --follow');
  expect(both.code).toBe(2);
  expect(both.err).toContain('--follow and --dot exclude each other.');
  const alone = await at.labs('map --live');
  expect(alone.code).toBe(2);
  expect(alone.err).toContain('--live only goes with --path FROM TO.');
});
