// The docker-machine provider against a stand-in for the program, which is archived and in no package: the shapes of its answers are its own.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseInspected } from '../../src/machines/docker-machine/program.ts';
import { dockerMachineHost } from '../../src/machines/docker-machine/host.ts';
import type { Settings } from '../../src/machines/settings.ts';
import { temporaryFolder } from '../cli/harness.ts';

/** As docker-machine 0.16.2 prints it for a machine of the driver generic; shortened where nothing is read. */
const INSPECTED = {
  ConfigVersion: 3,
  Driver: {
    IPAddress: '192.0.2.7',
    MachineName: 'lab',
    SSHUser: 'ada',
    SSHPort: 2222,
    SSHKeyPath: '/home/ada/.docker/machine/machines/lab/id_rsa',
    StorePath: '/home/ada/.docker/machine',
    SwarmMaster: false,
    SwarmHost: '',
    SwarmDiscovery: '',
    EnginePort: 2376,
    SSHKey: '/home/ada/.ssh/id_rsa',
  },
  DriverName: 'generic',
  HostOptions: { Driver: '', Memory: 0, Disk: 0 },
  Name: 'lab',
};

/** One that knows the machine in $STATE/name, with its state in $STATE/state, and notes each call. */
const STAND_IN = `#!/bin/sh
echo "$*" >>"$STATE/calls"
[ "$1" = --bugsnag-api-token=no-report ] || exit 3
shift
known() { [ -e "$STATE/state" ] || { echo "Docker machine \\"$1\\" does not exist. Use \\"docker-machine ls\\" to list machines. Use \\"docker-machine create\\" to add a new one." >&2; exit 1; }; }
case $1 in
  status) known "$2"; cat "$STATE/state" ;;
  create) [ "$3" = virtualbox ] || { echo "Error: No such driver \\"$3\\"" >&2; exit 1; }; echo Running >"$STATE/state" ;;
  start) known "$2"; echo Running >"$STATE/state" ;;
  stop) known "$2"; echo Stopped >"$STATE/state" ;;
  rm) known "$3"; rm "$STATE/state" ;;
  inspect) known "$2"; cat "$STATE/inspect" ;;
esac
`;

let state: string;
const path = process.env['PATH'];

beforeEach(async () => {
  state = temporaryFolder();
  await mkdir(join(state, 'bin'));
  await writeFile(join(state, 'bin/docker-machine'), STAND_IN);
  await chmod(join(state, 'bin/docker-machine'), 0o755);
  await writeFile(join(state, 'inspect'), JSON.stringify(INSPECTED));
  process.env['PATH'] = `${join(state, 'bin')}${delimiter}${path}`;
  process.env['STATE'] = state;
});
afterEach(() => {
  process.env['PATH'] = path;
  delete process.env['STATE'];
});

const calls = async (): Promise<string[]> =>
  (await readFile(join(state, 'calls'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.replace('--bugsnag-api-token=no-report ', ''));
const host = (settings: Omit<Settings, 'provider'>) =>
  dockerMachineHost({ provider: 'docker-machine', ...settings }, 'default', state);

describe('inspect', () => {
  it('gives what our own SSH needs', () => {
    expect(parseInspected('lab', JSON.stringify(INSPECTED))).toEqual({
      driver: 'generic',
      address: '192.0.2.7',
      port: 2222,
      user: 'ada',
      keyPath: '/home/ada/.docker/machine/machines/lab/id_rsa',
    });
  });

  it('of the driver none has no way in', () => {
    const none = { ConfigVersion: 3, Driver: { URL: 'tcp://192.0.2.7:2376' }, DriverName: 'none' };
    expect(() => parseInspected('lab', JSON.stringify(none))).toThrow(
      expect.objectContaining({ code: 'docker-machine-no-ssh' }),
    );
  });
});

describe('a machine that it makes for the course', () => {
  it('is made, stopped, started again and removed, with few calls', async () => {
    const ours = host({ driver: 'virtualbox' });
    expect(ours.ours).toBe(true);
    expect(ours.capabilities.stops).toBe(true);
    await ours.start({});
    expect(await ours.status(true)).toBe('running');
    await ours.stop({});
    expect(await ours.status(true)).toBe('stopped');
    await ours.start({});
    await ours.destroy({});
    expect(await ours.status(true)).toBe('absent');
    await ours.destroy({});
    const name = 'bridge-labs-default';
    expect((await calls()).filter((call) => !call.startsWith('status'))).toEqual([
      `create -d virtualbox ${name}`,
      `stop ${name}`,
      `start ${name}`,
      `rm -y ${name}`,
    ]);
  });

  it('needs a driver, and one that it knows', async () => {
    await expect(host({}).start({})).rejects.toMatchObject({ code: 'no-driver' });
    await expect(host({ driver: 'moon' }).start({})).rejects.toMatchObject({
      code: 'program-failed',
      params: { output: 'Error: No such driver "moon"' },
    });
  });

  it('of the driver generic cannot be switched off', async () => {
    const generic = host({ driver: 'generic' });
    expect(generic.capabilities.stops).toBe(false);
    await expect(generic.stop({})).rejects.toMatchObject({ code: 'cannot-stop' });
  });
});

describe('a machine that is there already', () => {
  it('is not ours: it is asked about, never stopped, and its record decides whether we have one', async () => {
    await writeFile(join(state, 'state'), 'Running\n');
    const theirs = host({ host: 'lab' });
    expect(theirs.ours).toBe(false);
    expect(await theirs.status(false)).toBe('absent');
    expect(await theirs.status(true)).toBe('running');
    await expect(theirs.stop({})).rejects.toMatchObject({ code: 'cannot-stop' });
  });

  it.each([
    ['Saved', 'stopped'],
    ['Error', 'broken'],
    ['Timeout', 'broken'],
  ])('%s reads %s', async (word, status) => {
    await writeFile(join(state, 'state'), `${word}\n`);
    expect(await host({ host: 'lab' }).status(true)).toBe(status);
  });
});

it('without the program, says so', async () => {
  process.env['PATH'] = join(state, 'nothing');
  await expect(host({ host: 'lab' }).status(true)).rejects.toMatchObject({
    code: 'missing-programs',
  });
});
