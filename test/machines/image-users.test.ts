// Who stands on an image, where several homes share one cache: `image ls` names them, and `image rm` leaves it alone.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noteUser, usersOf } from '../../src/machines/qemu/image/users.ts';
import { house, temporaryFolder } from '../cli/harness.ts';

const KEY = '0123456789abcdef';

/** A cache with one image, and a home of somebody else's whose machine stands on it. */
async function shared() {
  const folder = temporaryFolder();
  const image = join(folder, 'cache/images', KEY);
  const machine = join(folder, 'other/machines/default');
  for (const each of [image, machine]) mkdirSync(each, { recursive: true });
  writeFileSync(join(image, 'image.json'), '{}');
  const record = (key: string): void => {
    writeFileSync(join(machine, 'machine.json'), JSON.stringify({ version: 1, image: key }));
  };
  record(KEY);
  await noteUser(image, machine);
  return { image, machine, record, env: { BRIDGE_LABS_CACHE: join(folder, 'cache') } };
}

it('a machine counts for as long as its record names the image', async () => {
  const { image, machine, record } = await shared();
  expect(await usersOf(image, KEY)).toEqual([machine]);
  await noteUser(image, machine);
  expect(await usersOf(image, KEY)).toEqual([machine]);
  record('fedcba9876543210');
  expect(await usersOf(image, KEY)).toEqual([]);
  expect(readdirSync(join(image, 'users'))).toEqual([]);
});

it('image rm refuses what a machine of another home stands on, and removes it when that is gone', async () => {
  const { machine, env } = await shared();
  const { run } = house();
  const image = (...words: string[]) => run('bridge-labs', ['image', ...words], { env });
  expect((await image('ls')).out).toContain(machine);
  const refused = await image('rm', KEY, '--yes');
  expect(refused.code).toBe(2);
  expect(refused.err).toContain(machine);
  expect((await image('rm', '--yes', '--json')).out).toMatch(/"removed": \[\]/);
  rmSync(machine, { recursive: true });
  expect((await image('rm', KEY, '--yes')).code).toBe(0);
  expect((await image('ls', '--json')).out).toMatch(/"images": \[\]/);
});
