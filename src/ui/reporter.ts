// The one way out: data to stdout, everything about the work to stderr; on a terminal, in plain lines, or as JSON.
import { isTerminal } from './is-terminal.ts';
import type { Language } from '../course/types.ts';
import type { Progress } from '../machines/types.ts';
import { inertButColour } from './inert.ts';
import type { Messages } from './messages/index.ts';
import type { Plan } from './phase-clock.ts';
import { makeStyle, type Style, textWidth, wantsColor } from './style.ts';
import { showWork } from './work.ts';

export interface ReporterOptions {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  /** The catalogue of that language (loadMessages). */
  readonly messages: Messages;
  /** Columns of the terminal; asked of stdout if not given. */
  readonly columns?: number;
  /** --json: `data` prints, `text` does not. */
  readonly json?: boolean;
  /** --no-color was given. */
  readonly noColor?: boolean;
  /** --debug was given. */
  readonly debug?: boolean;
  /** What each question is put through, where the terminal is another's as well. */
  readonly asking?: Asking;
  /** Milliseconds of a clock that does not go back. Default performance.now. */
  readonly now?: () => number;
  /** Ends the command: work that it ends is not called done. */
  readonly signal?: AbortSignal;
}

/** What work gets to tell how far it is; `fraction` is always there. */
export type WorkProgress = Progress & { fraction(part: number, detail?: string): void };

/** Runs what puts a question, once the terminal is ready for it. */
export type Asking = <T>(ask: () => Promise<T>) => Promise<T>;

export interface Reporter {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  readonly language: Language;
  readonly messages: Messages;
  readonly json: boolean;
  readonly debug: boolean;
  /** Colours on stdout; for the renderer. */
  readonly color: boolean;
  /** Columns to wrap to, 40 to 100. */
  readonly width: number;
  /** Somebody can answer: stdin and stderr are terminals, and it is not JSON that is asked for. */
  readonly interactive: boolean;
  /** See ReporterOptions. */
  readonly asking: Asking;
  /** Styles for what goes to `text`. */
  readonly style: Style;
  /** Styles for what goes to `notice` and `warn`. */
  readonly errStyle: Style;
  /** Prints for people, to stdout, with a newline; nothing in JSON mode. */
  text(text: string): void;
  /** Prints the one object of --json to stdout; nothing otherwise. */
  data(value: unknown): void;
  /** Something to know that is not the result, to stderr. */
  notice(text: string): void;
  /** As notice, marked as a warning. */
  warn(text: string): void;
  /** Runs work that tells its phases, and shows them on stderr while it lasts. `plan`: typical durations, for the time left. */
  work<T>(run: (progress: WorkProgress) => Promise<T>, plan?: Plan): Promise<T>;
  /** Resolves when all that was printed has been handed to the system: before process.exit. */
  flush(): Promise<void>;
}

/** Makes the reporter of one command. Whatever is printed, only our own colours can move a terminal. */
export function createReporter(options: ReporterOptions): Reporter {
  const { stdout, stderr, env, messages } = options;
  const json = options.json ?? false;
  const outColor = !json && wantsColor(env, isTerminal(stdout), options.noColor);
  const errColor = wantsColor(env, isTerminal(stderr), options.noColor);
  const errStyle = makeStyle(errColor);
  const now = options.now ?? (() => performance.now());
  const toStderr = (text: string): void => void stderr.write(`${inertButColour(text, errColor)}\n`);
  ignoreBrokenPipe(stdout);
  ignoreBrokenPipe(stderr);
  return {
    stdout,
    stderr,
    // Asked for only where it is read: to open it takes milliseconds that a hint must not pay.
    get stdin() {
      return options.stdin;
    },
    language: options.language,
    messages,
    json,
    debug: options.debug ?? false,
    color: outColor,
    width: textWidth(options.columns ?? (stdout as { columns?: number }).columns),
    get interactive() {
      return !json && isTerminal(stderr) && isTerminal(options.stdin);
    },
    asking: options.asking ?? ((ask) => ask()),
    style: makeStyle(outColor),
    errStyle,
    text(text) {
      if (!json) stdout.write(`${inertButColour(text, outColor)}\n`);
    },
    data(value) {
      // JSON.stringify escapes C0, not C1 and direction overrides; both are data here, so they are escaped, not dropped.
      if (json) stdout.write(`${escapeControls(JSON.stringify(value, null, 2))}\n`);
    },
    notice: toStderr,
    warn(text) {
      toStderr(`${errStyle.yellow(`${messages.common.warning}:`)} ${text}`);
    },
    async work(run, plan) {
      const shown = showWork({
        stream: stderr,
        spinner: !json && isTerminal(stderr) && env.TERM !== 'dumb',
        color: errColor,
        messages,
        now,
        ...(plan === undefined ? {} : { plan }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      let ok = false;
      try {
        const result = await run(shown);
        ok = true;
        return result;
      } finally {
        shown.end(ok);
      }
    },
    async flush() {
      await Promise.all([flushed(stdout), flushed(stderr)]);
    },
  };
}

function escapeControls(text: string): string {
  return text.replace(
    /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const guarded = new WeakSet<NodeJS.WritableStream>();

/** `labs show | head -1`, a terminal that was closed: the reader went away, and that is no error. */
const GONE: readonly (string | undefined)[] = ['EPIPE', 'EIO', 'ENXIO'];

function ignoreBrokenPipe(stream: NodeJS.WritableStream): void {
  if (guarded.has(stream)) return;
  guarded.add(stream);
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.includes(error.code)) throw error;
  });
}

function flushed(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => {
      resolve();
    });
  });
}
