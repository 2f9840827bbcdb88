// The words of a picture in each language.
import type { Language } from '../../course/types.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import type { MapMessages } from './types.ts';

const LANGUAGES: Readonly<Record<Language, MapMessages>> = { en, ja };

export function wordsOf(language: Language): MapMessages {
  return LANGUAGES[language];
}
