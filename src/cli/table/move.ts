// Commands that take the machine and the progress to another place, and those that lead into the machine.
import type { CommandSpec } from '../spec.ts';

const learner = ['bridge-labs', 'labs'] as const;

export const moveCommands: readonly CommandSpec[] = [
  {
    name: 'goto',
    bins: learner,
    group: 'move',
    summary: {
      en: 'Jump to a lab or a step; the machine comes along',
      ja: 'ラボやステップへ移動します（マシンもその状態になります）',
    },
    arguments: [
      {
        name: '<position>',
        text: {
          en: 'LAB or LAB/STEP: each a number or a name',
          ja: 'LAB または LAB/STEP（どちらも番号か名前）',
        },
      },
    ],
    json: true,
    examples: [
      { line: 'goto 5', text: { en: 'the beginning of lab 5', ja: 'ラボ 5 の最初' } },
      {
        line: 'goto bridge/create',
        text: { en: 'one step, by its name', ja: '名前で指定したステップ' },
      },
    ],
    complete: 'place',
    load: () => import('../commands/goto.ts'),
  },
  {
    name: 'undo',
    bins: learner,
    group: 'move',
    summary: {
      en: 'Back to how the machine was when this step began',
      ja: 'このステップを始めたときの状態に戻します',
    },
    json: true,
    examples: [
      { line: 'undo', text: { en: 'asks first', ja: '確認してから戻す' } },
      { line: 'undo --yes', text: { en: 'without asking', ja: '確認なしで戻す' } },
    ],
    load: () => import('../commands/undo.ts'),
  },
  {
    name: 'reset',
    bins: learner,
    group: 'move',
    summary: {
      en: 'Back to the beginning of this step, this lab or the course',
      ja: 'ステップ、ラボ、またはコースの最初の状態に戻します',
    },
    options: [
      { flags: '--step', text: { en: 'this step', ja: 'このステップ' } },
      { flags: '--lab', text: { en: 'this lab', ja: 'このラボ' } },
      { flags: '--all', text: { en: 'the whole course', ja: 'コース全体' } },
    ],
    json: true,
    examples: [
      { line: 'reset', text: { en: 'asks what to reset', ja: 'どこまで戻すか選ぶ' } },
      {
        line: 'reset --lab --yes',
        text: { en: 'this lab, without asking', ja: 'このラボを、確認なしで' },
      },
    ],
    load: () => import('../commands/reset.ts'),
  },
  {
    name: 'shell',
    bins: learner,
    group: 'machine',
    summary: { en: 'A terminal in the machine', ja: 'マシンの中でシェルを開きます' },
    examples: [{ line: 'shell', text: { en: 'leave it with exit', ja: 'exit で戻る' } }],
    load: () => import('../commands/shell.ts'),
  },
  {
    name: 'run',
    bins: learner,
    group: 'machine',
    summary: { en: 'One command in the machine', ja: 'マシンの中でコマンドを一つ実行します' },
    arguments: [
      { name: '<command...>', text: { en: 'the command and its words', ja: 'コマンドとその引数' } },
    ],
    passThrough: true,
    examples: [
      {
        line: 'run -- docker network ls',
        text: { en: 'exit status is kept', ja: '終了ステータスはそのまま' },
      },
      {
        line: "run -- sh -c 'cat > notes.txt' < notes.txt",
        text: { en: 'input is passed on', ja: '標準入力も渡る' },
      },
    ],
    load: () => import('../commands/run.ts'),
  },
  {
    name: 'ssh-config',
    bins: learner,
    group: 'machine',
    summary: {
      en: 'An OpenSSH configuration for the machine',
      ja: 'マシンに接続するための OpenSSH 設定を表示します',
    },
    json: true,
    examples: [
      {
        line: 'ssh-config > lab.conf; scp -F lab.conf notes.txt bridge-labs:',
        text: { en: 'copy a file into the machine', ja: 'ファイルをマシンへコピー' },
      },
    ],
    load: () => import('../commands/ssh-config.ts'),
  },
];
