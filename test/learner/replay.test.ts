// Solutions as they run in the machine: here by a real shell of this computer.
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { blocksCommand } from '../../src/learner/replay.ts';

const run = (...blocks: string[]) =>
  execa('sh', ['-c', blocksCommand(blocks)], { reject: false, timeout: 10_000 });

it('runs all blocks of a step in one shell: what one sets, the next one knows', async () => {
  const { exitCode } = await run("NAME='it''s'; cd /", '[ "$NAME" = its ] && [ "$PWD" = / ]');
  expect(exitCode).toBe(0);
});

it('stops at the first block that fails, and says which, with what it printed', async () => {
  const { exitCode, stdout } = await run('true', 'echo why >&2; (exit 4)', 'echo never');
  expect(exitCode).toBe(4);
  expect(stdout).toBe('why\nbridge-labs: block 2');
});

it('does not wait for what a block leaves running, nor does it read our input', async () => {
  const begun = Date.now();
  const { exitCode } = await run('sleep 30 & echo $! > /dev/null; cat');
  expect(exitCode).toBe(0);
  expect(Date.now() - begun).toBeLessThan(9_000);
});
