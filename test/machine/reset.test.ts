// What a learner can break in the machine: the verdict is `broken` and names the cause, and a reset heals it.
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Qmp } from '../../src/machines/qemu/qmp.ts';
import { expectCode, rig } from './rig.ts';

const { folder, hurt, json, labs } = await rig();

/** `broken`, with this among what was found. */
async function expectBroken(cause: RegExp): Promise<void> {
  const verdict = await json('check', 3);
  expect(verdict).toMatchObject({ lab: 'look-around', step: 'publish', verdict: 'broken' });
  expect(JSON.stringify(verdict['expectations'])).toMatch(cause);
}

/** The machine answers, and the step stands where it began. */
async function expectWell(): Promise<void> {
  expect(await json('status')).toMatchObject({ machine: { status: 'running', trouble: null } });
  expect(await json('check', 1)).toMatchObject({ step: 'publish', verdict: 'not-yet' });
}

beforeAll(async () => {
  expectCode(await labs('start --yes'), 0);
  expectCode(await labs('goto 1/publish --yes'), 0);
});

describe('damage', () => {
  it.each([
    ['eth0 is down', 'ip link set eth0 down', /eth0 is down/],
    ['eth0 has no address', 'ip addr flush dev eth0', /eth0 has no address/],
    ['a firewall drops all', 'iptables -I INPUT -i eth0 -p tcp -j DROP', /firewall/i],
    ['iptables is flushed', 'iptables -F && iptables -t nat -F', /iptables was flushed/],
    ['Docker is stopped', 'systemctl stop docker.socket docker.service', /Docker|dockerd/],
    ['sshd is stopped', 'systemctl stop ssh.socket ssh.service', /sshd/],
    ['/etc is deleted', 'rm -rf /etc', /\/etc/],
  ])('%s: broken, with the cause; reset heals', async (_, script, cause) => {
    await hurt(script);
    await expectBroken(cause);
    expectCode(await labs('reset --yes'), 0);
    await expectWell();
  });

  it('the kernel panics: broken, with the cause; reset heals', async () => {
    await hurt('echo 1 >/proc/sys/kernel/unknown_nmi_panic');
    const qmp = await Qmp.connect(join(folder, 'qmp.sock'));
    await qmp.execute('inject-nmi');
    // QEMU serves one at a time.
    qmp.close();
    await expectBroken(/kernel has panicked/);
    expectCode(await labs('reset --yes'), 0);
    await expectWell();
  });
});

describe('instructor reset', () => {
  it('--dry-run says what would be done, and does nothing', async () => {
    expectCode(await labs('run -- touch /tmp/mine'), 0);
    const dry = await json('instructor reset 1 --dry-run');
    expect(dry).toMatchObject({ lab: 'look-around', step: 'out', dryRun: true });
    expectCode(await labs('run -- test -e /tmp/mine'), 0);
    expect(await json('status')).toMatchObject({ step: 'publish' });
  });

  it('without a yes it does nothing where nobody can be asked', async () => {
    expectCode(await labs('reset 1', { bin: 'instructor' }), 2);
    expectCode(await labs('run -- test -e /tmp/mine'), 0);
  });

  it('--machine-only leaves the progress', async () => {
    expectCode(await labs('reset 1/publish --machine-only --yes', { bin: 'instructor' }), 0);
    expectCode(await labs('run -- test -e /tmp/mine'), 1);
    expect(await json('status')).toMatchObject({ step: 'publish' });
  });

  it('LAB --yes heals a broken machine, and takes the progress back too', async () => {
    await hurt('ip link set eth0 down');
    expectCode(await labs('reset look-around --yes', { bin: 'instructor' }), 0);
    expect(await json('status')).toMatchObject({ lab: 'look-around', step: 'out', passed: 0 });
    expect(await json('check', 1)).toMatchObject({ step: 'out', verdict: 'not-yet' });
  });
});
