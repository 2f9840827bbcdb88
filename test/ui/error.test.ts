// Errors as users see them, and the codes that commands end with.
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { LabsError } from '../../src/errors.ts';
import { asLabsError, exitCode, reportError } from '../../src/ui/error.ts';
import { recorded } from './streams.ts';

test.each([
  ['course', 1],
  ['usage', 2],
  ['machine', 3],
  ['bug', 70],
  ['cancelled', 130],
] as const)('%s ends with %i', async (kind, code) => {
  const error = new LabsError(kind, 'some-code', 'what happened');
  expect(exitCode(error)).toBe(code);
  expect(reportError((await recorded()).reporter, error)).toBe(code);
});

test('what happened and what to do, on stderr', async () => {
  const { reporter, out, err } = await recorded();
  reportError(reporter, new LabsError('machine', 'x', 'The mill stands.', { hint: 'turn it' }));
  expect(err.text).toBe('Error: The mill stands.\nWhat to do: turn it\n');
  expect(out.text).toBe('');
});

test('a hint of several lines can be copied line by line', async () => {
  const { reporter, err } = await recorded();
  reportError(
    reporter,
    new LabsError('machine', 'x', 'm', { hint: 'apt-get update\napt-get install' }),
  );
  expect(err.lines).toEqual(['Error: m', 'What to do:', '  apt-get update', '  apt-get install']);
});

test('on a terminal no word is torn at its edge', async () => {
  const { reporter, err } = await recorded({ tty: true, columns: 40, env: { NO_COLOR: '1' } });
  const error = new LabsError('machine', 'x', 'The mill by the river stands still.', {
    hint: 'open the sluice, wait a while, and turn the wheel',
  });
  reportError(reporter, error);
  expect(err.lines).toEqual([
    'Error: The mill by the river stands',
    'still.',
    'What to do: open the sluice, wait a',
    'while, and turn the wheel',
  ]);
});

test('in Japanese, from the catalogue', async () => {
  const { reporter, err } = await recorded({ language: 'ja' });
  reportError(
    reporter,
    new LabsError('usage', 'needs-yes', 'own', {
      params: { question: '消しますか', flag: '--yes' },
    }),
  );
  expect(err.text).toBe(
    'エラー: 確認が必要ですが、対話できる端末がありません: 消しますか\n' +
      '対処方法: あらかじめ同意する場合は、--yes を付けて再実行してください。\n',
  );
});

test('with --debug, the chain of causes down to the first', async () => {
  const root = new Error('ECONNREFUSED');
  const middle = new LabsError('machine', 'ssh-refused', 'nobody there', { cause: root });
  const top = new LabsError('machine', 'top', 'all is lost', { cause: middle });
  root.cause = top;
  const { reporter, err } = await recorded({ debug: true });
  reportError(reporter, top);
  expect(err.text).toMatch(
    /all is lost[^]*\[top\]\ncaused by: [^]*nobody there[^]*\[ssh-refused\]\ncaused by: Error: ECONNREFUSED/,
  );
  const quiet = await recorded();
  reportError(quiet.reporter, top);
  expect(quiet.err.text).toBe('Error: all is lost\n');
});

test('anything unforeseen is a bug, and says how to tell of it', async () => {
  const { reporter, err } = await recorded();
  expect(reportError(reporter, new TypeError('x is undefined'))).toBe(70);
  expect(err.text).toContain('Error: TypeError: x is undefined\nThis is a bug of bridge-labs.');
  expect(err.text).toContain('--debug');
  expect(exitCode('a string')).toBe(70);
  expect(exitCode(undefined)).toBe(70);
});

test('Ctrl-C and aborts are cancellations, in one quiet line', async () => {
  for (const name of ['AbortError', 'ExitPromptError', 'AbortPromptError']) {
    const thrown = Object.assign(new Error('x'), { name });
    expect(asLabsError(thrown).kind).toBe('cancelled');
    const { reporter, err } = await recorded();
    expect(reportError(reporter, thrown)).toBe(130);
    expect(err.text).toBe('Cancelled.\n');
  }
});

test('with --json, the error is an object on stdout', async () => {
  const { reporter, out } = await recorded({ json: true });
  reportError(reporter, new LabsError('machine', 'x', 'm'));
  expect(JSON.parse(out.text)).toEqual({
    error: { code: 'x', kind: 'machine', message: 'm', hint: null, exitCode: 3 },
  });
});

test('what a machine said in an error is inert', async () => {
  const { reporter, err } = await recorded({ tty: true, debug: true });
  const evil = '\x1b]0;pwned\x07\x1b[2J\x9b31m';
  reportError(
    reporter,
    new LabsError('machine', 'x', evil, { hint: evil, cause: new Error(evil) }),
  );
  expect(err.text.replace(/\x1b\[(?:31|39|2|22)m/g, '')).not.toMatch(/[\x1b\x07\x9b]/);
});

test('a full disk and a file of somebody else are no bugs of ours', async () => {
  const full = await writeFile('/dev/full', 'x').catch((error: unknown) => error);
  expect(asLabsError(full)).toMatchObject({ kind: 'machine', code: 'no-space' });
  const error = Object.assign(new Error('EACCES: permission denied'), {
    ...{ syscall: 'open', code: 'EACCES', path: '/srv/progress.json' },
  });
  const { reporter, err } = await recorded();
  expect(reportError(reporter, error)).toBe(3);
  expect(err.lines[0]).toBe(
    'Error: This file may not be read or written: /srv/progress.json (EACCES)',
  );
});
