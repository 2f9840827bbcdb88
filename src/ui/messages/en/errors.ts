// English: errors by code. A code that is not here is shown in the error's own words.
import type { ErrorMessage } from '../types.ts';

export const errors = {
  'bad-language': (p) => ({
    message: `There is no language "${p('language')}".`,
    hint: 'Use --lang en or --lang ja.',
  }),
  locked: (p) => ({
    message: `Another command is at work: ${p('command')} (process ${p('pid')}).`,
    hint: 'Wait until it has finished, then run this command again.',
  }),
  'needs-yes': (p) => ({
    message: `This needs a yes, and there is no terminal to ask on: ${p('question')}`,
    hint: `Run it again with ${p('flag')} to say yes beforehand.`,
  }),
  'needs-answer': (p) => ({
    message: `This asks a question, and there is no terminal to ask on: ${p('question')}`,
    hint: `Use: ${p('instead')}`,
  }),
  'progress-unreadable': (p) => ({
    message: `The progress file cannot be read: ${p('file')} (${p('reason')})`,
    hint: 'Check who owns the file, and whether you may read it.',
  }),
  'progress-unwritable': (p) => ({
    message: `The progress cannot be saved: ${p('file')} (${p('reason')})`,
    hint: 'Check that the disk is not full and that the folder is yours. What was saved before is unharmed.',
  }),
  cancelled: () => ({ message: 'Cancelled.' }),
} satisfies Record<string, ErrorMessage>;
