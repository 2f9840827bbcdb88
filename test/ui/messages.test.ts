// Two languages: which one is spoken, and that neither lacks anything.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LabsError } from '../../src/errors.ts';
import {
  detectLanguage,
  errorText,
  loadMessages,
  parseLanguage,
  phaseName,
} from '../../src/ui/messages/index.ts';

const en = await loadMessages('en');
const ja = await loadMessages('ja');
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

test('--lang, then the saved choice, then BRIDGE_LABS_LANG, then the locale, then English', () => {
  const env = { BRIDGE_LABS_LANG: 'ja', LANG: 'de_DE.UTF-8' };
  expect(detectLanguage(env, 'en', 'ja')).toBe('en');
  expect(detectLanguage(env, undefined, 'en')).toBe('en');
  expect(detectLanguage(env)).toBe('ja');
  expect(detectLanguage({ ...env, BRIDGE_LABS_LANG: 'tlh' })).toBe('en');
  expect(detectLanguage({})).toBe('en');
  expect(detectLanguage({}, undefined, null)).toBe('en');
});

test('of the locale, the first variable that is set decides', () => {
  expect(detectLanguage({ LANG: 'ja_JP.UTF-8' })).toBe('ja');
  expect(detectLanguage({ LC_MESSAGES: 'ja_JP', LANG: 'C' })).toBe('ja');
  expect(detectLanguage({ LC_ALL: 'C', LC_MESSAGES: 'ja_JP', LANG: 'ja_JP' })).toBe('en');
  expect(detectLanguage({ LC_ALL: '', LANG: 'ja' })).toBe('ja');
  expect(detectLanguage({ LANG: 'jam_JM' })).toBe('en');
});

test('a language is read as people write it; a wrong --lang is misuse', () => {
  expect(['ja', 'JA', 'ja-JP', 'ja_JP.eucJP', ' en ', 'en_US@x'].map(parseLanguage)).toEqual([
    'ja',
    'ja',
    'ja',
    'ja',
    'en',
    'en',
  ]);
  expect(parseLanguage('japanese')).toBeUndefined();
  expect(() => detectLanguage({}, 'klingon')).toThrow(
    expect.objectContaining({
      kind: 'usage',
      code: 'bad-language',
      params: { language: 'klingon' },
    }),
  );
});

test('each language has the same keys, and Japanese is Japanese', () => {
  const keys = (value: object): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' && inner !== null
        ? keys(inner as object).map((rest) => `${key}.${rest}`)
        : [key],
    );
  const rest = (all: typeof en): string[] => keys({ ...all, errors: {} }).sort();
  expect(rest(ja)).toEqual(rest(en));
  expect(Object.keys(ja.errors)).toEqual(expect.arrayContaining(Object.keys(en.errors)));
  const names = Object.values(ja.phases.names);
  expect(names.filter((name) => !JAPANESE.test(name))).toEqual([]);
});

test('every error that a user can meet has Japanese words', () => {
  const known: Readonly<Record<string, unknown>> = ja.errors;
  const missing = thrownCodes().filter((code) => !Object.hasOwn(known, code));
  expect(missing).toEqual([]);
});

test('every phase that is told has a name in both languages', () => {
  const source = sources()
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const told = [...source.matchAll(/\bphase\('([\w.-]+)'/g)].map(([, key = '']) => key);
  expect(told.length).toBeGreaterThan(5);
  const names: Readonly<Record<string, unknown>> = en.phases.names;
  expect(told.filter((key) => !Object.hasOwn(names, key))).toEqual([]);
});

test('a phase without a name still reads', () => {
  expect(phaseName(en, 'machine.ssh')).toBe('Waiting for SSH');
  expect(phaseName(en, 'image.frob-it_all')).toBe('image: frob it all');
  expect(phaseName(en, 'odd')).toBe('odd');
  expect(phaseName(en, 'constructor')).toBe('constructor');
});

test('an error speaks from the catalogue with its values; one that is not there, in its own words', () => {
  const locked = new LabsError('usage', 'locked', 'own words', {
    hint: 'own hint',
    params: { pid: 7, command: 'labs check' },
  });
  expect(errorText(en, locked).message).toBe('Another command is at work: labs check (process 7).');
  expect(errorText(ja, locked).message).toBe('別のコマンドが実行中です: labs check（プロセス 7）');
  expect(errorText(ja, locked).hint).toMatch(JAPANESE);
  const other = new LabsError('machine', 'toString', 'own words', { hint: 'own hint' });
  expect(errorText(ja, other)).toEqual({ message: 'own words', hint: 'own hint' });
});

test('a value that an error lacks is a question mark, or what the message has for it', () => {
  expect(errorText(en, new LabsError('usage', 'locked', 'x')).message).toContain('process ?');
  expect(errorText(ja, new LabsError('machine', 'disk-full', 'x')).message).toContain('不明');
});

test.each([
  [0, '0 s', '0 秒'],
  [432, '0.4 s', '0.4 秒'],
  [960, '1 s', '1 秒'],
  [59_400, '59 s', '59 秒'],
  [60_000, '1 min', '1 分'],
  [80_000, '1 min 20 s', '1 分 20 秒'],
])('%i ms is %s, %s', (ms, english, japanese) => {
  expect(en.common.duration(ms)).toBe(english);
  expect(ja.common.duration(ms)).toBe(japanese);
});

function sources(): string[] {
  const root = join(import.meta.dirname, '../../src');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, name));
}

/** Codes of the errors that are no bugs of ours, as the sources throw them. */
function thrownCodes(): string[] {
  const thrown = /new LabsError\(\s*'(?:usage|machine|course|cancelled)',\s*'([a-z-]+)'/g;
  const codes = sources().flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(thrown)].map(([, code = '']) => code),
  );
  expect(codes.length).toBeGreaterThan(20);
  return [...new Set(codes)].sort();
}
