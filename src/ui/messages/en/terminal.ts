// English: what is said around the machine's shell.

export const terminal = {
  insideHelp: 'These commands work in here as well, in the terminal of the machine:',
  notInside: (word: string) =>
    `labs ${word} does not work in here. labs help shows what does; everything else works in a terminal of your own computer.`,
  wordsInside: (verb: string) =>
    `labs ${verb} does not take these words in here. All of it works in a terminal of your own computer.`,
  askInside: (command: string) => `Do this: ${command}?`,
  unanswered:
    'nobody outside answers. Leave this shell with exit, and open a new one with labs shell.',
  flood:
    'The machine asked for far too much at once, so labs no longer works in this shell. A new shell (labs shell) has it again.',
};
