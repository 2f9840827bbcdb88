// English: errors by code. A code that is not here is shown in the error's own words.
import type { ErrorMessage } from '../types.ts';

const indented = (lines: string): string => lines.replace(/^/gm, '  ');

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
  'no-terminal': (p) => ({
    message: `This needs a terminal.`,
    hint: `Once, without one: ${p('instead')}`,
  }),
  'unknown-shell': (p) => ({
    message: `There is no completion for "${p('word')}".`,
    hint: `Shells: ${p('shells')}`,
  }),
  'no-recording': (p) => ({
    message: `There is no recording "${p('which')}".`,
    hint: `Which there are: ${p('list')}`,
  }),
  'progress-unreadable': (p) => ({
    message: `The progress file cannot be read: ${p('file')} (${p('reason')})`,
    hint: 'Check who owns the file, and whether you may read it.',
  }),
  'progress-unwritable': (p) => ({
    message: `The progress cannot be saved: ${p('file')} (${p('reason')})`,
    hint: 'Check that the disk is not full and that the folder is yours. What was saved before is unharmed.',
  }),
  // Misuse of a command
  'unknown-command': (p) => ({
    message: `${p('bin')} has no command "${p('word')}".`,
    hint:
      p('suggestion') === ''
        ? `All commands: ${p('help')}`
        : `Did you mean: ${p('suggestion')}\nAll commands: ${p('help')}`,
  }),
  'unknown-option': (p) => ({
    message: `"${p('command')}" has no option ${p('word')}.`,
    hint:
      p('suggestion') === ''
        ? `Its options: ${p('help')}`
        : `Did you mean: ${p('suggestion')}\nIts options: ${p('help')}`,
  }),
  'missing-argument': (p) => ({
    message: `"${p('command')}" needs one word more: ${p('word')}`,
    hint: `For example: ${p('example')}\nMore: ${p('help')}`,
  }),
  'missing-value': (p) => ({
    message: `The option ${p('word')} needs a value.`,
    hint: `More: ${p('help')}`,
  }),
  'too-many-words': (p) => ({
    message: `"${p('command')}" does not take that many words.`,
    hint: `For example: ${p('example')}\nMore: ${p('help')}`,
  }),
  misuse: (p) => ({ message: p('detail'), hint: `More: ${p('help')}` }),
  'image-in-use': (p) => ({
    message: `The image ${p('key')} is used by the machine ${p('machines')}.`,
    hint: `Remove the machine first: ${p('destroy')}`,
  }),
  'unknown-image': (p) => ({
    message: `There is no image "${p('word')}".`,
    hint: p('known', '') === '' ? 'There are none at all.' : `There are: ${p('known')}`,
  }),
  'option-needs': (p) => ({ message: `${p('option')} only goes with ${p('needs')}.` }),
  'options-exclude': (p) => ({
    message: `${p('one')} and ${p('other')} exclude each other.`,
    hint: 'Give one of them.',
  }),
  'bad-path': (p) => ({
    message: '--path takes two places: from where, and to where.',
    hint: p('example'),
  }),
  'unknown-place': (p) => ({
    message: `There is no place and no address "${p('place')}".`,
    hint: `Places now: ${p('places')}`,
  }),
  'no-library': (p) => ({
    message: `This picture takes ${p('library')}, which is not installed.`,
    hint: `npm install ${p('library')}, in the folder where bridge-labs is; or, without it: labs map, labs map --mermaid.`,
  }),
  'bad-speed': (p) => ({
    message: `This is not a speed: ${p('word')}`,
    hint: 'A number above 0, up to 1000: --speed 2 is twice as fast.',
  }),
  'no-file': (p) => ({ message: `There is no file ${p('file')}.` }),
  'cannot-write': (p) => ({ message: `${p('file')} cannot be written: ${p('reason')}` }),
  'nothing-to-vary': (p) => ({
    message: `This course has no names that could differ: ${p('folder')}`,
    hint: 'Its author says which in course.yaml, under "vary".',
  }),
  'bad-seed': (p) => ({
    message: `This is no seed: ${p('seed')}. A seed is small letters and digits, at most 32.`,
    hint: `A lab goes before the option: ${p('example')}`,
  }),
  'seed-is-lab': (p) => ({
    message: `--vary takes a seed, and ${p('lab')} is a lab.`,
    hint: `For a new seed, name the lab first: ${p('example')}`,
  }),
  'seed-wanted': (p) => ({
    message: 'With --changed, --vary needs its seed: what was proven is recorded for each seed.',
    hint: `For example: ${p('example')}`,
  }),
  'no-question': (p) => ({
    message: 'This step asks no question.',
    hint: `It is checked with: ${p('check')}`,
  }),
  'empty-answer': (p) => ({ message: 'The answer is empty.', hint: `Answer with: ${p('answer')}` }),
  'bad-number': (p) => ({
    message: `${p('flag')} takes a whole number from ${p('from')} to ${p('to')}.`,
  }),
  'console-lost-output': () => ({
    message: 'The console of the machine has lost a part of what was printed.',
    hint: 'the computer is busy: labs author prove --machines 1',
  }),
  'guest-failed': () => ({
    message: 'A script in the machine did not work. The machine may be broken.',
  }),
  // Courses of others
  'no-course-package': (p) => ({
    message: `There is no folder ${p('folder')}, and no package "${p('name')}" is installed.`,
    hint: `Packages were looked for in:\n${indented(p('looked'))}\nIf it is a package: npm install ${p('name')}`,
  }),
  'no-course-near': (p) => ({
    message: `There is no folder ${p('folder')}.`,
    hint: `Did you mean: ${p('near').split('\n').join(', ')}`,
  }),
  'lab-not-course': (p) => ({
    message: `This is the folder of a lab, and no course: ${p('folder')}`,
    hint: `Its course is the folder above: ${p('course')}`,
  }),
  'course-not-lab': (p) => ({
    message: `${p('name')} is a course, and no lab.`,
    hint: p('command'),
  }),
  'remembered-course-gone': (p) => ({
    message: `The course that start remembered is no longer there: ${p('folder')}`,
    hint: `If it has moved: ${p('moved')}\nThe course that comes with the program: ${p('bundled')}`,
  }),
  'package-unreadable': (p) => ({
    message: `This package.json cannot be understood: ${p('file')}`,
    hint: p('reason'),
  }),
  'package-no-course': (p) => ({
    message:
      p('field') === ''
        ? `The package ${p('name')} holds no course: ${p('folder')}`
        : `The package ${p('name')} says that its course is in ${p('field')}, which is no folder in it: ${p('folder')}`,
    hint: 'Its author names the folder in package.json: "bridge-labs": { "course": "labs" }',
  }),
  // Authors
  'bad-lab-name': (p) => ({
    message: `The folder of a lab cannot be named after "${p('name')}".`,
    hint:
      `Name it in small letters, digits and hyphens, ${p('longest')} at most, and give the title beside it:\n` +
      'labs author new my-lab --title "My lab" --title-ja "私のラボ"',
  }),
  'lab-exists': (p) => ({
    message: `There is a lab ${p('slug')} already: ${p('folder')}`,
    hint: 'Choose another name. Nothing was written.',
  }),
  'cannot-watch': (p) => ({
    message: `The folder cannot be watched for changes: ${p('folder')} (${p('reason')})`,
    hint: 'Set CHOKIDAR_USEPOLLING=1 to look for changes again and again instead.',
  }),
  'no-course-folder': (p) => ({
    message: `This is not the folder of a course, and cannot become one: ${p('folder')}`,
    hint: 'Name the folder that holds the folders of the labs: labs author new NAME my-course',
  }),
  'replay-failed': (p) => ({
    message: `A command of ${p('lab')}/${p('step')} did not work on this machine (status ${p('status')}): ${p('command')}`,
    hint: p('output'),
  }),
  'machine-not-running': (p) => ({
    message: p('why', 'The machine is not running.'),
    hint: `Start it: ${p('start', 'bridge-labs start')}`,
  }),
  'machine-unreachable': (p) => ({
    message: `The machine cannot be reached. ${p('why')}`,
    hint: `Bring it back to the beginning of this step: ${p('heal')}`,
  }),
  'no-space': () => ({
    message: "This computer's disk is full.",
    hint: 'Make room on it, then run the command again. What was saved before is unharmed.',
  }),
  'no-access': (p) => ({
    message: `This file may not be read or written: ${p('file')} (${p('code')})`,
    hint: 'Check who owns it: a command run with sudo may have left it.',
  }),
  interrupted: () => ({
    message: 'Interrupted. Nothing is lost: the next command goes on from here.',
  }),
  'proof-kept': () => ({
    message:
      'Interrupted. What was proven so far is kept. With --changed a proof goes on from there.',
  }),
  'proof-not-kept': () => ({
    message: 'Interrupted. What was proven so far is not kept. With --changed it is.',
  }),
  cancelled: () => ({ message: 'Cancelled.' }),
} satisfies Record<string, ErrorMessage>;
