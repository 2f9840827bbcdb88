// The package behind lock.ts, loaded when first needed: 20 kB that a command which saves nothing does without.
export { lock } from 'proper-lockfile';
