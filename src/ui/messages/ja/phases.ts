// Japanese: names of the phases of long work.
import type { Messages } from '../types.ts';

export const phases: Messages['phases'] = {
  names: {
    'image.packages': 'Debian パッケージをダウンロード・インストールしています',
    'image.install': 'パッケージをインストールしています',
    'image.provision': 'マシンの中を設定しています',
    'image.disk': 'ディスクイメージを書き込んでいます',
    'image.boot': '新しいマシンを初めて起動しています',
    'image.docker': 'マシン内の Docker の起動を待っています',
    'image.checkpoint': '基準となるチェックポイントを保存しています',
    'image.wait': '別のコマンドによるイメージ作成の完了を待っています',
    'programs.install': '不足しているプログラムをインストールしています',
    'image.probe': '小さなゲストでハードウェアアクセラレーションを試しています',
    'machine.suspend': 'マシンの状態を保存しています',
    'machine.wait': '別のコマンドの終了を待っています',
    'check.observe': 'マシンの状態を調べています',
    'prove.step': 'ステップを検証しています',
    'machine.create': 'マシンを作成しています',
    'machine.start': 'マシンを開始しています',
    'machine.ssh': 'SSH の応答を待っています',
    'machine.restore': 'チェックポイントを復元しています',
    'machine.save': 'チェックポイントを保存しています',
    'machine.setup': 'このステップのためにマシンを準備しています',
    'machine.replay': 'ここまでのステップを再実行しています',
    'machine.stop': 'マシンを停止しています',
    'machine.destroy': 'マシンを削除しています',
  },
  fraction: (percent) => `${percent} %`,
  left: (duration) => `残り約 ${duration}`,
  elapsed: (duration) => duration,
  done: (name, duration) => `${name}: 完了（${duration}）`,
};
