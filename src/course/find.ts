// Finds labs and steps by what a person types.
import { LabsError } from '../errors.ts';
import { nearest } from './problem.ts';
import type { Course, Lab, Step } from './types.ts';

/** A step of a course, with the lab it is in. */
export interface Position {
  readonly lab: Lab;
  readonly step: Step;
}

/**
 * The lab that `name` means: its number (`7`, `07`), slug (`build-br0`) or folder (`07-build-br0`).
 * Throws LabsError('usage', 'unknown-lab'); params: `name`, `suggestion` (empty when nothing is near), `known`.
 */
export function findLab(course: Course, name: string): Lab {
  const wanted = name.trim().toLowerCase();
  const lab = course.labs.find(
    ({ number, slug, folder }) =>
      slug === wanted || folder === wanted || (/^\d+$/.test(wanted) && number === Number(wanted)),
  );
  if (lab) return lab;
  const folders = course.labs.map(({ folder }) => folder);
  const near = nearest(wanted, [...course.labs.map(({ slug }) => slug), ...folders]);
  throw unknown('lab', name, near ?? '', folders);
}

/**
 * The step of a lab by its id, or its number in the lab. Throws LabsError('usage', 'unknown-step'); params: `name`, `lab` (its folder),
 * `suggestion` (empty when nothing is near), `known`.
 */
export function findStep(lab: Lab, id: string): Step {
  const wanted = id.trim().toLowerCase();
  const numbered = /^\d+$/.test(wanted) ? lab.steps[Number(wanted) - 1] : undefined;
  const step = lab.steps.find((each) => each.id === wanted) ?? numbered;
  if (step) return step;
  const ids = lab.steps.map((each) => each.id);
  throw unknown('step', id, nearest(wanted, ids) ?? '', ids, lab.folder);
}

/** The step that `LAB/STEP` means; of a lab alone, its first. Throws as findLab and findStep do. */
export function findPosition(course: Course, name: string): Position {
  const slash = name.indexOf('/');
  if (slash === -1) {
    const lab = labAlone(course, name);
    return { lab, step: lab.steps[0] ?? findStep(lab, '') };
  }
  const lab = findLab(course, name.slice(0, slash));
  const id = name.slice(slash + 1);
  const step = id === '' && lab.steps[0] ? lab.steps[0] : findStep(lab, id);
  return { lab, step };
}

/** As findLab; a name that is a step's suggests the step. */
function labAlone(course: Course, name: string): Lab {
  try {
    return findLab(course, name);
  } catch (error) {
    const wanted = name.trim().toLowerCase();
    const at = positions(course).find(({ step }) => step.id === wanted);
    if (!at || !(error instanceof LabsError)) throw error;
    const suggestion = `${at.lab.number}/${at.step.id}`;
    throw unknown('lab', name, suggestion, [String(error.params.known)]);
  }
}

/** Every step of the course in order. */
export function positions(course: Course): Position[] {
  return course.labs.flatMap((lab) => lab.steps.map((step) => ({ lab, step })));
}

function unknown(
  what: 'lab' | 'step',
  name: string,
  suggestion: string,
  known: readonly string[],
  lab?: string,
): LabsError {
  const list = known.join(', ');
  return new LabsError(
    'usage',
    `unknown-${what}`,
    `no ${what} '${name}'${lab ? ` in ${lab}` : ''}`,
    {
      hint: suggestion === '' ? `there are: ${list}` : `did you mean '${suggestion}'?`,
      params: { name, suggestion, known: list, ...(lab ? { lab } : {}) },
    },
  );
}
