// Japanese: what is said around the machine's shell.
import type { Messages } from '../types.ts';

export const terminal: Messages['terminal'] = {
  insideHelp: 'マシンの中でも、次のコマンドが使えます:',
  notInside: (word) =>
    `labs ${word} はマシンの中では使えません。お使いのコンピューターの端末で実行してください（exit で戻れます）。中で使えるものは labs help で確認できます。`,
  unknownInside: (word, near) =>
    `labs ${word} というコマンドはありません。${near === null ? '使えるものは labs help で確認できます。' : `もしかして: ${near}`}`,
  wordsInside: (usage) =>
    `マシンの中での使い方: ${usage}。そのほかのオプションは、お使いのコンピューターの端末で使えます。`,
  left: (shell) => `お使いのコンピューターに戻りました。マシンに入り直すには: ${shell}`,
  askInside: (command) => `${command} を実行しますか？`,
  unanswered:
    '外側からの応答がありません。exit でこのシェルを終了し、labs shell で開き直してください。',
  flood:
    'マシンからの要求が多すぎるため、このシェルでは labs を使えなくしました。labs shell で開き直すと、また使えます。',

  feedbackShown: (file) =>
    `以上の内容を ${file} に書き出します。どこにも送信されません。報告に添付する前に、内容をご確認ください。`,
  askWrite: '書き出しますか？',
  feedbackWritten: (file) => `書き出しました: ${file}`,

  recording: (replay, off) =>
    `シェルの操作は、あなたのためにこのコンピューターに記録されます。再生: ${replay}。記録しない: ${off}`,
  playing: (file) => `${file}   （q で終了）`,
  noRecordings: '記録はまだありません。',

  watchKeys: 'h ヒント  n 次へ  q 終了  u やり直し  s シェル  c 確認  ↑↓ スクロール',
  watchPanelKeys: 'Esc ステップに戻る  h ヒント  n 次へ  q 終了  u やり直し  ↑↓ スクロール',
  watchPassed: 'すべてできました。n で次のステップへ進みます。',
  watchReaching: 'マシンに接続しています …',
  watchLooking: '確認しています …',
  watchSeen: (time) => `${time} に確認しました。変化があれば、また確認します。`,
  watchAway: (why) => `マシンに接続できません: ${why} 再接続を試みています …`,
  watchBusy: (command) => `${command} を実行しています …`,
  watchUndo: 'マシンと進捗を、このステップの最初に戻しますか？',
  watchSolution: 'ヒントはすべて表示しました。解答を表示しますか？',
};
