// The good form of a course, parsed.
import { expect, test } from 'vitest';
import { lexMarkdown } from '../../src/course/lex.ts';
import { markdownTexts } from '../../src/course/markdown.ts';
import { parseCourse } from '../../src/course/parse.ts';
import { LAB, JA, mini, STEPS } from './mini.ts';

const { course, problems } = parseCourse(mini());
const [lab] = course.labs;

test('a good course has no problems', () => {
  expect(problems).toEqual([]);
  expect(course.name).toBe('mini');
  expect(course.title).toEqual({ en: 'A mini course', ja: '小さなコース' });
});

test('a lab has its number, slug, front matter and introduction in both languages', () => {
  expect({ ...lab, steps: [] }).toEqual({
    number: 1,
    slug: 'bridge',
    folder: '01-bridge',
    title: { en: 'A bridge', ja: 'ブリッジ' },
    minutes: 10,
    needs: [],
    intro: { en: 'Why bridges.', ja: 'なぜブリッジか。' },
    steps: [],
  });
});

test('a step that builds: hints, solution and the learned sentence are out of its body', () => {
  expect(lab?.steps[0]).toEqual({
    id: 'create-br0',
    title: { en: 'Make br0', ja: 'br0 を作る' },
    body: { en: 'A bridge is a switch.', ja: 'ブリッジはスイッチです。' },
    hints: [
      { en: '`ip link help`', ja: '`ip link help`' },
      { en: 'It is a link of a kind.', ja: 'リンクの一種です。' },
    ],
    solution: {
      en: '```sh\nsudo ip link add br0 type bridge\n```',
      ja: '```sh\nsudo ip link add br0 type bridge   # 作る\n```',
    },
    commands: ['sudo ip link add br0 type bridge'],
    learned: {
      en: 'A bridge is a switch made of software.',
      ja: 'ブリッジはソフトウェアのスイッチです。',
    },
    question: null,
    expect: [
      { link: 'br0', kind: 'bridge', up: true, address: '192.168.200.1/24' },
      { route: '192.168.200.0/24', dev: 'br0' },
    ],
    ask: null,
    mistakes: [{ run: 'sudo ip link set br0 down', when: 'after', finds: 'br0 is down' }],
    otherWays: [],
    setup: null,
    harmless: [],
  });
});

test('a step that asks: the question is a paragraph of the body, and samples are no commands', () => {
  const step = lab?.steps[1];
  expect(step?.question).toEqual({
    en: 'Which subnet\ndoes it have?',
    ja: 'サブネットは何ですか。',
  });
  expect(step?.body.en).toBe(
    [
      '```sh\ndocker network inspect bridge\n```',
      '```console\n<!-- step: not-a-comment -->\n## not a heading\n```',
      'Which subnet\ndoes it have?',
    ].join('\n\n'),
  );
  expect(step?.commands).toEqual(['docker network inspect bridge']);
  expect(step?.ask).toEqual({ run: 'docker network inspect bridge', kind: 'address' });
  expect(step?.mistakes).toEqual([{ answer: '172.17.0.1', when: 'after', finds: '172.17.0.1' }]);
});

test('defaults: an ask compares texts, a mistake comes after the solution', () => {
  const { course: parsed } = parseCourse(mini([STEPS, '    kind: address\n', '']));
  expect(parsed.labs[0]?.steps[1]?.ask?.kind).toBe('text');
});

test('blocks inside lists are commands, and other <details> stay in the body', () => {
  const more = '<details><summary>More</summary>\n\nText.\n\n</details>';
  const list = '1. First:\n\n   ```sh\n   one\n   two\n   ```';
  const edited = mini([
    LAB,
    'docker network inspect bridge\n```',
    `x\n\`\`\`\n\n${list}\n\n${more}`,
  ]);
  const step = parseCourse(edited).course.labs[0]?.steps[1];
  expect(step?.commands).toEqual(['x', 'one\ntwo']);
  expect(step?.body.en).toContain(more);
});

test('CRLF line ends and a byte order mark change nothing', () => {
  const windows = mini().map(({ path, text }) => ({
    path,
    text: `\ufeff${text.replaceAll('\n', '\r\n')}`,
  }));
  expect(parseCourse(windows)).toEqual({ course, problems: [] });
});

test('labs come by number, wherever their files stand in the list', () => {
  const second = mini().map(({ path, text }) => ({ path: path.replace('01-', '00-'), text }));
  const both = [
    ...mini(),
    ...second.map((file) => ({ ...file, path: file.path.replace('bridge', 'zero') })),
  ];
  expect(parseCourse(both).course.labs.map(({ slug }) => slug)).toEqual(['zero', 'bridge']);
});

test('a step without its translation falls back to English', () => {
  const parsed = parseCourse(mini([JA, null])).course;
  expect(parsed.labs[0]?.title).toEqual({ en: 'A bridge' });
  expect(parsed.labs[0]?.steps[0]?.hints[1]).toEqual({ en: 'It is a link of a kind.' });
});

test('a course and the tokens of its texts are plain data', () => {
  expect(JSON.parse(JSON.stringify(course))).toEqual(course);
  const texts = markdownTexts(course);
  expect(texts).toContain('ブリッジはスイッチです。');
  expect(new Set(texts).size).toBe(texts.length);
  for (const text of texts) {
    const tokens = lexMarkdown(text);
    expect(JSON.parse(JSON.stringify(tokens))).toEqual(tokens);
  }
});
