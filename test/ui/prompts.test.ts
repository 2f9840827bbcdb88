// Questions: answered on a real pseudo-terminal, and never waited for without one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { confirm, input, select } from '../../src/ui/prompts.ts';
import { bundle } from '../host/bundle.ts';
import { runInTerminal } from '../ssh/terminal.ts';
import { recorded } from './streams.ts';

// Child processes on a busy computer.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prompts-'));
  program = await bundle(join(import.meta.dirname, 'prompt.program.ts'), folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the program on a terminal; types each text once the one before it was seen. Resolves with all that was shown. */
async function talk(
  verb: string,
  ...script: readonly (readonly [seen: string, typed: string])[]
): Promise<string> {
  const waiting = [...script];
  let shown = '';
  const onData = (data: string): void => {
    shown += data;
    const [next] = waiting;
    if (next !== undefined && shown.includes(next[0])) {
      waiting.shift();
      pty.write(next[1]);
    }
  };
  const { pty, exit } = runInTerminal('"$0" "$@"', [process.execPath, program, verb], onData);
  await exit;
  return shown;
}

test('yes and no on a terminal; Enter alone is no; what is asked about is inert', async () => {
  expect(await talk('confirm', ['Remove it?', 'y\r'])).toContain('got true');
  const shown = await talk('confirm', ['Remove it?', '\r']);
  expect(shown).toContain('got false');
  expect(shown).not.toContain('pwned');
});

test('a line of text on a terminal: refused with the reason until it is right, then trimmed', async () => {
  const shown = await talk(
    'input',
    ['Which subnet?', 'oops\r'],
    ['needs a slash', '\x15 172.17.0.0/16 \r'],
  );
  expect(shown).toContain('got "172.17.0.0/16"');
});

test('a choice on a terminal', async () => {
  expect(await talk('select', ['This lab', '\x1b[B\r'])).toContain('got "lab"');
});

test('Ctrl-C at a prompt cancels', async () => {
  expect(await talk('confirm', ['Remove it?', '\x03'])).toContain('got cancelled cancelled');
});

test('a yes said beforehand asks nothing', async () => {
  const { reporter, err } = await recorded();
  await expect(confirm(reporter, { message: 'x', yes: true })).resolves.toBe(true);
  expect(err.text).toBe('');
});

test('without a terminal a question is refused, and the option that answers it is named', async () => {
  const { reporter } = await recorded();
  await expect(confirm(reporter, { message: 'Remove it?' })).rejects.toMatchObject({
    kind: 'usage',
    code: 'needs-yes',
    params: { question: 'Remove it?', flag: '--yes' },
  });
  const asking = { message: 'Which?', instead: 'labs answer TEXT' };
  const refusal = {
    kind: 'usage',
    code: 'needs-answer',
    params: { question: 'Which?', instead: 'labs answer TEXT' },
  };
  await expect(input(reporter, asking)).rejects.toMatchObject(refusal);
  await expect(select(reporter, { ...asking, choices: [] })).rejects.toMatchObject(refusal);
});

test('without a terminal a stated default is taken, aloud', async () => {
  const { reporter, err } = await recorded();
  await expect(confirm(reporter, { message: 'Install it?', otherwise: false })).resolves.toBe(
    false,
  );
  const choices = [{ value: 'lab', name: 'This lab' }] as const;
  const chosen = select(reporter, {
    message: 'How far?',
    choices,
    otherwise: 'lab',
    instead: '--lab',
  });
  await expect(chosen).resolves.toBe('lab');
  expect(err.lines).toEqual([
    'Install it? (no terminal to ask on; taking: no)',
    'How far? (no terminal to ask on; taking: lab)',
  ]);
});
