// Japanese, put together from its topics.
import type { Messages } from '../types.ts';
import { author } from './author.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { machineErrors } from './errors-machine.ts';
import { providerErrors } from './errors-providers.ts';
import { learner } from './learner.ts';
import { map } from './map.ts';
import { phases } from './phases.ts';
import { prompts } from './prompts.ts';
import { terminal } from './terminal.ts';

export const ja: Messages = {
  author,
  common,
  errors: { ...errors, ...machineErrors, ...providerErrors },
  learner,
  map,
  phases,
  prompts,
  terminal,
};
