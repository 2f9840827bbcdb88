// A bin's whole life in one process: parse, load the one command that is called, run it, turn errors into exit codes.
import { CommanderError } from 'commander';
import { LabsError } from '../errors.ts';
import type { Io } from '../learner/io.ts';
import { exitCodeOf, reportError } from '../learner/failure.ts';
import { openSession, type Session } from '../learner/session.ts';
import { earlyFlag, earlyLanguage } from './common.ts';
import { misuse } from './misuse.ts';
import { buildProgram } from './program.ts';
import type { BinName, CommandSpec } from './spec.ts';
import { VERSION } from './version.ts';

interface Call {
  readonly spec: CommandSpec;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Runs a bin with the words after its name. Never throws; resolves with the exit code. */
export async function main(bin: BinName, argv: readonly string[], io: Io): Promise<number> {
  // Enough to speak: the language and the colours are known before anything can go wrong.
  let session: Session = await openSession(io, {
    lang: earlyLanguage(argv) ?? undefined,
    color: earlyFlag(argv, '--no-color') ? false : undefined,
    json: earlyFlag(argv, '--json') ? true : undefined,
    debug: earlyFlag(argv, '--debug') ? true : undefined,
  });
  try {
    const call = parse(bin, argv, io, session);
    if (call === 'answered') return 0;
    session = await openSession(io, call.options);
    const command = await call.spec.load();
    return await command.run({ args: call.args, options: call.options, session });
  } catch (error) {
    reportError(error, session);
    return exitCodeOf(error, io.signal);
  } finally {
    await session.close();
  }
}

/** The command that was called; `answered` when help or the version was asked for, and is printed. */
function parse(bin: BinName, argv: readonly string[], io: Io, session: Session): Call | 'answered' {
  let call: Call | undefined;
  const program = buildProgram({
    bin,
    version: VERSION,
    style: {
      language: session.language,
      columns: io.columns,
      bold: session.style.bold,
      prefix: session.prefix,
    },
    write: (text) => io.stdout.write(text),
    called: (spec, args, options) => {
      call = { spec, args, options };
    },
  });
  // A bin called without a word shows what it can do.
  const words = argv.length === 0 ? ['--help'] : argv;
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 'answered';
    if (error.code === 'commander.help') {
      io.stdout.write(helpOf(program, argv));
      return 'answered';
    }
    throw misuse(error, { bin, argv, prefix: session.prefix });
  }
  if (call === undefined) throw new LabsError('bug', 'no-command', 'no command was called');
  checkCommonValues(call.options);
  return call;
}

/** `image` alone: the help of that word. */
function helpOf(program: ReturnType<typeof buildProgram>, argv: readonly string[]): string {
  const word = argv.find((part) => !part.startsWith('-'));
  const found = program.commands.find((command) => command.name() === word);
  return (found ?? program).helpInformation();
}

function checkCommonValues(options: Readonly<Record<string, unknown>>): void {
  const { lang } = options;
  if (lang === undefined || lang === 'en' || lang === 'ja') return;
  throw new LabsError('usage', 'unknown-language', `There is no language ${String(lang)}.`, {
    params: { word: String(lang) },
  });
}
