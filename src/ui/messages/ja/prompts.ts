// Japanese: what is said around questions to the user.
import type { Messages } from '../types.ts';

export const prompts: Messages['prompts'] = {
  yes: 'はい',
  no: 'いいえ',
  yesOrNo: 'y または n を入力して Enter を押してください。',
  keys: '↑↓ で選択 • Enter で決定',
  tookDefault: (question, answer) =>
    `${question}（対話できる端末がないため、「${answer}」として続けます）`,
};
