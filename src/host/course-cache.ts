// The cache file of a compiled course: read in a millisecond or two, whatever the course's length.
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type LoadedCourse, tokenLookup } from '../course/markdown.ts';
import type { Course } from '../course/types.ts';
import { writeWhole } from './atomic-write.ts';

// Lines: the stamp; the course as JSON; the tokens of each of its texts as JSON; the stamp again, so that a
// file cut short is known. Only the course is parsed at once: all tokens together would take ten times as long.

/** The course that was cached under this stamp; null when there is none, or the file is not whole. */
export function readCache(file: string, stamp: string): LoadedCourse | null {
  try {
    const bytes = readFileSync(file);
    const first = Buffer.from(`${stamp}\n`);
    const isWhole =
      bytes.subarray(0, first.length).equals(first) && bytes.subarray(-first.length).equals(first);
    if (!isWhole) return null;
    const courseEnd = bytes.indexOf(10, first.length);
    const course = JSON.parse(bytes.toString('utf8', first.length, courseEnd)) as Course;
    const tokensOf = tokenLookup(course, (index) => lineOf(bytes, courseEnd + 1, index));
    return { course, tokensOf };
  } catch {
    // Not there, not readable, not ours: it is made again.
    return null;
  }
}

/** Writes the cache, atomically. A disk that is full or read-only is no fault: the next command compiles again. */
export async function writeCache(
  file: string,
  stamp: string,
  course: Course,
  tokens: readonly string[],
): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeWhole(file, [stamp, JSON.stringify(course), ...tokens, stamp, ''].join('\n'));
  } catch {
    // See above.
  }
}

/** The line with that index (from 0) among those that begin at `start`. */
function lineOf(bytes: Buffer, start: number, index: number): string {
  let begin = start;
  for (let skipped = 0; skipped < index; skipped++) begin = bytes.indexOf(10, begin) + 1;
  return bytes.toString('utf8', begin, bytes.indexOf(10, begin));
}
