// Commands for the life of the machine.
import type { CommandSpec } from '../spec.ts';

const owner = ['bridge-labs'] as const;

export const machineCommands: readonly CommandSpec[] = [
  {
    name: 'stop',
    bins: owner,
    group: 'machine',
    summary: { en: 'Switch the machine off', ja: 'マシンを停止します' },
    examples: [{ line: 'stop', text: { en: 'start goes on from here', ja: '続きは start で' } }],
    load: () => import('../commands/stop.ts'),
  },
  {
    name: 'destroy',
    bins: owner,
    group: 'machine',
    summary: {
      en: 'Remove the machine, its disk and its checkpoints; your progress stays',
      ja: 'マシンとディスク、チェックポイントを削除します（進捗は残ります）',
    },
    examples: [
      { line: 'destroy', text: { en: 'asks first', ja: '確認してから削除' } },
      { line: 'destroy --yes', text: { en: 'without asking', ja: '確認なしで削除' } },
    ],
    load: () => import('../commands/destroy.ts'),
  },
  {
    name: 'doctor',
    bins: owner,
    group: 'machine',
    summary: {
      en: 'What this computer has and lacks for running the machine',
      ja: 'このコンピューターでマシンを動かせるかどうかを調べます',
    },
    json: true,
    examples: [{ line: 'doctor', text: { en: 'and what to do about it', ja: '対処方法も表示' } }],
    load: () => import('../commands/doctor.ts'),
  },
  {
    name: 'image ls',
    bins: owner,
    group: 'machine',
    summary: {
      en: 'The machine images on this computer',
      ja: 'このコンピューターにあるイメージの一覧',
    },
    json: true,
    examples: [{ line: 'image ls', text: { en: 'with their sizes', ja: '大きさも表示' } }],
    load: () => import('../commands/image-ls.ts'),
  },
  {
    name: 'image build',
    bins: owner,
    group: 'machine',
    summary: { en: 'Build the machine image now', ja: 'イメージを今すぐ作ります' },
    options: [
      {
        flags: '--from <what>',
        text: {
          en: "mmdebstrap, or cloud: in a Debian that boots from Debian's cloud image; or such an image, a file or URL",
          ja: 'mmdebstrap、または cloud（Debian のクラウドイメージで起動した Debian の中で作る）。イメージのファイルや URL も可',
        },
      },
      {
        flags: '--mirror <url>',
        text: {
          en: "a Debian archive, instead of this computer's own",
          ja: 'このコンピューターの設定の代わりに使う Debian アーカイブ',
        },
      },
    ],
    json: true,
    examples: [
      {
        line: 'image build --from cloud',
        text: { en: 'where there is no mmdebstrap', ja: 'mmdebstrap がない場合' },
      },
      {
        line: 'image build --yes',
        text: { en: 'also install what building needs', ja: '必要なプログラムもインストールする' },
      },
    ],
    load: () => import('../commands/image-build.ts'),
  },
  {
    name: 'image export',
    bins: owner,
    group: 'machine',
    summary: {
      en: 'Write the image as a file, for other computers',
      ja: 'イメージを、ほかのコンピューター用のファイルに書き出します',
    },
    arguments: [{ name: '[file]', text: { en: 'the file', ja: 'ファイル' } }],
    options: [
      {
        flags: '--format <name>',
        text: {
          en: 'image (for image import; the default), vagrant-libvirt (a box) or qcow2',
          ja: 'image(image import 用。既定値)、vagrant-libvirt(ボックス)、qcow2',
        },
      },
    ],
    json: true,
    examples: [
      {
        line: 'image export /mnt/stick/labs.tar',
        text: { en: 'for a room without a network', ja: 'ネットワークのない教室のために' },
      },
      {
        line: 'image export --format vagrant-libvirt lab.box',
        text: { en: 'for start --provider vagrant --box', ja: 'start --provider vagrant --box 用' },
      },
    ],
    load: () => import('../commands/image-export.ts'),
  },
  {
    name: 'image import',
    bins: owner,
    group: 'machine',
    summary: {
      en: 'Take an image in, in place of building it; its SHA-256 is checked',
      ja: 'イメージを作る代わりに取り込みます（SHA-256 を確認）',
    },
    arguments: [{ name: '<source>', text: { en: 'a file, or a URL', ja: 'ファイルまたは URL' } }],
    options: [
      {
        flags: '--sha256 <sum>',
        text: {
          en: 'what it must be; not given: what stands in SOURCE.sha256',
          ja: '正しい値。省略すると SOURCE.sha256 の値',
        },
      },
    ],
    json: true,
    examples: [
      {
        line: 'image import /mnt/stick/labs.tar',
        text: { en: 'no network is needed', ja: 'ネットワークは不要' },
      },
      {
        line: 'image import http://teacher.example/labs.tar',
        text: { en: 'goes on where it was cut off', ja: '中断しても、続きから再開' },
      },
    ],
    load: () => import('../commands/image-import.ts'),
  },
  {
    name: 'image rm',
    bins: owner,
    group: 'machine',
    summary: { en: 'Remove images', ja: 'イメージを削除します' },
    arguments: [
      {
        name: '[id...]',
        text: {
          en: 'which; not given: those that nothing uses',
          ja: '対象。省略すると使われていないもの',
        },
      },
    ],
    json: true,
    examples: [
      { line: 'image rm', text: { en: 'the ones out of use', ja: '使われていないものを削除' } },
    ],
    load: () => import('../commands/image-rm.ts'),
  },
];
