// A small file beside the machine: which course, with which names, its checkpoints belong to, and a move that may have been cut short.
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Course } from '../course/types.ts';
import { drawnLine } from '../course/vary.ts';
import type { StepRef } from '../progress/index.ts';

/** A move of the machine that was begun. It is finished by the next command if its own was killed. */
export interface Move extends StepRef {
  /** What becomes of the progress: forgotten from that step on, left alone, or only the position moves. */
  readonly progress: 'forget' | 'keep' | 'position';
  /** This move leaves that step out: it is recorded, and the machine comes to its end by its solution. */
  readonly skipped?: StepRef;
}

export interface Mark {
  /** Name of the course whose steps the checkpoints are named after. */
  readonly course: string;
  /** The names that it had in the machine, see `drawnLine`; empty: those of its files. */
  readonly drawn: string;
  readonly moving: Move | null;
}

/** The mark of a machine that serves this course with these names. */
export function markOf({ name, drawn }: Course, moving: Move | null): Mark {
  return { course: name, drawn: drawnLine(drawn), moving };
}

/** Whether the machine and its checkpoints are of this course, and with these names. */
export function serves(mark: Mark | null, { name, drawn }: Course): boolean {
  return mark?.course === name && mark.drawn === drawnLine(drawn);
}

/** Null when there is none, or it cannot be understood: the machine then counts as new. */
export async function readMark(file: string): Promise<Mark | null> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
  const { course, drawn, moving } = (value ?? {}) as Record<string, unknown>;
  if (typeof course !== 'string') return null;
  return { course, drawn: typeof drawn === 'string' ? drawn : '', moving: parseMove(moving) };
}

/** Writes it whole or not at all. */
export async function writeMark(file: string, mark: Mark): Promise<void> {
  const { writeWhole } = await import('../host/atomic-write.ts');
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, `${JSON.stringify(mark)}\n`);
}

function parseMove(value: unknown): Move | null {
  const at = parseStep(value);
  if (at === null) return null;
  const { progress, skipped } = value as Record<string, unknown>;
  const known = progress === 'keep' || progress === 'position' ? progress : 'forget';
  const left = parseStep(skipped);
  return { ...at, progress: known, ...(left === null ? {} : { skipped: left }) };
}

function parseStep(value: unknown): StepRef | null {
  const { lab, step } = (value ?? {}) as Record<string, unknown>;
  return typeof lab === 'string' && typeof step === 'string' ? { lab, step } : null;
}
