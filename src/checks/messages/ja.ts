// What checks say, in Japanese: what is wanted as 「…こと」, what is found as a sentence.
import type { MachineFault } from '../../observe/types.ts';
import type { NamespaceRef } from '../types.ts';
import type { CheckMessages, ContainerTraits, Subject } from './types.ts';

// Between Latin letters and Japanese stands a space, so a name brings the one that follows it.
const container = (ref: string) =>
  ref === 'container:*' ? 'いずれかのコンテナ' : `コンテナ ${ref.slice('container:'.length)} `;

/** The namespace as a place, and as one that acts. */
const place = (ref: NamespaceRef) => {
  if (ref === 'host') return 'マシン';
  // A computer of its own, as far as labs tell.
  if (ref === 'host2') return 'host2 ';
  return ref.startsWith('container:') ? container(ref) : `名前空間 ${ref} `;
};
const placeOr = (ref: NamespaceRef | null) => (ref === null ? '別の名前空間' : place(ref));
/** "名前空間 test の …"; the thing alone for the host. */
const of = (ref: NamespaceRef, thing: string) => {
  if (ref === 'host') return thing;
  return `${place(ref)}の${/^[!-~]/.test(thing) ? ' ' : ''}${thing}`;
};
const name = (link: Subject) => of(link.in, link.name);
/** "名前空間 test に eth1": that it is there at all. */
const there = (link: Subject) =>
  link.in === 'host' ? link.name : `${place(link.in)}に ${link.name}`;
const target = (to: string) => (to.startsWith('container:') ? container(to) : `${to} `);
const route = (prefix: string, at: NamespaceRef) =>
  of(at, prefix === 'default' ? 'デフォルト経路' : `${prefix} への経路`);
const way = (via: string | null, dev: string | null) => {
  const parts = [via === null ? '' : `${via} 経由`, dev === null ? '' : `${dev} から`];
  const text = parts.filter((part) => part !== '').join('、');
  return text === '' ? '' : `（${text}）`;
};
const list = (items: readonly string[]) => items.join('、');
const who = (one: string) => (one === '*' ? '実行中のコンテナ' : `コンテナ ${one} `);
const source = (prefix: string | null) => (prefix === null ? '' : `${prefix} の `);
const port = (number: number | null) => (number === null ? '' : `ポート ${number} の `);
const leads = (to: string | null) => (to === null ? '' : `（宛先 ${to}）`);

