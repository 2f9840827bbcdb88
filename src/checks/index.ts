// What the rest of the program may use of checks.
export { containerName, containersOf, namespacesOf } from './find.ts';
export { judge } from './judge.ts';
export { needsOf, probesOf } from './needs.ts';
export { contains, parsePrefix, samePrefix } from './prefix.ts';
export type { Judged } from './needs.ts';
export type { JudgeOptions } from './judge.ts';
export type * from './types.ts';
