// Reads Markdown line by line: which lines are code, where comments stand. Keeps every line's number.

export interface Line {
  readonly number: number;
  /** Without HTML comments, unless it is code. */
  readonly text: string;
  /** Part of a fenced block, its fences included. */
  readonly code: boolean;
}

export interface Comment {
  readonly line: number;
  /** Between `<!--` and `-->`, trimmed; may have several lines. */
  readonly text: string;
  readonly closed: boolean;
}

export interface Fence {
  readonly line: number;
  /** First word after the backticks; empty when there is none. */
  readonly language: string;
  readonly content: readonly Line[];
  readonly closed: boolean;
}

/** A piece of Markdown and the line on which it begins. */
export interface Piece {
  readonly text: string;
  readonly line: number;
}

export interface ScannedText {
  readonly lines: readonly Line[];
  readonly comments: readonly Comment[];
  readonly fences: readonly Fence[];
}

/**
 * Scans Markdown. Never throws: what is not closed is told by `closed: false`.
 * @param firstLine  Number of the text's first line in its file, 1-based.
 */
export function scanLines(text: string, firstLine = 1): ScannedText {
  const source = text.split('\n');
  const lines: Line[] = [];
  const comments: Comment[] = [];
  const fences: (Fence & { content: Line[] })[] = [];
  for (let index = 0; index < source.length; index++) {
    const stripped = stripComments(source, index, firstLine, comments);
    for (let skipped = index; skipped < stripped.last; skipped++) {
      lines.push({ number: firstLine + skipped, text: '', code: false });
    }
    index = stripped.last;
    const number = firstLine + index;
    const opening = /^(\s*)(`{3,}|~{3,})([^`]*)$/.exec(stripped.text);
    lines.push({ number, text: stripped.text, code: opening !== null });
    if (!opening) continue;

    const closing = new RegExp(`^\\s*\\${opening[2]![0]!}{${opening[2]!.length},}\\s*$`);
    const end = source.findIndex((line, at) => at > index && closing.test(line));
    const last = end === -1 ? source.length - 1 : end;
    const content: Line[] = [];
    for (let at = index + 1; at <= last; at++) {
      const line = { number: firstLine + at, text: source[at]!, code: true };
      lines.push(line);
      if (at !== end) content.push(line);
    }
    const language = opening[3]!.trim().split(/\s+/)[0]!;
    fences.push({ line: number, language, content, closed: end !== -1 });
    index = last;
  }
  return { lines, comments, fences };
}

/** Takes the comments out of the line at `index`; a comment of several lines moves `last` on to where it ends. */
function stripComments(
  source: readonly string[],
  index: number,
  firstLine: number,
  comments: Comment[],
): { text: string; last: number } {
  let text = source[index]!;
  let last = index;
  for (;;) {
    const start = maskCode(text).indexOf('<!--');
    if (start === -1) return { text, last };
    const line = firstLine + last;
    const end = text.indexOf('-->', start + 4);
    if (end !== -1) {
      comments.push({ line, text: text.slice(start + 4, end).trim(), closed: true });
      text = text.slice(0, start) + text.slice(end + 3);
      continue;
    }
    const closing = closingLine(source, last);
    if (closing === null) {
      comments.push({ line, text: text.slice(start + 4).trim(), closed: false });
      return { text: text.slice(0, start), last };
    }
    const tail = source[closing]!;
    const tailEnd = tail.indexOf('-->');
    const parts = [
      text.slice(start + 4),
      ...source.slice(last + 1, closing),
      tail.slice(0, tailEnd),
    ];
    comments.push({ line, text: parts.join('\n').trim(), closed: true });
    text = text.slice(0, start) + tail.slice(tailEnd + 3);
    last = closing;
  }
}

/** Where the comment that opens at `index` ends; null when another comment or a heading comes before its end. */
function closingLine(source: readonly string[], index: number): number | null {
  for (let at = index + 1; at < source.length; at++) {
    const end = source[at]!.indexOf('-->');
    const start = source[at]!.indexOf('<!--');
    if (end !== -1 && (start === -1 || end < start)) return at;
    if (start !== -1 || /^#{1,2}\s/.test(source[at]!)) return null;
  }
  return null;
}

/** The line with its inline code blanked out, so that what stands in it is not taken for markup. */
export function maskCode(text: string): string {
  return text.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, (code) => ' '.repeat(code.length));
}

/** Lines as Markdown again: no blank line at the ends, and no two in a row outside code. */
export function joinLines(lines: readonly Line[]): string {
  const kept = lines.filter(
    (line, index) =>
      line.code || line.text.trim() !== '' || (lines[index - 1]?.text.trim() ?? '') !== '',
  );
  return kept
    .map((line) => (line.code ? line.text : line.text.trimEnd()))
    .join('\n')
    .replace(/^(\s*\n)+/, '')
    .trimEnd();
}

/** A wrapped text on one line; between Japanese characters a line break is no space. */
export function unwrap(text: string): string {
  return text
    .replace(/(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
