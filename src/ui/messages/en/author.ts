// English: what the authors' commands say.

export const author = {
  // new
  made: (number: number, title: string) => `Lab ${number}, "${title}", is there:`,
  thenEdit:
    'It is a whole lab that works as it stands. Change it piece by piece; its comments say what each part is.',
  thenLint: 'finds what is wrong in the files',
  thenWatch: 'shows each step as a learner sees it, and proves it, whenever you save',
  thenProve: 'tries every check on a real machine: solutions and mistakes',
  thenStart: 'learns it, as others will',

  // watch
  watching: (course: string, labs: number, steps: number) =>
    `Watching ${course}: ${labs} ${labs === 1 ? 'lab' : 'labs'}, ${steps} ${steps === 1 ? 'step' : 'steps'}.`,
  quitKey: 'q ends it.',
  waiting: 'Waiting for the next change.',
  changed: (time: string, files: string) => `${time}  ${files}`,
  manyFiles: (first: string, more: number) => `${first} and ${more} more`,
  brokenCourse:
    'As it is, nobody can learn from it. Nothing is shown or proven until that is mended.',
  notText: 'What a learner reads is as it was.',
  stillHolds: (ok: boolean): string =>
    ok
      ? 'Its proof holds: nothing that it rests on has changed.'
      : 'Its proof fails as before: nothing that it rests on has changed.',
  cannotProve: (place: string, why: string) => `${place} cannot be proven: ${why}`,
  machineFailed: (why: string) => `The proof machine failed; another is made. ${why}`,
  anew: 'Changed meanwhile: beginning anew.',

  // prove
  varied: (seed: string, names: string) => `Seed ${seed}. ${names}`,
  /** "1/publish: 20 s, 5 of 5 mistakes caught" */
  step: (name: string, duration: string, caught: number, tried: number) =>
    `${name}: ${duration}, ${caught} of ${tried} ${tried === 1 ? 'mistake' : 'mistakes'} caught`,
  at: {
    setup: 'A command of the setup',
    before: 'Before the solution',
    solution: 'A command of the solution',
    after: 'After the solution',
    again: 'After the mistake was undone',
    truth: 'With an answer that the machine gives',
    'no-answer': 'Without an answer',
    'not-run': 'With the answer, but nothing run (inspect)',
    'not-recorded': 'With the answer, but without a recording (inspect)',
    mistake: 'Mistake',
    'other-way': 'Another way',
    variant: 'A variation of the solution',
  },
  otherWays: (passed: number, of: number) => `other ways that pass: ${passed} of ${of}`,
  variants: (right: number, of: number) => `variations judged rightly: ${right} of ${of}`,
  untested: (what: string) => `no mistake tests: ${what}`,
  stopped: (why: string) => `The rest of this lab was not proven: ${why}`,
  restsOn: (step: string) => `it rests on the step ${step}`,
  failedIn: (step: string, why: string) => `the machine failed in the step ${step}: ${why}`,
  totals: (steps: number, caught: number, tried: number, duration: string) =>
    `${steps} ${steps === 1 ? 'step' : 'steps'}, ${caught} of ${tried} mistakes caught, ${duration}.`,
  covered: (covered: number, of: number) =>
    `Expectations that some mistake tests: ${covered} of ${of}.`,
  variantsTotal: (right: number, of: number) =>
    `Variations of solutions (a command left out, run twice, swapped) judged rightly: ${right} of ${of}.`,
  held: (steps: number, file: string) =>
    `As proven before, by ${file}: ${steps} ${steps === 1 ? 'step' : 'steps'}. They count below.`,
  proven: (untested: number) =>
    untested === 0
      ? 'Proven: every check does what it says.'
      : `Proven, but for ${untested} ${untested === 1 ? 'expectation' : 'expectations'} that no mistake tests.`,
  notProven: (failures: number) =>
    `Not proven: ${failures} ${failures === 1 ? 'thing does' : 'things do'} not hold.`,
  /** With --ways. */
  round: (n: number, of: number) =>
    n === 1
      ? `Round 1 of ${of}: steps that have other ways are solved by the first of them.`
      : `Round ${n} of ${of}: by the next of them.`,
  /** "10/serve: 4 s, by another way" */
  walked: (name: string, duration: string, how: 'solution' | 'other-way' | 'already'): string =>
    `${name}: ${duration}${{ solution: '', 'other-way': ', by another way', already: ', passes already' }[how]}`,
  walkedAll: (rounds: number, steps: number, duration: string) =>
    `${steps} ${steps === 1 ? 'step' : 'steps'} in ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${duration}.`,
  waysHold: 'Whichever of these ways a learner takes, the steps after it can be begun, and pass.',
  noWays: 'No step has other ways (other-ways in steps.yaml), so there is nothing to try.',
  noPictures:
    'No lab has a place for a picture: <!-- picture: before --> or after, and a text block below.',
  picturesSame: 'Every picture is as the machine is.',
  picturesWritten: (files: number) =>
    `${files} ${files === 1 ? 'file has' : 'files have'} new pictures.`,
  picturesDiffer: (command: string) =>
    `The pictures in these files are not as the machine is. Draw them anew: ${command}`,
  proving: (labs: number, machines: number) =>
    `${labs} ${labs === 1 ? 'lab' : 'labs'} on ${machines} ${machines === 1 ? 'machine' : 'machines'}.`,
  kept: (ssh: string) =>
    `The machine of the proof is kept, until the next proof. Look into it with: ${ssh}`,
};
