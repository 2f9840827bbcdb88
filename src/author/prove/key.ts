// What the proof of a step rests on, of the course. Pure.
import type { Lab, Step } from '../../course/types.ts';

/**
 * What the proof of a step rests on within its lab, as one string: the same string, the same proof. Of the steps
 * before it, what they do to the machine; what they expect is their own matter.
 */
export function proofKey(lab: Lab, step: Step): string {
  const index = lab.steps.findIndex(({ id }) => id === step.id);
  const { expect, ask, inspect, mistakes, otherWays, harmless } = step;
  const effects = lab.steps.slice(0, index + 1).map(effectsOf);
  return JSON.stringify(
    [lab.needs, effects, expect, ask, inspect, mistakes, otherWays, harmless],
    inEnglish,
  );
}

/** What a machine has behind it after these steps, as one string. */
export function stateKey(steps: readonly Step[]): string {
  return JSON.stringify(steps.map(effectsOf));
}

function effectsOf({ setup, commands }: Step): unknown {
  return [setup, commands];
}

/** Verdicts of a proof are English: of a text in both languages, nothing rests on the other one. */
function inEnglish(_name: string, value: unknown): unknown {
  const isText = typeof value === 'object' && value !== null && 'en' in value && 'ja' in value;
  return isText ? { en: value.en } : value;
}
