// Japanese: what is said around questions to the user.
import type { Messages } from '../types.ts';

export const prompts: Messages['prompts'] = {
  yes: 'はい',
  no: 'いいえ',
  tookDefault: (question, answer) =>
    `${question}(対話できる端末がないため、「${answer}」として続けます)`,
};
