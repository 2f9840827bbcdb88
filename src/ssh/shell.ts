// The learner's own shell in the machine, and single commands with the learner's streams.
import type { ClientChannel } from 'ssh2';
import { lendTerminal, onTerminalResize } from '../host/interactive.ts';
import { connectLink, type Link } from './connect.ts';
import { deferred } from './deferred.ts';
import { cancelled, connectionLost } from './errors.ts';
import { sendSignal } from './inside.ts';
import { abandon, whenClosed } from './run.ts';
import { machineTerm } from './term.ts';
import type { ConnectOptions, SshTarget, TerminalInput, TerminalOutput } from './types.ts';
import { commandLine } from './words.ts';

export interface ShellOptions extends ConnectOptions {
  readonly stdin: TerminalInput;
  readonly stdout: TerminalOutput;
  /** Value of TERM here. */
  readonly term?: string;
  /** Size at the start; default: what stdout says. */
  readonly columns?: number;
  readonly rows?: number;
  /** Tells the listener each new size, until the function returned is called. Default: stdout's `resize`. */
  readonly onResize?: (listener: (columns: number, rows: number) => void) => () => void;
  /** Command line to run in place of the login shell. */
  readonly command?: string;
  /** Where keys come from and the screen is, when the terminal is shared; stdin and stdout then only tell how it is. */
  readonly keys?: TerminalInput;
  readonly screen?: NodeJS.WritableStream;
  /** Awaited when the shell is over, before the terminal is given back. */
  readonly idle?: () => Promise<void>;
}

export interface InteractiveOptions extends Omit<
  ShellOptions,
  'command' | 'keys' | 'screen' | 'idle'
> {
  readonly stderr: NodeJS.WritableStream;
}

/** Status of a program whose reader went away (128 + SIGPIPE). */
const READER_GONE = 141;

/** How long a program that was told to end may take to do so. */
const GOODBYE_MS = 1_000;

/**
 * A login shell with a pseudo-terminal, by default as the learner. Resolves with its exit status; the terminal
 * is given back as it was in any case. Throws what `connect` throws, `connection-lost`, and `cancelled`.
 */
export async function shell(target: SshTarget, options: ShellOptions): Promise<number> {
  const link = await connectLink(target, { user: 'learner', ...options });
  try {
    return await shellOn(link, options);
  } finally {
    await link.close();
  }
}

/** As `shell`, on a connection that is open; it stays so. */
export async function shellOn(link: Link, options: ShellOptions): Promise<number> {
  const { stdin, stdout, screen = stdout, signal } = options;
  const cols = options.columns ?? stdout.columns ?? 80;
  const rows = options.rows ?? stdout.rows ?? 24;
  const pty = { term: machineTerm(options.term), cols, rows };
  const channel = await link.open(options.command ?? null, { pty });
  const terminal = lendTerminal(stdin, stdout);
  channel.on('data', terminal.watch);
  const onResize = options.onResize ?? ((listener) => onTerminalResize(stdout, listener));
  const stopResize = onResize((columns, lines) => channel.setWindow(lines, columns, 0, 0));
  // The window may have changed while the machine was opening the channel.
  if (options.columns === undefined && stdout.columns !== undefined) {
    channel.setWindow(stdout.rows ?? rows, stdout.columns, 0, 0);
  }
  let whole = false;
  try {
    const status = await converse(link, channel, {
      stdin: options.keys ?? stdin,
      stdout: screen,
      stderr: screen,
      ...(signal ? { signal } : {}),
      ...(options.idle ? { idle: options.idle } : {}),
    });
    whole = true;
    return status;
  } finally {
    stopResize();
    terminal.giveBack(!whole);
  }
}

/**
 * One command with the streams of this process: `words` exactly as they are, a single word as a command line.
 * With a pseudo-terminal where stdin and stdout are terminals; else stdout and stderr stay apart, byte by byte,
 * and signals to this process go to the command (a second one ends the wait). Resolves with the exit status.
 * Throws as `shell`. `signal` ends the connecting only.
 */
export async function runInteractive(
  target: SshTarget,
  words: readonly string[],
  options: InteractiveOptions,
): Promise<number> {
  const link = await connectLink(target, { user: 'learner', ...options });
  try {
    return await runInteractiveOn(link, words, options);
  } finally {
    await link.close();
  }
}

/** As `runInteractive`, on a connection that is open; it stays so. */
export async function runInteractiveOn(
  link: Link,
  words: readonly string[],
  options: InteractiveOptions,
): Promise<number> {
  const [first = ''] = words;
  const command = words.length === 1 ? first : commandLine(words);
  if (options.stdin.isTTY && options.stdout.isTTY) return shellOn(link, { ...options, command });

  const ended = new AbortController();
  const forward = (name: NodeJS.Signals): void => {
    if (sent) ended.abort();
    sent = true;
    if (channel) sendSignal(channel, name.replace(/^SIG/, ''));
  };
  let sent = false;
  let channel: ClientChannel | undefined;
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, forward);
  try {
    channel = await link.open(command);
    return await converse(link, channel, { ...options, signal: ended.signal });
  } finally {
    for (const name of names) process.off(name, forward);
  }
}

interface Streams {
  readonly stdin: TerminalInput;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly signal?: AbortSignal;
  readonly idle?: () => Promise<void>;
}

/** Connects the streams until the program ends; what it printed has then left this process. */
async function converse(link: Link, channel: ClientChannel, streams: Streams): Promise<number> {
  const { stdin, stdout, stderr, signal } = streams;
  const stopped = deferred<'reader gone'>();
  let lost = false;
  const forget = link.onLost((error) => {
    lost = true;
    stopped.reject(error);
  });
  const onAbort = (): void => stopped.reject(cancelled(signal!));
  const onReaderGone = (): void => stopped.resolve('reader gone');
  signal?.addEventListener('abort', onAbort, { once: true });
  for (const stream of [stdout, stderr]) stream.on('error', onReaderGone);
  const closed = whenClosed(channel);
  let ended = false;
  try {
    channel.pipe(stdout, { end: false });
    channel.stderr.pipe(stderr, { end: false });
    stdin.pipe(channel);
    const status = await Promise.race([closed, stopped.promise]);
    if (status === 'reader gone') return READER_GONE;
    ended = true;
    if (status === null)
      throw connectionLost(link.target, 'no-status', 'the program left no exit status');
    await Promise.race([flushed(stdout), stopped.promise]);
    return status;
  } finally {
    // What is typed from now on is not for this program any more.
    stdin.unpipe(channel);
    await streams.idle?.();
    forget();
    signal?.removeEventListener('abort', onAbort);
    stdin.pause();
    stdin.unref?.();
    channel.unpipe(stdout);
    channel.stderr.unpipe(stderr);
    if (!ended) abandon(channel);
    // Closed too soon, with output still coming in, the socket would take the signal with it.
    if (!ended && !lost) await within(closed, GOODBYE_MS);
    for (const stream of [stdout, stderr]) stream.off('error', onReaderGone);
  }
}

/** Resolves with the promise, or when the limit is over. */
async function within(promise: Promise<unknown>, limitMs: number): Promise<void> {
  const over = deferred<void>();
  const timer = setTimeout(over.resolve, limitMs);
  await Promise.race([promise, over.promise]);
  clearTimeout(timer);
}

function flushed(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => void stream.write('', () => resolve()));
}
