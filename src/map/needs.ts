// What must be observed for a picture: all there is to see, and the rules that the step speaks of.
import { needsOf } from '../checks/index.ts';
import type { Expectation } from '../checks/types.ts';
import { EVERYTHING } from '../observe/index.ts';
import type { ObservationNeeds } from '../observe/types.ts';

export function mapNeeds(wanted: readonly Expectation[] = []): ObservationNeeds {
  const rules = new Set([...EVERYTHING.rules, ...needsOf({ expect: wanted }).rules]);
  // dockerd's files tell the names and addresses of containers sooner than its API does.
  return { ...EVERYTHING, docker: 'containers', rules: [...rules] };
}
