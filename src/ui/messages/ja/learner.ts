// Japanese: what the learner's and the instructor's commands say.
import type { Messages } from '../types.ts';
import { duration } from './common.ts';
import { providers } from './providers.ts';

export const learner: Messages['learner'] = {
  ...providers,

  labOf: (number, of, title) => `ラボ ${number}/${of}: ${title}`,
  step: (number, of, title) => `ステップ ${number}/${of}: ${title}`,
  place: (lab, labTitle, step, of, stepTitle) =>
    `ラボ ${lab}（${labTitle}）のステップ ${step}/${of}: ${stepTitle}`,
  aside: (text) => `（${text}）`,
  minutes: (minutes) => `約 ${minutes} 分`,

  welcome: (course) => `「${course}」へようこそ。`,
  welcomeHow:
    'あなた専用の Linux マシンを用意しました。中で何をしても、お使いのコンピューターには影響しません。',
  welcomeShell:
    '最初のステップの下にマシンのシェルが開きます。ステップのコマンドはそこに入力してください。',
  welcomeTerminal: (shell) => `マシンのシェルを端末で開くには: ${shell}`,
  welcomeLoop: (check, hint, next, undo) =>
    `${check} で確認、${hint} でヒント、${next} で次へ、${undo} でやり直しができます。`,
  welcomeLeave: (start) => `exit で終了します。${start} で続きから再開できます。`,
  welcomeBack: 'おかえりなさい。',
  machineNew: (place) => `マシンが新しいため、前回の続きの状態にしています: ${place}`,
  machineRestarted: (place) =>
    `マシンが動いていなかったため、このステップを始めたときの状態に戻しました: ${place}`,
  otherCourse: '前回とは別のコースなので、マシンを最初の状態に戻します。',
  otherNames: 'コースの中の名前が前回と変わったため、マシンを最初の状態に戻します。',
  progressOfNames:
    '進捗は名前の組ごとに別々に残ります。今の進捗は消えず、元の名前に戻すと続きから再開できます。',
  drawn: (pairs) => pairs.map(([word, value]) => `${word} は ${value}`).join('、'),
  yourNames: (drawn) => `あなたのコースでは、${drawn} です。`,
  finishingMove: (place) => `中断されたコマンドを先に完了します。移動先: ${place}`,
  thenCheck: (shell, check) => `マシンの中（${shell}）でコマンドを実行し、終わったら: ${check}`,
  thenCheckHere: (check) => `ここでコマンドを実行し、終わったら: ${check}`,
  thenAnswer: (answer) => `答えるには: ${answer}`,
  thenLook: (shell, answer) =>
    `マシンの中（${shell}）で調べ、わかったら次のように答えます: ${answer}`,

  notFinished: (title) => `このステップはまだ終わっていません: ${title}`,
  notFinishedHow: (check, skip) =>
    `足りないものは ${check} でわかります。スキップするには: ${skip}`,
  skipped: (title) =>
    `スキップしました: ${title}。マシンはこのステップを終えた状態になっています。それ以外に加えた変更は失われました。`,
  skippedNoCommands: (title) => `スキップしました: ${title}。`,
  labDone: (number, title) => `ラボ ${number} が終わりました: ${title}`,
  courseDone: (course) => `おめでとうございます。「${course}」を最後まで終えました。`,
  courseDoneCount: (passed, skipped, hints) =>
    `合格 ${passed} ステップ、スキップ ${skipped} ステップ、読んだヒント ${hints} 個。`,
  courseDoneMissing: (count, place, command) =>
    `まだ合格していないステップが ${count} 個あります。最初は ${place} です。そこへ移動するには: ${command}`,

  verdictWords: { pass: '合格', 'not-yet': '未達', broken: '故障' },
  expected: '期待',
  found: '実際',
  look: '確認',
  passedOfAll: (count) => (count === 1 ? '合格です。' : `${count} 項目すべて合格です。`),
  notYet: (missing, of) =>
    of === 1
      ? 'まだできていません。'
      : `まだできていません: ${of} 項目中 ${missing} 項目が未達です。`,
  brokenVerdict: 'マシンが壊れています。あなたの間違いではありません。',
  nothingToCheck: (found, start) => `${found}確認できるものがありません。起動するには: ${start}`,
  heal: (command) => `このステップの最初の状態に戻すには: ${command}`,
  machineAnswers: 'マシンが応答すること',
  machineAnswersExpected: 'SSH での応答',
  noCheckpoint: (why) =>
    `チェックポイントを保存できませんでした（${why.replace(/。$/, '')}）。戻るときはステップを再実行するため、時間がかかります。`,
  consoleSays: 'コンソールの最後の出力:',
  nextCommand: (command) => `次へ進むには: ${command}`,
  hintCommand: (command) => `ヒントを見るには: ${command}`,
  endCommand: (command) => `最後のステップでした: ${command}`,
  yourAnswer: '答え:',
  answerWord: '答え',
  emptyAnswer: '答えが空です。',
  commandAnswer: 'コマンドではなく、質問の答えを入力してください。やめるには Ctrl-C を押します。',

  hintOf: (number, of) => `ヒント ${number}/${of}`,
  moreHints: (left, command) => `あと ${left} 個のヒントがあります: ${command}`,
  noMoreHints: (command) => `最後のヒントでした。解答を見るには: ${command}`,
  lastHintNoSolution: '最後のヒントでした。',
  noHints: 'このステップにはヒントがありません。',
  askSolution: 'ヒントはすべて表示しました。解答を表示しますか？',
  solution: '解答',
  solutionIsOpen: 'コマンドはステップの本文に書かれています:',
  solutionAnswer: '答えを導くコマンド:',
  noSolution: '表示できる解答はありません。本文を読み直し、コマンドを実行してください。',

  listTitle: (course, done, of) => `${course}: ${of} ステップ中 ${done} ステップ完了`,
  here: '現在地',
  state: { open: '未完了', passed: '合格', skipped: 'スキップ' },
  youAreAt: '現在地',
  progress: '進捗',
  progressCount: (passed, skipped, of) =>
    `${of} ステップ中 ${passed} ステップ合格${skipped > 0 ? `、${skipped} ステップをスキップ` : ''}`,
  whatNext: '次',
  nextIsCheck: (check) => `このステップ。終わったら: ${check}`,
  nextIs: (next, place) => `${next} で次へ進みます: ${place}`,
  nextIsNothing: 'ありません。最後のステップです',
  machine: 'マシン',
  machineStates: {
    absent: '未作成',
    unfinished: 'セットアップ途中',
    stopped: '停止中',
    running: '稼働中',
    starting: '起動中',
    broken: '故障',
  },
  answers: (ms) => `稼働中（応答時間 ${duration(ms)}）`,
  silent: (why) => `稼働中ですが応答がありません: ${why}`,
  checkpoints: 'チェックポイント',
  checkpointsSilent: '不明です（QEMU が応答していません）',
  checkpointsCount: (count, megabytes) => `${count} 個、${megabytes} MB`,
  onTheWay: '未完了',
  onTheWayTo: (place) => `移動中です: ${place}。マシンを使う次のコマンドが続きを行います`,
  courseFolder: 'コース',
  names: '名前',
  startIt: (command) => `起動するには: ${command}`,

  lossMachine: (place) =>
    `マシンを「${place}」の開始時の状態に戻します。それ以降にマシンで行ったことは失われます。`,
  lossOpen: (place) =>
    `まだ合格していないステップから移動します: ${place}。このステップで作ったものは失われます。`,
  lossMachineOnly: '進捗はそのまま残ります。',
  lossProgressOnly: 'マシンはそのまま残ります。',
  lossProgress: (places) => `次の進捗が消えます: ${places}`,
  lossNoProgress: '消える進捗はありません。',
  replaysFirst: (steps, time) =>
    `そのステップの最初の状態を作るため、先に ${steps} ステップ分の解答をマシンで実行します。${time === null ? '数分かかることがあります' : `約 ${time}かかる見込みです`}。`,
  askGoOn: '続けますか？',
  nothingDone: '何も変更していません。',
  askScope: 'どこまで戻しますか？',
  scopes: { step: 'このステップ', lab: 'このラボ', all: 'コース全体' },
  restored: (place) => `「${place}」の開始時の状態に戻しました。`,
  planRestore: (name) => `チェックポイント ${name} を復元します`,
  planNew: 'マシンを作り直します',
  planReplay: (places) => `次の解答を実行します: ${places}`,
  planForget: (places) => `次の進捗を消します: ${places}`,
  planPosition: (place) => `受講者の現在地を ${place} にします`,
  dryRun: '何も変更していません。--dry-run を外すと、次のことを行います:',
  fartherBack: (command) => `さらに前に戻るには: ${command}`,

  stopped: 'マシンを停止しました。',
  alreadyStopped: 'マシンは動いていません。',
  destroyed: (images) =>
    `マシンを削除しました。進捗とイメージは残っています。イメージの一覧: ${images}`,
  nothingToDestroy: 'マシンはありません。',
  lossDestroy:
    'マシンとディスク、チェックポイントを削除します。進捗は残り、次に start を実行すると新しいマシンが作られます。',
  shellLost: 'マシンとの接続が切れました。新しいシェルを開きます（シェル変数は消えています）。',
  shellAgain: 'マシンの状態が切り替わったため、接続が切れました。新しいシェルを開きます。',

  missingPrograms: 'マシンに必要なプログラムがこのコンピューターにありません:',
  installCommands: '次のコマンドでインストールします:',
  askInstall: '今すぐインストールしますか？',
  purposes: {
    run: '仮想マシンを動かします',
    disk: 'マシンのディスクを扱います',
    build: 'Debian パッケージからマシンを作ります',
    filesystem: 'マシンのファイルシステムを作ります',
    rootless: 'root でなくてもマシンを作れるようにします',
    processes: '仮想マシンのプロセスを管理します',
    firmware: 'マシンを作るための Debian を起動するファームウェアです',
    keys: '鍵を作ります',
  },
  imageSources: {
    built: 'マシンのイメージはあります。',
    mmdebstrap: 'マシンは、このコンピューターで Debian パッケージから作ります（mmdebstrap）。',
    cloud:
      'マシンは、Debian 公式のクラウドイメージ（初回のみダウンロード、340 MB）で起動した Debian の中で作ります。',
  },
  missing: (name) => `ありません。パッケージ: ${name}`,
  acceleratorStates: {
    works: '使えます',
    untried: '未確認です。初回の start で試します',
    absent: 'このコンピューターにはありません',
    'no-permission': 'ありますが、使う権限がありません',
    hangs: 'ありますが、ゲストが応答しなくなります',
    fails: 'ありますが、動作しません',
    'no-checkpoints': 'ありますが、ゲストのメモリーを保存できません',
  },
  accelerator: (offered, state, used) =>
    offered === used || offered === 'tcg'
      ? `アクセラレーション: ${offered === 'tcg' ? 'なし。エミュレーション（tcg）を使います' : `${offered} は${state}`}`
      : `アクセラレーション: ${offered} は${state}。エミュレーション（${used}）を使います。動作は同じですが、遅くなります`,
  diskFree: (free, needed, folder) => `ディスク: ${folder} の空き ${free} GB（必要: ${needed} GB）`,
  memoryFree: (free, total, needed) => `メモリー: 空き ${free} / ${total} GB（必要: ${needed} GB）`,
  doctorInstall: (command) => `足りないものをインストールするには（または ${command}）:`,
  doctorNoCommands:
    '足りないプログラムを、お使いのパッケージマネージャーでインストールしてください。別のマシンを選ぶこともできます: start --provider',
  doctorWindows:
    'Windows では、マシンは WSL 2 の中で動きます。次のコマンドで WSL 2 と Debian を用意し、再起動してから、Debian の中（wsl）で続けてください:',
  doctorWell: '問題ありません。ここでマシンを作って動かせます。',
  doctorNotWell: 'このままでは、ここでマシンを作れません。',
  noImages: (command) =>
    `イメージはまだありません。初回の start で作られます。今すぐ作るには: ${command}`,
  imageCurrent: 'start が使うイメージ',
  imageUsedBy: (machines) => `マシン ${machines} が使用中`,
  imageBuilt: (key) => `イメージを用意しました: ${key}`,
  askRemoveImages: '削除しますか？',
  imagesRemoved: (count) =>
    count === 0 ? '削除するものはありませんでした。' : `${count} 個のイメージを削除しました。`,

  causes: {
    'eth0-gone': 'マシンからネットワークカード eth0 がなくなっています。',
    'eth0-down': 'ネットワークカード eth0 が無効（down）になっているため、マシンに接続できません。',
    'eth0-no-address': 'eth0 にアドレスがないため、マシンに接続できません。',
    'sshd-dead': 'マシンの SSH サーバー（sshd）が動いていません。',
    'etc-gone': '/etc がないか、ログインに必要なファイルが失われています。',
    'disk-full': 'マシンのディスクに空きがありません。',
    'host-disk-full':
      'このコンピューターのディスクに空きがないため、マシンが一時停止しています。まず空き容量を増やしてください。',
    firewall: 'マシンのファイアウォールのルールが SSH（ポート 22）を破棄しています。',
    silent: 'マシンはコンソールでも応答しません。',
    panicked: 'マシンのカーネルがパニックを起こし、停止しています。',
    paused: '仮想マシンが一時停止しています。',
    unknown: 'マシンは動いていますが、SSH で応答しません。',
    stopped: 'マシンは動いていません。',
    absent: 'マシンがまだありません。',
  },
};
