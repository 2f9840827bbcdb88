// `labs author schema`
import { stepsJsonSchema } from '../../checks/json-schema.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  const schema = stepsJsonSchema();
  session.print(JSON.stringify(schema, null, 2));
  session.reporter.data(schema);
  return Promise.resolve(0);
}
