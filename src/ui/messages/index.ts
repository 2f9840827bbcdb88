// Messages: which language, and its catalogue. Each language is a chunk of its own, loaded when chosen.
import type { Language } from '../../course/types.ts';
import { LabsError } from '../../errors.ts';
import { en } from './en/index.ts';
import type { ErrorMessage, ErrorText, Messages, Param } from './types.ts';

export type { ErrorText, Messages } from './types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The catalogue of a language. English is always at hand: one file less to load for most. */
export async function loadMessages(language: Language): Promise<Messages> {
  return language === 'ja' ? (await import('./ja/index.ts')).ja : en;
}

/** Parses a language as a person writes it: `ja`, `JA`, `ja_JP.UTF-8`, `en-US`; undefined for any other. */
export function parseLanguage(text: string): Language | undefined {
  const [primary] = text
    .trim()
    .toLowerCase()
    .split(/[_.@-]/);
  return primary === 'ja' || primary === 'en' ? primary : undefined;
}

/**
 * The language to speak: `--lang`, else the saved choice, else BRIDGE_LABS_LANG, else the locale
 * (LC_ALL, LC_MESSAGES, LANG: the first that is set decides, POSIX 8.2), else English.
 * Throws LabsError('usage', 'bad-language') for a `--lang` that is neither.
 */
export function detectLanguage(env: Environment, flag?: string, saved?: Language | null): Language {
  if (flag !== undefined) {
    const asked = parseLanguage(flag);
    if (asked !== undefined) return asked;
    throw new LabsError('usage', 'bad-language', `no language is called ${flag}`, {
      hint: '--lang en | --lang ja',
      params: { language: flag },
    });
  }
  if (saved !== undefined && saved !== null) return saved;
  const chosen = parseLanguage(env.BRIDGE_LABS_LANG ?? '');
  if (chosen !== undefined) return chosen;
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => (value ?? '') !== '');
  return parseLanguage(locale ?? '') ?? 'en';
}

/** Name of a phase of work. A key without a name reads from the key: `image.boot-twice` → "image: boot twice". */
export function phaseName(messages: Messages, key: string): string {
  const names: Readonly<Record<string, string>> = messages.phases.names;
  if (Object.hasOwn(names, key)) return names[key] ?? key;
  const words = key.replace(/[-_]+/g, ' ').split('.').filter(Boolean);
  return words.length > 1 ? `${words[0]}: ${words.slice(1).join(' ')}` : (words[0] ?? key);
}

/** What to say of an error: the catalogue's text for its code, else its own (English) words. */
export function errorText(messages: Messages, error: LabsError): ErrorText {
  const texts: Readonly<Record<string, ErrorMessage>> = messages.errors;
  const own: ErrorText = {
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
  const text = Object.hasOwn(texts, error.code) ? texts[error.code] : undefined;
  if (text === undefined) return own;
  const param: Param = (name, otherwise) => {
    const value = Object.hasOwn(error.params, name) ? error.params[name] : undefined;
    if (value === undefined) return otherwise ?? '?';
    return value === '' ? (otherwise ?? '') : String(value);
  };
  return { ...own, ...text(param) };
}
