// Japanese: what `labs map` says around its pictures.
import type { Messages } from '../types.ts';

export const map: Messages['map'] = {
  away: (why) => `${why}復帰を待っています…`,
  followEnds: '変化があると描き直します。Ctrl-C で終了します。',
  written: (file) => `書き出しました: ${file}`,
  noFont:
    'このコンピューターに日本語のフォントがないため、PNG の日本語は四角で表示されます。Debian では sudo apt install fonts-noto-cjk で導入できます。SVG（--svg）は、見る側のフォントで表示されます。',
};
