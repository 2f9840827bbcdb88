// The form of steps.yaml as a JSON Schema, for editors that complete and underline while one types.
import { z } from 'zod';
import { askSchema, expectationSchemas, inspectionSchema, mistakeSchema } from './schema.ts';

const step = z.strictObject({
  expect: z
    .array(z.union(Object.values(expectationSchemas)))
    .optional()
    .describe('What the machine must show. Effects, never the wording of a command.'),
  ask: askSchema
    .nullable()
    .optional()
    .describe('The command whose output is the right answer to the question of the step.'),
  inspect: z
    .array(inspectionSchema)
    .optional()
    .describe(
      "Commands that must have been run in the machine's shell. Beside `ask`, never alone.",
    ),
  mistakes: z
    .array(mistakeSchema)
    .optional()
    .describe('Plausible mistakes, each with the reason for which the check must reject it.'),
  'other-ways': z
    .array(z.string())
    .optional()
    .describe('Commands that reach the same effect in another way; the check must pass.'),
  setup: z
    .string()
    .nullable()
    .optional()
    .describe('Commands that make the state in which the learner finds the machine at this step.'),
  harmless: z
    .array(z.string())
    .optional()
    .describe('Parts of commands of the solution that may be left out, doubled or moved.'),
});

/**
 * JSON Schema, draft 2020-12 (json-schema.org). It knows keys, types and words; what only a program can tell (an
 * address, a prefix, a name) is for `labs author lint`.
 */
export function stepsJsonSchema(): object {
  const schema = z.toJSONSchema(z.record(z.string(), step), {
    io: 'input',
    unrepresentable: 'any',
  });
  return { ...schema, title: 'steps.yaml of a bridge-labs lab' };
}
