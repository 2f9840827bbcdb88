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
    arguments: [
      { name: '<shell>', text: { en: 'bash, zsh or fish', ja: 'bash、zsh、fish のどれか' } },
    ],
    examples: [
      {
        line: 'completion bash >> ~/.bash_completion',
        text: { en: 'for good, in bash', ja: 'bash で、次回からも' },
      },
      {
        line: 'completion fish > ~/.config/fish/conf.d/bridge-labs.fish',
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
    name: 'replay',
    bins: learner,
    group: 'read',
    summary: {
      en: 'Play what stood on the screen of a shell',
      ja: 'シェルの画面の記録を再生します',
    },
    arguments: [
      {
        name: '[which]',
        text: { en: '1 is the newest, or a file', ja: '1 が最新。ファイルでも指定できます' },
      },
    ],
    options: [
      { flags: '--list', text: { en: 'which there are', ja: '記録の一覧' } },
      { flags: '--speed <n>', text: { en: 'so many times as fast', ja: '再生速度（倍）' } },
    ],
    examples: [
      { line: 'replay', text: { en: 'the last shell; q ends it', ja: '最後のシェル。q で終了' } },
      {
        line: 'replay 2 --speed 4',
        text: { en: 'the one before, quickly', ja: 'その前の記録を速く' },
      },
    ],
    load: () => import('../commands/replay.ts'),
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
