// Words for a shell in the machine.

/** One word, whatever is in it, as a POSIX shell reads it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line that has exactly these words. */
export function commandLine(words: readonly string[]): string {
  return words.map(quote).join(' ');
}
