// What the user chose for later commands: the language, a course of their own, names of their own. A small JSON file.
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Language } from '../course/types.ts';
import { isSeed } from '../course/vary.ts';
import { parseSettings, type Settings } from '../machines/settings.ts';

export interface Choices {
  readonly language?: Language;
  /** Absolute path of a course's folder; absent: the course that comes with bridge-labs. */
  readonly course?: string;
  /** Whether names are drawn. */
  readonly vary?: boolean;
  /** Whether shells are recorded; absent: yes. */
  readonly record?: boolean;
  /** Draws them. It stays when they are switched off, so that the same ones come back. */
  readonly seed?: string;
  /** Which machine; absent: the best that can be had here. */
  readonly machine?: Settings;
}

/** Reads the file; what is missing or not understood counts as not chosen. */
export function readChoices(file: string): Choices {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
  const { language, course, vary, seed, record, machine } = (value ?? {}) as Record<
    string,
    unknown
  >;
  const settings = parseSettings(machine);
  return {
    ...(language === 'en' || language === 'ja' ? { language } : {}),
    ...(typeof course === 'string' && course !== '' ? { course } : {}),
    ...(typeof record === 'boolean' ? { record } : {}),
    ...(typeof vary === 'boolean' ? { vary } : {}),
    ...(typeof seed === 'string' && isSeed(seed) ? { seed } : {}),
    ...(settings === null ? {} : { machine: settings }),
  };
}

/** Writes the file whole or not at all. */
export async function saveChoices(file: string, choices: Choices): Promise<void> {
  const { writeWhole } = await import('../host/atomic-write.ts');
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, `${JSON.stringify(choices, null, 2)}\n`);
}
