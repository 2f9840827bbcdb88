// The files of a course → Course. Only what the files say; what they ought to say is lint's matter.
import { structureProblems } from './lint/index.ts';
import { type CourseFile, type CourseSource, type LabSource, readCourse } from './source.ts';
import type { LabText, StepText } from './lab-text.ts';
import type { Course, CourseProblem, Lab, Step, Text } from './types.ts';
import { draw } from './vary.ts';

export type { CourseFile };

/**
 * Parses a course. Never throws. With an error among the problems the course is only as good as could be
 * made of the files, and must not be shown to a learner; warnings, and what `lintCourseFiles` finds beyond
 * these, do not keep a course from working.
 * @param seed  Draws the names that course.yaml lets vary; null: they are as they stand in the files.
 */
export function parseCourse(
  files: readonly CourseFile[],
  seed: string | null = null,
): { course: Course; problems: CourseProblem[] } {
  const source = readCourse(files, (vary) => (seed === null ? {} : draw(vary, seed)));
  return { course: toCourse(source), problems: structureProblems(source) };
}

function toCourse(source: CourseSource): Course {
  return {
    name: source.meta?.name ?? '',
    title: source.meta?.title ?? { en: '' },
    drawn: source.drawn,
    labs: source.labs.map(toLab),
  };
}

function toLab({ folder, number, slug, en, ja, steps }: LabSource): Lab {
  return {
    number,
    slug,
    folder,
    title: textOf(en.front?.title ?? slug, ja?.front?.title),
    minutes: en.front?.minutes ?? 0,
    needs: en.front?.needs ?? [],
    intro: textOf(en.intro, ja?.intro),
    steps: en.steps.map((step, index): Step => {
      const id = step.id ?? `step-${index + 1}`;
      const spec = steps?.entries.find((entry) => entry.id === id)?.spec;
      return {
        ...toStepTexts(step, translationOf(step, ja)),
        id,
        commands: step.commands,
        expect: spec?.expect ?? [],
        ask: spec?.ask ?? null,
        ...(spec && spec.inspect.length > 0 ? { inspect: spec.inspect } : {}),
        mistakes: spec?.mistakes ?? [],
        otherWays: spec?.['other-ways'] ?? [],
        setup: spec?.setup ?? null,
        harmless: spec?.harmless ?? [],
      };
    }),
  };
}

function translationOf(step: StepText, ja: LabText | null): StepText | undefined {
  return step.id === null ? undefined : ja?.steps.find(({ id }) => id === step.id);
}

function toStepTexts(en: StepText, ja: StepText | undefined) {
  const piece = (name: 'solution' | 'learned' | 'question'): Text | null => {
    const text = en[name]?.text;
    return text === undefined ? null : textOf(text, ja?.[name]?.text);
  };
  return {
    title: textOf(en.title, ja?.title),
    body: textOf(en.body, ja?.body),
    hints: en.hints.map((hint, index) => textOf(hint.text, ja?.hints[index]?.text)),
    solution: piece('solution'),
    learned: piece('learned'),
    question: piece('question'),
  };
}

function textOf(en: string, ja: string | undefined): Text {
  return ja === undefined || ja === '' ? { en } : { en, ja };
}
