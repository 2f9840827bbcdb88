// The options that every command takes, and what they mean before a command's code is loaded.
import type { Language, Text } from '../course/types.ts';
import { parseLanguage } from '../ui/messages/index.ts';
import type { CommandSpec } from './spec.ts';

export interface CommonOption {
  readonly flags: string;
  readonly text: Text;
}

const JSON_OPTION: CommonOption = {
  flags: '--json',
  text: { en: 'print one JSON object, and nothing else', ja: '結果を JSON オブジェクト一つで出力' },
};

const COMMON: readonly CommonOption[] = [
  {
    flags: '--lang <language>',
    text: {
      en: 'language: en or ja; start remembers it',
      ja: '言語（en か ja）。start で指定すると記憶されます',
    },
  },
  {
    flags: '--course <name>',
    text: {
      en: 'another course: its folder, its npm package, or bridge-labs for the one that comes with the program; start remembers it',
      ja: '別のコース（フォルダーか npm パッケージ。付属のコースは bridge-labs）。start で指定すると記憶されます',
    },
  },
  {
    flags: '-y, --yes',
    text: { en: 'say yes to every question', ja: 'すべての確認に「はい」と答える' },
  },
  { flags: '--no-color', text: { en: 'no colours', ja: '色を付けない' } },
  { flags: '--debug', text: { en: 'show the causes of an error', ja: 'エラーの原因を詳しく表示' } },
];

const LAST: readonly CommonOption[] = [
  { flags: '-V, --version', text: { en: 'print the version', ja: 'バージョンを表示' } },
  { flags: '-h, --help', text: { en: 'print this help', ja: 'このヘルプを表示' } },
];

/** Options that commander must be told; --help and --version it knows. */
export function commonOptions(spec: CommandSpec | null): CommonOption[] {
  return spec?.json ? [JSON_OPTION, ...COMMON] : [...COMMON];
}

/** The same for the help, with those that commander adds. */
export function commonOptionsForHelp(spec: CommandSpec | null): CommonOption[] {
  return [...commonOptions(spec), ...LAST];
}

/**
 * The value of --lang before anything is parsed, for help and errors of misuse. Words after `--` are not ours.
 * What is no language of ours is left to be refused later.
 */
export function earlyLanguage(argv: readonly string[]): Language | undefined {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  for (const [index, word] of words.entries()) {
    if (word !== '--lang' && !word.startsWith('--lang=')) continue;
    const value = word === '--lang' ? words[index + 1] : word.slice('--lang='.length);
    return parseLanguage(value ?? '');
  }
  return undefined;
}

/** Whether a flag stands on the command line, before anything is parsed. */
export function earlyFlag(argv: readonly string[], flag: string): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).includes(flag);
}
