// The progress file's text: print and parse. By hand, as this is on the way of the quickest commands.
import type { Language } from '../course/types.ts';
import type { Parsed, Progress, StepRecord, StepRef } from './types.ts';
import { PROGRESS_VERSION } from './types.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The text of a progress file: JSON for people to read, ending in a newline. */
export function printProgress(progress: Progress): string {
  return `${JSON.stringify(progress, null, 2)}\n`;
}

/** Parses a progress file's text. Never throws: says `broken` (cut short, not ours) with why, or `newer`. */
export function parseProgress(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return broken(text.trim() === '' ? 'the file is empty' : `not JSON: ${reason(error)}`);
  }
  if (!isFields(value)) return broken('not an object');
  const { version } = value;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return broken('no version number');
  }
  if (version > PROGRESS_VERSION) return { kind: 'newer', version };
  return parseVersion1(value);
}

function parseVersion1(value: Fields): Parsed {
  const position = stepRef(value.position);
  if (typeof value.course !== 'string' || value.course === '') return broken('no course');
  if (position === null) return broken('no position');
  if (!isTime(value.startedAt)) return broken('startedAt is not a time');
  if (!isFields(value.steps)) return broken('no steps');
  const steps: Record<string, StepRecord> = Object.create(null) as Record<string, StepRecord>;
  for (const [key, raw] of Object.entries(value.steps)) {
    const record = stepRecord(raw);
    if (record === null) return broken(`step ${key} is not a record`);
    steps[key] = record;
  }
  const progress: Progress = {
    version: PROGRESS_VERSION,
    course: value.course,
    ...(isLanguage(value.language) ? { language: value.language } : {}),
    startedAt: value.startedAt,
    position,
    // Spread back into an ordinary object: the one without a prototype only guarded the key "__proto__".
    steps: { ...steps },
  };
  return { kind: 'ok', progress };
}

function stepRef(value: unknown): StepRef | null {
  if (!isFields(value)) return null;
  const { lab, step } = value;
  return typeof lab === 'string' && typeof step === 'string' ? { lab, step } : null;
}

function stepRecord(value: unknown): StepRecord | null {
  if (!isFields(value)) return null;
  const { state, at, hints, attempts, solution, answered } = value;
  if (state !== 'open' && state !== 'passed' && state !== 'skipped') return null;
  if (!isTime(at) || !isCount(hints) || !isCount(attempts)) return null;
  return {
    state,
    at,
    hints,
    attempts,
    ...(solution === true ? { solution } : {}),
    ...(typeof answered === 'string' ? { answered } : {}),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'ja';
}

function broken(why: string): Parsed {
  return { kind: 'broken', why };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