const traits = (wanted: ContainerTraits) => {
  const parts = [
    wanted.image === undefined ? '' : `イメージ ${wanted.image}`,
    wanted.network === undefined ? '' : `ネットワーク ${wanted.network} に接続`,
    wanted.linked === undefined ? '' : `${wanted.linked} にリンク`,
    wanted.publishes === undefined ? '' : `${wanted.publishes} で公開`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'コンテナ' : `条件に合うコンテナ（${parts.join('、')}）`;
};

const faults: Record<MachineFault['code'], [want: string, found: string, look: string]> = {
  'docker-stopped': [
    'Docker が動いていること',
    'Docker が停止しています',
    'labs reset（作業を残すなら sudo systemctl start docker）',
  ],
  'docker-down': ['Docker が応答すること', 'Docker が応答しません', 'labs reset'],
  'rules-gone': [
    'Docker の iptables ルールがあること',
    'Docker の iptables ルールがなくなっています（iptables がフラッシュされました）',
    'labs reset（作業を残すなら sudo systemctl restart docker）',
  ],
  'disk-full': [
    'ディスクに空きがあること',
    'マシンのディスクがいっぱいです',
    'labs reset（確認するには df -h /）',
  ],
  'no-command': [
    'マシンに必要なプログラムがあること',
    '必要なプログラムがありません',
    'labs reset',
  ],
  unreadable: ['マシンの状態を読み取れること', 'マシンの状態を読み取れません', 'labs reset'],
  'no-eth0': ['eth0 が up でアドレスを持つこと', 'eth0 が正常ではありません', 'labs reset'],
  'etc-gone': ['/etc があること', '/etc が削除されています', 'labs reset'],
};

export const ja: CheckMessages = {
  link: {
    want: (link) => `${there(link)} があること`,
    missing: (link, bridges) =>
      `${there(link)} というリンクがありません${bridges.length === 0 ? '' : `（${list(bridges)} というブリッジはあります）`}`,
    elsewhere: (link, elsewhere) =>
      elsewhere === 'host'
        ? `${name(link)} というリンクがありません（${link.name} はまだホストの名前空間にあります）`
        : `${name(link)} というリンクがありません（${link.name} は${placeOr(elsewhere)}にあります）`,
    wantAbsent: (link) => `${link.name} が${place(link.in)}にないこと`,
    present: (link) => `${link.name} がまだ${place(link.in)}にあります`,
    wantKind: (link, kind) => `${name(link)} の種類が ${kind} であること`,
    otherKind: (link, found, kind) => `${name(link)} の種類は ${kind} ではなく ${found} です`,
    wantUp: (link) => `${name(link)} が up であること`,
    wantDown: (link) => `${name(link)} が down であること`,
    isUp: (link) => `${name(link)} は up です`,
    isDown: (link) => `${name(link)} は down です`,
    wantAddress: (link, address) => `${name(link)} のアドレスが ${address} であること`,
    noAddress: (link) => `${name(link)} にアドレスがありません`,
    addressElsewhere: (link, address, other) =>
      `${name(link)} にアドレスがありません（${address} は ${name(other)} に付いています）`,
    otherAddress: (link, found, address) =>
      `${name(link)} のアドレスは ${address} ではなく ${list(found)} です`,
    otherLength: (link, found, length) =>
      `${name(link)} のアドレスは ${found} です。プレフィックス長が /${length} ではありません`,
    twice: (link, right, other) =>
      `${name(link)} に ${right} のほか、前に付けた ${other} も残っています`,
    wantMaster: (link, master) => `${name(link)} が ${master} のポートであること`,
    noMaster: (link, master) => `${name(link)} は ${master} のポートになっていません`,
    otherMaster: (link, found, master) =>
      `${name(link)} は ${master} ではなく ${found} のポートになっています`,
    wantNoMaster: (link) => `${name(link)} がどのブリッジにも挿さっていないこと`,
    isPort: (link, master) => `${name(link)} は ${master} のポートになっています`,
    wantPeer: (link, peer) => `${name(link)} の反対側の端が ${peer} であること`,
    noCable: (link, kind) => `${name(link)} は ${kind} であり、ケーブル（veth）の端ではありません`,
    lostPeer: (link) => `${name(link)} の反対側の端が見つかりません`,
    otherPeer: (link, found, peer) => `${name(link)} の反対側の端は ${peer} ではなく ${found} です`,
    wantPeerIn: (link, where) => `${name(link)} の反対側の端が${place(where)}にあること`,
    peerStays: (peer, at) => `${peer} はまだ${place(at)}にあります`,
    peerElsewhere: (peer, found, where) =>
      `${peer} は${place(where)}ではなく${placeOr(found)}にあります`,
  },
  route: {
    want: (prefix, at, via, dev) => `${route(prefix, at)}${way(via, dev)}があること`,
    missing: (prefix, at) => `${route(prefix, at)}がありません`,
    otherLength: (prefix, at, found) =>
      `${route(prefix, at)}がありません（あるのは ${found} への経路です）`,
    otherVia: (prefix, at, found, via) =>
      `${route(prefix, at)}は ${via} ではなく ${found} を経由しています`,
    noVia: (prefix, at, via) =>
      `${route(prefix, at)}がルーターを経由していません（${via} 経由であるべきです）`,
    otherDev: (prefix, at, found, dev) =>
      `${route(prefix, at)}は ${dev} ではなく ${found} を通っています`,
    wantAbsent: (prefix, at, via, dev) => `${route(prefix, at)}${way(via, dev)}がないこと`,
    present: (prefix, at, via, dev) => `${route(prefix, at)}${way(via, dev)}がまだ残っています`,
  },
  namespace: {
    want: (one) => `名前空間 ${one} があること`,
    missing: (one) => `名前空間 ${one} がありません`,
    stale: (one) =>
      `${one} という名前の先に名前空間がありません（プロセスが終了したか、はじめからありません）`,
    wantAbsent: (one) => `名前空間 ${one} がないこと`,
    present: (one) => `名前空間 ${one} がまだ残っています`,
    wantContainer: (one, owner) => `${one} が${who(owner)}の名前空間であること`,
    isHost: (one, owner) =>
      `${one} は${who(owner)}の名前空間ではなく、ホストの名前空間になっています`,
    isEmpty: (one, owner) =>
      `${one} は${who(owner)}の名前空間ではなく、独立した名前空間になっています`,
    ofOther: (one, found, owner) => `${one} は${who(owner)}ではなく${who(found)}の名前空間です`,
    noContainer: (owner) =>
      owner === '*' ? '実行中のコンテナがありません' : `${who(owner)}が動いていません`,
  },
  container: {
    want: (one) => `コンテナ ${one} が動いていること`,
    missing: (one) => `コンテナ ${one} がありません`,
    stopped: (one) => `コンテナ ${one} は停止しています`,
    wantAbsent: (one) => `コンテナ ${one} がないこと`,
    present: (one) => `コンテナ ${one} がまだ残っています`,
    wantImage: (one, image) => `${one} のイメージが ${image} であること`,
    otherImage: (one, found, image) => `${one} のイメージは ${image} ではなく ${found} です`,
    wantPublishes: (one, ports) => `${one} が ${ports} で公開されていること`,
    noPublishes: (one, ports) => `${one} はポートを公開していません（${ports} が必要です）`,
    otherPublishes: (one, found, ports) =>
      `${one} の公開ポートは ${ports} ではなく ${list(found)} です`,
    publishedBy: (ports, other, one) => `${ports} を公開しているのは ${one} ではなく ${other} です`,
    wantNetwork: (one, network) => `${one} がネットワーク ${network} に接続されていること`,
    otherNetwork: (one, found, network) =>
      found.length === 0
        ? `${one} はネットワーク ${network} に接続されていません`
        : `${one} の接続先はネットワーク ${network} ではなく ${list(found)} です`,
    wantLinked: (one, other) => `${one} が ${other} にリンクされていること`,
    noLinked: (one, other) => `${one} は ${other} にリンクされていません`,
    wantAny: (wanted) => `${traits(wanted)}が動いていること`,
    noneFits: (wanted) => `${traits(wanted)}が動いていません`,
    stoppedFits: (none, one) => `${none}。${one} は停止しています`,
    nearest: (none, reason) => `${none}。${reason}`,
    wantNone: (wanted) => `${traits(wanted)}が動いていないこと`,
    stillFits: (one, wanted) => `${traits(wanted)}がまだ動いています: ${one}`,
  },
  nat: {
    wantMasquerade: (prefix, at) => `${of(at, `${source(prefix)}MASQUERADE`)} があること`,
    noMasquerade: (prefix, at) => `${of(at, `${source(prefix)}MASQUERADE`)} がありません`,
    otherSource: (prefix, at, found) =>
      `${of(at, `${source(prefix)}MASQUERADE`)} がありません（あるのは ${list(found)} のものだけです）`,
    wantNoMasquerade: (prefix, at) => `${of(at, `${source(prefix)}MASQUERADE`)} がないこと`,
    stillMasquerade: (prefix, at) => `${of(at, `${source(prefix)}MASQUERADE`)} がまだ残っています`,
    wantDnat: (number, at, to) => `${of(at, `${port(number)}DNAT`)}${leads(to)} があること`,
    noDnat: (number, at) => `${of(at, `${port(number)}DNAT`)} がありません`,
    otherPort: (number, at, found) =>
      `${of(at, `${port(number)}DNAT`)} がありません（あるのはポート ${list(found)} のものです）`,
    otherTo: (number, at, found, to) =>
      `${of(at, `${port(number)}DNAT`)} の宛先は ${to} ではなく ${list(found)} です`,
    wantNoDnat: (number, at, to) => `${of(at, `${port(number)}DNAT`)}${leads(to)} がないこと`,
    stillDnat: (number, at, to) =>
      `${of(at, `${port(number)}DNAT`)}${leads(to)} がまだ残っています`,
    unread: (at) => `${place(at)}の iptables ルールを読み取れません`,
  },
  forwarding: {
    wantOn: (at) => `${of(at, 'IP フォワーディング')}が有効であること`,
    wantOff: (at) => `${of(at, 'IP フォワーディング')}が無効であること`,
    isOn: (at) => `${of(at, 'IP フォワーディング')}は有効です`,
    isOff: (at) => `${of(at, 'IP フォワーディング')}は無効です`,
  },
  command: {
    tooLong: '30 秒以内に終わりませんでした',
  },
  probe: {
    wantPing: (from, to) => `${place(from)}から ${target(to)}への ping に応答があること`,
    wantNoPing: (from, to) => `${place(from)}から ${target(to)}への ping に応答がないこと`,
    noReply: (from, to) => `${place(from)}から ${target(to)}への ping に応答がありません`,
    noRoute: (from, to) =>
      `${place(from)}から ${target(to)}への ping に応答がありません（そこへの経路がありません）`,
    stillReply: (from, to) => `${place(from)}から ${target(to)}への ping にまだ応答があります`,
    noStart: (from, to) =>
      `${place(from)}から ${target(to)}へ通信を試せません（どちらかが存在しません）`,
    wantHttp: (from, url) => `${place(from)}から ${url} へのアクセスに応答があること`,
    wantNoHttp: (from, url) => `${place(from)}から ${url} へのアクセスに応答がないこと`,
    noAnswer: (from, url) => `${place(from)}から ${url} へのアクセスに応答がありません`,
    stillAnswer: (from, url) => `${place(from)}から ${url} へのアクセスにまだ応答があります`,
    wantContains: (from, url, text) =>
      `${place(from)}から ${url} へのアクセスに「${text}」と応答があること`,
    otherAnswer: (from, url, text, found) =>
      `${place(from)}から ${url} への応答は「${text}」ではなく「${found}」です`,
  },
  answer: {
    want: '質問への答え',
    missing: 'まだ答えていません',
    look: 'labs answer 答え',
    lookAgain:
      'labs show でステップを読み直し、コマンドの結果を確かめてから labs answer 答え を実行',
    wrongText: (answer) => `「${answer}」は正解ではありません`,
    noNumber: (answer) => `「${answer}」は数値ではありません`,
    wrongNumber: (answer) => `${answer} は、マシンの示す数値と一致しません`,
    noAddress: (answer) => `「${answer}」はアドレスではありません`,
    wrongAddress: (answer) => `${answer} は正解ではありません`,
    lengthMissing: (answer) => `${answer} にはプレフィックス長（/24 など）が付いていません`,
    wrongLength: (answer) => `${answer} のプレフィックス長が違います`,
    setWrong: (answer, wrong) => `「${answer}」のうち ${list(wrong)} は当てはまりません`,
    setIncomplete: (answer, missing) => `「${answer}」だけでは足りません（あと ${missing} 個）`,
    noTruth: '質問の対象がマシンにないため、まだ答え合わせができません',
    noTruthLook: 'labs show で前のステップの作業を確かめるか、labs reset を実行してください',
    tooLong: 'マシンが時間内に答えを返しませんでした',
  },
  inspect: {
    want: (commands, shows) =>
      `マシンのシェルで ${commands.join(' または ')} を実行${shows === null ? 'した' : `し、「${shows}」が表示された`}こと`,
    notRun: (commands) =>
      `このステップの記録では、マシンのシェルで ${commands.join(' または ')} が実行されていません`,
    notShown: (commands, shows) =>
      `このステップの記録には ${commands.join(' または ')} がありますが、その後に「${shows}」が表示されていません`,
    look: 'マシンのシェル（labs shell）で実行してから、labs check',
    unknown: {
      off: '確認していません。シェルの記録が無効です（bridge-labs start --record で再び有効になります）',
      elsewhere:
        '確認していません。このステップでは、記録されるシェルで何も実行されていません（記録されるのは labs shell だけで、ほかの端末は記録されません）',
      cut: '確認していません。このシェルの記録が長くなりすぎました（labs shell を開き直すと、新しい記録が始まります）',
    },
  },
  fault: {
    want: (fault) => faults[fault.code][0],
    found: (fault) =>
      ['no-command', 'unreadable', 'no-eth0'].includes(fault.code)
        ? `${faults[fault.code][1]}（${fault.detail}）`
        : faults[fault.code][1],
    look: (fault) => faults[fault.code][2],
  },
  nothing: 'このステップで確認することはありません',
};
