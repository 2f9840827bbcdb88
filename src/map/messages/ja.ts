// The words of a picture, in Japanese.
import type { MapPlace } from '../types.ts';
import type { MapMessages } from './types.ts';

const ref = (id: string) => {
  if (id === 'host') return 'ホスト';
  if (id === 'container:*') return 'コンテナ';
  return id.startsWith('container:') ? id.slice('container:'.length) : id;
};

const title = ({ id, kind, containers, names }: MapPlace): string => {
  if (kind === 'host') return 'マシン（ホスト）';
  if (id === 'container:*') return 'コンテナ';
  if (kind === 'container') return `コンテナ ${containers.join('、')}`;
  if (id.startsWith('namespace:')) return '名前のない名前空間';
  return kind === 'outside' ? id : `名前空間 ${names[0]?.text ?? id}`;
};

export const ja: MapMessages = {
  title,
  kinds: { bridge: 'ブリッジ' },
  up: 'up',
  down: 'down',
  noPorts: '何もつながっていません',
  peerIn: (id) => `反対側は ${ref(id)} に`,
  peerNamed: (name) => `反対側は ${name}`,
  inBridge: (name) => `${name} に接続`,
  lostPeer: '反対側は不明',
  sitsOn: (link, place) => (place === null ? `親は ${link}` : `親は ${ref(place)} の ${link}`),
  goesTo: (place, link) => `→ ${title(place)}の ${link}`,
  forwarding: (on) => `IP フォワーディング ${on ? 'オン' : 'オフ'}`,
  nat: (nat, place) =>
    nat.kind === 'masquerade'
      ? [
          nat.to === null ? 'MASQUERADE' : `SNAT → ${nat.to}`,
          nat.source ?? 'すべて',
          ...(nat.out === null ? [] : [`${nat.out} から出るもの`]),
          ...(nat.notOut === null ? [] : [`（${nat.notOut} 以外へ）`]),
        ]
      : [
          nat.port === null ? `${nat.protocol} 全ポート` : `ポート ${nat.port}`,
          ...(nat.to === '' ? [] : [`→ ${nat.to}`]),
          ...(place === undefined ? [] : [`（${ref(place.id)}）`]),
        ],
  left: 'このステップで、まだできていないこと（図に描けるものだけ）:',
  nothingLeft:
    '図に表れる範囲では、このステップで残っていることはありません。ほかの点は labs check が調べます。',
  legend: { up: 'up', down: 'down', missing: 'まだないもの', wrong: '正しくないもの' },
};
