// Which machine start takes, and the way back on one without live checkpoints; on a machine of folders.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabsError } from '../../src/errors.ts';
import { settingsOf } from '../../src/machines/index.ts';
import { parseSettings } from '../../src/machines/settings.ts';
import { paths } from '../../src/host/paths.ts';
import type { Machine, Question } from '../../src/machines/types.ts';
import { world, type World } from './world.ts';

const config = (at: World): unknown =>
  JSON.parse(readFileSync(join(at.home, 'config.json'), 'utf8'));

const set = (at: World, changes: { [Key in keyof Machine]?: Machine[Key] }): void => {
  for (const [key, value] of Object.entries(changes)) {
    Object.defineProperty(at.machine, key, { value, configurable: true });
  }
};

describe('start --provider', () => {
  it('is remembered, with what belongs to it', async () => {
    const at = await world();
    const words = 'start --provider ssh --host ada@lab.example:2222 --identity key';
    expect((await at.labs(words)).code).toBe(0);
    expect(config(at)).toEqual({
      machine: {
        provider: 'ssh',
        host: 'ada@lab.example:2222',
        identity: join(at.home, 'key'),
      },
    });
  });

  it.each([
    ['start --provider parallels', 'There is no provider "parallels".'],
    ['start --host ada@lab.example', '--host belongs to a provider.'],
    ['start --provider ssh', 'The provider ssh needs to know which computer.'],
  ])('%s: refused before anything is done', async (words, message) => {
    const at = await world();
    const { code, err } = await at.labs(words);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(at.machine.calls).toEqual([]);
    expect((await at.labs(`${words} --lang ja`)).err).toMatch(/プロバイダー/);
  });

  it('does not take the place of a machine of another kind', async () => {
    const at = await world();
    const folder = join(at.home, 'machines', 'default');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'machine.json'), '{"version":1,"provider":"qemu"}');
    const { code, err } = await at.labs('start --provider ssh --host lab');
    expect(code).toBe(2);
    expect(err).toContain('There is a machine already, of qemu.');
    const home = paths({ BRIDGE_LABS_HOME: at.home }, '/', 'linux');
    expect(await settingsOf(home)).toEqual({ provider: 'qemu' });
  });

  it('settings that nobody understands count as none', () => {
    expect(parseSettings({ provider: 'parallels' })).toBeNull();
    expect(parseSettings(null)).toBeNull();
    expect(parseSettings({ provider: 'ssh', host: 'lab', port: 22, identity: '' })).toEqual({
      provider: 'ssh',
      host: 'lab',
    });
  });
});

const CHANGES: Question = {
  about: 'changes',
  host: 'ada@lab.example',
  changes: { system: 'Debian 13', packages: ['jq'], newUser: true, keepsDockerConfig: false },
};

describe('a computer that is not ours', () => {
  it('is not remembered before the yes', async () => {
    const at = await world();
    set(at, { borrowed: 'ada@lab.example', prepare: ({ ask }) => ask(CHANGES) });
    const words = 'start --provider ssh --host ada@lab.example --no-record';
    expect((await at.labs(words)).code).toBe(2);
    expect(existsSync(join(at.home, 'config.json'))).toBe(false);
    expect((await at.labs(`${words} --yes`)).code).toBe(0);
    expect(config(at)).toMatchObject({ record: false, machine: { provider: 'ssh' } });
  });

  it('whose setup was cut short is said to be that, and is given back after a yes', async () => {
    const at = await world();
    const left = { host: 'lab', unreachable: false };
    let given = 0;
    set(at, {
      borrowed: 'lab',
      status: () => Promise.resolve('unfinished'),
      destroy: () => Promise.resolve(left).finally(() => given++),
    });
    const said = await at.labs('status');
    expect(said.out).toContain('Machine: set up only in part');
    expect(said.out).toContain('bridge-labs start');
    expect((await at.run('bridge-labs', ['destroy'])).code).toBe(2);
    expect(given).toBe(0);
    expect((await at.run('bridge-labs', ['destroy', '--yes'])).out).toContain('apt-get autoremove');
    expect(given).toBe(1);
  });

  it('is changed after a yes alone, that knows what would be', async () => {
    const at = await world();
    set(at, { borrowed: 'ada@lab.example', prepare: ({ ask }) => ask(CHANGES) });
    const { code, err } = await at.labs('start');
    expect(code).toBe(2);
    expect(err).toContain('these packages are installed, with what they need: jq');
    expect(err).toContain('a user "learner" is made');
    expect(err).toContain('bridge-labs destroy');
    expect(at.machine.calls).toEqual([]);
    expect((await at.labs('start --yes')).code).toBe(0);
  });

  it('shows its host key before it is believed', async () => {
    const at = await world();
    const question: Question = { about: 'host-key', host: 'lab', fingerprint: 'SHA256:abc' };
    set(at, { borrowed: 'lab', prepare: ({ ask }) => ask(question) });
    const { code, err } = await at.labs('start --lang ja');
    expect(code).toBe(2);
    expect(err).toContain('SHA256:abc');
    expect(err).toContain('この鍵で正しいですか');
  });

  it('is given back by destroy, which says what stays', async () => {
    const at = await world();
    await at.labs('start');
    const left = { host: 'lab', unreachable: false };
    set(at, { borrowed: 'lab', destroy: () => Promise.resolve(left) });
    expect((await at.run('bridge-labs', ['destroy'])).err).toContain('lab is given back');
    expect((await at.run('bridge-labs', ['destroy', '--yes'])).out).toContain('apt-get autoremove');
  });

  it('that does not answer: what ssh has met is told, and not that a reset would help', async () => {
    const at = await world();
    await at.labs('start');
    const refused = new LabsError('machine', 'ssh-refused', 'Nothing listens on lab:22');
    set(at, {
      borrowed: 'lab',
      trouble: () => Promise.resolve(null),
      sshTarget: () => Promise.reject(refused),
    });
    expect((await at.labs('check')).out).toContain('Nothing listens on lab:22');
  });
});

describe('without live checkpoints', () => {
  const plain = async (): Promise<World> => {
    const at = await world();
    set(at, { checkpoints: null });
    await at.labs('start');
    return at;
  };

  it('undo and goto begin with a machine that is clean again, and replay the steps before', async () => {
    const at = await plain();
    await at.labs('goto cable/f');
    expect(at.machine.done()).toBe('cde');
    await at.type('mess');
    expect((await at.labs('undo --yes')).code).toBe(0);
    expect(at.machine.done()).toBe('cde');
    expect(at.machine.calls.filter((call) => call !== 'up')).toEqual(['renew', 'renew']);
  });

  it('after a reboot, status says that what was built is gone, and start brings it back', async () => {
    const at = await plain();
    await at.labs('goto bridge/d');
    set(at, {
      rebooted: () => Promise.resolve(true),
      up: () => Promise.resolve({ from: 'boot', checkpoint: null }),
    });
    const { out } = await at.labs('status');
    expect(out).toContain('The machine was rebooted');
    expect(out).toContain('labs undo');
    expect(JSON.parse((await at.labs('status --json')).out)).toMatchObject({
      machine: { rebooted: true },
    });
    await at.type('half');
    expect((await at.labs('start')).err).toContain('at the beginning of this step');
    expect(at.machine.done()).toBe('c');
  });
});
