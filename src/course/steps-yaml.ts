// Reads steps.yaml: what each step expects, with the line of everything.
import {
  askSchema,
  EXPECTATION_KINDS,
  expectationSchemas,
  inspectionSchema,
  kindsOf,
  mistakeSchema,
  type StepSpec,
  stepSpecSchema,
} from '../checks/schema.ts';
import { examples } from './examples.ts';
import { error } from './problem.ts';
import { type Form, schemaProblems } from './schema-problems.ts';
import type { CourseProblem } from './types.ts';
import { type Path, readYaml, type YamlText } from './yaml.ts';

export interface StepEntry {
  readonly id: string;
  /** Line of the step's id. */
  readonly line: number;
  /** Null when it is not well formed; the problems say why. */
  readonly spec: StepSpec | null;
  /** Line of the mistake with that index. */
  mistakeLine(index: number): number;
  /** Line of the key `inspect`; of the step where there is none. */
  readonly inspectLine: number;
}

export interface StepsFile {
  readonly file: string;
  readonly entries: readonly StepEntry[];
  /** False when it was not readable, so that nothing can be said of what it lacks. */
  readonly readable: boolean;
  readonly problems: readonly CourseProblem[];
}

export function readSteps(file: string, text: string): StepsFile {
  const yaml = readYaml(file, text, examples.stepSpec);
  const problems = yaml.problems.map((problem) => asDuplicateStep(problem, yaml));
  if (yaml.data === undefined) return { file, entries: [], readable: false, problems };
  if (yaml.data === null) return { file, entries: [], readable: true, problems };
  if (typeof yaml.data !== 'object' || Array.isArray(yaml.data)) {
    const fault = {
      rule: 'wrong-type',
      message: 'steps.yaml is not a map of steps',
      expected: "a step's id, and under it `expect` or `ask`",
      example: examples.stepSpec,
    };
    problems.push(error({ file, line: yaml.lineOf([]) }, fault));
    return { file, entries: [], readable: false, problems };
  }
  const twice = Object.keys(yaml.data).filter((id) =>
    problems.some(({ message }) => message === duplicateStep(id)),
  );
  const entries = Object.entries(yaml.data).map(([id, data]): StepEntry => {
    const result = stepSpecSchema.safeParse(data);
    if (!result.success) {
      // Paths are those of the whole file.
      const issues = result.error.issues.map((issue) => ({ ...issue, path: [id, ...issue.path] }));
      problems.push(...schemaProblems(yaml, issues, (path) => formAt(yaml, path)));
    }
    return {
      id,
      line: yaml.keyLineOf([id]),
      // Of a step that stands twice, nobody can say which is meant.
      spec: result.success && !twice.includes(id) ? result.data : null,
      mistakeLine: (index) => yaml.lineOf([id, 'mistakes', index]),
      inspectLine: yaml.keyLineOf([id, 'inspect']),
    };
  });
  return { file, entries, readable: true, problems };
}

/** A key that stands twice at the top is a step that does. */
function asDuplicateStep(problem: CourseProblem, yaml: YamlText): CourseProblem {
  const id = Object.keys(yaml.data ?? {}).find(
    (each) => problem.message === `the key '${each}' stands twice`,
  );
  if (problem.rule !== 'duplicate-key' || id === undefined) return problem;
  return {
    ...problem,
    rule: 'duplicate-step',
    message: duplicateStep(id),
    expected: 'each step once',
    example: examples.stepSpec,
  };
}

function duplicateStep(id: string): string {
  return `the step '${id}' stands twice`;
}

function formAt(yaml: YamlText, path: Path): Form {
  const [, part, index] = path;
  if (part === 'expect' && index !== undefined) return expectationForm(yaml.data, path.slice(0, 3));
  if (part === 'ask') {
    return { what: '`ask`', keys: Object.keys(askSchema.shape), example: examples.ask };
  }
  if (part === 'inspect' && index !== undefined) {
    const keys = Object.keys(inspectionSchema.shape);
    return { what: 'an inspection', keys, example: examples.inspect };
  }
  if (part === 'mistakes' && index !== undefined) {
    const keys = Object.keys(mistakeSchema.shape);
    return { what: 'a mistake', keys, example: examples.mistake };
  }
  const keys = Object.keys(stepSpecSchema.shape);
  if (path.length === 0) return { what: 'steps.yaml', keys: [], example: examples.stepSpec };
  return { what: `step '${String(path[0])}'`, keys, example: examples.stepSpec };
}

function expectationForm(data: unknown, path: Path): Form {
  let entry = data;
  for (const segment of path) entry = (entry as Record<PropertyKey, unknown>)[segment];
  const kinds = typeof entry === 'object' && entry !== null ? kindsOf(entry) : [];
  const kind = kinds[0];
  if (kind === undefined) {
    return { what: 'an expectation', keys: EXPECTATION_KINDS, example: examples.kinds.link };
  }
  return {
    what: `${/^[aeiou]/.test(kind) ? 'an' : 'a'} '${kind}' expectation`,
    keys: Object.keys(expectationSchemas[kind].shape),
    example: examples.kinds[kind],
  };
}
