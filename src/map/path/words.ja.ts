// The words of a path, in Japanese.
import type { PathWords } from './words.ts';

const place = (id: string) => {
  if (id === 'host') return 'マシン（ホスト）';
  if (id.startsWith('container:')) return `コンテナ ${id.slice('container:'.length)}`;
  return id.startsWith('namespace:') ? '名前のない名前空間' : id;
};

/** Between a Latin name and Japanese stands a space. */
const spaced = (name: string) => (/[!-~]$/.test(name) ? `${name} ` : name);

export const ja: PathWords = {
  place,
  heading: (protocol, from, to, port) =>
    protocol === 'icmp'
      ? `${spaced(from)}から ${to} への ping`
      : `${spaced(from)}から ${to} のポート ${port ?? '?'} への TCP 接続`,
  there: '行き',
  back: '返事の帰り',
  labels: {
    send: '送信',
    route: '経路',
    local: '自分宛',
    cable: 'ケーブル',
    bridge: 'ブリッジ',
    forward: '転送',
    rule: 'ルール',
    rewrite: '書き換え',
    receive: '受信',
    doubt: '不確か',
    end: 'ここで終わり',
  },
  toLink: (link, at) => `${spaced(at)}の ${link}`,
  bridge: ({ bridge, in: by, out }) =>
    `${bridge}${by === null ? '' : `、${by} から入る`}${out === null ? '' : `、${out} から出る`}`,
  forward: '自分宛ではなく、IP フォワーディングがオン',
  local: (address) => `${address} は自分のアドレス`,
  rewrite: ({ side, was, now }) => `${side === 'source' ? '送信元' : '宛先'} ${was} → ${now}`,
  turnedBack: '行きの記憶のとおりに戻す',
  doubt: ({ about, detail }) =>
    about === 'twins'
      ? `「${detail} は誰か」に複数が答えます。どれが先かは運次第です`
      : `ここでは判断できない条件なので、当てはまらないものとしました: ${detail}`,
  end: ({ why, detail, link }) => {
    switch (why) {
      case 'no-route':
        return `${detail} への経路がありません（Network is unreachable）`;
      case 'closed-route':
        return `意図的に閉じられた経路です: ${detail}`;
      case 'link-down':
        return `${link} が down です`;
      case 'nobody':
        return `${link} の先に「${detail} は誰か」に答える相手がいません`;
      case 'no-peer':
        return `${link} の反対側が見つかりません`;
      case 'leaves':
        return `${link} はマシンの外へ出ますが、外には答える相手がいません`;
      case 'kind':
        return `${link} は種類が ${detail} のリンクで、行き先は状態からは分かりません`;
      case 'no-forwarding':
        return `${detail} 宛ですが、IP フォワーディングがオフです`;
      case 'dropped':
        return 'このルールがここで止めます';
      case 'loop':
        return '同じところを回り続けます';
      default:
        return detail;
    }
  },
  arrives: '届き、返事も戻ります。',
  endsAt: (at) => `${spaced(at)}までしか届きません。`,
  answerEndsAt: (at) => `届きますが、返事は ${spaced(at)}までしか戻りません。`,
  seen: '実際に送って見えたもの',
  nothingSeen: '何も見えませんでした。',
  directions: { in: '入', out: '出', by: '通過' },
  answered: '返事がありました。',
  refused: '届きましたが、拒否されました。そのポートで待ち受けるものがありません。',
  notAnswered: '返事はありませんでした。',
  lastSeen: (link, at) => `最後に見えたのは ${spaced(at)}の ${link} です。`,
  asForetold: '状態から予想したとおりです。',
  otherwise: '状態から予想したのとは違います。',
};
