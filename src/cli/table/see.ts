// Commands that show: the network, the live check, where the learner is.
import type { CommandSpec } from '../spec.ts';

const learner = ['bridge-labs', 'labs'] as const;

export const seeCommands: readonly CommandSpec[] = [
  {
    name: 'map',
    bins: learner,
    group: 'read',
    summary: {
      en: 'A picture of the network as it is now, with what this step still wants',
      ja: '今のネットワークの図。このステップで足りないものも描きます',
    },
    options: [
      {
        flags: '--follow',
        text: {
          en: 'draw anew as things change, until Ctrl-C',
          ja: '変化のたびに描き直す（Ctrl-C で終了）',
        },
      },
      {
        flags: '--path <places...>',
        text: {
          en: 'follow a ping from FROM to TO (with TO:PORT, a connection), hop by hop',
          ja: 'FROM から TO への ping（TO:PORT なら TCP 接続）の道筋を一つずつたどる',
        },
      },
      {
        flags: '--live',
        text: {
          en: 'with --path: send one, and see',
          ja: '--path と一緒に使い、実際に送って確かめる',
        },
      },
      { flags: '--svg <file>', text: { en: 'write it as SVG', ja: 'SVG ファイルに書き出す' } },
      { flags: '--png <file>', text: { en: 'write it as PNG', ja: 'PNG ファイルに書き出す' } },
      {
        flags: '--dark',
        text: {
          en: 'on a dark ground (an SVG adapts by itself)',
          ja: '暗い背景で（SVG は自動で切り替わります）',
        },
      },
      { flags: '--mermaid', text: { en: 'print it as Mermaid', ja: 'Mermaid 形式で出力' } },
      {
        flags: '--dot',
        text: { en: 'print it as Graphviz DOT', ja: 'Graphviz の DOT 形式で出力' },
      },
    ],
    json: true,
    examples: [
      {
        line: 'map',
        text: { en: 'what is there, and what is missing', ja: 'あるものと、足りないもの' },
      },
      {
        line: 'map --follow',
        text: { en: 'in a second terminal, while you work', ja: '作業しながら、別の端末で' },
      },
      {
        line: 'map --path test 203.0.113.10 --live',
        text: { en: 'where does it end, and why?', ja: 'どこで、なぜ止まるか' },
      },
      { line: 'map --svg network.svg', text: { en: 'for a blog post', ja: 'ブログ記事などに' } },
    ],
    load: () => import('../commands/map.ts'),
  },
  {
    name: 'watch',
    bins: learner,
    group: 'loop',
    summary: {
      en: 'The step on a screen that stays, and turns as you work in another terminal',
      ja: 'ステップと判定を表示し続けます（別の端末での作業に合わせて変わります）',
    },
    examples: [
      {
        line: 'watch',
        text: { en: 'in a second terminal; q ends it', ja: '2 つ目の端末で。q で終了' },
      },
    ],
    load: () => import('../commands/watch.ts'),
  },
  {
    name: 'status',
    bins: learner,
    group: 'read',
    summary: {
      en: 'Where you are, and whether the machine is well',
      ja: '現在地と、マシンの状態',
    },
    json: true,
    examples: [{ line: 'status', text: { en: 'where am I?', ja: '今どこにいるか' } }],
    load: () => import('../commands/status.ts'),
  },
];
