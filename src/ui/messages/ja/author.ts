// Japanese: what the authors' commands say.
import type { Messages } from '../types.ts';

export const author: Messages['author'] = {
  made: (number, title) => `ラボ ${number}「${title}」を作りました。`,
  thenEdit:
    'このままで動く、完成したラボです。少しずつ書き換えてください。各部分の意味は、ファイルの中のコメントに書いてあります。',
  thenLint: 'ファイルの誤りを調べます',
  thenWatch: '保存するたびに、受講者に見える形で表示し、検証します',
  thenProve: 'すべてのチェックを、解答と誤りを使って実際のマシンで検証します',
  thenStart: '受講者として試します',

  watching: (course, labs, steps) =>
    `${course} の変更を監視しています（ラボ ${labs} 個、ステップ ${steps} 個）。`,
  quitKey: 'q で終了します。',
  waiting: '次の変更を待っています。',
  changed: (time, files) => `${time}  ${files}`,
  manyFiles: (first, more) => `${first} ほか ${more} 個`,
  brokenCourse: 'このままでは受講できないため、直るまでは表示も検証もしません。',
  notText: '受講者に見える文章は変わっていません。',
  stillHolds: (ok) =>
    ok
      ? '検証の結果は成功のままです（検証に関わる部分は変わっていません）。'
      : '検証の結果は失敗のままです（検証に関わる部分は変わっていません）。',
  cannotProve: (place, why) => `${place} を検証できません: ${why}`,
  machineFailed: (why) => `検証用のマシンに問題が起きたため、作り直します。${why}`,
  anew: '途中で変更されたため、やり直します。',

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
    'not-run': '答えだけを入力し、何も実行しないとき（inspect）',
    'not-recorded': '答えを入力し、記録がないとき（inspect）',
    mistake: '誤り',
    'other-way': '別のやり方',
    variant: '解答を変形したもの',
  },
  otherWays: (passed, of) => `別のやり方 ${of} 件中 ${passed} 件が合格`,
  variants: (right, of) => `解答の変形 ${of} 件中 ${right} 件を正しく判定`,
  untested: (what) => `どの誤りでも試されていません: ${what}`,
  stopped: (why) => `このラボの残りは検証していません: ${why}`,
  restsOn: (step) => `ステップ ${step} の結果が前提です`,
  failedIn: (step, why) => `ステップ ${step} の途中でマシンに障害が起きました: ${why}`,
  totals: (steps, caught, tried, duration) =>
    `${steps} ステップ、誤り ${tried} 件中 ${caught} 件を検出、${duration}。`,
  covered: (covered, of) =>
    `期待する状態 ${of} 件中 ${covered} 件に、それを検証する誤りがあります。`,
  variantsTotal: (right, of) =>
    `解答の変形（コマンドを一つ抜く、2 回実行する、前後を入れ替える）${of} 件中 ${right} 件を正しく判定しました。`,
  held: (steps, file) =>
    `前回の検証から変わっていないステップ: ${steps}（${file} による）。以下の件数に含めます。`,
  proven: (untested) =>
    untested === 0
      ? '検証に成功しました。すべてのチェックが記述どおりに判定します。'
      : `検証に成功しました。ただし、${untested} 件の期待する状態は、どの誤りでも試されていません。`,
  notProven: (failures) => `検証に失敗しました。${failures} 件が記述どおりではありません。`,
  round: (n, of) =>
    n === 1
      ? `${of} 周のうち 1 周目: 別のやり方があるステップを、その一つ目のやり方で解きます。`
      : `${of} 周のうち ${n} 周目: 次のやり方で解きます。`,
  walked: (name, duration, how) =>
    `${name}: ${duration}${{ solution: '', 'other-way': '、別のやり方', already: '、すでに合格' }[how]}`,
  walkedAll: (rounds, steps, duration) => `${rounds} 周で延べ ${steps} ステップ、${duration}。`,
  waysHold: 'どのやり方で解いても、その後のステップを始められ、合格できます。',
  noWays: '別のやり方（steps.yaml の other-ways）のあるステップがないので、試すものがありません。',
  noPictures:
    '図の場所があるラボがありません。<!-- picture: before -->（または after）と、その下に text ブロックを書いてください。',
  picturesSame: '図はすべてマシンの状態と一致しています。',
  picturesWritten: (files) => `${files} 個のファイルの図を更新しました。`,
  picturesDiffer: (command) =>
    `これらのファイルの図がマシンの状態と一致しません。描き直すには: ${command}`,
  proving: (labs, machines) => `ラボ ${labs} 個を、マシン ${machines} 台で検証します。`,
  kept: (ssh) =>
    `検証用のマシンは次の検証まで残ります。中を見るには次のコマンドを実行します: ${ssh}`,
};
