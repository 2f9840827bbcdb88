// Commands of the loop a learner lives in, and those that only read the course.
import type { CommandSpec } from '../spec.ts';

const learner = ['bridge-labs', 'labs'] as const;

export const courseCommands: readonly CommandSpec[] = [
  {
    name: 'start',
    bins: learner,
    group: 'loop',
    summary: {
      en: 'Start the machine and go on where you were',
      ja: 'マシンを起動し、前回の続きから始めます',
    },
    options: [
      {
        flags: '--provider <name>',
        text: {
          en: 'what the machine is: qemu, vagrant, docker-machine or ssh; remembered',
          ja: 'マシンの種類: qemu、vagrant、docker-machine、ssh(記憶されます)',
        },
      },
      {
        flags: '--host <host>',
        text: {
          en: 'with ssh: user@host[:port]; with docker-machine: the name of a machine that is there',
          ja: 'ssh では user@host[:port]、docker-machine では既存のマシンの名前',
        },
      },
      {
        flags: '--identity <file>',
        text: { en: 'with ssh: the private key to log in with', ja: 'ssh で使う秘密鍵' },
      },
      {
        flags: '--driver <name>',
        text: {
          en: 'with vagrant or docker-machine: what runs the machine, libvirt or virtualbox for example',
          ja: 'vagrant と docker-machine で、マシンを動かすもの（libvirt、virtualbox など）',
        },
      },
      {
        flags: '--box <name>',
        text: {
          en: 'with vagrant: the box, by its name or its file (image export makes one)',
          ja: 'vagrant で使うボックスの名前またはファイル（image export で作れます）',
        },
      },
      {
        flags: '--vary',
        text: {
          en: 'names and subnets of your own in the labs that build; remembered',
          ja: '構築するラボの名前とサブネットを、あなた専用のものにする（記憶されます）',
        },
      },
      {
        flags: '--no-vary',
        text: {
          en: 'names and subnets as they stand in the course again',
          ja: '名前とサブネットを、コースに書かれたとおりに戻す',
        },
      },
      {
        flags: '--record',
        text: {
          en: 'record the shell again; remembered',
          ja: 'シェルをまた記録する（記憶されます）',
        },
      },
      {
        flags: '--no-record',
        text: {
          en: 'do not record the shell; remembered',
          ja: 'シェルを記録しない（記憶されます）',
        },
      },
      {
        flags: '--no-shell',
        text: { en: 'do not open its shell in this terminal', ja: 'この端末でシェルを開かない' },
      },
    ],
    json: true,
    examples: [
      { line: 'start', text: { en: 'start, or go on', ja: '開始、または再開' } },
      {
        line: 'start --vary',
        text: {
          en: 'others have other names: nothing to copy',
          ja: '人によって名前が違うので、答えを写せない',
        },
      },
      {
        line: 'start --provider ssh --host ada@lab.example',
        text: {
          en: 'on a computer of yours that may be broken',
          ja: '壊してもよい、別のコンピューターで',
        },
      },
      {
        line: 'start --yes --lang en',
        text: {
          en: 'in English, and install what is missing without asking',
          ja: '英語で。足りないものは確認なしでインストール',
        },
      },
      {
        line: 'start --course @ada/routing-labs',
        text: {
          en: 'the course of another, installed with npm',
          ja: 'npm でインストールした、ほかの人のコース',
        },
      },
    ],
    load: () => import('../commands/start.ts'),
  },
  {
    name: 'next',
    bins: learner,
    group: 'loop',
    summary: {
      en: 'Go to the next step, once this one has passed',
      ja: '今のステップに合格したら、次へ進みます',
    },
    options: [
      {
        flags: '--skip',
        text: {
          en: 'leave this step: it is recorded, and the machine is brought to where it would have ended',
          ja: 'このステップをスキップします（記録に残り、マシンは終えた後の状態になります）',
        },
      },
    ],
    json: true,
    examples: [
      { line: 'next', text: { en: 'the next step', ja: '次のステップへ' } },
      { line: 'next --skip', text: { en: 'leave this one out', ja: 'このステップをスキップする' } },
    ],
    load: () => import('../commands/next.ts'),
  },
  {
    name: 'check',
    bins: learner,
    group: 'loop',
    summary: {
      en: 'Check the current step on the machine',
      ja: '今のステップができているか、マシンで確かめます',
    },
    options: [
      {
        flags: '--answer <text>',
        text: {
          en: 'your answer, for a step that asks a question',
          ja: '質問のあるステップでの答え',
        },
      },
    ],
    json: true,
    examples: [
      {
        line: 'check',
        text: { en: 'what is done, what is missing', ja: '済んだこと、足りないこと' },
      },
      {
        line: 'check --json',
        text: { en: 'the same for a program', ja: '同じ内容をプログラム向けに' },
      },
    ],
    load: () => import('../commands/check.ts'),
  },
  {
    name: 'answer',
    bins: learner,
    group: 'loop',
    summary: {
      en: 'Answer the question of the current step',
      ja: '今のステップの質問に答えます',
    },
    arguments: [{ name: '<text...>', text: { en: 'your answer', ja: '答え' } }],
    json: true,
    examples: [
      {
        line: 'answer 172.17.0.0/16',
        text: { en: 'a subnet as the answer', ja: 'サブネットを答える' },
      },
    ],
    load: () => import('../commands/answer.ts'),
  },
  {
    name: 'hint',
    bins: learner,
    group: 'loop',
    summary: {
      en: 'One more hint; after the last one the solution, if you say yes',
      ja: 'ヒントを一つずつ表示します。最後のヒントの後は、確認のうえで解答を表示します',
    },
    json: true,
    examples: [
      { line: 'hint', text: { en: 'the next hint', ja: '次のヒント' } },
      {
        line: 'hint --yes',
        text: {
          en: 'show the solution without asking, once the hints are used up',
          ja: 'ヒントを使い切ったら、確認なしで解答を表示',
        },
      },
    ],
    load: () => import('../commands/hint.ts'),
  },
  {
    name: 'show',
    bins: learner,
    group: 'read',
    summary: { en: 'Read the current step again', ja: '今のステップをもう一度読みます' },
    arguments: [
      {
        name: '[position]',
        text: {
          en: 'LAB or LAB/STEP; not given: where you are',
          ja: 'LAB または LAB/STEP。省略すると今の場所',
        },
      },
    ],
    options: [
      {
        flags: '--lab',
        text: { en: 'the whole lab, with its introduction', ja: 'ラボ全体を、導入から' },
      },
    ],
    json: true,
    examples: [
      { line: 'show', text: { en: 'the current step', ja: '今のステップ' } },
      {
        line: 'show 5',
        text: { en: 'the introduction and steps of lab 5', ja: 'ラボ 5 の導入とステップ' },
      },
    ],
    complete: 'place',
    load: () => import('../commands/show.ts'),
  },
  {
    name: 'list',
    bins: learner,
    group: 'read',
    summary: { en: 'The course, and how far you are', ja: 'コースの一覧と進捗' },
    arguments: [
      {
        name: '[lab]',
        text: { en: 'only this lab, with its steps', ja: 'このラボだけを、ステップまで' },
      },
    ],
    json: true,
    examples: [
      { line: 'list', text: { en: 'all labs', ja: 'すべてのラボ' } },
      { line: 'list 5', text: { en: 'the steps of lab 5', ja: 'ラボ 5 のステップ' } },
    ],
    complete: 'lab',
    load: () => import('../commands/list.ts'),
  },
];
