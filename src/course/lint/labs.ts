// Rules on the labs of a course: their numbers, slugs, and what they need.
import { didYouMean, error } from '../problem.ts';
import type { CourseSource } from '../source.ts';
import { examples } from '../examples.ts';
import type { CourseProblem } from '../types.ts';

/** Error: two labs with one number or one slug; `labs goto` takes either. */
export function duplicateLabs({ labs }: CourseSource): CourseProblem[] {
  return labs.flatMap((lab, index) => {
    const before = labs.slice(0, index);
    const sameNumber = before.find(({ number }) => number === lab.number);
    const sameSlug = before.find(({ slug }) => slug === lab.slug);
    const other = sameNumber ?? sameSlug;
    if (!other) return [];
    const what = sameNumber ? `number ${lab.number}` : `slug '${lab.slug}'`;
    const fault = {
      rule: 'duplicate-lab',
      message: `the folders '${other.folder}' and '${lab.folder}' have the same ${what}`,
      expected: 'a number and a slug of its own for each lab',
      example: examples.folder,
    };
    return [error({ file: lab.en.file, line: 1 }, fault)];
  });
}

/** Error: `needs` names a lab that is not there, or does not come earlier. */
export function needsEarlierLab({ labs }: CourseSource): CourseProblem[] {
  return labs.flatMap((lab, index) => {
    const front = lab.en.front;
    const earlier = labs.slice(0, index).map(({ slug }) => slug);
    return (front?.needs ?? []).flatMap((need) => {
      if (!front || earlier.includes(need)) return [];
      const exists = labs.some(({ slug }) => slug === need);
      const slugs = labs.map(({ slug }) => slug);
      const fault = {
        rule: 'unknown-need',
        message: exists
          ? `needs '${need}', which does not come earlier`
          : `needs '${need}', which is no lab${didYouMean(need, slugs)}`,
        expected: earlier.length > 0 ? `slugs of earlier labs: ${earlier.join(', ')}` : 'no needs',
        example: examples.frontMatter,
      };
      return [error({ file: lab.en.file, line: front.lineOf('needs') }, fault)];
    });
  });
}
