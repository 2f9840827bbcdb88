// How a proof works inside its machine by the console.
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { openGuest } from '../../src/author/prove/guest.ts';
import type { Session } from '../../src/learner/session.ts';
import type { Console, Machine } from '../../src/machines/types.ts';

/** A real shell behind a console that passes on what `pass` lets through. */
function guest(pass: (stdout: string) => string) {
  const run: Console['run'] = async (script) => {
    const { stdout, exitCode } = await execa('sh', ['-c', script], {
      reject: false,
      stripFinalNewline: false,
    });
    return { stdout: pass(stdout), status: exitCode ?? 1 };
  };
  const machine = { console: { run } } as unknown as Machine;
  return openGuest({} as Session, machine, new AbortController().signal);
}

test('what is printed comes whole, and what is said to stderr does not', async () => {
  const console = guest((stdout) => stdout);
  const script = 'echo 日本; echo oops >&2; printf "end"; exit 4';
  await expect(console.asRoot(script)).resolves.toEqual({ stdout: '日本\nend\n', status: 4 });
});

test('a console that has lost a part of it is no answer', async () => {
  const console = guest((stdout) => stdout.replace('3\n', ''));
  await expect(console.asRoot('echo 1; echo 2; echo 3; echo 4')).rejects.toMatchObject({
    kind: 'machine',
    code: 'console-lost-output',
  });
});

test('what is long comes packed, and whole', async () => {
  const passed: number[] = [];
  const console = guest((stdout) => {
    passed.push(stdout.length);
    return stdout;
  });
  const { stdout } = await console.asRoot('seq 1 60000');
  expect(stdout).toMatch(/^1\n2\n[^]*\n59999\n60000\n$/);
  expect(stdout.length).toBe(348_894);
  expect(passed[0]).toBeLessThan(stdout.length / 2);
});

test('a part lost of what came packed is no answer either', async () => {
  const console = guest((stdout) => stdout.slice(0, -1000));
  await expect(console.asRoot('seq 1 60000')).rejects.toMatchObject({
    code: 'console-lost-output',
  });
});
