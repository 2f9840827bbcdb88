// Help of every command of every bin, in both languages; and the version.
import { describe, expect, it } from 'vitest';
import { exampleLine } from '../../src/cli/help.ts';
import type { BinName } from '../../src/cli/spec.ts';
import { COMMANDS, commandsOf, nameIn } from '../../src/cli/table.ts';
import { widthOf } from '../../src/ui/layout.ts';
import manifest from '../../package.json' with { type: 'json' };
import { house } from './harness.ts';

const BINS: readonly BinName[] = ['bridge-labs', 'labs', 'instructor'];
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;
const all = BINS.flatMap((bin) => commandsOf(bin).map((spec) => ({ bin, spec })));

describe('the table of commands', () => {
  it.each(COMMANDS)('$name has an example and Japanese words', (spec) => {
    expect(spec.examples.length).toBeGreaterThan(0);
    const texts = [
      spec.summary,
      ...(spec.options ?? []).map(({ text }) => text),
      ...(spec.arguments ?? []).map(({ text }) => text),
      ...spec.examples.map(({ text }) => text),
    ];
    for (const text of texts) expect(text.ja).toMatch(JAPANESE);
  });

  it.each(COMMANDS)('$name can be loaded', async (spec) => {
    expect(await spec.load()).toHaveProperty('run');
  });

  it('has each name once', () => {
    expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length);
  });
});

describe('--help', () => {
  it.each(all)('$bin $spec.name', async ({ bin, spec }) => {
    const words = [...nameIn(bin, spec).split(' '), '--help'];
    const { code, out, err } = await house().run(bin, words);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toContain(`Usage: ${bin} ${nameIn(bin, spec)}`);
    for (const { line } of spec.examples) expect(out).toContain(exampleLine(bin, spec, line));
    expect(out.includes('--json')).toBe(spec.json === true);
    for (const line of out.split('\n')) {
      if (!line.includes('scp -F')) expect(widthOf(line)).toBeLessThanOrEqual(80);
    }
  });

  it.each(BINS)('%s shows its commands, also without a word', async (bin) => {
    const { code, out } = await house().run(bin, ['--help']);
    expect(code).toBe(0);
    for (const spec of commandsOf(bin).filter(({ hidden }) => !hidden))
      expect(out).toContain(`  ${nameIn(bin, spec)}`);
    expect(await house().run(bin, [])).toEqual({ code: 0, out, err: '' });
  });

  it('speaks Japanese with --lang, before or after the command, and by the locale', async () => {
    const at = house();
    const { out } = await at.labs('check --help --lang ja');
    expect(out).toContain('使い方: labs check');
    expect((await at.labs('--lang=ja check --help')).out).toBe(out);
    expect((await at.labs('check --help', { env: { LANG: 'ja_JP.UTF-8' } })).out).toBe(out);
    for (const line of out.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  it('of a word that only holds commands shows those', async () => {
    const { code, out } = await house().run('bridge-labs', ['image']);
    expect(code).toBe(0);
    expect(out).toContain('image build');
    expect(out).not.toContain('labs start');
  });

  it('names the commands as npx runs them, where it did', async () => {
    const { out } = await house().labs('check --help', { env: { npm_lifecycle_event: 'npx' } });
    expect(out).toContain('npx labs check --json');
  });
});

it.each(BINS)('%s --version', async (bin) => {
  const { code, out } = await house().run(bin, ['--version']);
  expect({ code, out }).toEqual({ code: 0, out: `${manifest.version}\n` });
});
