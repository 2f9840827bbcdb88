// Japanese: words and sentences that every command may use.
import type { Messages } from '../types.ts';

export function duration(ms: number): string {
  if (ms < 950) return `${Math.max(0, Math.round(ms / 100)) / 10} 秒`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} 秒`;
  const rest = seconds % 60;
  return rest === 0
    ? `${Math.floor(seconds / 60)} 分`
    : `${Math.floor(seconds / 60)} 分 ${rest} 秒`;
}

export const common: Messages['common'] = {
  duration,
  error: 'エラー',
  warning: '警告',
  hint: '対処方法',
  cause: '原因',
  bug: 'これは bridge-labs の不具合です。上の内容を添えてご報告ください。',
  debugTip: '--debug を付けて再実行すると、発生箇所を確認できます。',
  interrupted: '中断しました。失われたものはありません。次のコマンドはここから再開します。',
  progressKeptBroken: (kept) =>
    `進捗ファイルを読み取れませんでした。元のファイルは ${kept} として残し、進捗を最初から始めます。`,
  progressKeptNewer: (kept) =>
    `進捗ファイルは、より新しい bridge-labs で作成されています。元のファイルは ${kept} として残し、進捗を最初から始めます。` +
    'bridge-labs を更新したら、元の名前に戻してください。',
  waitingForLock: (command, pid) =>
    `別のコマンドの終了を待っています: ${command}（プロセス ${pid}）`,
};
