// The contract test suite: what every provider's machine must do, and that it is what it declares. Machine tests call it.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import type { Machine, PrepareOptions } from '../../src/machines/types.ts';
import { MARK } from '../../src/machines/mark.ts';
import { connect } from '../../src/ssh/connect.ts';
import type { CommandResult } from '../../src/ssh/types.ts';

export interface Subject {
  /** The machine anew, as another command would open it. */
  readonly open: () => Promise<Machine>;
  /** The address by which the machine would reach this computer, were it not offline. */
  readonly wayOut: string;
}

/** A machine that saves its base does not answer meanwhile, and the computer may have more to do. */
const timeoutMs = 120_000;

const yes: PrepareOptions['ask'] = () => Promise.resolve(true);

/** Declares the tests, in the order of a machine's life. They end with a machine that is gone. */
export function contract(name: string, { open, wayOut }: Subject): void {
  const as = async (user: 'learner' | 'observer', command: string): Promise<CommandResult> => {
    await using connection = await connect(await (await open()).sshTarget(), { user, timeoutMs });
    return await connection.run(command, { timeoutMs });
  };
  const asRoot = async (script: string): Promise<string> => {
    await using connection = await connect(await (await open()).sshTarget(), { timeoutMs });
    return await connection.runScript(script);
  };
  const links = async (): Promise<string> => (await as('learner', 'ip -br link')).stdout;

  describe(`the contract, of ${name}`, () => {
    afterAll(async () => {
      const machine = await open();
      if ((await machine.status()) !== 'absent') await machine.destroy();
    });

    it('nothing is there at first, and it says so', async () => {
      const machine = await open();
      expect(await machine.status()).toBe('absent');
      await expect(machine.sshTarget()).rejects.toMatchObject({ code: 'machine-absent' });
    });

    it('comes up new, and is running for who asks later', async () => {
      const machine = await open();
      if (machine.prepare) expect(await machine.prepare({ ask: yes })).toBe(true);
      expect(await machine.up()).toMatchObject({ from: 'new' });
      expect(await (await open()).status()).toBe('running');
      expect(await (await open()).up()).toMatchObject({ from: 'running' });
    });

    it('has what it declares, and nothing else', async () => {
      const { capabilities, checkpoints, console, borrowed } = await open();
      expect(checkpoints !== null).toBe(capabilities.liveCheckpoints);
      expect(console !== null).toBe(capabilities.console);
      if (!capabilities.stops) expect(borrowed).not.toBeNull();
    });

    it('lets the learner in, who may become root, and an observer who is', async () => {
      const ran = await as('learner', 'id -un; sudo -n id -un; id -Gn');
      expect(ran.stdout).toMatch(/^learner\nroot\n.*\bdocker\b/);
      expect(await asRoot('id -u')).toBe('0\n');
    });

    it('is a lab machine: Docker with its images, a neighbour, a server outside', async () => {
      const ran = await as(
        'learner',
        'docker run --rm busybox wget -qO- http://203.0.113.10 && host2 ping -c 1 -W 5 192.168.99.100 && docker image inspect -f . nginx',
      );
      expect(ran).toMatchObject({ status: 0 });
      expect(ran.stdout).toContain('You called from 192.168.99.100');
    });

    it('offline is what it says', async () => {
      const { capabilities } = await open();
      if (!capabilities.offline) return;
      const server = createServer((socket) => socket.end('reached')).listen(0, '127.0.0.1');
      await once(server, 'listening');
      try {
        const { port } = server.address() as AddressInfo;
        const ran = await as('learner', `busybox nc -w 3 ${wayOut} ${port} </dev/null`);
        expect(ran.stdout).not.toContain('reached');
      } finally {
        server.close();
      }
    });

    it('a console runs as root without SSH', async () => {
      const { console } = await open();
      if (!console) return;
      await as('learner', 'sudo systemctl stop ssh.service');
      expect(await console.run('id -u')).toEqual({ stdout: '0\n', status: 0 });
      expect((await console.run('systemctl start ssh.service')).status).toBe(0);
    });

    it('a live checkpoint keeps memory and disk', async () => {
      const { checkpoints, console } = await open();
      if (!checkpoints) return;
      await as('learner', 'sudo ip link add kept type bridge; echo kept >kept; sync');
      await checkpoints.save('contract/one');
      await as('learner', 'sudo ip link del kept; rm kept; sudo ip link add mess type bridge');
      expect((await checkpoints.list()).map((one) => one.name)).toContain('contract/one');
      // What runs on the console is not waited for: in a machine that was taken back it never ends.
      const cut = console
        ?.run('sleep 3600', { timeoutMs: 3_600_000 })
        .catch((error: unknown) => error);
      await checkpoints.restore('contract/one');
      if (cut) expect(await cut).toMatchObject({ code: 'console-silent' });
      expect(await links()).toMatch(/^kept /m);
      expect(await links()).not.toMatch(/^mess /m);
      expect((await as('learner', 'cat kept')).stdout).toBe('kept\n');
      await expect(checkpoints.restore('contract/none')).rejects.toMatchObject({
        code: 'no-checkpoint',
      });
      await checkpoints.remove(['contract/one']);
      expect((await checkpoints.list()).map((one) => one.name)).not.toContain('contract/one');
    });

    it('becomes clean again, whatever was done to it', async () => {
      await as('learner', MESS);
      await (await open()).renew();
      expect(await asRoot(LOOK)).toBe('');
      const ran = await as('learner', 'docker run --rm busybox wget -qO- http://203.0.113.10');
      expect(ran.stdout).toContain('You called from 192.168.99.100');
    });

    it('tells a machine that was booted from one that runs on', async () => {
      expect(await (await open()).up()).toMatchObject({ from: 'running' });
      // What a boot does to the file; a boot itself takes an emulated machine a minute.
      await asRoot(`rm ${MARK}`);
      expect(await (await open()).up()).toMatchObject({ from: 'boot' });
      await (await open()).renew();
      expect(await (await open()).up()).toMatchObject({ from: 'running' });
    });

    it('stops and goes on, where it says so', async () => {
      const machine = await open();
      if (!machine.capabilities.stops) {
        await expect(machine.halt()).rejects.toMatchObject({ code: 'cannot-stop' });
        return;
      }
      await machine.halt();
      expect(await (await open()).status()).toBe('stopped');
      await (await open()).up();
      expect(await (await open()).status()).toBe('running');
    });

    it('is gone when it was destroyed', async () => {
      const left = await (await open()).destroy();
      expect(left === null).toBe((await open()).borrowed === null);
      if (left) expect(left.unreachable).toBe(false);
      expect(await (await open()).status()).toBe('absent');
    });
  });
}

/** What a learner may leave: of each kind of thing one. */
const MESS = `exec >/dev/null 2>&1
docker network create mess
docker run -d --name mess --network mess busybox sleep infinity
sudo ip netns add mess
sudo ip link add mess-br type bridge
sudo ip link add mess-a type veth peer name mess-b netns mess
sudo ip addr add 10.98.0.1/24 dev eth1
sudo ip route add 10.97.0.0/24 via 192.168.99.1
sudo iptables -t nat -F
sudo iptables -A INPUT -s 10.96.0.0/24 -j DROP
sudo ip link set docker0 down
sudo ip -n host2 link set eth1 down
sudo sysctl -w net.ipv4.ip_forward=0
(sudo bash -c 'exec -a mess sleep 1000' &)
echo mess >/tmp/mess
true`;

/** Prints what of it is still there, and what is missing. */
const LOOK = `{ ls /run/netns; ip -br link; docker ps -a; docker network ls; ip route; iptables-save; } | grep -oE 'mess|10\\.9[678]\\.0' | sort -u
pgrep -f '^mess' | sed 's/.*/process/'
[ ! -e /tmp/mess ] || echo file
iptables -t nat -S | grep -q 172.17.0.0/16 || echo no masquerade
[ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ] || echo no forwarding
true`;
