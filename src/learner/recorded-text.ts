// What stood on the screen of a recorded shell while the learner was at a step, as lines: typed lines as they were at last.
import { z } from 'zod';

export interface Sought {
  /** Name of the course: the recording's title. */
  readonly course: string;
  /** `6/address` */
  readonly place: string;
}

export interface Found {
  readonly text: string;
  /** The recording ends in this step, because it became too long. */
  readonly cut: boolean;
}

const header = z.object({ version: z.literal(2), width: z.number(), title: z.string() });
const event = z.tuple([z.number(), z.string(), z.string()]);

/** `cut` is the label of the marker that ends a recording which became too long. */
export function textAt(recording: string, { course, place }: Sought, cut: string): Found {
  const [first = '', ...lines] = recording.split('\n');
  const head = header.safeParse(parsed(first));
  if (!head.success || head.data.title !== course) return { text: '', cut: false };
  const screen = new Lines(head.data.width);
  const pieces: string[] = [];
  let here = false;
  let ended = false;
  for (const line of lines) {
    const found = event.safeParse(parsed(line));
    if (!found.success) continue;
    const [, kind, data] = found.data;
    if (kind === 'o' && here) pieces.push(data);
    if (kind !== 'r' && kind !== 'm') continue;
    // At once: a sequence may be cut in two between events.
    screen.write(pieces.splice(0).join(''));
    if (kind === 'r') screen.resize(Number(data.split('x')[0]));
    else if (data === cut) ended = here;
    else here = data === place;
  }
  screen.write(pieces.join(''));
  return { text: screen.text(), cut: ended };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** What is no text: strings for the terminal, then control sequences, then two-character ones, then single controls. */
const PIECE =
  /\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[([\d;?<=>]*)[ -/]*([@-~])?|\x1b[ -/]*.?|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/gsu;

/** Characters of a line; a cursor can be sent farther. */
const LONGEST = 20_000;

/**
 * Lines as a terminal would have them after a line editor (readline) has worked on them: the cursor goes back, what was
 * typed is deleted, inserted, written over. A line that is wider than the screen is one; what moves about the screen
 * (an editor) leaves lines nobody looks for.
 */
class Lines {
  readonly #done: string[] = [];
  #line: string[] = [];
  #at = 0;
  #width = 80;

  constructor(width: number) {
    this.resize(width);
  }

  resize(width: number): void {
    if (width > 0) this.#width = width;
  }

  write(text: string): void {
    for (const [piece, parameters, final] of text.matchAll(PIECE)) {
      if (final !== undefined) this.#control(final, Math.min(Number(parameters) || 0, 4000));
      else if (piece === '\n') this.#newLine();
      else if (piece === '\r') this.#at -= this.#at % this.#width;
      else if (piece === '\b') this.#at = Math.max(0, this.#at - 1);
      else if (piece >= ' ' && piece[0] !== '\x7f') this.#put(piece);
    }
  }

  text(): string {
    return [...this.#done, this.#line.join('')].join('\n');
  }

  #newLine(): void {
    this.#done.push(this.#line.join('').trimEnd());
    this.#line = [];
    this.#at = 0;
  }

  #put(text: string): void {
    if (this.#at > LONGEST) return;
    while (this.#line.length < this.#at) this.#line.push(' ');
    for (const character of text) this.#line[this.#at++] = character;
  }

  /** ECMA-48: CUB, CUF, CUU, CHA, EL, DCH, ICH; all others are none of a line editor's. */
  #control(final: string, parameter: number): void {
    const count = parameter || 1;
    if (final === 'D') this.#at = Math.max(0, this.#at - count);
    if (final === 'C') this.#at += count;
    if (final === 'A') this.#at = Math.max(0, this.#at - count * this.#width);
    if (final === 'G') this.#at += count - 1 - (this.#at % this.#width);
    if (final === 'K' && parameter === 0) this.#line.length = Math.min(this.#line.length, this.#at);
    if (final === 'P') this.#line.splice(this.#at, count);
    if (final === '@' && this.#line.length < LONGEST)
      this.#line.splice(this.#at, 0, ...Array<string>(count).fill(' '));
  }
}
