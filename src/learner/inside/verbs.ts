// What the machine may ask for: a few verbs with few words, and nothing else, whatever it sends.

/**
 * The verbs that work in the machine's shell, and the words that each takes there. They read, or do to the learner's own
 * course what its commands do anyway.
 */
export const INSIDE_USAGE: Readonly<Record<string, string>> = {
  ...{ check: '', next: '[--skip]', hint: '', show: '[LAB/STEP]' },
  ...{
    map: '[--path FROM TO [--live]]',
    undo: '',
    reset: '[--step | --lab | --all]',
    goto: 'LAB[/STEP]',
  },
  ...{ list: '[LAB]', status: '', answer: 'TEXT' },
};

/** Those that may bring the machine elsewhere, and the shell with it. */
export const MOVING: ReadonlySet<string> = new Set(['next', 'undo', 'reset', 'goto']);

export const INSIDE_VERBS: readonly string[] = Object.keys(INSIDE_USAGE);

/** A request that is granted: the words for our own command line. */
export interface Granted {
  readonly argv: readonly string[];
  /** The person at the terminal has to say yes first, as the command itself does not ask. */
  readonly confirm: boolean;
}

export type Judged =
  | Granted
  | 'help'
  /** Not among the verbs. */
  | { readonly refused: 'verb'; readonly word: string }
  /** The verb does not take these words here. */
  | { readonly refused: 'words'; readonly word: string };

/** A place of the course, or a namespace of the map: nothing that could be an option or a path upwards. */
const NAME = /^[A-Za-z0-9][\w.:/-]{0,79}$/;
const SCOPES = new Set(['--step', '--lab', '--all']);
const HELP = new Set(['--help', '-h']);

/** Judges what the machine has sent. `has`: whether this build has such a verb. */
export function judgeRequest(words: readonly string[], has: (verb: string) => boolean): Judged {
  const [verb = 'help', ...rest] = words;
  if (verb === 'help' || HELP.has(verb)) return 'help';
  if (!INSIDE_VERBS.includes(verb) || !has(verb)) return { refused: 'verb', word: verb };
  if (rest.length === 1 && HELP.has(rest[0] ?? '')) return granted([verb, '--help']);
  if (verb === 'answer') return granted([verb, '--', ...rest]);
  if (rest.length === 0)
    return verb === 'goto' ? { refused: 'words', word: verb } : granted([verb]);
  const [first = ''] = rest;
  if (rest.length === 1) {
    if (verb === 'next' && first === '--skip') return granted([verb, first], true);
    if (verb === 'show' && (first === '--lab' || NAME.test(first))) return granted([verb, first]);
    if ((verb === 'list' || verb === 'goto') && NAME.test(first)) return granted([verb, first]);
    if (verb === 'reset' && SCOPES.has(first)) return granted([verb, first]);
  }
  if (verb === 'map' && first === '--path') {
    const ends = rest.slice(1).filter((word) => word !== '--live');
    const live = rest.length - 1 - ends.length;
    if (ends.length === 2 && live <= 1 && ends.every((word) => NAME.test(word)))
      return granted([verb, ...rest]);
  }
  return { refused: 'words', word: verb };
}

function granted(argv: readonly string[], confirm = false): Granted {
  return { argv, confirm };
}
