// Commands for authors and instructors.
import type { CommandSpec } from '../spec.ts';

export const staffCommands: readonly CommandSpec[] = [
  {
    name: 'author new',
    bins: ['bridge-labs', 'labs'],
    group: 'author',
    summary: {
      en: 'Make a lab that works as it stands, and a course around it',
      ja: 'そのまま動くラボのひな型を作ります（コースがなければコースも）',
    },
    arguments: [
      {
        name: '<name>',
        text: {
          en: 'a title, or small letters, digits and hyphens',
          ja: '英語の題名、または英小文字、数字、ハイフンの名前',
        },
      },
      {
        name: '[dir]',
        text: {
          en: 'folder of the course; not given: this folder',
          ja: 'コースのフォルダー。省略すると今のフォルダー',
        },
      },
    ],
    options: [
      {
        flags: '--title <text>',
        text: { en: 'its title, where NAME is none', ja: '題名（名前とは別にするとき）' },
      },
      { flags: '--title-ja <text>', text: { en: 'its title in Japanese', ja: '日本語の題名' } },
    ],
    json: true,
    examples: [
      {
        line: 'author new "A bridge of your own" mycourse',
        text: {
          en: 'mycourse/01-a-bridge-of-your-own, and the course where there is none',
          ja: 'mycourse/01-a-bridge-of-your-own と、なければコースも',
        },
      },
      {
        line: 'author new nat --title "The way out" --title-ja 外への道',
        text: {
          en: 'the next lab of the course in this folder',
          ja: '今のフォルダーのコースに追加',
        },
      },
    ],
    load: () => import('../commands/author-new.ts'),
  },
  {
    name: 'author lint',
    bins: ['bridge-labs', 'labs'],
    group: 'author',
    summary: { en: 'Find the faults of a course', ja: 'コースの誤りを調べます' },
    arguments: [
      {
        name: '[dir]',
        text: {
          en: 'folder or package of the course; not given: the one you are in, else the one in use',
          ja: 'コースのフォルダーかパッケージ。省略すると今いるフォルダーのコース、なければ使用中のコース',
        },
      },
    ],
    json: true,
    examples: [
      { line: 'author lint ./labs', text: { en: 'a course of your own', ja: '自作のコース' } },
    ],
    load: () => import('../commands/author-lint.ts'),
  },
  {
    name: 'author watch',
    bins: ['bridge-labs', 'labs'],
    group: 'author',
    summary: {
      en: 'While you edit: each changed step as a learner reads it, and its proof',
      ja: '編集中のコースを監視し、変わったステップを表示して検証します',
    },
    arguments: [
      {
        name: '[dir]',
        text: {
          en: 'folder of the course; not given: the one you are in, else the one in use',
          ja: 'コースのフォルダー。省略すると今いるフォルダーのコース、なければ使用中のコース',
        },
      },
    ],
    options: [
      {
        flags: '--lab <lab>',
        text: {
          en: 'only this lab (number or name), and all of it at once',
          ja: 'このラボ（番号か名前）だけを、始めに全部',
        },
      },
      {
        flags: '--step <id>',
        text: { en: 'only this step, and at once', ja: 'このステップだけを、始めにも' },
      },
      {
        flags: '--no-prove',
        text: {
          en: 'faults and texts only, without a machine',
          ja: '検証せず、誤りと文章だけを表示',
        },
      },
    ],
    examples: [
      {
        line: 'author watch mycourse --lab first-steps',
        text: { en: 'q or Ctrl-C ends it', ja: 'q か Ctrl-C で終了' },
      },
      {
        line: 'author watch mycourse --no-prove',
        text: { en: 'while you write the prose', ja: '文章を書いているときに' },
      },
    ],
    load: () => import('../commands/author-watch.ts'),
  },
  {
    name: 'author prove',
    bins: ['bridge-labs', 'labs'],
    group: 'author',
    summary: {
      en: 'Try every check on a real machine: solutions and mistakes',
      ja: 'すべてのチェックを、解答と誤りを使って実際のマシンで検証します',
    },
    arguments: [
      {
        name: '[lab]',
        text: {
          en: 'number or name; not given: all labs of the course you are in, else of the one in use',
          ja: '番号か名前。省略すると、今いるフォルダーのコース（なければ使用中のコース）のすべて',
        },
      },
    ],
    options: [
      { flags: '--step <id>', text: { en: 'only this step', ja: 'このステップだけ' } },
      {
        flags: '--changed',
        text: {
          en: 'only what has changed since it was proven, as proven.json in the course says',
          ja: '前回の検証から変わったものだけ（コースの proven.json に記録）',
        },
      },
      {
        flags: '--ways',
        text: {
          en: 'in place of mistakes: the labs from end to end, steps solved by their other ways',
          ja: '誤りの代わりに、各ステップを別のやり方で解きながら、ラボを通して検証する',
        },
      },
      {
        flags: '--machines <n>',
        text: {
          en: 'on so many machines at once; not given: as this computer allows',
          ja: '同時に使うマシンの台数。省略するとこのコンピューターに合わせる',
        },
      },
      {
        flags: '--keep',
        text: { en: 'keep the machine of the proof', ja: '検証用のマシンを残す' },
      },
      {
        flags: '--vary [seed]',
        text: {
          en: 'with other names and subnets: those of this seed, or of a new one, which it tells',
          ja: '別の名前とサブネットで検証する。シード値を省略すると新しく作り、表示する',
        },
      },
    ],
    json: true,
    examples: [
      { line: 'author prove bridge', text: { en: 'one lab', ja: '一つのラボ' } },
      {
        line: 'author prove --changed',
        text: { en: 'what is not proven as it is now', ja: '今の状態では未検証のもの' },
      },
      {
        line: 'author prove bridge --step address --keep',
        text: { en: 'one step, to look into after', ja: '1 ステップだけ。後で中を調べる' },
      },
      {
        line: 'author prove --ways',
        text: {
          en: 'is a step in the way of who solved one before it otherwise?',
          ja: '前のステップを別のやり方で解いた受講者が、先に進めるか',
        },
      },
      {
        line: 'author prove bridge --vary',
        text: { en: 'as a learner with other names has it', ja: '名前を変えた受講者と同じ条件で' },
      },
      {
        line: 'author prove bridge --vary k3f9x2',
        text: { en: 'with the names of that time', ja: 'あのときと同じ名前で' },
      },
      {
        line: 'author prove --changed --vary k3f9x2',
        text: {
          en: 'what is not proven with these names (proven.k3f9x2.json)',
          ja: 'この名前では未検証のもの（proven.k3f9x2.json に記録）',
        },
      },
    ],
    complete: 'lab',
    load: () => import('../commands/author-prove.ts'),
  },
  {
    name: 'author pictures',
    bins: ['bridge-labs', 'labs'],
    group: 'author',
    summary: {
      en: 'Draw the machine as each lab finds and leaves it, into its text',
      ja: '各ラボの最初と最後のマシンの図を、ラボの文章の中に描きます',
    },
    arguments: [
      {
        name: '[lab]',
        text: {
          en: 'number or name; not given: all labs of the course you are in, else of the one in use',
          ja: '番号か名前。省略すると、今いるフォルダーのコース（なければ使用中のコース）のすべて',
        },
      },
    ],
    options: [
      {
        flags: '--check',
        text: {
          en: 'write nothing; exit code 1 where a picture is another',
          ja: '書き込まず、図が違えば終了ステータス 1 で終わる',
        },
      },
    ],
    json: true,
    examples: [
      { line: 'author pictures bridge', text: { en: 'one lab', ja: '一つのラボ' } },
      {
        line: 'author pictures --check',
        text: { en: 'whether the course shows what is', ja: '図が今のマシンと同じか確かめる' },
      },
    ],
    load: () => import('../commands/author-pictures.ts'),
  },
  {
    name: 'author schema',
    bins: ['bridge-labs', 'labs'],
    group: 'author',
    summary: {
      en: 'The form of steps.yaml as a JSON Schema, for your editor',
      ja: 'steps.yaml の書式を、エディター用の JSON Schema として出力します',
    },
    json: true,
    examples: [
      {
        line: 'author schema > steps.schema.json',
        text: { en: 'into a file that an editor reads', ja: 'エディターが読むファイルに保存' },
      },
    ],
    load: () => import('../commands/author-schema.ts'),
  },
  {
    name: 'instructor reset',
    bins: ['bridge-labs', 'instructor'],
    group: 'instructor',
    summary: {
      en: 'Machine and progress to the beginning of a lab or step',
      ja: 'マシンと進捗を、ラボやステップの最初に戻します',
    },
    arguments: [
      {
        name: '[position]',
        text: {
          en: 'LAB or LAB/STEP; not given: the beginning of the course',
          ja: 'LAB または LAB/STEP。省略するとコースの最初',
        },
      },
    ],
    options: [
      {
        flags: '--machine-only',
        text: { en: 'leave the progress as it is', ja: '進捗はそのまま' },
      },
      {
        flags: '--progress-only',
        text: { en: 'leave the machine as it is', ja: 'マシンはそのまま' },
      },
      {
        flags: '--dry-run',
        text: { en: 'only say what would be done', ja: '何をするかを表示するだけ' },
      },
    ],
    json: true,
    examples: [
      {
        line: 'instructor reset 5 --yes',
        text: { en: 'lab 5, without asking', ja: 'ラボ 5 へ、確認なしで' },
      },
      {
        line: 'instructor reset 6/create --dry-run',
        text: { en: 'what would happen', ja: '何が起きるかを見る' },
      },
    ],
    complete: 'place',
    load: () => import('../commands/instructor-reset.ts'),
  },
];
