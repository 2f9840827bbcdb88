// Japanese: what is said around the machine's shell.
import type { Messages } from '../types.ts';

export const terminal: Messages['terminal'] = {
  insideHelp: 'マシンの中でも、次のコマンドが使えます:',
  notInside: (word) =>
    `labs ${word} はマシンの中では使えません。使えるものは labs help で確認できます。それ以外は、お使いのコンピューターの端末で実行してください。`,
  wordsInside: (verb) =>
    `マシンの中の labs ${verb} では、その引数は使えません。お使いのコンピューターの端末で実行してください。`,
  askInside: (command) => `実行しますか: ${command}`,
  unanswered:
    '外側からの応答がありません。exit でこのシェルを終了し、labs shell で開き直してください。',
  flood:
    'マシンからの要求が多すぎるため、このシェルでは labs を使えなくしました。labs shell で開き直すと、また使えます。',
};
