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
  back: '帰り（返事）',
  labels: {
    send: '送信',
    route: '経路',
    local: '自分宛',
    cable: 'ケーブル',
    bridge: 'ブリッジ',
    macvlan: 'macvlan',
    wrap: 'カプセル化',
    unwrap: '取り出し',
    forward: '転送',
    rule: 'ルール',
    rewrite: '書き換え',
    size: 'MTU',
    receive: '受信',
    doubt: '不確か',
    end: 'ここで終わり',
  },
  toLink: (link, at) => `${spaced(at)}の ${link}`,
  bridge: ({ bridge, in: by, out }) =>
    `${bridge}${by === null ? '' : `、${by} から入る`}${out === null ? '' : `、${out} から出る`}`,
  wrap: ({ link, vni, packet: { source, destination, port } }) =>
    `${link} が VXLAN ${vni} の封筒に入れる: ${source} → ${destination}、UDP ポート ${port ?? '?'}`,
  unwrap: (link) => `${link} が封筒から取り出す`,
  forward: '自分宛ではなく、IP フォワーディングがオン',
  local: (address) => `${address} は自分のアドレス`,
  rewrite: ({ side, was, now }) => `${side === 'source' ? '送信元' : '宛先'} ${was} → ${now}`,
  turnedBack: '行きの記憶のとおりに戻す',
  size: ({ link, mtu, told }) =>
    `${mtu} バイトを超えるものは ${link} を通れません。${told ? '分割禁止（DF）なら拒否され、送信元に通知されます' : '通知なしに失われます'}`,
  doubt: ({ about, detail }) => {
    if (about === 'twins')
      return `「${detail} を持っているのは誰か」に複数が答えます。どれが先かは運次第です`;
    if (about === 'rules-unread') return 'ここのルールは読み取れませんでした';
    if (about === 'nftables')
      return `ここには nftables 独自のルールがありますが、判断に含めていません: sudo nft list table ${detail}`;
    return `ここでは判断できない条件なので、当てはまらないものとしました: ${detail}`;
  },
  end: ({ why, detail, link }) => {
    switch (why) {
      case 'no-route':
        return `${detail} への経路がありません（Network is unreachable）`;
      case 'closed-route':
        return `意図的に閉じられた経路です: ${detail}`;
      case 'link-down':
        return `${link} が down です`;
      case 'nobody':
        return `${link} の先に「${detail} を持っているのは誰か」に答える相手がいません`;
      case 'no-peer':
        return `${link} の反対側が見つかりません`;
      case 'leaves':
        return `${link} はマシンの外へ出ますが、外には答える相手がいません`;
      case 'kind':
        return `${link} は種類が ${detail} のリンクで、行き先は状態からは分かりません`;
      case 'no-host':
        return `${link} は送り先のホストを知りません。転送データベースにゼロの項目がありません`;
      case 'no-tunnel':
        return `VXLAN ${detail} の封筒を受け取るものが、ここにはありません`;
      case 'own-parent':
        return `${link} の親は ${detail} です。macvlan とその親は、互いに届きません`;
      case 'no-forwarding':
        return `${detail} 宛ですが、IP フォワーディングがオフです`;
      case 'dropped':
        return 'このルールがここで止めます';
      case 'hairpin':
        return `${detail} の、入ってきたのと同じポート ${link} から出ようとしますが、そこの hairpin がオフです`;
      case 'martian':
        return `${link} から入ってきたのに、送信元が自分自身のアドレス ${detail} です（martian）`;
      case 'stranger':
        return `問い合わせ先は ${link} なのに、${detail} から返事が来ました。対応する通信がありません`;
      case 'loop':
        return '同じところを回り続けます';
      default:
        return detail;
    }
  },
  arrives: (port) =>
    port === null
      ? '届き、返事も戻ります。'
      : `パケットは届き、返事も戻ります。ポート ${port} で待ち受けるものがあるかは調べていません（--live で試せます）。`,
  endsAt: (at) => `${spaced(at)}までしか届きません。`,
  answerEndsAt: (at) => `届きますが、返事は ${spaced(at)}までしか戻りません。`,
  seen: '実際に送って見えたもの',
  nothingSeen:
    '何も見えませんでした。送信されていません。経路がないときや、「誰が持っていますか」に返事がないときは、こうなります。',
  directions: { in: '入', out: '出', by: '通過' },
  answered: '返事がありました。',
  refused: '届きましたが、拒否されました。そのポートで待ち受けるものがありません。',
  notAnswered: '返事はありませんでした。',
  lastSeen: (link, at) =>
    `最後に見えたのは${/^[!-~]/.test(at) ? ' ' : ''}${spaced(at)}の ${link} です。`,
  asForetold: '状態から予想したとおりです。',
  wayAsForetold: '道筋は、状態から予想したとおりです。',
  space: '',
  otherwise: '状態から予想したのとは違います。',
};
