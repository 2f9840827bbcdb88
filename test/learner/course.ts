// A small course whose solutions write into a folder: what a test machine runs for real, and a test can read.
import { compileMarkdown } from '../../src/course/lex.ts';
import { type LoadedCourse, tokenLookup } from '../../src/course/markdown.ts';
import type { Course, Lab, Step } from '../../src/course/types.ts';

export function step(id: string, changes: Partial<Step> = {}): Step {
  return {
    id,
    title: { en: `Title of ${id}`, ja: `${id} の題` },
    body: { en: `Read **${id}**.`, ja: `**${id}** を読みます。` },
    hints: [
      { en: `First hint of ${id}.`, ja: `${id} の最初のヒント。` },
      { en: `Second hint of ${id}.`, ja: `${id} の次のヒント。` },
    ],
    solution: null,
    commands: [],
    learned: { en: `You know ${id} now.`, ja: `${id} が分かりました。` },
    question: null,
    expect: [{ link: 'lo', up: true }],
    ask: null,
    mistakes: [],
    otherWays: [],
    setup: null,
    harmless: [],
    ...changes,
  };
}

export function lab(number: number, slug: string, needs: string[], steps: Step[]): Lab {
  return {
    number,
    slug,
    folder: `0${number}-${slug}`,
    title: { en: `Lab ${slug}`, ja: `ラボ ${slug}` },
    minutes: 5,
    needs,
    intro: { en: `Intro of ${slug}.`, ja: `${slug} の導入。` },
    steps,
  };
}

/** Three labs, look (a, b), bridge (c, d) and cable (e, f), which needs bridge. Each solution adds its id to `log`. */
export function smallCourse(log = '/dev/null'): Course {
  const writes = (id: string): Step => step(id, { commands: [`echo ${id} >> ${log}`] });
  const asks = step('b', {
    expect: [],
    ask: { run: 'echo 42', kind: 'number' },
    question: { en: 'What is the answer?', ja: '答えは何ですか。' },
    solution: { en: 'Count.', ja: '数えます。' },
  });
  return {
    name: 'small',
    title: { en: 'A small course', ja: '小さなコース' },
    drawn: {},
    labs: [
      lab(1, 'look', [], [writes('a'), asks]),
      lab(2, 'bridge', [], [writes('c'), writes('d')]),
      lab(3, 'cable', ['bridge'], [writes('e'), writes('f')]),
    ],
  };
}

export function loaded(course: Course): LoadedCourse {
  const tokens = compileMarkdown(course);
  return { course, tokensOf: tokenLookup(course, (index) => tokens[index]!) };
}
