// `instructor reset [LAB[/STEP]]`
import { instructorReset } from '../../instructor/reset.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args, options }: Invocation): Promise<number> {
  return instructorReset(session, {
    position: args[0],
    machineOnly: options.machineOnly === true,
    progressOnly: options.progressOnly === true,
    dryRun: options.dryRun === true,
  });
}
