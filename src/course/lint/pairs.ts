// Each step as lab.md and steps.yaml have it, side by side, for the rules that need both.
import type { StepSpec } from '../../checks/schema.ts';
import type { LabText, StepText } from '../lab-text.ts';
import type { CourseSource, LabSource } from '../source.ts';
import type { StepEntry } from '../steps-yaml.ts';
import type { Place } from '../types.ts';

export interface StepPair {
  readonly lab: LabSource;
  readonly text: StepText & { readonly id: string };
  readonly entry: StepEntry;
  readonly spec: StepSpec;
  /** Of the entry in steps.yaml. */
  readonly place: Place;
  /** Of the heading in lab.md. */
  readonly textPlace: Place;
}

/** The steps of a text that have an id. */
export function named(text: LabText): (StepText & { readonly id: string })[] {
  return text.steps.filter((step): step is StepText & { readonly id: string } => step.id !== null);
}

/** The same without those whose id an earlier step has: what differs from the first is no news. */
export function firstNamed(text: LabText): (StepText & { readonly id: string })[] {
  const steps = named(text);
  return steps.filter((step, index) => steps.findIndex(({ id }) => id === step.id) === index);
}

/** Every step that is in both files and well formed; the others are reported by other rules. */
export function pairs({ labs }: CourseSource): StepPair[] {
  return labs.flatMap((lab) =>
    firstNamed(lab.en).flatMap((text) => {
      const entry = lab.steps?.entries.find(({ id }) => id === text.id);
      if (!lab.steps || !entry?.spec) return [];
      const place = { file: lab.steps.file, line: entry.line };
      const textPlace = { file: lab.en.file, line: text.line };
      return [{ lab, text, entry, spec: entry.spec, place, textPlace }];
    }),
  );
}
