// What both benches measure with.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The cache that images are in, as the program itself finds it. */
export const cache =
  process.env.BRIDGE_LABS_CACHE ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bridge-labs');

/** What `fn` resolves with, `runs` times, one after the other. */
export async function repeat(runs, fn) {
  const results = [];
  for (let i = 0; i < runs; i++) results.push(await fn());
  return results;
}

/**
 * Two that are compared, taken in turn, so that what else this computer does meets both. Each resolves with milliseconds;
 * resolves with the `times` of the first, and those of the second.
 */
export async function inTurn(times, one, other) {
  const both = await repeat(times, async () => [await one(), await other()]);
  return [both.map(([first]) => first), both.map(([, second]) => second)];
}

/** Milliseconds that `fn` takes. */
export async function timed(fn) {
  const begun = performance.now();
  await fn();
  return performance.now() - begun;
}

export function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function note(text) {
  console.error(`bench: ${text}`);
}
