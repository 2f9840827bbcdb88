// Japanese: names of the phases of long work.
import type { Messages } from '../types.ts';

export const phases: Messages['phases'] = {
  names: {
    'image.packages': 'Debian パッケージをダウンロード・インストールしています',
    'image.install': 'パッケージをインストールしています',
    'image.provision': 'マシンの中を設定しています',
    'image.disk': 'ディスクイメージを書き出しています',
    'image.boot': '新しいマシンを初めて起動しています',
    'image.docker': 'マシン内の Docker の起動を待っています',
    'image.checkpoint': '基準となるチェックポイントを保存しています',
    'image.wait': 'すでに作成中のイメージができるのを待っています',
    'programs.install': '不足しているプログラムをインストールしています',
    'image.probe': '小さなゲストでハードウェアアクセラレーションを試しています',
    'machine.suspend': 'マシンの状態を保存しています',
    'machine.wait': '別のコマンドの終了を待っています',
    'check.observe': 'マシンの状態を調べています',
    'map.send': 'パケットを実際に送り、通り道を見ています',
    'prove.step': 'ステップを検証しています',
    'author.picture': 'ラボの図を描いています',
    'machine.create': 'マシンを作成しています',
    'machine.start': 'マシンを起動しています',
    'machine.ssh': 'SSH の応答を待っています',
    'machine.restore': 'チェックポイントを復元しています',
    'machine.save': 'チェックポイントを保存しています',
    'machine.setup': 'このステップのためにマシンを準備しています',
    'machine.replay': 'ここまでのステップの解答を実行しています',
    'vagrant.up': 'Vagrant でマシンを起動しています',
    'image.export': '単独で起動できるディスクを書き出しています',
    'image.compress': '圧縮しています',
    'image.verify': 'ファイルを確認しています',
    'image.unpack': 'イメージを展開しています',
    'image.download': 'イメージをダウンロードしています',
    'image.cloud': 'Debian のクラウドイメージをダウンロードしています',
    'image.cloud-boot': 'マシンを作るための Debian を起動しています',
    'host.setup': 'コンピューターを設定しています',
    'host.ask': 'コンピューターを調べています',
    'host.clean': 'マシンを元の状態に戻しています',
    'machine.stop': 'マシンを停止しています',
    'machine.destroy': 'マシンを削除しています',
  },
  fraction: (percent) => `${percent} %`,
  left: (duration) => `残り約 ${duration}`,
  elapsed: (duration) => duration,
  done: (name, duration) => `${past(name)}（${duration}）`,
};

/** 「起動しています」→「起動しました」 */
function past(name: string): string {
  return name
    .replace(/待っています$/, '待ちました')
    .replace(/描いています$/, '描きました')
    .replace(/ています$/, 'ました');
}
