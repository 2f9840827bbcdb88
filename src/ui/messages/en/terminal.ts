// English: what is said around the machine's shell.

export const terminal = {
  insideHelp: 'These commands work in here as well, in the terminal of the machine:',
  notInside: (word: string) =>
    `labs ${word} does not work in here, but in a terminal of your own computer (exit leads back to it). labs help shows what works in here.`,
  unknownInside: (word: string, near: string | null) =>
    `There is no command labs ${word}. ${near === null ? 'labs help shows what there is.' : `Did you mean: ${near}`}`,
  wordsInside: (usage: string) =>
    `In here it is: ${usage}. Other options are for a terminal of your own computer.`,
  left: (shell: string) => `You are on your own computer again. Back into the machine: ${shell}`,
  askInside: (command: string) => `Do this: ${command}?`,
  unanswered:
    'nobody outside answers. Leave this shell with exit, and open a new one with labs shell.',
  flood:
    'The machine asked for far too much at once, so labs no longer works in this shell. A new shell (labs shell) has it again.',

  // feedback
  feedbackShown: (file: string) =>
    `This is all that would be written, to ${file}. It is sent nowhere; look it through before you attach it to a report.`,
  askWrite: 'Write it?',
  feedbackWritten: (file: string) => `Written: ${file}`,

  // the record
  recording: (replay: string, off: string) =>
    `What you do in the shell is recorded on this computer, for you: ${replay}. Not wanted: ${off}`,
  playing: (file: string) => `${file}   (q ends it)`,
  noRecordings: 'There are no recordings yet.',

  // watch
  watchKeys: 'h hint   n next   q quit   u undo   s shell   c check now   ↑↓ scroll',
  watchPanelKeys: 'Esc the step again   h hint   n next   q quit   u undo   s shell   ↑↓ scroll',
  watchPassed: 'All there. n: the next step',
  watchReaching: 'Connecting to the machine …',
  watchLooking: 'Looking …',
  watchSeen: (time: string) => `Seen at ${time}. It looks again when something changes.`,
  watchAway: (why: string) => `No machine: ${why} Trying again …`,
  watchBusy: (command: string) => `${command} …`,
  watchUndo: 'Take the machine and the progress back to the beginning of this step?',
  watchSolution: 'The hints are used up. Show the solution?',
};
