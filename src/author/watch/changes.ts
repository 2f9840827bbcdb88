// Which steps of a course are other than they were: for whoever reads them, and for their proof. Pure.
import { isDeepStrictEqual } from 'node:util';
import {
  LANGUAGES,
  type Course,
  type Lab,
  type Language,
  type Step,
  type Text,
} from '../../course/types.ts';

export interface Change {
  readonly lab: Lab;
  readonly step: Step;
  /** As it was; null when it is new. */
  readonly was: Step | null;
  /** The languages in which a learner reads something else now. */
  readonly read: readonly Language[];
}

/** The steps that differ in anything, in course order; all of them where there was no course. */
export function changesOf(before: Course | null, after: Course): Change[] {
  return after.labs.flatMap((lab) => {
    const old = before?.labs.find(({ slug }) => slug === lab.slug);
    return lab.steps.flatMap((step) => {
      const was = old?.steps.find(({ id }) => id === step.id) ?? null;
      if (isDeepStrictEqual(was, step)) return [];
      const read = LANGUAGES.filter((language) =>
        textsOf(step).some((text, index) => differs(was && textsOf(was)[index], text, language)),
      );
      return [{ lab, step, was, read }];
    });
  });
}

/** The labs whose title or introduction reads otherwise in `language`; none where there was no course. */
export function introsChanged(before: Course | null, after: Course, language: Language): Lab[] {
  return after.labs.filter((lab) => {
    const was = before?.labs.find(({ slug }) => slug === lab.slug);
    if (was === undefined) return false;
    return differs(was.title, lab.title, language) || differs(was.intro, lab.intro, language);
  });
}

/** Whether a text of that language is there, and is not what it was. */
export function differs(
  was: Text | null | undefined,
  now: Text | null | undefined,
  language: Language,
): boolean {
  return now?.[language] !== undefined && now[language] !== was?.[language];
}

/** Every text of a step that a learner may come to read, always in the same order. */
function textsOf(step: Step): (Text | null)[] {
  // Hints last, as their number varies.
  return [step.title, step.body, step.solution, step.learned, step.question, ...step.hints];
}
