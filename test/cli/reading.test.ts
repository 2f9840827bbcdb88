// Commands that need no machine: list, show, hint, next without skipping; for people, for programs, in Japanese.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lab, smallCourse, step } from '../learner/course.ts';
import { house } from './harness.ts';

const json = (text: string): unknown => JSON.parse(text);

describe('list', () => {
  it('shows the labs, the steps of the current one, and where one is', async () => {
    const { code, out } = await house().labs('list');
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'A small course: 0 of 6 steps',
        '',
        '   1  Lab look     0/2  look  ← you are here',
        '      · Title of a  a  ← you are here',
        '      · Title of b  b',
        '   2  Lab bridge   0/2  bridge',
        '   3  Lab cable    0/2  cable',
        '',
      ].join('\n'),
    );
  });

  it('is plain ASCII where the terminal knows no more', async () => {
    const { out } = await house().labs('list', { env: { LANG: 'C' } });
    expect(out).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('of one lab shows its steps alone', async () => {
    const { out } = await house().labs('list 2');
    expect(out).toContain('Title of d');
    expect(out).not.toContain('Lab look');
  });

  it('--json has every lab and step with its state', async () => {
    const { out, err } = await house().labs('list --json');
    expect(err).toBe('');
    expect(json(out)).toMatchObject({
      course: 'small',
      at: { lab: 'look', step: 'a' },
      steps: 6,
      passed: 0,
      labs: [
        { lab: 'look', number: 1, steps: [{ step: 'a', state: 'open', hints: 0 }, { step: 'b' }] },
        { lab: 'bridge' },
        { lab: 'cable' },
      ],
    });
  });
});

describe('show', () => {
  it('shows the current step, and how it is finished', async () => {
    const { code, out } = await house().labs('show');
    expect(code).toBe(0);
    expect(out).toContain('Lab 1 of 3: Lab look');
    expect(out).toContain('Step 1 of 2: Title of a\n\nRead a.');
    expect(out).toContain('labs check');
    expect(out).not.toContain('Intro of');
  });

  it('of a step that asks says how to answer', async () => {
    expect((await house().labs('show look/b')).out).toContain('labs answer');
  });

  it('of a lab shows its introduction and all its steps', async () => {
    const { out } = await house().labs('show bridge');
    expect(out).toContain('Intro of bridge.');
    expect(out).toContain('Title of c');
    expect(out).toContain('Title of d');
  });

  it('in Japanese, and in English where a text has none', async () => {
    const course = smallCourse();
    const [first] = course.labs;
    const mixed = { ...course, labs: [{ ...first!, title: { en: 'Only English' } }] };
    const { out } = await house({ course: mixed }).labs('show --lang ja');
    expect(out).toContain('Only English');
    expect(out).toContain('a を読みます。');
  });

  it('--json carries the Markdown and nothing else', async () => {
    const { out } = await house().labs('show look/b --json');
    expect(json(out)).toMatchObject({
      lab: 'look',
      steps: [{ step: 'b', body: 'Read **b**.', question: 'What is the answer?', state: 'open' }],
    });
  });

  it('lets no escape sequence of a course through', async () => {
    const evil = '\u001b]0;owned\u0007\u001b[2J\u009b31m';
    const bad = step('x', {
      title: { en: `T${evil}` },
      body: { en: `B${evil}` },
      hints: [{ en: `H${evil}` }],
      commands: [`echo ${evil}`],
    });
    const course = {
      ...smallCourse(),
      title: { en: `C${evil}` },
      labs: [lab(1, 'look', [], [bad])],
    };
    const at = house({ course });
    const printed: string[] = [];
    for (const words of ['show', 'show 1', 'list', 'hint', 'hint --yes', 'next']) {
      const { out, err } = await at.labs(words, { env: { FORCE_COLOR: '1' } });
      printed.push(out + err);
    }
    const text = printed.join('').replace(/\u001b\[[0-9;]*m/g, '');
    for (const word of ['T', 'B', 'H', 'C']) expect(text).toContain(word);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(printed.join('')).not.toContain('owned');
  });
});

describe('hint', () => {
  it('gives one more each time, counted over processes, then offers the solution', async () => {
    const at = house();
    expect((await at.labs('hint')).out).toContain('Hint 1 of 2\n\nFirst hint of a.');
    expect((await at.labs('hint')).out).toContain('Hint 2 of 2\n\nSecond hint of a.');
    const asked = await at.labs('hint');
    expect(asked.code).toBe(2);
    expect(asked.err).toContain('Show the solution?');
    expect(asked.err).toContain('--yes');
    const shown = await at.labs('hint --yes');
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('  echo a >> /dev/null');
    const file = readFileSync(join(at.home, 'progress', 'small.json'), 'utf8');
    expect(json(file)).toMatchObject({ steps: { 'look/a': { hints: 2, solution: true } } });
  });

  it('does not give the solution away with --yes while there are hints', async () => {
    const { out } = await house().labs('hint --yes');
    expect(out).toContain('First hint of a.');
    expect(out).not.toContain('echo a');
  });

  it('--json', async () => {
    const { out } = await house().labs('hint --json --lang ja');
    expect(json(out)).toEqual({
      course: 'small',
      lab: 'look',
      step: 'a',
      hints: 2,
      hint: 1,
      text: 'a の最初のヒント。',
      solution: null,
    });
  });
});

describe('next', () => {
  it('refuses to leave an unfinished step, says so, and stays', async () => {
    const at = house();
    const { code, out } = await at.labs('next');
    expect(code).toBe(1);
    expect(out).toContain('This step is not finished yet: Title of a');
    expect(out).toContain('labs next --skip');
    expect(json((await at.labs('next --json')).out)).toEqual({
      course: 'small',
      lab: 'look',
      step: 'a',
      result: 'unfinished',
    });
  });
});

describe('answer', () => {
  it('is refused where nothing is asked', async () => {
    const { code, err } = await house().labs('answer 42');
    expect(code).toBe(2);
    expect(err).toContain('This step asks no question.');
  });
});

describe('a progress file that cannot be used', () => {
  it.each([
    ['cut short', '{"version":1,"cour', 'could not be read'],
    ['newer', '{"version":99}', 'newer version'],
  ])('%s: kept aside, told, and begun anew', async (_name, content, told) => {
    const { mkdirSync, readdirSync, writeFileSync } = await import('node:fs');
    const at = house();
    mkdirSync(join(at.home, 'progress'));
    writeFileSync(join(at.home, 'progress', 'small.json'), content);
    const { code, err } = await at.labs('hint');
    expect(code).toBe(0);
    expect(err).toContain(told);
    const kept = readdirSync(join(at.home, 'progress')).filter((name) => name !== 'small.json');
    expect(kept.map((name) => readFileSync(join(at.home, 'progress', name), 'utf8'))).toContain(
      content,
    );
  });
});
