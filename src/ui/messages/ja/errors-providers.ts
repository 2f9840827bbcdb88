// Japanese: errors of providers, by code.
import type { providerErrors as en } from '../en/errors-providers.ts';

export const providerErrors: typeof en = {
  'unknown-provider': (p) => ({
    message: `プロバイダー「${p('word')}」はありません。`,
    hint: `使えるもの: ${p('known')}`,
  }),
  'needs-provider': (p) => ({
    message: `${p('flag')} はプロバイダーと一緒に指定します。`,
    hint: `例: --provider ssh ${p('flag')} …`,
  }),
  'no-host': (p) => ({
    message: 'プロバイダー ssh には、接続先のコンピューターを指定してください。',
    hint: `例: ${p('example', 'bridge-labs start --provider ssh --host ada@lab.example')}`,
  }),
  'bad-host': (p) => ({
    message: `コンピューターの指定として読めません: ${p('host')}`,
    hint: 'user@host、user@host:2222、user@[2001:db8::5]:2222、または ~/.ssh/config の Host を指定してください。',
  }),
  'other-machine': (p) => ({
    message: `すでに ${p('machine')} のマシンがあります。`,
    hint: `先に削除してください。進捗は残ります: ${p('destroy')}`,
  }),
  'own-computer': (p) => ({
    message: `${p('host')} は、いま使っているコンピューター自身です。コースではネットワークを壊すため、使えません。`,
    hint: '別のコンピューターを指定するか、マシンを作ってください: bridge-labs start --provider qemu',
  }),
  'unfit-host': (p) => ({
    message: `${p('host')} はラボ用のマシンにできません: ${p('system')}`,
    hint: 'systemd が動く Debian 12・13 または Ubuntu 22.04・24.04 が必要です。',
  }),
  'eth1-taken': (p) => ({
    message: `${p('host')} にはネットワークカード eth1 があります。コースがその名前を使うため、設定できません。`,
    hint: '別のコンピューターを使うか、カードの名前を変えてください（ip link set eth1 name …）。',
  }),
  'cannot-stop': (p) => ({
    message: `${p('host')} はこちらで停止できるコンピューターではありません。そのままにします。`,
    hint: '元に戻すには: bridge-labs destroy',
  }),
  'ssh-login': (p) => ({
    message: `ssh で ${p('host')} にログインできません。`,
    hint: p('reason', 'まず ssh で接続できることを確かめてから、もう一度実行してください。'),
  }),
  'ssh-no-root': (p) => ({
    message: `${p('host')} では、このユーザーはパスワードなしで root になれません。`,
    hint: 'root で接続するか（--host root@…）、そのユーザーがパスワードなしで sudo を使えるようにしてください。',
  }),
  'host-key-unknown': (p) => ({
    message: `${p('host')} のホスト鍵が、ssh に登録されているものと違います: ${p('found')}`,
    hint: 'OS を入れ直した場合は、ssh の案内に従って古い鍵を削除してください。そうでなければ、通信が横取りされているおそれがあります。',
  }),
  'no-driver': () => ({
    message:
      'docker-machine には、マシンを動かすドライバーか、既存のマシンの名前を指定してください。',
    hint: '新しく作るには: --provider docker-machine --driver amazonec2\n既存のもの（docker-machine ls）を使うには: --provider docker-machine --host NAME',
  }),
  'docker-machine-no-ssh': (p) => ({
    message: `docker-machine のマシン ${p('name')}（ドライバー ${p('driver')}）には、SSH で入る方法が登録されていません。`,
    hint: '入る方法をご存じなら: bridge-labs start --provider ssh --host user@host',
  }),
  'program-failed': (p) => ({
    message: `次のコマンドが失敗しました: ${p('command')}`,
    hint: p('output'),
  }),
  'no-box': (p) => ({
    message: `ボックスがありません: ${p('box')}`,
    hint: 'このコンピューターのイメージから作るには: bridge-labs image export --format vagrant-libvirt lab.box',
  }),
  'export-failed': (p) => ({
    message: `イメージを書き出せませんでした（${p('program')} が失敗しました）。`,
    hint: p('output'),
  }),
  'unknown-format': (p) => ({
    message: `「${p('word')}」という形式はありません。`,
    hint: `使えるもの: ${p('known')}`,
  }),
  'no-published-checksum': (p) => ({
    message: `${p('sums')} にこのイメージの値がないため、正しいかどうか確認できません。`,
    hint: 'Debian はクラウドイメージと同じ場所に SHA512SUMS を置いています。ご自分で確認したファイルは、次のように指定できます: image build --from FILE',
  }),
  'cloud-silent': (p) => ({
    message: `マシンを作るための Debian が、${p('seconds')} 秒間何も出力していません。`,
    hint: '--debug を付けて再実行すると、コンソールの末尾を確認できます。',
  }),
  'bad-image-source': (p) => ({
    message: `${p('word')} からイメージを作ることはできません。mmdebstrap、cloud、URL、qcow2 形式のファイルのいずれかを指定してください。`,
  }),
  'bad-mirror': (p) => ({
    message: `Debian アーカイブの URL ではありません: ${p('mirror')}`,
    hint: '例: --mirror http://deb.debian.org/debian',
  }),
  'no-checksum': (p) => ({
    message: `${p('source')}.sha256 がないため、ファイルが正しいかどうか確認できません。`,
    hint: 'image export を使うと、ファイルと同じ場所に .sha256 も作られます。値を指定することもできます: --sha256 SUM',
  }),
  'wrong-checksum': (p) => ({
    message: `${p('source')} の内容が正しくないため、取り込みませんでした。`,
    hint: `正しい ${p('algorithm', 'SHA-256')}: ${p('expected')}\n実際の値:       ${p('found')}`,
  }),
  'download-failed': (p) => ({
    message: `ダウンロードが中断しました: ${p('url')}（${p('reason')}）`,
    hint: 'もう一度実行すると、続きから再開します。',
  }),
  'not-an-image': (p) => ({
    message: `bridge-labs のイメージではありません: ${p('file')}`,
    hint: '次のコマンドで作れます（--format は付けません）: bridge-labs image export ファイル',
  }),
  'image-other-version': (p) => ({
    message: `このイメージは別のバージョンの bridge-labs で作られています（${p('key')}。必要なもの: ${p('wanted')}）。`,
    hint: 'ここで使っているものと同じバージョンで書き出してください。',
  }),
  'setup-failed': (p) => ({
    message: `${p('host')} を設定できませんでした。`,
    hint: p('output'),
  }),
};
