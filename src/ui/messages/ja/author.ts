// Japanese: what the authors' commands say.
import type { Messages } from '../types.ts';

export const author: Messages['author'] = {
  varied: (seed, names) => `シード値 ${seed}。${names}`,
  step: (name, duration, caught, tried) =>
    `${name}: ${duration}、誤り ${tried} 件中 ${caught} 件を検出`,
  at: {
    setup: '準備のコマンド',
    before: '解答を実行する前',
    solution: '解答のコマンド',
    after: '解答を実行した後',
    again: '誤りを元に戻した後',
    truth: 'マシンが示す答えを入力したとき',
    'no-answer': '答えを入力しないとき',
    mistake: '誤り',
    'other-way': '別のやり方',
  },
  otherWays: (passed, of) => `別のやり方 ${of} 件中 ${passed} 件が合格`,
  untested: (what) => `どの誤りでも試されていません: ${what}`,
  stopped: (why) => `このラボの残りは検証していません: ${why}`,
  restsOn: (step) => `ステップ ${step} の結果が前提です`,
  totals: (steps, caught, tried, duration) =>
    `${steps} ステップ、誤り ${tried} 件中 ${caught} 件を検出、${duration}。`,
  covered: (covered, of) =>
    `期待する状態 ${of} 件中 ${covered} 件に、それを検証する誤りがあります。`,
  proven: '検証に成功しました。すべてのチェックが記述どおりに判定します。',
  notProven: (failures) => `検証に失敗しました。${failures} 件が記述どおりではありません。`,
  kept: (ssh) =>
    `検証用のマシンは次の検証まで残ります。中を見るには次のコマンドを実行します: ${ssh}`,
};
