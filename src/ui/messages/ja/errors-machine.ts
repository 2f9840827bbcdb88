// Japanese: errors of the machine, of SSH and of the course's files. In English these are shown in the error's own words.
import type { ErrorMessage } from '../types.ts';

const DOCTOR = 'コンピューターの状態を調べるには: bridge-labs doctor';
const STATE = 'マシンの状態を確認するには: labs status\n起動し直すには: bridge-labs start';
const RESET = 'マシンを正常な状態に戻すには: labs reset';
const REMAKE =
  'bridge-labs destroy の後に bridge-labs start を実行してください。マシンは作り直されますが、進捗は残ります。';

export const machineErrors: Readonly<Record<string, ErrorMessage>> = {
  architecture: (p) => ({
    message: `このコンピューターの CPU アーキテクチャー（${p('arch')}）には対応していません。`,
    hint: 'x64 または arm64 のコンピューターで実行してください。',
  }),
  'missing-programs': (p) => ({ message: `必要なプログラムがありません: ${p('programs')}` }),
  'install-failed': (p) => ({
    message: 'プログラムをインストールできませんでした。',
    hint: `手動で実行して、表示を確認してください: ${p('command')}`,
  }),
  'no-mirror': () => ({
    message: 'Debian パッケージを取得できません。',
    hint: 'マシンを初めて作成するときだけ、パッケージのミラーに接続する必要があります。ネットワークに接続してから、もう一度実行してください。',
  }),
  'disk-full': (p) => ({
    message: `ディスクの空き容量が足りません（必要: ${p('needed', '不明')} GB、空き: ${p('free', '不明')} GB）。`,
    hint: '空き容量を増やすか、環境変数 BRIDGE_LABS_HOME（マシン）または BRIDGE_LABS_CACHE（イメージ）に、空きのあるディスクのフォルダーを指定してください。\n必要な容量を確認するには: bridge-labs doctor',
  }),
  'image-build': (p) => ({
    message: `マシンのイメージを作成できませんでした: ${p('words', '理由は不明です')}`,
    hint: `--debug を付けて再実行すると、ログの末尾を確認できます。\n${DOCTOR}`,
  }),
  'image-gone': () => ({ message: 'マシンの元になるイメージが見つかりません。', hint: REMAKE }),
  'boot-failed': (p) => ({
    message: `マシンの起動が完了しませんでした（${p('seconds')} 秒経過）。`,
    hint: `--debug を付けて再実行すると、コンソールの末尾を確認できます。コンピューターの負荷が高いときは、下がってからもう一度お試しください。\n${DOCTOR}`,
  }),
  'qemu-failed': (p) => ({
    message: `QEMU が起動直後に終了しました: ${p('words', '出力なし')}`,
    hint: DOCTOR,
  }),
  'qemu-slow': (p) => ({
    message: `QEMU が ${p('seconds')} 秒以内に起動しませんでした。`,
    hint: `コンピューターの負荷を下げてから、もう一度実行してください。\n${DOCTOR}`,
  }),
  'qmp-failed': () => ({
    message: 'QEMU がコマンドを受け付けませんでした。',
    hint: '--debug を付けて再実行すると、詳細を確認できます。',
  }),
  'qmp-silent': () => ({
    message: 'マシン（QEMU）が応答しません。',
    hint: 'コンピューターが混み合っているのかもしれません。少し待ってから、もう一度実行してください。続く場合は labs undo を実行してください。',
  }),
  'no-port': () => ({
    message: '127.0.0.1 に空いているポートがありません。',
    hint: '使っていないプログラムを終了してから、もう一度実行してください。',
  }),
  'port-taken': () => ({
    message: 'マシンに使うポートが、ほかのプログラムに使われています。',
    hint: 'もう一度実行してください: bridge-labs start',
  }),
  'machine-absent': () => ({
    message: 'マシンはまだありません。',
    hint: '作成するには: bridge-labs start',
  }),
  'machine-keys': () => ({
    message: 'マシンに SSH の鍵を設定できませんでした。',
    hint: REMAKE,
  }),
  'machine-record': (p) => ({
    message: `マシンの記録を読み取れません: ${p('file')}`,
    hint: `より新しい bridge-labs で作成された場合は、bridge-labs を更新してください。それ以外の場合は、${REMAKE}`,
  }),
  'no-live-checkpoints': (p) => ({
    message: `検証には実行中の状態のチェックポイントが必要ですが、プロバイダー ${p('provider')} にはありません。`,
  }),
  'no-checkpoint': (p) => ({
    message: `チェックポイント「${p('name')}」がありません。`,
    hint: REMAKE,
  }),
  'checkpoint-failed': (p) => ({
    message: `チェックポイントを保存できませんでした: ${p('reason')}`,
    hint: DOCTOR,
  }),
  'console-silent': () => ({ message: 'マシンのコンソールが応答しません。', hint: RESET }),
  'observation-incomplete': (p) => ({
    message: `マシンからの応答が途中で切れています（${p('part')} がありません）。`,
    hint: 'もう一度 labs check を実行してください。繰り返す場合は、labs reset を実行してください。',
  }),

  'ssh-not-up': (p) => ({
    message: `マシン（${p('host')}:${p('port')}）が ${p('seconds')} 秒以内に SSH で応答しませんでした。`,
    hint: '次の順に実行してください: bridge-labs stop、bridge-labs start',
  }),
  'ssh-timeout': (p) => ({
    message: `マシン（${p('host')}:${p('port')}）からの SSH の応答を ${p('seconds')} 秒待ちましたが、ありませんでした。`,
    hint: STATE,
  }),
  'ssh-refused': (p) => ({
    message: `${p('host')}:${p('port')} で待ち受けているプログラムがありません。マシンが起動していません。`,
    hint: STATE,
  }),
  'ssh-unreachable': (p) => ({
    message: `${p('host')}:${p('port')} に接続できません: ${p('reason')}`,
    hint: STATE,
  }),
  'ssh-reset': (p) => ({
    message: `マシン（${p('host')}:${p('port')}）が、接続の途中で通信を切断しました: ${p('reason')}`,
    hint: STATE,
  }),
  'ssh-auth-refused': (p) => ({
    message: `マシン（${p('host')}:${p('port')}）に、ユーザー ${p('user')} でログインできません。`,
    hint: `マシンの中から、そのユーザーまたは authorized_keys がなくなっています。\n${RESET}`,
  }),
  'ssh-key-unreadable': (p) => ({
    message: `マシンの秘密鍵 ${p('path')} を使えません: ${p('reason')}`,
    hint: STATE,
  }),
  'host-key-changed': (p) => ({
    message: `${p('host')}:${p('port')} で応答したのは、このマシンではありません（ホスト鍵: ${p('found')}、正しい鍵: ${p('expected')}）。何も送信していません。`,
    hint: `ほかのプログラムがポートを使っているか、マシンの鍵が置き換えられています。\n${STATE}`,
  }),
  'connection-lost': (p) => ({
    message: `マシン（${p('host')}:${p('port')}）との接続が切れました: ${p('reason')}`,
    hint: STATE,
  }),
  'command-timeout': (p) => ({
    message: `マシンの中のコマンドが ${p('seconds')} 秒以内に終わりませんでした: ${p('command')}`,
    hint: `マシンの負荷が高い可能性があります。\n${STATE}`,
  }),
  'command-refused': (p) => ({
    message: `マシンがコマンドを実行できません: ${p('reason')}`,
    hint: RESET,
  }),
  'script-failed': (p) => ({
    message: `マシンの中のスクリプトが、ステータス ${p('status')} で終了しました: ${p('stderr', '出力なし')}`,
    hint: RESET,
  }),
  'output-too-long': (p) => ({
    message: `マシンの中のコマンドの出力が ${p('bytes')} バイトを超えました: ${p('command')}`,
    hint: RESET,
  }),

  'no-course': (p) => ({
    message: `${p('folder')} にコースがありません。`,
    hint: 'コースは、course.yaml とラボごとのフォルダーを含むフォルダーです。',
  }),
  'course-invalid': (p) => ({ message: `${p('folder')} のコースに誤りがあります。` }),
  'unknown-lab': (p) => ({
    message: `「${p('name')}」というラボはありません。`,
    hint:
      p('suggestion') === ''
        ? `番号か名前で指定してください: ${p('known')}`
        : `もしかして: ${p('suggestion')}`,
  }),
  'unknown-step': (p) => ({
    message: `ラボ「${p('lab', '?')}」に「${p('name')}」というステップはありません。`,
    hint:
      p('suggestion') === '' ? `ステップの一覧: ${p('known')}` : `もしかして: ${p('suggestion')}`,
  }),
};
