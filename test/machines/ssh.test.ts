// What of the ssh provider can be judged without a machine: destinations, ssh's own config, facts, whom it refuses.
import { describe, expect, it } from 'vitest';
import { LabsError } from '../../src/errors.ts';
import { mustBeFit, parseFacts, type Facts } from '../../src/machines/remote/facts.ts';
import {
  loginWords,
  parseDestination,
  parseResolved,
  resolve,
} from '../../src/machines/ssh/openssh.ts';

const codeOf = async (run: () => unknown): Promise<string> => {
  try {
    await run();
  } catch (error) {
    return error instanceof LabsError ? error.code : String(error);
  }
  return 'nothing thrown';
};

describe('a destination', () => {
  it.each([
    ['ada@lab.example', 'ada@lab.example', null],
    ['lab', 'lab', null],
    ['root@127.0.0.1:2222', 'root@127.0.0.1', 2222],
    ['ada@[2001:db8::5]:2222', 'ada@2001:db8::5', 2222],
  ])('%s', (text, name, port) => {
    expect(parseDestination(text, null)).toEqual({ name, port, identity: null });
  });

  it.each(['', 'a b', '-oProxyCommand=id', 'ada@', 'ada@-x', 'lab:99999', 'ada@lab:ssh'])(
    'not %j, which ssh might take for something else',
    async (text) => {
      expect(await codeOf(() => parseDestination(text, null))).toBe('bad-host');
    },
  );
});

describe('ssh -G', () => {
  it('says where a Host of the config leads', () => {
    const said = [
      'host lab',
      'user ada',
      'hostname 192.0.2.7',
      'port 2222',
      'userknownhostsfile /home/ada/.ssh/known_hosts /home/ada/.ssh/known_hosts2',
      'globalknownhostsfile none',
    ];
    expect(parseResolved(said.join('\n'))).toEqual({
      host: '192.0.2.7',
      port: 2222,
      user: 'ada',
      alias: '[192.0.2.7]:2222',
      knownHosts: ['/home/ada/.ssh/known_hosts', '/home/ada/.ssh/known_hosts2'],
      via: null,
    });
  });

  it('says by which hosts or by which command, as ssh would go there', () => {
    const via = (...lines: string[]): string | null =>
      parseResolved(
        ['host lab', 'user ada', 'hostname 192.0.2.7', 'port 2222', ...lines].join('\n'),
      ).via;
    expect(via('proxyjump gate.example')).toBe(
      "ssh -o BatchMode=yes -o ConnectTimeout=15 -W '[192.0.2.7]:2222' gate.example",
    );
    expect(via('proxyjump first,ada@gate.example:2200')).toBe(
      "ssh -o BatchMode=yes -o ConnectTimeout=15 -J first -p 2200 -W '[192.0.2.7]:2222' ada@gate.example",
    );
    expect(via('proxycommand nc -X 5 %h %p # %r 100%%')).toBe('nc -X 5 192.0.2.7 2222 # ada 100%');
    expect(via('proxyjump none', 'proxycommand none')).toBeNull();
  });

  it('is asked with the port and the key that were given, and understood by this ssh', async () => {
    const destination = parseDestination('ada@127.0.0.1:2222', '/nowhere/key');
    expect(await resolve(destination)).toMatchObject({
      host: '127.0.0.1',
      port: 2222,
      user: 'ada',
      via: null,
    });
    const words = loginWords(destination, '/a folder/pinned', true);
    expect(words.join(' ')).toContain('UserKnownHostsFile="/a folder/pinned"');
    expect(words.at(-1)).toBe('ada@127.0.0.1');
  });
});

const FACTS = `Welcome to a chatty shell
system=Debian GNU/Linux 12 (bookworm)
boot=1f0c2d7e-0000-4000-8000-000000000001
machine=aaaa
apt=yes
systemd=yes
user=no
docker_config=yes
eth1=none
set_up=no
mark=no
missing=docker.io jq
`;

describe('facts', () => {
  const own = (boot: string, machine: string) => ({
    bootId: () => Promise.resolve(boot),
    machineId: () => Promise.resolve(machine),
  });
  const fit = (changes: Partial<Facts>, ids = own('here', 'bbbb')): Promise<string> =>
    codeOf(() => mustBeFit('lab', { ...parseFacts(FACTS), ...changes }, ids));

  it('are read, whatever else the login prints', () => {
    expect(parseFacts(FACTS)).toEqual({
      system: 'Debian GNU/Linux 12 (bookworm)',
      bootId: '1f0c2d7e-0000-4000-8000-000000000001',
      machineId: 'aaaa',
      apt: true,
      systemd: true,
      eth1: 'none',
      setUp: false,
      packages: ['docker.io', 'jq'],
      newUser: true,
      keepsDockerConfig: true,
    });
  });

  it('refuse this very computer by its boot and by its machine id, whatever its address', async () => {
    const { bootId } = parseFacts(FACTS);
    expect(await fit({})).toBe('nothing thrown');
    expect(await fit({}, own(bootId, 'bbbb'))).toBe('own-computer');
    expect(await fit({}, own('here', 'aaaa'))).toBe('own-computer');
    expect(await fit({ setUp: true }, own(bootId, 'bbbb'))).toBe('own-computer');
    // Where neither is known on one side, nothing is the same.
    expect(await fit({ bootId: '', machineId: '' }, own('', ''))).toBe('nothing thrown');
  });

  it('refuse what machine/ cannot work on', async () => {
    expect(await fit({ apt: false })).toBe('unfit-host');
    expect(await fit({ systemd: false })).toBe('unfit-host');
    expect(await fit({ eth1: 'own' })).toBe('eth1-taken');
    expect(await fit({ eth1: 'own', setUp: true })).toBe('nothing thrown');
  });
});
