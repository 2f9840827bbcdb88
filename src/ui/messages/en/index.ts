// English, put together from its topics. The types of all other languages come from here.
import { author } from './author.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { providerErrors } from './errors-providers.ts';
import { learner } from './learner.ts';
import { map } from './map.ts';
import { phases } from './phases.ts';
import { prompts } from './prompts.ts';
import { terminal } from './terminal.ts';

export const en = {
  author,
  common,
  errors: { ...errors, ...providerErrors },
  learner,
  map,
  phases,
  prompts,
  terminal,
};
