// Japanese: what is said of providers and of computers that become machines.
import type { providers as en } from '../en/providers.ts';

export const providers: typeof en = {
  providerChosen: {
    installed: (provider) =>
      `マシンには ${provider} を使います（ここで使えるもののうち最適です）。変えるには: --provider`,
    installable: (provider) =>
      `マシンには ${provider} を使います（ここにインストールできます）。変えるには: --provider`,
  },
  lookingAt: (host) => `${host} を調べています…`,
  unknownHostKey: (host) => `${host} はまだ ssh に登録されていません。ホスト鍵:`,
  askHostKey: 'この鍵で正しいですか？以後はこの鍵だけを信頼します。',
  changesOf: {
    title: (host, system) => `${host}（${system}）をラボ用のマシンにします。次のものが変わります:`,
    packages: (words) => `次のパッケージを、依存するものと一緒にインストールします: ${words}`,
    noPackages: 'パッケージはインストールしません（すべて揃っています）',
    newUser: 'ユーザー learner を作ります。パスワードなしで root になれます',
    sameUser: 'ユーザー learner にコースの鍵を登録し、パスワードなしで root になれるようにします',
    dockerConfig: '/etc/docker/daemon.json でコンテナのログを小さく保ち、Docker を起動します',
    ownDockerConfig: '既存の /etc/docker/daemon.json はそのまま使い、Docker を起動します',
    network:
      'eth1（192.168.99.100/24）を追加し、名前空間 host2 と internet につなぎます。/etc/hosts に名前を加えます',
    files:
      'ファイル: /usr/local/lib/bridge-labs、/var/lib/bridge-labs、サービス bridge-labs-*、learner 用の sshd の設定',
    warning:
      'このコースではわざとネットワークを壊します。undo と reset は、最初になかったコンテナ、ネットワーク、名前空間、ファイアウォールのルールをすべて削除します',
    back: (destroy) => `元に戻すには: ${destroy}`,
  },
  askChanges: (host) => `${host} をラボ用のマシンにしますか？`,
  lossTakeBack: (host) =>
    `${host} を元に戻します。コースのパッケージ、ユーザー、サービス、ファイルと、中で作ったものを削除します。進捗は残ります。`,
  takenBack: (host) =>
    `${host} を元に戻しました。コースのパッケージと一緒に入ったもの（削除するには、そのコンピューターで sudo apt-get autoremove）、ログ、ご自身で変更したファイルは残っています。進捗は残っています。`,
  notTakenBack: (host) =>
    `${host} に接続できないため、すべてそのまま残っています。元に戻すには、そのコンピューターで root として実行してください: sh /var/lib/bridge-labs/machine/host/remove.sh`,
  rebooted: (undo) =>
    `マシンが再起動したため、中で作ったものは失われました。このステップの最初の状態にするには: ${undo}`,
  imageExported: {
    image: (file) =>
      `イメージを ${file} に書き出しました。取り込むには: bridge-labs image import ${file}`,
    'vagrant-libvirt': (file) =>
      `ボックスを ${file} に書き出しました。使うには: bridge-labs start --provider vagrant --driver libvirt --box ${file}`,
    qcow2: (file) =>
      `ディスクを ${file} に書き出しました。virtio のディスクから BIOS で起動できます。ユーザー vagrant の鍵は公開されているため、ネットワークにはつながないでください。`,
  },
};
