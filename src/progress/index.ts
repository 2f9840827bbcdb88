// Progress: the model, its rules and its text form.
export * from './rules.ts';
export * from './text.ts';
export * from './types.ts';
