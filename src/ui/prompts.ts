// Questions to the user. Without a terminal none is asked: the stated default is taken aloud, or the command is refused.
import { LabsError } from '../errors.ts';
import { inertLine } from './inert.ts';
import type { Reporter } from './reporter.ts';

export interface ConfirmOptions {
  readonly message: string;
  /** Said yes beforehand (--yes). */
  readonly yes?: boolean;
  /** What Enter alone means. Default no. */
  readonly default?: boolean;
  /** What is taken, aloud, where nobody can answer; without it that is an error which names `flag`. */
  readonly otherwise?: boolean;
  /** The option that says yes beforehand. Default `--yes`. */
  readonly flag?: string;
  readonly signal?: AbortSignal;
}

/** Asks for a yes. Throws LabsError usage `needs-yes` without a terminal, `cancelled` on Ctrl-C. */
export async function confirm(reporter: Reporter, options: ConfirmOptions): Promise<boolean> {
  if (options.yes === true) return true;
  const message = inertLine(options.message);
  if (!reporter.interactive) {
    const { prompts } = reporter.messages;
    if (options.otherwise !== undefined) {
      const taken = options.otherwise ? prompts.yes : prompts.no;
      reporter.notice(prompts.tookDefault(message, taken));
      return options.otherwise;
    }
    const flag = options.flag ?? '--yes';
    throw new LabsError('usage', 'needs-yes', `this needs a yes: ${message}`, {
      hint: flag,
      params: { question: message, flag },
    });
  }
  const { confirm: ask } = await import('./inquirer.ts');
  const words = reporter.messages.prompts;
  return asked(reporter, () =>
    ask(
      {
        message,
        default: options.default ?? false,
        // The keys stay y and n, also where the words are others: that is what fingers know.
        theme: { keywords: { yes: 'Yes', no: 'No', error: () => words.yesOrNo } },
        transformer: (answer) => (answer ? words.yes : words.no),
      },
      context(reporter, options.signal),
    ),
  );
}

export interface InputOptions {
  readonly message: string;
  /** true, or what is wrong with it. */
  readonly validate?: (text: string) => true | string;
  readonly default?: string;
  /** What is taken, aloud, where nobody can answer. */
  readonly otherwise?: string;
  /** The command that gives the answer without a prompt: `labs answer TEXT`. */
  readonly instead: string;
  readonly signal?: AbortSignal;
}

/** Asks for a line of text, trimmed. Throws LabsError usage `needs-answer` without a terminal, `cancelled` on Ctrl-C. */
export async function input(reporter: Reporter, options: InputOptions): Promise<string> {
  const message = inertLine(options.message);
  if (!reporter.interactive) return takeOrRefuse(reporter, message, options, options.otherwise);
  const { input: ask } = await import('./inquirer.ts');
  const { validate } = options;
  const answer = await asked(reporter, () =>
    ask(
      {
        message,
        // What was answered is not yet right.
        theme: { prefix: reporter.errStyle.cyan('?') },
        ...(options.default === undefined ? {} : { default: options.default }),
        ...(validate === undefined ? {} : { validate: (text: string) => validate(text.trim()) }),
      },
      context(reporter, options.signal),
    ),
  );
  return answer.trim();
}

export interface SelectOptions<T extends string> {
  readonly message: string;
  readonly choices: readonly {
    readonly value: T;
    readonly name: string;
    readonly description?: string;
  }[];
  readonly default?: T;
  readonly otherwise?: T;
  /** The option or command that chooses without a prompt. */
  readonly instead: string;
  readonly signal?: AbortSignal;
}

/** Asks to choose one. Throws as `input`. */
export async function select<T extends string>(
  reporter: Reporter,
  options: SelectOptions<T>,
): Promise<T> {
  const message = inertLine(options.message);
  if (!reporter.interactive) return takeOrRefuse(reporter, message, options, options.otherwise);
  const { select: ask } = await import('./inquirer.ts');
  return asked(reporter, () =>
    ask<T>(
      {
        message,
        choices: options.choices.map((choice) => ({ ...choice, name: inertLine(choice.name) })),
        ...(options.default === undefined ? {} : { default: options.default }),
        theme: { style: { keysHelpTip: () => reporter.style.dim(reporter.messages.prompts.keys) } },
      },
      context(reporter, options.signal),
    ),
  );
}

function takeOrRefuse<T extends string>(
  reporter: Reporter,
  message: string,
  options: { readonly instead: string },
  otherwise: T | undefined,
): T {
  if (otherwise !== undefined) {
    reporter.notice(reporter.messages.prompts.tookDefault(message, otherwise));
    return otherwise;
  }
  throw new LabsError('usage', 'needs-answer', `this asks a question: ${message}`, {
    hint: options.instead,
    params: { question: message, instead: options.instead },
  });
}

/** Prompts go to stderr: stdout is for data. */
function context(
  reporter: Reporter,
  signal: AbortSignal | undefined,
): { input: NodeJS.ReadableStream; output: NodeJS.WritableStream; signal?: AbortSignal } {
  return {
    input: reporter.stdin,
    output: reporter.stderr,
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Ctrl-C at a prompt is a cancelled command, not a bug. */
async function asked<T>(reporter: Reporter, ask: () => Promise<T>): Promise<T> {
  try {
    return await reporter.asking(ask);
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name !== 'ExitPromptError' && name !== 'AbortPromptError') throw error;
    throw new LabsError('cancelled', 'cancelled', 'Cancelled.', { cause: error });
  }
}
