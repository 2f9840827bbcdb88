// English: what the authors' commands say.

export const author = {
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
    mistake: 'Mistake',
    'other-way': 'Another way',
  },
  otherWays: (passed: number, of: number) => `other ways that pass: ${passed} of ${of}`,
  untested: (what: string) => `no mistake tests: ${what}`,
  stopped: (why: string) => `The rest of this lab was not proven: ${why}`,
  restsOn: (step: string) => `it rests on the step ${step}`,
  totals: (steps: number, caught: number, tried: number, duration: string) =>
    `${steps} ${steps === 1 ? 'step' : 'steps'}, ${caught} of ${tried} mistakes caught, ${duration}.`,
  covered: (covered: number, of: number) =>
    `Expectations that some mistake tests: ${covered} of ${of}.`,
  proven: 'Proven: every check does what it says.',
  notProven: (failures: number) =>
    `Not proven: ${failures} ${failures === 1 ? 'thing does' : 'things do'} not hold.`,
  kept: (ssh: string) =>
    `The machine of the proof is kept, until the next proof. Look into it with: ${ssh}`,
};
