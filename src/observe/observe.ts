// One round trip: make the script, run it in the machine, read the answer.
import { parseObservation } from './parse.ts';
import { observationScript } from './script.ts';
import type { Observation, ObservationNeeds, ObservationOptions, RunScript } from './types.ts';

/** Everything there is to see: what the map draws. */
export const EVERYTHING: ObservationNeeds = {
  links: true,
  namespaces: 'all',
  seek: [],
  ends: [],
  rules: ['host'],
  docker: 'all',
};

/**
 * Observes the machine with one call of `run`. Rejects with what `run` rejects with, or with
 * LabsError('machine', 'observation-incomplete') when the answer is cut short.
 */
export async function observe(run: RunScript, options: ObservationOptions): Promise<Observation> {
  const stdout = await run(observationScript(options));
  return parseObservation(stdout, options.probes, options.needs.rules);
}
