// Completion: what comes next, and the scripts that ask for it.
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BinName } from '../../src/cli/spec.ts';
import { house, temporaryFolder } from './harness.ts';

const at = (bin: BinName, ...words: string[]) =>
  house()
    .run(bin, ['complete', '--', ...words])
    .then(({ out }) => out.split('\n'));
const names = (lines: string[]): string[] =>
  lines
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => line.split('\t')[0] ?? '');

test('commands, in the learner’s language, and none that are for programs', async () => {
  const { out } = await house().run('labs', ['--lang', 'ja', 'complete', '--', 'ch']);
  expect(out).toMatch(/^check\t今のステップ/);
  const all = names(await at('labs', ''));
  expect(all).toContain('goto');
  expect(all).not.toContain('complete');
  expect(names(await at('instructor', 're'))).toEqual(['reset']);
});

test('labs by name, and the steps of one behind a slash', async () => {
  expect(names(await at('labs', 'goto', ''))).toEqual(['look', 'bridge', 'cable']);
  expect(names(await at('labs', 'show', 'bridge/'))).toEqual(['bridge/c', 'bridge/d']);
  expect(names(await at('bridge-labs', 'goto', '2/'))).toEqual(['2/c', '2/d']);
  expect(names(await at('labs', 'list', 'br'))).toEqual(['bridge']);
  expect(names(await at('bridge-labs', 'instructor', 'reset', 'br'))).toEqual(['bridge']);
});

test('options', async () => {
  expect(names(await at('labs', 'next', '--sk'))).toEqual(['--skip']);
});

test.each(['bash', 'zsh', 'fish'])('a script for %s, for each bin', async (shell) => {
  const { code, out } = await house().run('bridge-labs', ['completion', shell]);
  expect(code).toBe(0);
  for (const bin of ['bridge-labs', 'labs', 'instructor']) {
    expect(out).toContain(`${bin} complete --`);
  }
});

test('no script for another shell', async () => {
  const { code, err } = await house().run('bridge-labs', ['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(err).toContain('bash, zsh, fish');
});

test('bash takes the script whole, and completes with it', async () => {
  const folder = temporaryFolder();
  const { out } = await house().run('bridge-labs', ['completion', 'bash']);
  writeFileSync(join(folder, 'script'), out);
  writeFileSync(join(folder, 'labs'), `#!/bin/sh\nprintf 'bridge\\tA bridge\\n:4\\n'\n`);
  chmodSync(join(folder, 'labs'), 0o755);
  const line = `. ${join(folder, 'script')}; COMP_WORDS=(labs goto br); COMP_CWORD=2; COMP_LINE='labs goto br'; COMP_POINT=12
    $(complete -p labs | sed 's/.*-F \\([^ ]*\\).*/\\1/'); echo "<\${COMPREPLY[*]}>"`;
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  const said = execFileSync('bash', ['--norc', '-c', line], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(said.toString()).toContain('<bridge');
});
