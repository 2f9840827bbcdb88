// What `author new` writes is proven as it stands, and the pictures of the labs are drawn, on a real machine.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectCode, rig } from './rig.ts';

const { home, run, json, labs, qemus } = await rig();

it('a new lab is proven: solution, mistakes, other ways, question', async () => {
  const course = join(home, 'course');
  expectCode(await run(['author', 'new', 'A bridge of your own', course]), 0);
  const report = await json(`author prove --course ${course}`);
  expect(report).toMatchObject({ ok: true, steps: 2, caught: 4, tried: 4 });
  expect(report['covered']).toBe(report['expectations']);
  // The machine of the proof is gone.
  expect(await qemus()).toEqual([]);
});

it('a way that is accepted, and leads to where the next step cannot be done, is found by --ways', async () => {
  const course = join(home, 'ways');
  const proof = `author prove --ways --course ${course}`;
  const folder = join(course, '01-three-steps');
  const step = (id: string, command: string) =>
    [`## Do ${id}`, `<!-- step: ${id} -->`, '', '```sh', command, '```', ''].join('\n');
  const write = async (otherWays: readonly string[]): Promise<void> => {
    const steps = {
      // Forgets to ask for a bridge.
      make: { expect: [{ link: 'br0' }], 'other-ways': otherWays },
      address: { expect: [{ link: 'br0', address: '10.9.8.1/24' }] },
      plug: { expect: [{ link: 'v0', master: 'br0' }] },
    };
    // JSON is YAML.
    await writeFile(join(folder, 'steps.yaml'), JSON.stringify(steps));
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(course, 'course.yaml'), 'name: ways\ntitle:\n  en: Ways\n');
  await writeFile(
    join(folder, 'lab.md'),
    [
      ...[
        '---',
        'title: Three steps',
        'minutes: 5',
        'needs: []',
        '---',
        '',
        '# Three steps',
        '',
        'Why.',
        '',
      ],
      step('make', 'sudo ip link add br0 type bridge'),
      step('address', 'sudo ip addr add 10.9.8.1/24 dev br0'),
      step('plug', 'sudo ip link add v0 type veth peer name v1; sudo ip link set v0 master br0'),
    ].join('\n'),
  );
  const both = 'sudo ip link add br0 type bridge; sudo ip addr add 10.9.8.1/24 dev br0';
  await write([both, 'sudo ip link add br0 type dummy']);
  const found = await run(`${proof} --json --yes --lang en`.split(' '));
  expectCode(found, 1);
  const well = { failures: [] };
  expect(JSON.parse(found.out)).toMatchObject({
    ok: false,
    rounds: [
      // Who has done both is not asked to do it again.
      [{ steps: [well, { ...well, verdicts: { before: 'pass' } }, well] }],
      [{ steps: [well, well, { failures: [{ at: 'solution' }] }] }],
    ],
  });
  await write(['sudo brctl addbr br0']);
  expect(await json(proof)).toMatchObject({ ok: true, steps: 3 });
  expect(await qemus()).toEqual([]);
});

it('the pictures of the lab that connects all are as the machine is, before and after', async () => {
  const ran = await labs('author pictures namespace --check --yes --lang en');
  expectCode(ran, 0);
  expect(ran.out).toContain('Every picture is as the machine is.');
});
