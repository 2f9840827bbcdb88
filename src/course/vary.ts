// Names that differ from learner to learner: what a seed draws, and the files of a course with it. Pure.

/** As course.yaml has it: words as they stand in the course's files, and those that may take their place. */
export type Vary = Readonly<Record<string, readonly string[]>>;

/** Which word stands in place of which. Empty: the course as its files say. */
export type Drawn = Readonly<Record<string, string>>;

// No letters that look alike, as a seed is read out and typed.
const SEED_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * One value for each word. Each is drawn by itself, so a word that is added to a course, or taken out, changes
 * nothing of what the others are called.
 */
export function draw(vary: Vary, seed: string): Drawn {
  return Object.fromEntries(
    Object.entries(vary).flatMap(([word, values]) => {
      const value = values[Math.floor(numberOf(`${seed}\0${word}`) * values.length)];
      return value === undefined ? [] : [[word, value]];
    }),
  );
}

/** @param random  0 ≤ x < 1. */
export function newSeed(random: () => number): string {
  const sign = (): string => SEED_SIGNS[Math.floor(random() * SEED_SIGNS.length)]!;
  return Array.from({ length: 6 }, sign).join('');
}

/** Whether a text can be a seed; it becomes part of a file's name. */
export function isSeed(text: string): boolean {
  return /^[a-z0-9]{1,32}$/.test(text);
}

/** What was drawn, as one line: the same for two courses exactly when their names are. */
export function drawnLine(drawn: Drawn): string {
  const pairs = Object.entries(drawn).map(([word, value]) => `${word}=${value}`);
  return pairs.sort().join(' ');
}

/** A file of a lab with the drawn words in their places; its lines stay where they are. */
export function varied(path: string, text: string, drawn: Drawn): string {
  const words = Object.keys(drawn);
  if (words.length === 0) return text;
  const fixed = path.endsWith('.yaml') ? FIXED_IN_YAML : FIXED_IN_MARKDOWN;
  const pattern = new RegExp(`${fixed}|${wordsPattern(words)}`, 'gm');
  return text.replace(pattern, (found) => {
    // In a pattern for grep or sed, dots have backslashes: 192\.168\.200
    const escape = /\\+(?=\.)/.exec(found)?.[0] ?? '';
    const word = found.replaceAll(`${escape}.`, '.');
    return Object.hasOwn(drawn, word) ? drawn[word]!.replaceAll('.', `${escape}.`) : found;
  });
}

/** Lines (1-based) in which a word stands where `varied` would replace it. */
export function linesWith(path: string, text: string, word: string): number[] {
  const marked = varied(path, text, { [word]: '\0' }).split('\n');
  return marked.flatMap((line, index) => (line.includes('\0') ? [index + 1] : []));
}

/** Whether `word` stands in `text` as a whole word. */
export function holdsWord(text: string, word: string): boolean {
  return new RegExp(wordsPattern([word])).test(text);
}

// Ids of steps and slugs of labs are no text: progress files and other people know them by these names.
const FIXED_IN_MARKDOWN = '<!--\\s*step:[^>]*-->|^needs:.*$';
const FIXED_IN_YAML = '^[^\\s#][^:\\n]*:';

/**
 * Only a letter or a digit makes a word a part of another one (`abr0`, `br01`, `192.168.2001`). A hyphen, a dot or an
 * underscore does not: `veth-br0`, `br0.pid`, `_br0_` and `192.168.200.1/24` speak of br0 and 192.168.200, and in the
 * middle of Japanese there is no space. But a number before a dot is the same address going on: 10.192.168.200.
 */
function wordsPattern(words: readonly string[]): string {
  // The longest first: veth-host is a name of its own, although `host` may be one as well.
  const longest = [...words].sort((a, b) => b.length - a.length);
  const each = longest.map((word) => {
    const escaped = word.replace(/[*+?^${}()|[\]\\]/g, '\\$&').replaceAll('.', '\\\\*\\.');
    return `${/^\d/.test(word) ? '(?<!\\d\\\\*\\.)' : ''}${escaped}`;
  });
  return `(?<![A-Za-z0-9])(?:${each.join('|')})(?![A-Za-z0-9])`;
}

/** A number (0 ≤ x < 1) that a text always gives: FNV-1a, then one step of mulberry32, which mixes the bits well. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  let mixed = (hash + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
