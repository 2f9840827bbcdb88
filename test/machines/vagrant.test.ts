// What of the vagrant provider can be judged without a machine: its rows, its ways in, and what it is called with.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vagrantHost } from '../../src/machines/vagrant/host.ts';
import {
  parseRows,
  parseWay,
  snapshotsOf,
  stateOf,
  vagrant,
} from '../../src/machines/vagrant/program.ts';
import { temporaryFolder } from '../cli/harness.ts';

describe('--machine-readable', () => {
  it('rows have a type and data, with commas and line breaks in them', () => {
    const output = [
      '1732435200,,ui,info,Bringing machine up...',
      '1732435201,default,state,shutoff',
      '1732435202,default,state-human-long,not running%!(VAGRANT_COMMA) run\\nvagrant up',
      'a warning of Ruby, which is no row',
    ].join('\n');
    const rows = parseRows(output);
    expect(rows.map(({ type }) => type)).toEqual(['ui', 'state', 'state-human-long']);
    expect(rows[2]?.data).toEqual(['not running, run\nvagrant up']);
    expect(stateOf(rows)).toBe('shutoff');
    expect(stateOf([])).toBe('not_created');
  });

  it('names of snapshots are rows for people', () => {
    const output = [
      '1732435200,default,ui,output,==> default: ',
      '1732435200,default,ui,detail,base',
      '1732435200,default,ui,detail,bridge.address',
    ].join('\n');
    expect(snapshotsOf(parseRows(output))).toEqual(['base', 'bridge.address']);
  });
});

it('ssh-config: the way in, with a path that has spaces', () => {
  const config = `Host default
  HostName 192.168.124.17
  User vagrant
  Port 22
  UserKnownHostsFile /dev/null
  StrictHostKeyChecking no
  IdentityFile "/home/ada/my labs/private_key"
  IdentitiesOnly yes
`;
  expect(parseWay(config)).toEqual({
    host: '192.168.124.17',
    port: 22,
    user: 'vagrant',
    identity: '/home/ada/my labs/private_key',
  });
  expect(parseWay('')).toBeNull();
});

describe('the program', () => {
  const path = process.env['PATH'];
  let folder: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    await mkdir(join(folder, 'bin'));
    const script = `#!/bin/sh
echo "$* $VAGRANT_CWD $VAGRANT_DOTFILE_PATH $VAGRANT_CHECKPOINT_DISABLE $BRIDGE_LABS_BOX" >>${folder}/calls
[ "$1" = status ] && echo "1732435201,default,state,$(cat ${folder}/state)"
[ "$1" != halt ] || { echo 'An action halt was attempted, but another process is at work.' >&2; exit 1; }
`;
    await writeFile(join(folder, 'bin/vagrant'), script);
    await chmod(join(folder, 'bin/vagrant'), 0o755);
    process.env['PATH'] = `${join(folder, 'bin')}${delimiter}${path}`;
  });
  afterEach(() => {
    process.env['PATH'] = path;
  });

  it('keeps its own folder for the machine, and asks its makers nothing', async () => {
    const box = join(folder, 'lab.box');
    await writeFile(box, '');
    await writeFile(join(folder, 'state'), 'not_created');
    const settings = { provider: 'vagrant', driver: 'libvirt', box } as const;
    await vagrantHost(settings, folder, folder).start({});
    const calls = (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
    const rest = `${folder} ${join(folder, 'vagrant')} 1 ${box}`;
    expect(calls).toEqual([
      `status --machine-readable ${rest}`,
      `up --provider=libvirt --no-provision ${rest}`,
    ]);
  });

  it.each([
    ['running', 'running'],
    ['shutoff', 'stopped'],
    ['poweroff', 'stopped'],
    ['not_created', 'absent'],
    ['gurumeditation', 'broken'],
  ])('%s reads %s', async (word, status) => {
    await writeFile(join(folder, 'state'), word);
    expect(await vagrantHost({ provider: 'vagrant' }, folder, '/').status(true)).toBe(status);
  });

  it('what it says when it fails is told', async () => {
    const program = vagrant({ cwd: '/', dotfiles: folder, env: {} });
    await expect(program.text('halt')).rejects.toMatchObject({
      code: 'program-failed',
      message: expect.stringMatching(/^vagrant halt: .*another process/) as string,
    });
  });

  it('a box that is not there is told before anything is done', async () => {
    const settings = { provider: 'vagrant', box: '/nowhere/lab.box' } as const;
    await expect(vagrantHost(settings, folder, '/').start({})).rejects.toMatchObject({
      code: 'no-box',
    });
  });

  it('memory goes into a snapshot with libvirt and VirtualBox alone', () => {
    const live = (driver: string): boolean =>
      vagrantHost({ provider: 'vagrant', driver }, folder, '/').capabilities.liveCheckpoints;
    expect(['libvirt', 'virtualbox', 'hyperv', 'vmware_desktop'].map(live)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
