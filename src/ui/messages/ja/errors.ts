// Japanese: errors by code.
import type { Messages } from '../types.ts';

export const errors: Messages['errors'] = {
  'bad-language': (p) => ({
    message: `「${p('language')}」という言語はありません。`,
    hint: '--lang en または --lang ja を指定してください。',
  }),
  locked: (p) => ({
    message: `別のコマンドが実行中です: ${p('command')}(プロセス ${p('pid')})`,
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
  'progress-unreadable': (p) => ({
    message: `進捗ファイルを読み取れません: ${p('file')}(${p('reason')})`,
    hint: 'ファイルの所有者と読み取り権限を確認してください。',
  }),
  'progress-unwritable': (p) => ({
    message: `進捗を保存できません: ${p('file')}(${p('reason')})`,
    hint: 'ディスクの空き容量と、フォルダーの所有者を確認してください。保存済みの内容は失われていません。',
  }),
  cancelled: () => ({ message: '取り消しました。' }),
};
