// Japanese: errors by code.
import type { errors as en } from '../en/errors.ts';

export const errors: typeof en = {
  'bad-language': (p) => ({
    message: `「${p('language')}」という言語はありません。`,
    hint: '--lang en または --lang ja を指定してください。',
  }),
  locked: (p) => ({
    message: `別のコマンドが実行中です: ${p('command')}（プロセス ${p('pid')}）`,
    hint: '終了を待ってから、もう一度実行してください。',
  }),
  'needs-yes': (p) => ({
    message: `確認が必要ですが、対話できる端末がありません: ${p('question')}`,
    hint: `あらかじめ同意する場合は、${p('flag')} を付けて再実行してください。`,
  }),
  'needs-answer': (p) => ({
    message: `質問に答える必要がありますが、対話できる端末がありません: ${p('question')}`,
    hint: `次のように実行してください: ${p('instead')}`,
  }),
  'no-terminal': (p) => ({
    message: `このコマンドは端末で実行してください。`,
    hint: `端末なしで一度だけ確認するには: ${p('instead')}`,
  }),
  'unknown-shell': (p) => ({
    message: `「${p('word')}」用の補完はありません。`,
    hint: `使えるシェル: ${p('shells')}`,
  }),
  'no-recording': (p) => ({
    message: `記録「${p('which')}」はありません。`,
    hint: `一覧を見るには: ${p('list')}`,
  }),
  'progress-unreadable': (p) => ({
    message: `進捗ファイルを読み取れません: ${p('file')}（${p('reason')}）`,
    hint: 'ファイルの所有者と読み取り権限を確認してください。',
  }),
  'progress-unwritable': (p) => ({
    message: `進捗を保存できません: ${p('file')}（${p('reason')}）`,
    hint: 'ディスクの空き容量と、フォルダーの所有者を確認してください。保存済みの内容は失われていません。',
  }),
  'unknown-command': (p) => ({
    message: `${p('bin')} に「${p('word')}」というコマンドはありません。`,
    hint:
      p('suggestion') === ''
        ? `コマンドの一覧: ${p('help')}`
        : `もしかして: ${p('suggestion')}\nコマンドの一覧: ${p('help')}`,
  }),
  'unknown-option': (p) => ({
    message: `「${p('command')}」に ${p('word')} というオプションはありません。`,
    hint:
      p('suggestion') === ''
        ? `オプションの一覧: ${p('help')}`
        : `もしかして: ${p('suggestion')}\nオプションの一覧: ${p('help')}`,
  }),
  'missing-argument': (p) => ({
    message: `「${p('command')}」には引数が必要です: ${p('word')}`,
    hint: `例: ${p('example')}\n詳細: ${p('help')}`,
  }),
  'missing-value': (p) => ({
    message: `オプション ${p('word')} には値が必要です。`,
    hint: `詳細: ${p('help')}`,
  }),
  'too-many-words': (p) => ({
    message: `「${p('command')}」の引数が多すぎます。`,
    hint: `例: ${p('example')}\n詳細: ${p('help')}`,
  }),
  misuse: (p) => ({ message: p('detail'), hint: `詳細: ${p('help')}` }),
  'image-in-use': (p) => ({
    message: `イメージ ${p('key')} はマシン ${p('machines')} が使用中です。`,
    hint: `先にマシンを削除してください: ${p('destroy')}`,
  }),
  'unknown-image': (p) => ({
    message: `「${p('word')}」というイメージはありません。`,
    hint: p('known', '') === '' ? 'イメージは一つもありません。' : `イメージの一覧: ${p('known')}`,
  }),
  'option-needs': (p) => ({ message: `${p('option')} は ${p('needs')} と一緒に指定します。` }),
  'options-exclude': (p) => ({
    message: `${p('one')} と ${p('other')} は同時に指定できません。`,
    hint: 'どちらか一つを指定してください。',
  }),
  'bad-path': (p) => ({
    message: '--path には「どこから」と「どこへ」の二つを指定してください。',
    hint: p('example'),
  }),
  'unknown-place': (p) => ({
    message: `「${p('place')}」という場所もアドレスもありません。`,
    hint: `今ある場所: ${p('places')}`,
  }),
  'no-library': (p) => ({
    message: `この図の作成には ${p('library')} が必要ですが、インストールされていません。`,
    hint: `bridge-labs のあるフォルダーで npm install ${p('library')} を実行してください。なくても labs map と labs map --mermaid は使えます。`,
  }),
  'bad-speed': (p) => ({
    message: `再生速度として使えません: ${p('word')}`,
    hint: '0 より大きく 1000 以下の数で指定してください。--speed 2 で 2 倍速になります。',
  }),
  'no-file': (p) => ({ message: `${p('file')} というファイルはありません。` }),
  'cannot-write': (p) => ({ message: `${p('file')} に書き込めません: ${p('reason')}` }),
  'nothing-to-vary': (p) => ({
    message: `このコースには、受講者ごとに変えられる名前がありません: ${p('folder')}`,
    hint: 'コースの作者が course.yaml の vary で指定します。',
  }),
  'bad-seed': (p) => ({
    message: `シード値として使えません: ${p('seed')}。小文字の英字と数字で、32 文字までです。`,
    hint: `ラボはオプションの前に書いてください: ${p('example')}`,
  }),
  'seed-is-lab': (p) => ({
    message: `--vary に指定できるのはシード値です。${p('lab')} はラボの名前です。`,
    hint: `新しいシード値で検証するには、ラボを先に書いてください: ${p('example')}`,
  }),
  'seed-wanted': (p) => ({
    message:
      '--changed と一緒に使うときは、--vary にシード値を指定してください。検証の記録はシード値ごとに残ります。',
    hint: `例: ${p('example')}`,
  }),
  'no-question': (p) => ({
    message: 'このステップには質問がありません。',
    hint: `確認するには: ${p('check')}`,
  }),
  'empty-answer': (p) => ({ message: '答えが空です。', hint: `答えるには: ${p('answer')}` }),
  'bad-number': (p) => ({
    message: `${p('flag')} には ${p('from')} から ${p('to')} までの整数を指定してください。`,
  }),
  'console-lost-output': () => ({
    message: 'マシンのコンソールの出力が一部失われました。',
    hint: 'コンピューターの負荷が高いようです。次のように実行してください: labs author prove --machines 1',
  }),
  'guest-failed': () => ({
    message: 'マシン内のスクリプトが失敗しました。マシンが壊れている可能性があります。',
  }),
  'no-course-package': (p) => ({
    message: `フォルダー ${p('folder')} も、「${p('name')}」という名前のパッケージもありません。`,
    hint: `パッケージを探した場所:\n${p('looked').replace(/^/gm, '  ')}\nパッケージの場合は、インストールしてください: npm install ${p('name')}`,
  }),
  'no-course-near': (p) => ({
    message: `フォルダー ${p('folder')} はありません。`,
    hint: `もしかして: ${p('near').split('\n').join('、')}`,
  }),
  'lab-not-course': (p) => ({
    message: `コースではなく、一つのラボのフォルダーです: ${p('folder')}`,
    hint: `コースは一つ上のフォルダーです: ${p('course')}`,
  }),
  'course-not-lab': (p) => ({
    message: `「${p('name')}」はラボではなくコースです。`,
    hint: p('command'),
  }),
  'remembered-course-gone': (p) => ({
    message: `start で記憶したコースが見つかりません: ${p('folder')}`,
    hint: `移動した場合: ${p('moved')}\n付属のコースに戻す場合: ${p('bundled')}`,
  }),
  'package-unreadable': (p) => ({
    message: `この package.json は読み取れません: ${p('file')}`,
    hint: p('reason'),
  }),
  'package-no-course': (p) => ({
    message:
      p('field') === ''
        ? `パッケージ ${p('name')} にはコースがありません: ${p('folder')}`
        : `パッケージ ${p('name')} はコースの場所を ${p('field')} としていますが、そのフォルダーはパッケージの中にありません: ${p('folder')}`,
    hint: '作者が package.json でフォルダーを指定します: "bridge-labs": { "course": "labs" }',
  }),
  'bad-lab-name': (p) => ({
    message: `「${p('name')}」からは、ラボのフォルダー名を作れません。`,
    hint:
      `名前は英小文字、数字、ハイフンで ${p('longest')} 文字以内とし、題名は別に指定してください:\n` +
      'labs author new my-lab --title "My lab" --title-ja "私のラボ"',
  }),
  'lab-exists': (p) => ({
    message: `ラボ ${p('slug')} はすでにあります: ${p('folder')}`,
    hint: '別の名前を指定してください。何も書き込んでいません。',
  }),
  'cannot-watch': (p) => ({
    message: `フォルダーの変更を監視できません: ${p('folder')}（${p('reason')}）`,
    hint: '環境変数 CHOKIDAR_USEPOLLING=1 を設定すると、定期的に調べる方法に切り替わります。',
  }),
  'no-course-folder': (p) => ({
    message: `コースのフォルダーではなく、コースにすることもできません: ${p('folder')}`,
    hint: 'ラボのフォルダーをまとめたフォルダーを指定してください: labs author new NAME my-course',
  }),
  'replay-failed': (p) => ({
    message: `${p('lab')}/${p('step')} のコマンドがこのマシンで失敗しました（ステータス ${p('status')}）: ${p('command')}`,
    hint: p('output'),
  }),
  'machine-not-running': (p) => ({
    message: p('why', 'マシンは起動していません。'),
    hint: `起動するには: ${p('start', 'bridge-labs start')}`,
  }),
  'machine-unreachable': (p) => ({
    message: `マシンに接続できません。${p('why')}`,
    hint: `このステップの最初の状態に戻すには: ${p('heal')}`,
  }),
  'no-space': () => ({
    message: 'このコンピューターのディスクに空きがありません。',
    hint: '空き容量を増やしてから、もう一度実行してください。すでに保存されている内容は失われていません。',
  }),
  'no-access': (p) => ({
    message: `ファイルを読み書きする権限がありません: ${p('file')}（${p('code')}）`,
    hint: 'ファイルの所有者を確認してください。sudo で実行したコマンドが作成した可能性があります。',
  }),
  interrupted: () => ({
    message: '中断しました。失われたものはありません。次のコマンドはここから再開します。',
  }),
  'proof-kept': () => ({
    message:
      '中断しました。ここまでの検証の結果は残っています。--changed を付けて実行すると、続きから検証します。',
  }),
  'proof-not-kept': () => ({
    message:
      '中断しました。ここまでの検証の結果は残りません。--changed を付けて実行すると、途中で中断しても残ります。',
  }),
  cancelled: () => ({ message: 'キャンセルしました。' }),
};
