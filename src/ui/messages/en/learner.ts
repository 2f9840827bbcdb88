// English: what the learner's and the instructor's commands say.

import { duration } from './common.ts';
import { providers } from './providers.ts';

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

export const learner = {
  ...providers,

  // Where one is
  labOf: (number: number, of: number, title: string) => `Lab ${number} of ${of}: ${title}`,
  step: (number: number, of: number, title: string) => `Step ${number} of ${of}: ${title}`,
  place: (lab: number, labTitle: string, step: number, of: number, stepTitle: string) =>
    `Lab ${lab} (${labTitle}), step ${step} of ${of}: ${stepTitle}`,
  /** What stands in brackets behind a text. */
  aside: (text: string) => ` (${text})`,
  minutes: (minutes: number) => `about ${plural(minutes, 'minute')}`,

  // start
  welcome: (course: string) => `Welcome to "${course}".`,
  welcomeHow: 'You have a Linux machine of your own: nothing you do in it reaches your computer.',
  welcomeShell: 'Its shell opens below the first step: type there what the step says.',
  welcomeTerminal: (shell: string) => `Its shell, in a terminal: ${shell}`,
  welcomeLoop: (check: string, hint: string, next: string, undo: string) =>
    `${check} looks, ${hint} helps, ${next} goes on, ${undo} takes a step back.`,
  welcomeLeave: (start: string) => `exit leaves; ${start} brings you back to where you were.`,
  welcomeBack: 'Welcome back.',
  machineNew: (place: string) => `The machine is new; bringing it to where you were: ${place}`,
  machineRestarted: (place: string) =>
    `The machine was not running. It is now as it was at the beginning of this step: ${place}`,
  otherCourse: 'This is another course than before: the machine begins anew for it.',
  otherNames: 'The names in the course are others than before: the machine begins anew for them.',
  progressOfNames:
    'Progress belongs to the names it was made with. It is kept, and there again when they are.',
  /** "br0 is called sw0 and 192.168.200 is 192.168.221" */
  drawn: (pairs: readonly (readonly [string, string])[]) =>
    pairs
      .map(([word, value]) => `${word} is ${/^\d/.test(word) ? '' : 'called '}${value}`)
      .join(', ')
      .replace(/, (?!.*, )/, ' and '),
  yourNames: (drawn: string) => `In your course, ${drawn}.`,
  finishingMove: (place: string) => `An interrupted command is being finished first: to ${place}`,
  thenCheck: (shell: string, check: string) =>
    `Type the commands in the machine (${shell}), then: ${check}`,
  thenCheckHere: (check: string) => `Type the commands here, then: ${check}`,
  thenAnswer: (answer: string) => `Answer with: ${answer}`,
  thenLook: (shell: string, answer: string) =>
    `Look around in the machine (${shell}), then answer with: ${answer}`,

  // next
  notFinished: (title: string) => `This step is not finished yet: ${title}`,
  notFinishedHow: (check: string, skip: string) =>
    `${check} shows what is missing. To leave the step out: ${skip}`,
  skipped: (title: string) =>
    `Skipped: ${title}. The machine is now as if you had done the step; other changes made in it are gone.`,
  skippedNoCommands: (title: string) => `Skipped: ${title}.`,
  labDone: (number: number, title: string) => `Lab ${number} is done: ${title}`,
  courseDone: (course: string) => `Congratulations! You have come to the end of "${course}".`,
  courseDoneCount: (passed: number, skipped: number, hints: number) =>
    `${plural(passed, 'step')} passed, ${skipped} skipped, ${plural(hints, 'hint')} read.`,
  courseDoneMissing: (count: number, place: string, command: string) =>
    `${plural(count, 'step')} not passed yet; the first is ${place}. Go there with: ${command}`,

  // check
  verdictWords: { pass: 'ok', 'not-yet': 'not yet', broken: 'broken' },
  expected: 'expected',
  found: 'found',
  look: 'look',
  passedOfAll: (count: number) => (count === 1 ? 'Passed.' : `Passed, all ${count}.`),
  notYet: (missing: number, of: number) =>
    of === 1 ? 'Not yet.' : `Not yet: ${missing} of ${of} missing.`,
  brokenVerdict: 'The machine is broken. This is not your mistake.',
  nothingToCheck: (found: string, start: string) =>
    `${found} So there is nothing to check. Start it: ${start}`,
  heal: (command: string) => `Bring it back to the beginning of this step: ${command}`,
  machineAnswers: 'The machine answers',
  machineAnswersExpected: 'an answer over SSH',
  noCheckpoint: (why: string) =>
    `No checkpoint was saved: ${why.replace(/\.$/, '')}. Going back will take longer: the steps are replayed then.`,
  consoleSays: 'Last lines of its console:',
  nextCommand: (command: string) => `Go on: ${command}`,
  hintCommand: (command: string) => `Stuck? ${command}`,
  endCommand: (command: string) => `That was the last step: ${command}`,
  yourAnswer: 'Your answer:',
  answerWord: '…',
  emptyAnswer: 'The answer is empty.',
  commandAnswer: 'That is a command, and this is a question. Ctrl-C leaves it.',

  // hint
  hintOf: (number: number, of: number) => `Hint ${number} of ${of}`,
  moreHints: (left: number, command: string) => `${plural(left, 'more hint')}: ${command}`,
  noMoreHints: (command: string) => `That was the last hint. The solution: ${command}`,
  lastHintNoSolution: 'That was the last hint.',
  noHints: 'This step has no hints.',
  askSolution: 'The hints are used up. Show the solution?',
  solution: 'Solution',
  solutionIsOpen: 'The commands stand openly in the step:',
  solutionAnswer: 'The commands that lead to the answer:',
  noSolution: 'This step has no solution to show. Read it again, and run its commands.',

  // list, status
  listTitle: (course: string, done: number, of: number) => `${course}: ${done} of ${of} steps`,
  here: 'you are here',
  state: { open: 'open', passed: 'passed', skipped: 'skipped' },
  youAreAt: 'You are at',
  progress: 'Progress',
  progressCount: (passed: number, skipped: number, of: number) =>
    `${passed} of ${of} steps passed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  whatNext: 'Next',
  nextIsCheck: (check: string) => `this step; when you are done: ${check}`,
  nextIs: (next: string, place: string) => `${next} leads to ${place}`,
  nextIsNothing: 'nothing: this was the last step',
  machine: 'Machine',
  machineStates: {
    absent: 'not made yet',
    unfinished: 'set up only in part',
    stopped: 'switched off',
    running: 'running',
    starting: 'starting',
    broken: 'broken',
  },
  answers: (ms: number) => `running, answers after ${duration(ms)}`,
  silent: (why: string) => `running, but does not answer: ${why}`,
  checkpoints: 'Checkpoints',
  checkpointsSilent: 'unknown; QEMU does not answer just now',
  checkpointsCount: (count: number, megabytes: number) => `${count}, ${megabytes} MB`,
  onTheWay: 'Not finished',
  onTheWayTo: (place: string) =>
    `the way to ${place}; the next command that needs the machine finishes it`,
  courseFolder: 'Course',
  names: 'Names',
  startIt: (command: string) => `Start it: ${command}`,

  // undo, reset, goto
  lossMachine: (place: string) =>
    `The machine goes back to the beginning of ${place}. Everything done in it since then is lost.`,
  lossOpen: (place: string) =>
    `You are leaving ${place}, which is not passed yet. What you have built in it is lost.`,
  lossMachineOnly: 'The progress stays as it is.',
  lossProgressOnly: 'The machine stays as it is.',
  lossProgress: (places: string) => `What is lost of your progress: ${places}`,
  lossNoProgress: 'No progress is lost.',
  replaysFirst: (steps: number, time: string | null) =>
    `Before that, the solutions of ${steps} ${steps === 1 ? 'step' : 'steps'} are run in the machine, which may take ${time === null ? 'minutes' : `about ${time}`}.`,
  askGoOn: 'Go on?',
  nothingDone: 'Nothing was done.',
  askScope: 'Reset what?',
  scopes: { step: 'this step', lab: 'this lab', all: 'the whole course' },
  restored: (place: string) => `Back at the beginning of ${place}`,
  planRestore: (name: string) => `restore the checkpoint ${name}`,
  planNew: 'make the machine anew',
  planReplay: (places: string) => `run the solutions of: ${places}`,
  planForget: (places: string) => `forget the progress of: ${places}`,
  planPosition: (place: string) => `the learner then stands at ${place}`,
  dryRun: 'Nothing was done. Without --dry-run this would:',
  fartherBack: (command: string) => `To go farther back: ${command}`,

  // the machine's life
  stopped: 'The machine is switched off.',
  alreadyStopped: 'The machine is not running.',
  destroyed: (images: string) =>
    `The machine is gone. Your progress stays, and so do images: ${images}`,
  nothingToDestroy: 'There is no machine.',
  lossDestroy:
    'The machine, its disk and its checkpoints are removed. Your progress is kept; the next start makes a new machine.',
  shellLost: 'The connection to the machine was lost, and this shell with it. A new one:',
  shellAgain: 'The machine was taken to another state, and this shell with it. A new one:',

  // this computer, images
  missingPrograms: 'Programs that the machine takes are missing on this computer:',
  installCommands: 'This would install them:',
  askInstall: 'Install them now?',
  purposes: {
    run: 'runs the virtual machine',
    disk: "handles the machine's disks",
    build: 'builds the machine from Debian packages',
    filesystem: "makes the machine's file system",
    rootless: 'lets you build without being root',
    processes: 'keeps track of the virtual machine',
    firmware: 'firmware that boots the Debian which builds the machine',
    keys: 'makes keys',
  },
  imageSources: {
    built: "The machine's image is there.",
    mmdebstrap: 'The machine is built here from Debian packages (mmdebstrap).',
    cloud:
      "The machine is built in a Debian that boots from Debian's cloud image, downloaded once (340 MB).",
  },
  missing: (name: string) => `missing; package ${name}`,
  acceleratorStates: {
    works: 'works',
    untried: 'not tried yet; the first start tries it',
    absent: 'not offered by this computer',
    'no-permission': 'is there, but you may not use it',
    hangs: 'is there, but guests hang under it',
    fails: 'is there, but does not work',
    'no-checkpoints': "works, but a guest's memory cannot be saved under it",
  },
  accelerator: (offered: string, state: string, used: string) =>
    offered === used || offered === 'tcg'
      ? `Acceleration: ${offered === 'tcg' ? 'none, emulation (tcg)' : `${offered}, ${state}`}`
      : `Acceleration: ${offered} ${state}; emulation (${used}) is used, which works the same and is slower`,
  diskFree: (free: string, needed: string, folder: string) =>
    `Disk: ${free} GB free in ${folder} (${needed} GB needed)`,
  memoryFree: (free: string, total: string, needed: string) =>
    `Memory: ${free} of ${total} GB free (${needed} GB needed)`,
  doctorInstall: (command: string) => `To install what is missing (or: ${command}):`,
  doctorNoCommands:
    "Install the missing programs with this computer's own package manager; or take another machine: start --provider",
  doctorWindows:
    'On Windows the machine runs in WSL 2. To get it, with Debian; then restart, and go on inside Debian (wsl):',
  doctorWell: 'All is well: a machine can be made and run here.',
  doctorNotWell: 'As it is, no machine can be made here.',
  noImages: (command: string) => `There is no image yet. The first start builds it, or: ${command}`,
  imageCurrent: 'what start uses',
  imageUsedBy: (machines: string) => `used by the machine ${machines}`,
  imageBuilt: (key: string) => `The image is there: ${key}`,
  askRemoveImages: 'Remove them?',
  imagesRemoved: (count: number) =>
    count === 0 ? 'There was nothing to remove.' : `${plural(count, 'image')} removed.`,

  // causes that the console tells
  causes: {
    'eth0-gone': 'The network card eth0 is gone from the machine.',
    'eth0-down': 'The network card eth0 is down: nothing reaches the machine.',
    'eth0-no-address': 'eth0 has no address: nothing reaches the machine.',
    'sshd-dead': 'The SSH server of the machine (sshd) does not run.',
    'etc-gone': 'The folder /etc is gone, or has lost what logging in needs.',
    'disk-full': 'The disk of the machine is full.',
    'host-disk-full':
      "This computer's disk is full, so the machine stands still. First make room on it.",
    firewall: 'A firewall rule in the machine drops SSH (port 22).',
    silent: 'The machine does not answer on its console either.',
    panicked: "The machine's kernel has panicked: nothing runs in it any more.",
    paused: 'The virtual machine stands still.',
    unknown: 'The machine runs, but does not answer over SSH.',
    stopped: 'The machine is not running.',
    absent: 'There is no machine yet.',
  },
};
