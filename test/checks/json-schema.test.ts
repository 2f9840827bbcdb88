// The JSON Schema of steps.yaml, as an editor uses it: the course's own files fit, and slips are seen.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { stepsJsonSchema } from '../../src/checks/json-schema.ts';

const validate = new Ajv2020().compile(stepsJsonSchema());
const files = readdirSync('labs')
  .map((name) => `labs/${name}/steps.yaml`)
  .filter((file) => existsSync(file));

test('there are labs to try it on', () => {
  expect(files.length).toBeGreaterThan(6);
});

test.each(files)('%s fits', (file) => {
  validate(parse(readFileSync(file, 'utf8')));
  expect(validate.errors).toBeNull();
});

test.each([
  ['an unknown key of a step', { up: { expects: [] } }],
  ['an unknown key of an expectation', { up: { expect: [{ link: 'br0', uup: true }] } }],
  ['a wrong type', { up: { expect: [{ link: 'br0', up: 'yes' }] } }],
  ['a word that is none', { up: { ask: { run: 'true', kind: 'word' } } }],
  ['an inspection that shows and runs nothing', { up: { inspect: [{ shows: 'x' }] } }],
  ['a mistake without its reason', { up: { mistakes: [{ run: 'true' }] } }],
])('%s does not', (_, steps) => {
  expect(validate(steps)).toBe(false);
});
