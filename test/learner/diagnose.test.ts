// Causes that the console tells: the gravest counts, and the script that finds them ends on any Linux.
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { diagnose, LOOK, parseCauses } from '../../src/learner/diagnose.ts';
import type { Machine } from '../../src/machines/types.ts';

describe('what the console printed', () => {
  it.each([
    ['the gravest first', 'sshd-dead\neth0-down\nend\n', 'eth0-down'],
    ['no /etc explains a dead sshd', 'etc-gone\nsshd-dead\nend\n', 'etc-gone'],
    ['nothing seen', 'end\n', 'unknown'],
    ['words of no meaning here', 'sh: awk: not found\nend\n', 'unknown'],
    ['cut short', '', 'silent'],
  ])('%s', (_name, output, cause) => {
    expect(parseCauses(output)).toBe(cause);
  });
});

it('the script runs to its end, whatever is missing here', async () => {
  const { stdout } = await execa('sh', ['-c', LOOK], { reject: false, timeout: 10_000 });
  expect(stdout.split('\n').at(-1)).toBe('end');
});

it('the script sees that a link is down, and one that is gone', async () => {
  // A stand-in for ip(8) that says what a broken machine's would.
  const ip = (answer: string) => `ip() { ${answer}; }\n${LOOK.replace(/^PATH=.*\n/, '')}`;
  const down = ip(`case $* in *link*) echo '2: eth0: <BROADCAST,MULTICAST> mtu 1500' ;; esac`);
  expect((await execa('sh', ['-c', down])).stdout.split('\n')).toContain('eth0-down');
  const up = ip(`echo '2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 inet 10.0.2.15/24'`);
  expect((await execa('sh', ['-c', up])).stdout).not.toContain('eth0');
  expect((await execa('sh', ['-c', ip('return 1')])).stdout.split('\n')).toContain('eth0-gone');
});

describe('a machine whose console is dumb', () => {
  const dumb = (...said: string[]): Machine =>
    ({
      status: () => Promise.resolve('running'),
      trouble: () => Promise.resolve(null),
      console: { run: () => Promise.reject(new Error('no answer')) },
      consoleTail: (lines: number) => Promise.resolve(said.slice(-lines)),
    }) as Partial<Machine> as Machine;
  // In the form of Linux (kernel/panic.c); test/machine/reset.test.ts has a real one.
  const last = '[  153.716] ---[ end Kernel panic - not syncing: NMI: Not continuing ]---';

  it.each([
    ['said last that its kernel panicked', [last], 'panicked'],
    ['has been restored, and said other things since', [last, '[  201.1] br0: up', ''], 'silent'],
    ['said nothing of it', [], 'silent'],
  ])('%s', async (_name, said, cause) => {
    expect(await diagnose(dumb(...said))).toBe(cause);
  });

  it('is being removed meanwhile', async () => {
    const states = ['running', 'absent'] as const;
    let asked = 0;
    const going = { ...dumb(), status: () => Promise.resolve(states[asked++] ?? 'absent') };
    expect(await diagnose(going)).toBe('absent');
  });
});
