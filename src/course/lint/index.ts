// All rules of the course lint. `structure` ones make a course unusable; `craft` ones make it a poor course.
import { sortProblems } from '../problem.ts';
import { type CourseFile, type CourseSource, readCourse } from '../source.ts';
import type { CourseProblem } from '../types.ts';
import { noMistake, noWrongAnswer, strayHarmless, strayMistake } from './mistakes.ts';
import { duplicateLabs, needsEarlierLab } from './labs.ts';
import { controlCharacters } from './control-characters.ts';
import { blockLanguages, promptInCommands } from './blocks.ts';
import { outsideTheMachine } from './outside.ts';
import { endlessPing, shownCommands, translatedPictures } from './shown.ts';
import {
  duplicateSteps,
  inspectsAlone,
  nothingToCheck,
  noSteps,
  stepsWithoutSpec,
} from './steps.ts';
import { noCommands, noHints, noLearned, noQuestion } from './teaching.ts';
import { translatedParts, translatedSteps, translatedWords, untranslated } from './translation.ts';
import { varyProblems, varyWords } from './vary.ts';

export type Rule = (source: CourseSource) => CourseProblem[];

const structure: readonly Rule[] = [
  controlCharacters,
  duplicateLabs,
  needsEarlierLab,
  noSteps,
  duplicateSteps,
  stepsWithoutSpec,
  nothingToCheck,
  inspectsAlone,
  translatedSteps,
  translatedParts,
  translatedWords,
  varyWords,
];

const craft: readonly Rule[] = [
  noMistake,
  noWrongAnswer,
  strayMistake,
  strayHarmless,
  noCommands,
  noHints,
  noLearned,
  noQuestion,
  blockLanguages,
  promptInCommands,
  outsideTheMachine,
  endlessPing,
  shownCommands,
  translatedPictures,
  untranslated,
];

/** What was found wrong while reading, and what makes the course unusable; in reading order. */
export function structureProblems(source: CourseSource): CourseProblem[] {
  return sortProblems([...source.problems, ...structure.flatMap((rule) => rule(source))]);
}

/** Everything that is wrong with a course, in reading order. Never throws. */
export function lintCourseFiles(files: readonly CourseFile[]): CourseProblem[] {
  const source = readCourse(files);
  return sortProblems([...lintSource(source), ...varyProblems(files, source, lintSource)]);
}

function lintSource(source: CourseSource): CourseProblem[] {
  return [...structureProblems(source), ...craft.flatMap((rule) => rule(source))];
}
