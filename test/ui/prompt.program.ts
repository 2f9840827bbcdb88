// Child of the prompt tests: asks what it is told to, and prints what it got as JSON.
import { asLabsError } from '../../src/ui/error.ts';
import { loadMessages } from '../../src/ui/messages/index.ts';
import { confirm, input, select } from '../../src/ui/prompts.ts';
import { createReporter } from '../../src/ui/reporter.ts';

const { stdout, stderr, stdin, env } = process;
const messages = await loadMessages('en');
const reporter = createReporter({ stdout, stderr, stdin, env, language: 'en', messages });

async function ask(): Promise<unknown> {
  switch (process.argv[2]) {
    case 'confirm':
      return confirm(reporter, { message: 'Remove it?\x1b]0;pwned\x07' });
    case 'input':
      return input(reporter, {
        message: 'Which subnet?',
        instead: 'labs answer TEXT',
        validate: (text) => text.includes('/') || 'needs a slash',
      });
    default:
      return select(reporter, {
        message: 'How far?',
        instead: '--lab',
        choices: [
          { value: 'step', name: 'This step' },
          { value: 'lab', name: 'This lab' },
        ],
      });
  }
}

try {
  stdout.write(`got ${JSON.stringify(await ask())}\n`);
} catch (error) {
  const { kind, code } = asLabsError(error);
  stdout.write(`got ${kind} ${code}\n`);
}
