// Rules on fenced blocks: `sh` is typed by the learner and run by the proof, so it must be told from samples.
import { examples } from '../examples.ts';
import { error, warning } from '../problem.ts';
import type { LabText } from '../lab-text.ts';
import type { CourseSource } from '../source.ts';
import type { CourseProblem } from '../types.ts';

/** `sh` are commands, `console` and `text` samples of output, the others files that are shown. */
const LANGUAGES = ['sh', 'console', 'text', 'json', 'yaml', 'diff'];

function texts({ labs }: CourseSource): LabText[] {
  return labs.flatMap(({ en, ja }) => (ja ? [en, ja] : [en]));
}

/** Warning: a block without a language, or of one that the runner does not know. */
export function blockLanguages(source: CourseSource): CourseProblem[] {
  return texts(source).flatMap(({ file, fences }) =>
    fences
      .filter(({ language }) => !LANGUAGES.includes(language))
      .map(({ line, language }) => {
        const isShell = /^(bash|shell|zsh|ash|dash)$/.test(language);
        const message =
          language === ''
            ? 'a fenced block without a language'
            : `the fenced block's language '${language}' is not known${isShell ? "; did you mean 'sh'?" : ''}`;
        const fault = {
          rule: 'block-language',
          message,
          expected: '`sh` (commands), `console` or `text` (samples)',
          example: isShell ? examples.commands : examples.sample,
        };
        return warning({ file, line }, fault);
      }),
  );
}

/** Error: a prompt in a `sh` block; typed as it stands, it would fail. */
export function promptInCommands(source: CourseSource): CourseProblem[] {
  return texts(source).flatMap(({ file, fences }) =>
    fences
      .filter(({ language }) => language === 'sh')
      .flatMap(({ content }) => content.filter(({ text }) => /^\s*\$ /.test(text)))
      .map(({ number }) => {
        const message = 'a prompt `$` in a block of commands';
        const expected = 'the commands alone; a sample of a session is a `console` block';
        const fault = { rule: 'prompt-in-commands', message, expected, example: examples.commands };
        return error({ file, line: number }, fault);
      }),
  );
}
