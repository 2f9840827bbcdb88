// A small course without a fault, and a way to break one thing in it.
import { lintCourseFiles } from '../../src/course/lint/index.ts';
import type { CourseFile } from '../../src/course/source.ts';

const courseYaml = `name: mini
title:
  en: A mini course
  ja: 小さなコース
`;

// Line numbers are asserted: lab.md has its steps in lines 12 and 36.
const labMd = `---
title: A bridge
minutes: 10
needs: []
---

# A bridge

Why bridges.
<!-- a remark for authors -->

## Make \`br0\`
<!-- step: create-br0 -->

A bridge is a switch.

<!-- learned: A bridge is a switch
made of software. -->

<details><summary>Hint</summary>

\`ip link help\`

</details>

<details><summary>Hint 2</summary>It is a link of a kind.</details>

<details><summary>Solution</summary>

\`\`\`sh
sudo ip link add br0 type bridge
\`\`\`

</details>

## Look
<!-- step: subnet -->

\`\`\`sh
docker network inspect bridge
\`\`\`

\`\`\`console
<!-- step: not-a-comment -->
## not a heading
\`\`\`

<!-- question -->
Which subnet
does it have?

<!-- learned: Each network has a subnet. -->

<details>
<summary>Hint</summary>

Read on.

</details>
`;

// Its steps are in lines 7 and 29.
const labJa = `---
title: ブリッジ
---

なぜブリッジか。

## \`br0\` を作る
<!-- step: create-br0 -->

ブリッジはスイッチです。

<!-- learned: ブリッジは
ソフトウェアのスイッチです。 -->

<details><summary>ヒント</summary>

\`ip link help\`

</details>
<details><summary>ヒント 2</summary>リンクの一種です。</details>

<details><summary>解答</summary>

\`\`\`sh
sudo ip link add br0 type bridge   # 作る
\`\`\`
</details>

## 見る
<!-- step: subnet -->

\`\`\`sh
docker network inspect bridge
\`\`\`

<!-- question -->
サブネットは何ですか。

<!-- learned: ネットワークごとにサブネットがあります。 -->

<details><summary>ヒント</summary>

続きを読んでください。

</details>
`;

// create-br0 in line 2, its expectations in lines 4 and 8, its mistake in line 11; subnet in line 13.
const stepsYaml = `# What each step expects.
create-br0:
  expect:
    - link: br0
      kind: bridge
      up: true
      address: 192.168.200.1/24
    - route: 192.168.200.0/24
      dev: br0
  mistakes:
    - run: sudo ip link set br0 down
      finds: br0 is down
subnet:
  ask:
    run: docker network inspect bridge
    kind: address
  mistakes:
    - answer: 172.17.0.1
      finds: 172.17.0.1
`;

export const LAB = '01-bridge/lab.md';
export const JA = '01-bridge/lab.ja.md';
export const STEPS = '01-bridge/steps.yaml';

const files: Readonly<Record<string, string>> = {
  'course.yaml': courseYaml,
  [LAB]: labMd,
  [JA]: labJa,
  [STEPS]: stepsYaml,
};

type Replacer = (match: string, ...groups: string[]) => string;

export type Edit =
  | readonly [path: string, from: string | RegExp, to: string | Replacer]
  /** null takes the file away; a new path adds one. */
  | readonly [path: string, text: string | null];

/** The files of the good course after these edits. Throws when there is nothing to replace: a test must not pass by a typo. */
export function mini(...edits: Edit[]): CourseFile[] {
  const edited: Record<string, string | null> = { ...files };
  for (const edit of edits) {
    const [path] = edit;
    if (edit.length === 2) {
      edited[path] = edit[1];
      continue;
    }
    const before = edited[path] ?? '';
    if (before.replace(edit[1], '') === before) throw new Error(`${path} lacks ${String(edit[1])}`);
    edited[path] = replace(before, edit[1], edit[2]);
  }
  return Object.entries(edited).flatMap(([path, text]) => (text === null ? [] : [{ path, text }]));
}

function replace(text: string, from: string | RegExp, to: string | Replacer): string {
  return text.replace(from, typeof to === 'string' ? () => to : to);
}

/** What lint says of the course after these edits: "file:line severity rule: message". */
export function faults(...edits: Edit[]): string[] {
  return lintCourseFiles(mini(...edits)).map(
    ({ file, line, severity, rule, message }) => `${file}:${line} ${severity} ${rule}: ${message}`,
  );
}

/** An edit: the course's names vary. `lines` stand under `vary`, from line 6 of course.yaml on. */
export function varying(lines: string): Edit {
  return ['course.yaml', `${courseYaml}vary:\n${lines}`];
}
