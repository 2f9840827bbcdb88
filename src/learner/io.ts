// What a command knows of the outside: streams, environment, clock. Tests hand in their own.

export interface Io {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path that relative ones of the command line start from. */
  readonly cwd: string;
  /** Columns of the terminal. */
  readonly columns: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Aborted by Ctrl-C: long work cleans up and ends. */
  readonly signal: AbortSignal;
  /** Where a key stands for a command: the commands that have one. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Called from within the machine's shell: the terminal is lent for this command alone. */
  readonly inside?: {
    /** Puts a question to whoever sits at the terminal, and not to the machine. */
    readonly asking: <T>(ask: () => Promise<T>) => Promise<T>;
  };
}
