// Commands beside the course: completion, a report for the people who mend things.
import type { CommandSpec } from '../spec.ts';

const every = ['bridge-labs', 'labs', 'instructor'] as const;
const learner = ['bridge-labs', 'labs'] as const;

export const comfortCommands: readonly CommandSpec[] = [
  {
    name: 'completion',
    bins: ['bridge-labs'],
    group: 'machine',
    summary: {
      en: 'What your shell needs to complete these commands with Tab',
      ja: 'シェルで Tab 補完を使うための設定を出力します',
    },
    arguments: [{ name: '<shell>', text: { en: 'bash, zsh or fish', ja: 'bash、zsh、fish' } }],
    examples: [
      {
        line: 'completion bash > ~/.local/share/bash-completion/completions/labs',
        text: { en: 'for good, in bash', ja: 'bash で、次回からも' },
      },
      {
        line: 'completion fish > ~/.config/fish/completions/labs.fish',
        text: { en: 'for good, in fish', ja: 'fish で、次回からも' },
      },
    ],
    complete: 'shell',
    load: () => import('../commands/completion.ts'),
  },
  {
    name: 'complete',
    bins: every,
    group: 'machine',
    hidden: true,
    summary: { en: 'What can come next', ja: '続きの候補' },
    arguments: [{ name: '[words...]', text: { en: 'the words so far', ja: '入力済みの単語' } }],
    passThrough: true,
    examples: [{ line: 'complete -- goto ', text: { en: 'labs', ja: 'ラボ' } }],
    load: () => import('../commands/complete.ts'),
  },
  {
    name: 'feedback',
    bins: learner,
    group: 'machine',
    summary: {
      en: 'Collect what a bug report needs into one file, after showing it to you',
      ja: '不具合の報告に必要な情報を、確認のうえで一つのファイルにまとめます',
    },
    arguments: [
      {
        name: '[file]',
        text: {
          en: 'where to; not given: bridge-labs-feedback.txt',
          ja: '書き出し先。省略すると bridge-labs-feedback.txt',
        },
      },
    ],
    examples: [
      { line: 'feedback', text: { en: 'shows it, then asks', ja: '内容を表示してから確認' } },
      {
        line: 'feedback --yes report.txt',
        text: { en: 'without asking', ja: '確認なしで書き出す' },
      },
    ],
    load: () => import('../commands/feedback.ts'),
  },
];
