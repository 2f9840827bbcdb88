// Requests as the machine sends them: bytes of anybody's, of which only well-formed lines of bounded size and number get through.
import { SEPARATOR } from './guest.ts';

/** One request, not yet judged: whether the words mean anything is for who answers. */
export interface Request {
  /** Names who asks, in the machine; digits. */
  readonly id: string;
  readonly words: readonly string[];
}

/** Bytes of a line; `labs` in the machine sends less than 2100. */
const LONGEST = 4096;
/** So many requests at once, and so many a second on average: more than anybody types, and than a loop of checks makes. */
const AT_ONCE = 30;
const PER_SECOND = 2;

/** What a request's line is: digits, then words of printable text. */
const LINE = new RegExp(`^(\\d{1,10})((?:${SEPARATOR}[^\\p{Cc}]*)*)$`, 'u');

/**
 * Makes requests of bytes. `onRequest` gets each; `onFlood` is called once when there are too many, and nothing after it.
 * Lines that are no request, or too long, are dropped.
 */
export class RequestReader {
  readonly #onRequest: (request: Request) => void;
  readonly #onFlood: () => void;
  readonly #now: () => number;
  #line: Buffer[] = [];
  #length = 0;
  #tokens = AT_ONCE;
  #since: number;
  #over = false;

  constructor(options: {
    readonly onRequest: (request: Request) => void;
    readonly onFlood: () => void;
    /** Milliseconds. */
    readonly now: () => number;
  }) {
    this.#onRequest = options.onRequest;
    this.#onFlood = options.onFlood;
    this.#now = options.now;
    this.#since = options.now();
  }

  write(bytes: Buffer): void {
    let from = 0;
    while (!this.#over) {
      const end = bytes.indexOf(0x0a, from);
      const part = bytes.subarray(from, end === -1 ? bytes.length : end);
      this.#length += part.length;
      if (this.#length <= LONGEST) this.#line.push(part);
      if (end === -1) return;
      this.#lineEnds();
      from = end + 1;
    }
  }

  #lineEnds(): void {
    const [length, parts] = [this.#length, this.#line];
    this.#line = [];
    this.#length = 0;
    // Lines that are dropped count too: whoever sends rubbish without end is not to be read without end.
    if (!this.#take()) {
      this.#over = true;
      this.#onFlood();
      return;
    }
    if (length > LONGEST) return;
    const found = LINE.exec(Buffer.concat(parts).toString('utf8'));
    if (found === null) return;
    const [, id = '', words = ''] = found;
    this.#onRequest({ id, words: words.split(SEPARATOR).slice(1) });
  }

  #take(): boolean {
    const now = this.#now();
    this.#tokens = Math.min(AT_ONCE, this.#tokens + ((now - this.#since) / 1000) * PER_SECOND);
    this.#since = now;
    this.#tokens -= 1;
    return this.#tokens >= 0;
  }
}
