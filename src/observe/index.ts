// What the rest of the program may use of observe.
export { asObject, asObjects, asString } from './json.ts';
export { EVERYTHING, observe } from './observe.ts';
export { parseObservation } from './parse.ts';
export { chainsFrom, optionOf, parseRules } from './rules.ts';
export { observationScript } from './script.ts';
export { shellQuote } from './shell.ts';
export type * from './types.ts';
