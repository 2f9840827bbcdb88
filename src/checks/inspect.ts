// Judges whether a command was really run, by what stood on the screens of the machine's shells: evidence beside a question.
import type { Inspection } from '../course/types.ts';
import { notYet, pass, short } from './finding.ts';
import type { CheckMessages } from './messages/types.ts';
import type { Evidence, Finding } from './types.ts';

/**
 * Passes where nobody can say: a learner without a recording (switched off, another terminal) is not held up, but told
 * what was not looked at, and how it would be.
 */
export function judgeInspection(
  { ran, shows }: Inspection,
  evidence: Evidence,
  { inspect }: CheckMessages,
): Finding {
  const commands = typeof ran === 'string' ? [ran] : ran;
  const want = inspect.want(commands, shows ?? null);
  const found = typeof evidence.text === 'string' ? whatStands(evidence.text, commands, shows) : '';
  if (found === 'all') return pass(want);
  if (evidence.missing !== undefined) {
    return { ...pass(want), found: pass(inspect.unknown[evidence.missing]).found };
  }
  return notYet(
    want,
    found === 'command' && shows !== undefined
      ? inspect.notShown(commands, short(shows))
      : inspect.notRun(commands),
    inspect.look,
  );
}

/** How much of it stands there: the command and what it shows, the command alone, or nothing. */
function whatStands(
  text: string,
  commands: readonly string[],
  shows: string | undefined,
): 'all' | 'command' | 'nothing' {
  const lines = text.split('\n');
  const patterns = commands.map(patternOf);
  const first = lines.findIndex((line) => patterns.some((pattern) => pattern.test(line)));
  if (first === -1) return 'nothing';
  // What a command was typed with is not yet what it shows.
  return shows === undefined || lines.slice(first + 1).some((line) => line.includes(shows))
    ? 'all'
    : 'command';
}

/** The words, whole and in this order, whatever stands between them: `tcpdump icmp` is in `sudo tcpdump -c 2 icmp`. */
function patternOf(words: string): RegExp {
  const each = words
    .trim()
    .split(/\s+/)
    .map((word) => `(?<![\\w-])${word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\w-])`);
  return new RegExp(each.join('.*'));
}
