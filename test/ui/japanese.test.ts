// The house style of all that is written in Japanese: one term for one thing, one form of brackets and long vowels.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { phases } from '../../src/ui/messages/ja/phases.ts';

const root = join(import.meta.dirname, '../..');
const J = '[\\u3040-\\u30ff\\u4e00-\\u9fff]';
const JAPANESE = new RegExp(J);

/** What is not written, and what stands there instead. */
const RULES: readonly [RegExp, string][] = [
  [new RegExp(`${J}\\(|\\)${J}`), 'brackets （…）'],
  [/(?:コンピュータ|ドライバ|サーバ|フォルダ|ユーザ)(?!ー)|フィルタ(?!ー|リ)/, 'long vowels: …ー'],
  [/進み具合/, '進捗'],
  [/規則/, 'ルール'],
  [/呼び出し元/, 'アクセス元'],
  [/(?:サーバー|ゲスト|マシン|番|\d`?) ?を呼[ぶびん]/, 'アクセスする, 接続する'],
];
const PROSE: typeof RULES = [
  ...RULES,
  [
    new RegExp(`${J} \\(|\\) ${J}|\\([^()]*${J}[^()]*\\)`),
    'brackets （…）, without spaces around them',
  ],
  [/[、。] (?!-->)\S/, 'no space after 、 and 。'],
];

function faults(file: string, rules: typeof RULES, textOf: (line: string) => string): string[] {
  let fenced = false;
  return readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.startsWith('```')) fenced = !fenced;
      const text = textOf(line);
      if (fenced || !JAPANESE.test(text)) return [];
      return rules
        .filter(([wrong]) => wrong.test(text))
        .map(([, right]) => `${file}:${index + 1}: ${right}: ${line.trim()}`);
    });
}

/** A line of Markdown without its code, the targets of its links and a lead-in in bold. */
function prose(line: string): string {
  return line
    .replace(/`[^`]*`/g, '`x`')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/\*\*[^*]*。\*\*/g, '');
}

const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name}`,
  );

test('labs, their template and the documentation', () => {
  const texts = [...files('labs'), ...files('templates'), ...files('docs'), 'README.ja.md'];
  const japanese = texts.filter((file) => file.endsWith('.ja.md'));
  expect(japanese.length).toBeGreaterThan(15);
  expect(japanese.flatMap((file) => faults(file, PROSE, prose))).toEqual([]);
});

test('messages, help and the findings of labs', () => {
  const texts = [
    'src/ui/messages/ja',
    'src/checks/messages',
    'src/map/messages',
    'src/cli',
    'labs',
  ].flatMap(files);
  const sources = texts.filter((file) => /\.ts$|steps\.yaml$/.test(file));
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap((file) => faults(file, RULES, (line) => line))).toEqual([]);
});

test('work that is done is told as done', () => {
  const names = Object.values(phases.names);
  expect(names.filter((name) => !name.endsWith('ています'))).toEqual([]);
  const done = names.map((name) => phases.done(name, '3 秒'));
  expect(done.filter((line) => !/(?:し|き|ち|べ)ました（3 秒）$/.test(line))).toEqual([
    'パケットを実際に送り、通り道を見ました（3 秒）',
  ]);
  expect(done).toContain('SSH の応答を待ちました（3 秒）');
});
