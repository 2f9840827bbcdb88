// English: what is said around questions to the user.

export const prompts = {
  yes: 'yes',
  no: 'no',
  yesOrNo: 'Type y or n, then Enter.',
  /** Under a list to choose from. */
  keys: '↑↓ choose • Enter take',
  /** A run without a terminal took the stated default. */
  tookDefault: (question: string, answer: string) =>
    `${question} (no terminal to ask on; taking: ${answer})`,
};
