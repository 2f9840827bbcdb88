// The contract of qemu's machines; then one of them is somebody's computer, that becomes a lab machine over ssh and is given back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { paths } from '../../src/host/paths.ts';
import { openMachine } from '../../src/machines/index.ts';
import type { Machine } from '../../src/machines/types.ts';
import type { Settings } from '../../src/machines/settings.ts';
import { connect } from '../../src/ssh/connect.ts';
import { contract } from '../machines/contract.ts';

const home = await mkdtemp(join(tmpdir(), 'bridge-labs-providers-'));
const folders = paths(
  { BRIDGE_LABS_HOME: home, BRIDGE_LABS_CACHE: inject('cache') },
  home,
  process.platform,
);
const open = (name: string, settings?: Settings): Promise<Machine> =>
  openMachine({ paths: folders, name, settings });

afterAll(async () => {
  for (const name of ['lab', 'computer']) await (await open(name)).destroy();
  await rm(home, { recursive: true, force: true });
});

contract('qemu', { open: () => open('lab'), wayOut: '10.0.2.2' });

describe('somebody’s computer', () => {
  let settings: Settings;
  const asOwner = async (script: string): Promise<string> => {
    // It may still be saving its base.
    const target = await (await open('computer')).sshTarget();
    await using connection = await connect(target, { timeoutMs: 120_000 });
    return await connection.runScript(script);
  };
  /** What is on it that the course could have left. */
  const traces = (): Promise<string> =>
    asOwner(
      'ls -d /var/lib/bridge-labs /etc/ssh/sshd_config.d/*host* /etc/ssh/sshd_config.d/20-* 2>/dev/null; sort /home/learner/.ssh/authorized_keys; true',
    );
  let before: string;

  beforeAll(async () => {
    await (await open('computer')).up();
    const { port, identityFile } = await (await open('computer')).sshTarget();
    settings = { provider: 'ssh', host: `root@127.0.0.1:${port}`, identity: identityFile };
    before = await traces();
  });

  it('is not changed after a no', async () => {
    const machine = await open('borrowed', settings);
    const asked: string[] = [];
    const agreed = await machine.prepare?.({
      ask: ({ about }) => {
        asked.push(about);
        return Promise.resolve(about === 'host-key');
      },
    });
    expect(agreed).toBe(false);
    expect(asked).toEqual(['host-key', 'changes']);
    await expect(machine.up()).rejects.toMatchObject({ code: 'machine-absent' });
    expect(await traces()).toBe(before);
  });

  it('is given back also where its setup was cut short', async () => {
    const machine = await open('borrowed', settings);
    await machine.prepare?.({ ask: () => Promise.resolve(true) });
    const cut = new AbortController();
    const phase = (_key: string, detail = ''): void => {
      // The next word after how it was before is noted: something has been changed by then.
      if (detail !== '' && !detail.startsWith('noting')) cut.abort();
    };
    await expect(machine.up({ signal: cut.signal, progress: { phase } })).rejects.toThrow();
    const half = await open('borrowed', settings);
    expect(await half.status()).toBe('unfinished');
    await expect(half.sshTarget()).rejects.toMatchObject({ code: 'machine-absent' });
    expect(await traces()).not.toBe(before);
    const { host } = settings;
    expect(await half.destroy()).toEqual({ host, unreachable: false });
    expect(await traces()).toBe(before);
    expect(await (await open('borrowed', settings)).status()).toBe('absent');
    // What its container images were made of is not on it, and not to be had: it is made one that can be set up again.
    await (await open('computer')).checkpoints?.restore('base');
  });

  contract('ssh', { open: () => open('borrowed', settings), wayOut: '10.0.2.2' });

  it('is as it was, when it was given back', async () => {
    expect(await traces()).toBe(before);
  });
});
