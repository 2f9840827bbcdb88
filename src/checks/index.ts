// What the rest of the program may use of checks.
export { judge } from './judge.ts';
export { needsOf, probesOf } from './needs.ts';
export type { Judged } from './needs.ts';
export type { JudgeOptions } from './judge.ts';
export type * from './types.ts';
