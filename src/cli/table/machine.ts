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
    json: true,
    examples: [
      {
        line: 'image build --yes',
        text: { en: 'also install what building needs', ja: '必要なプログラムもインストールする' },
      },
    ],
    load: () => import('../commands/image-build.ts'),
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
